"""Looks up what the styles of a document say of a paragraph or run, along basedOn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.readers.docx.names import W, number, switched, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CONTENTS = re.compile(r"toc [1-9]", re.I)
_DEPTH = 50  # styles based on one another that are followed


class Styles:
    """The styles of styles.xml by their ids; a document may have none."""

    def __init__(self, root: Element | None) -> None:
        styles = root.findall(W + "style") if root is not None else []
        self._styles = {style.get(W + "styleId", ""): style for style in styles}
        self._default = next(
            (
                style.get(W + "styleId", "")
                for style in styles
                if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on")
            ),
            "",
        )

    def paragraph(self, properties: Element | None) -> str:
        """Return the id of the style of a paragraph with the given w:pPr."""
        return value(properties, "pStyle") or self._default

    def numbering(self, style: str) -> tuple[int | None, int | None]:
        """Return the number id and level that a paragraph style gives, the nearest of its line; None for none."""
        found: int | None = None
        level: int | None = None
        for element in self._line(style):
            numbering = element.find(f"{W}pPr/{W}numPr")
            found = number(numbering, "numId") if found is None else found
            level = number(numbering, "ilvl") if level is None else level
        return found, level

    def line(self, style: str) -> list[str]:
        """Return the ids of a style and of those that it is based on, nearest first."""
        return [element.get(W + "styleId", "") for element in self._line(style)]

    def lists_contents(self, style: str) -> bool:
        """Whether a style is one of those of a table of contents that Word makes: "toc 1" to "toc 9"."""
        return any(_CONTENTS.fullmatch(value(element, "name") or "") for element in self._line(style))

    def hides(self, style: str) -> bool:
        """Whether a style makes text hidden."""
        for element in self._line(style):
            stated = switched(element.find(W + "rPr"), "vanish")
            if stated is not None:
                return stated
        return False

    def _line(self, style: str) -> Iterator[Element]:
        seen: set[str] = set()
        current: str | None = style
        while current and current in self._styles and current not in seen and len(seen) < _DEPTH:
            seen.add(current)
            yield self._styles[current]
            current = value(self._styles[current], "basedOn")
