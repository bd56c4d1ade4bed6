"""The names of WordprocessingML, and how its values are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def value(parent: Element | None, name: str) -> str | None:
    """Return the w:val of a child by its local name; None without the child, "" without the attribute."""
    child = parent.find(W + name) if parent is not None else None
    return None if child is None else child.get(W + "val", "")


def number(parent: Element | None, name: str) -> int | None:
    """Return the w:val of a child as a whole number; None where there is none."""
    return whole(value(parent, name))


def whole(text: str | None) -> int | None:
    """Return a decimal of up to nine digits as a number, None for anything else."""
    text = (text or "").strip()
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else None


def switched(parent: Element | None, name: str) -> bool | None:
    """Return a toggle such as w:vanish: on without a value; None where it is not stated."""
    stated = value(parent, name)
    return None if stated is None else stated.lower() not in ("0", "false", "off", "none")
