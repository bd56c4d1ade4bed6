"""Turns the elements of a page into lines of text: paragraphs and table rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.readers.table_rows import LONG_CELL, Cell, Row, table_lines

if TYPE_CHECKING:
    from bs4 import Tag

_BLOCKS = frozenset(
    "p div section article main ul ol li dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre table thead tbody tfoot tr td th "
    "caption header center figure figcaption hr body address fieldset".split()
)
_BREAK_IN_CHINESE = re.compile(r"(?<=[^\x00-\x7f])[ \t]*[\r\n]+[ \t\r\n]*(?=[^\x00-\x7f])")
_BEARS_NUMBER = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]|[①-⑳]|第[\d一二三四五六七八九十]+[条章]")
_SPACE = re.compile(r"[ \t\r\n\xa0]+")


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
            elif child.name == "pre":
                _finish(lines, current)
                lines.extend(filter(None, map(_clean, child.get_text().split("\n"))))
            elif child.name in _BLOCKS:
                _finish(lines, current)
                if child.name == "li":
                    current.append(_number_of_item(child))
                _walk(child, lines, current)
                _finish(lines, current)
            else:
                _walk(child, lines, current)
        elif type(child) is NavigableString:
            current.append(str(child))


def _number_of_item(item: Tag) -> str:
    """The number that browsers show before an item of a numbered list, where it does not bear one of its own."""
    listed = item.parent
    styles = f"{listed.get('style') or ''}{item.get('style') or ''}" if listed is not None else ""
    if listed is None or listed.name != "ol" or "none" in styles or listed.get("type", "1") != "1":
        return ""
    if _BEARS_NUMBER.match(item.get_text(strip=True)):
        return ""
    start = str(listed.get("start") or "1")
    before = sum(1 for other in item.previous_siblings if getattr(other, "name", None) == "li")
    return f"{before + (int(start) if start.isdecimal() else 1)}. "


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
    return all(len(cell.get_text(strip=True)) <= LONG_CELL for cells in rows for cell in cells)


def _rows(table: Tag) -> list[str]:
    """Return one line a row, each cell beside the name of its column; a merged cell counts for all its rows."""
    caption = table.select_one("caption")
    rows: list[Row] = []
    merged: dict[int, tuple[int, Cell]] = {}  # column -> how many rows more, of which cell
    for row in table.find_all("tr"):
        cells: list[Cell] = []
        column = 0
        continued = bool(merged)
        own = row.find_all(["td", "th"])
        for element in (*own, None):
            while column in merged:
                left, above = merged.pop(column)
                cells.append(above)
                if left > 1:
                    merged[column] = (left - 1, above)
                    column += above.span
                    continue
                column += above.span
            if element is None:
                break
            span, down = _number(element, "colspan"), _number(element, "rowspan")
            cell = Cell(column, span, tuple(line for line in [" ".join(lines_of(element))] if line))
            cells.append(cell)
            if down > 1:
                merged[column] = (down - 1, cell)
            column += span
        header = bool(own) and all(element.name == "th" for element in own)
        rows.append(Row(tuple(cells), header, continued))
    return [*(lines_of(caption) if caption else []), *table_lines(rows)]


def _number(cell: Tag, attribute: str) -> int:
    """How many columns or rows a cell takes: at most 1,000, as browsers have it (HTML standard, 4.9.11)."""
    written = str(cell.get(attribute) or "1").strip()
    return min(max(int(written), 1), 1000) if written.isdecimal() else 1
