"""Finds the parts of a Word package by their relations, as ECMA-376 Part 2, 9.3 has it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from corpus.errors import ReadError
from corpus.readers.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_USUAL = "word/document.xml"


class Relations:
    """What a part points at inside its package."""

    def __init__(self, package: Package, part: str) -> None:
        """Read the relations of a part; "" stands for the package itself. A part may have none."""
        self._package = package
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        self._targets: list[tuple[str, str, str]] = []  # id, last word of the type, name of the part
        for relation in package.xml(path).iter(_RELATION) if path in package else ():
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rsplit("/", 1)[-1]
                target = package.resolved(relation.get("Target", ""), part)
                self._targets.append((relation.get("Id", ""), kind, target))

    def by_kind(self, kind: str) -> Element | None:
        """Return the root of the part of a kind ("styles", "numbering"); None where there is none."""
        return next((self._package.xml(t) for _, k, t in self._targets if k == kind and t in self._package), None)

    def by_id(self, identity: str) -> Element | None:
        """Return the root of the part that is referred to by an id; None where there is none."""
        return next((self._package.xml(t) for i, _, t in self._targets if i == identity and t in self._package), None)

    def name(self, kind: str) -> str | None:
        """Return the name of the part of a kind, None where there is none."""
        return next((target for _, k, target in self._targets if k == kind and target in self._package), None)


def document_part(package: Package) -> str:
    """Return the name of the part that holds the text. Raises ReadError where there is none."""
    name = Relations(package, "").name("officeDocument") or (_USUAL if _USUAL in package else None)
    if name is None:
        raise ReadError(f"the file is damaged: it lacks its text, part {_USUAL!r}; open it in Word and save it anew")
    return name
