"""Writes the rows of sheets as lines, each figure beside the name of its column: one row, one measure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from corpus.cutting.numbering import label_at
from corpus.errors import ReadError
from corpus.readers.document import CELL_SEPARATOR, Document
from corpus.readers.sheets.grid import Row, Sheet, grid

_LONG_NAME: Final = 60  # chars of a column's name
_LONG_HEADING: Final = 40  # chars of a heading among the rows
_MOST_HEADER_ROWS: Final = 3
_HEADER_WITHIN: Final = 12  # rows at the top of a sheet
# Cells that are values, never names of columns: figures with their units, dates, sentences, "填报单位：某局".
_VALUE: Final = re.compile(
    r"(?!(?:19|20)\d\d$)[\d.,，%％‰+\-—/:\s]*\d[\d.,，%％‰+\-—/:\s]*(?:元|万|万元|亿元|亿|个|家|户|人|次|天|倍|分|项)?"
    r"|(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?|.*[。；;！？].*|[^（(]*[：:].+"
)
_NOTE: Final = re.compile(r"(?:备?注|说明|填表说明|附注|注释|※|Notes?)\s*\d*\s*[：:．.、]|※|备注$", re.I)
_FOOT: Final = re.compile(r"(?:填[表报]|制表|审[核批]|负责人|联系|经办|报送|编制)\S{0,4}[：:]")  # below a form
_UNNAMED: Final = re.compile(r"(?:sheet|工作表|table|表)\s*\d*", re.I)
_SECOND_LEVEL: Final = re.compile(r"[（(]")
_NUMBERS: Final = re.compile(r"序\s*号|编\s*号|No\.?", re.I)  # a column of numbers: other text in it is a heading
_CHINESE_BREAK: Final = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")

LineKind = Literal["lead", "heading", "record"]


def document_of(sheets: Sequence[Sheet]) -> Document:
    """Return the rows of sheets as a document, "name：cell | name：cell" a line, with where each record begins.

    Rows above the header come first (title and remarks). Of several sheets each is a heading above its rows; so is a
    row that is one cell across the table. A sheet without a header gives its cells, joined. Raises ReadError where
    no sheet has a row.
    """
    filled = [(sheet, *grid(sheet)) for sheet in sheets]
    filled = [(sheet, rows, width) for sheet, rows, width in filled if rows]
    if not filled:
        raise ReadError("no text found: its table has no rows; fill it or leave the file out")
    lines = _Lines()
    for sheet, rows, width in filled:
        named = not _UNNAMED.fullmatch(sheet.name.strip())
        if len(filled) > 1 and named:
            lines.add("heading", " ".join(sheet.name.split()), level=1)
        _add_sheet(lines, rows, width, alone=len(filled) == 1)
    return lines.document()


class _Lines:
    """The lines of a document, with where its records and headings begin."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._at = 0
        self._records: list[int] = []
        self._headings: list[tuple[int, int]] = []

    def add(self, kind: LineKind, line: str, level: int = 1) -> None:
        if kind == "record":
            self._records.append(self._at)
        elif kind == "heading":
            self._headings.append((self._at, level))
        self._lines.append(line)
        self._at += len(line) + 1

    def document(self) -> Document:
        return Document("\n".join(self._lines), records=tuple(self._records), headings=tuple(self._headings))


def _add_sheet(lines: _Lines, rows: Sequence[Row], width: int, *, alone: bool) -> None:
    first = _header_at(rows, width)
    header = [] if first is None else _header_rows(rows, first, width)
    names = _names(header)
    colon = ": " if all(name.isascii() for name in names.values()) else "："
    for row in rows[: first or 0]:
        if alone:
            for text in row.texts:
                lines.add("lead", text)
        else:
            lines.add("heading", CELL_SEPARATOR.join(row.texts), level=2)
    body = rows[(first or 0) + len(header) :]
    if header and not body:
        lines.add("record", CELL_SEPARATOR.join(header[0].texts))
    for at, row in enumerate(body):
        if header and row.cells == header[0].cells:  # printed again on each page
            continue
        (text, *_), whole = row.texts, row.own == 1 and len(row.cells) == 1
        if whole and at + 1 < len(body) and _is_heading(row, body[at + 1], width, names):
            lines.add("heading", text, level=4 if _SECOND_LEVEL.match(text) else 3)
        elif (whole and (row.covered > 1 or _NOTE.match(text))) or _FOOT.match(text):
            lines.add("record", CELL_SEPARATOR.join(row.texts))
        else:
            lines.add("record", CELL_SEPARATOR.join(_named(names.get(c), text, colon) for c, text in row.cells.items()))


def _header_at(rows: Sequence[Row], width: int) -> int | None:
    """Return which row names the columns: the first of short, different names over half of the columns."""
    if width == 1:
        heads = len(rows) > 1 and _are_names(rows[0]) and len(rows[0].texts[0]) <= 10 < len(rows[1].texts[0])
        return 0 if heads else None
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        if len(row.cells) > 1 and row.covered * 2 > width and _are_names(row):
            return at
    return None


def _header_rows(rows: Sequence[Row], first: int, width: int) -> list[Row]:
    """Return the rows that name the columns: several where a name stands above others, merged or with gaps."""
    header = [rows[first]]
    for below in rows[first + 1 : min(first + _MOST_HEADER_ROWS, len(rows) - 1)]:
        above = header[-1]
        if not _are_names(below):
            break
        if above.covered > len(above.cells) and (below.continued or below.own > 1):
            header.append(below)
            continue
        gaps = set(range(width)) - set(above.cells)
        names_above = {max(at for at in above.cells if at < gap) for gap in gaps if gap > min(above.cells)}
        if not gaps or set(below.cells) != gaps | names_above:  # text without merged cells: the names below fill gaps
            break
        reach = {at: at for at in above.cells}
        for at in names_above:
            reach[at] = min((other for other in above.cells if other > at), default=width) - 1
        header[-1] = replace(above, reach=reach)
        header.append(below)
    return header


def _are_names(row: Row) -> bool:
    texts = row.texts
    return len(set(texts)) * 2 > len(texts) and all(
        len(text) <= _LONG_NAME and not _VALUE.fullmatch(text) for text in texts
    )


def _names(header: Sequence[Row]) -> dict[int, str]:
    """Return the name of each column; names above each other are joined by "·"."""
    names: dict[int, str] = {}
    for row in header:
        for column, text in row.cells.items():
            name = _CHINESE_BREAK.sub("", text).rstrip("：: ")
            for at in range(column, row.reach[column] + 1):
                above = names.get(at)
                names[at] = name if not above or above == name else f"{above}·{name}"
    return names


def _is_heading(row: Row, following: Row, width: int, names: Mapping[int, str]) -> bool:
    """Whether a row of one cell names the rows below it: merged across, or numbered at the left of three columns."""
    text = row.texts[0]
    if len(text) > _LONG_HEADING or _VALUE.fullmatch(text) or _NOTE.match(text) or len(following.cells) < 2:
        return False
    numbered = label_at(text, 0, len(text)) is not None or _NUMBERS.fullmatch(names.get(0, "")) is not None
    return row.covered > 1 or (width > 2 and 0 in row.cells and numbered)


def _named(name: str | None, text: str, colon: str) -> str:
    return f"{name}{colon}{text}" if name else text
