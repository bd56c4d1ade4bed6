"""Turns the elements of a page into lines of text: paragraphs and table rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.readers.document import CELL_SEPARATOR

if TYPE_CHECKING:
    from bs4 import Tag

_BLOCKS = frozenset(
    "p div section article main ul ol li dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre table thead tbody tfoot tr td th "
    "caption header center figure figcaption hr body address fieldset".split()
)
_BREAK_IN_CHINESE = re.compile(r"(?<=[^\x00-\x7f])[ \t]*[\r\n]+[ \t\r\n]*(?=[^\x00-\x7f])")
_SPACE = re.compile(r"[ \t\r\n\xa0]+")
_LONG_CELL = 400  # chars: a table with longer cells lays out the page, it is not data


def lines_of(root: Tag) -> list[str]:
    """Return the lines of an element in document order, without empty ones."""
    lines: list[str] = []
    current: list[str] = []
    _walk(root, lines, current)
    _finish(lines, current)
    return lines


def _walk(tag: Tag, lines: list[str], current: list[str]) -> None:
    from bs4 import Tag
    from bs4.element import NavigableString

    for child in tag.children:
        if isinstance(child, Tag):
            if child.name == "br":
                _finish(lines, current)
            elif child.name == "table" and _is_data(child):
                _finish(lines, current)
                lines.extend(_rows(child))
            elif child.name in _BLOCKS:
                _finish(lines, current)
                _walk(child, lines, current)
                _finish(lines, current)
            else:
                _walk(child, lines, current)
        elif type(child) is NavigableString:
            current.append(str(child))


def _finish(lines: list[str], current: list[str]) -> None:
    line = _clean("".join(current))
    current.clear()
    if line:
        lines.append(line)


def _clean(text: str) -> str:
    return _SPACE.sub(" ", _BREAK_IN_CHINESE.sub("", text)).strip(" \u3000\ufeff\u200b")


def _is_data(table: Tag) -> bool:
    """Whether a table holds data in rows and columns, not the layout of the page."""
    if table.find("table") is not None:
        return False
    rows = [row.find_all(["td", "th"]) for row in table.find_all("tr")]
    if not any(len(cells) > 1 for cells in rows):
        return False
    return all(len(cell.get_text(strip=True)) <= _LONG_CELL for cells in rows for cell in cells)


def _rows(table: Tag) -> list[str]:
    """Return one line a row, the cells joined by a visible separator."""
    lines = []
    for row in table.find_all("tr"):
        cells = [_clean(cell.get_text(" ")) for cell in row.find_all(["td", "th"])]
        if any(cells):
            lines.append(CELL_SEPARATOR.join(cells) if len(cells) > 1 else cells[0])
    return lines
