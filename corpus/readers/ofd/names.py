"""Finds elements of OFD by their local names: programs write its namespace in several ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(parent: Element, name: str) -> list[Element]:
    """Return the children of a name."""
    return [child for child in parent if local(child) == name]


def first(parent: Element, name: str) -> Element | None:
    """Return the first child of a name, None without one."""
    return next(iter(children(parent, name)), None)


def numbers(text: str | None, least: int = 0) -> list[float]:
    """Return the numbers of an attribute such as Boundary; zeros where there are fewer than ``least``."""
    found = []
    for word in (text or "").split():
        try:
            found.append(float(word))
        except ValueError:
            break
    return found + [0.0] * (least - len(found))
