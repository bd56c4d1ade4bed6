"""Turns the cells of spreadsheets into lines of text: one row, one measure, each cell with its header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.errors import ReadError
from corpus.readers.document import Document
from corpus.readers.html_lines import CELL_SEPARATOR

MAX_CELLS = 2_000_000  # of a file, empty ones included
_HEADER_WITHIN = 20  # rows in which the header is looked for
_NUMBER = re.compile(r"[-+¥￥$]?[\d,.]+\s*[%％]?|\d{4}[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?")
Rows = Sequence[Sequence[str]]  # the cells as shown, "" for empty ones


def document(sheets: Sequence[tuple[str, Rows]]) -> Document:
    """Return the text of sheets (name, rows) with the offsets of its records.

    Lines above a header stand as they are; the name of a sheet stands above its rows where several have some.
    Raises ReadError where no sheet has a cell with text.
    """
    filled = [(name, rows) for name, rows in ((name, _compact(rows)) for name, rows in sheets) if rows]
    if not filled:
        raise ReadError("no cells with text found in the file; if it holds only pictures or charts, leave it out")
    lines: list[str] = []
    records: list[int] = []
    at = 0
    for name, rows in filled:
        above, measures = _lines(rows)
        if len(filled) > 1 and _line(name):
            above = [_line(name), *above]
        for line in above:
            lines.append(line)
            at += len(line) + 1
        for line in measures:
            records.append(at)
            lines.append(line)
            at += len(line) + 1
    return Document("\n".join(lines), records=tuple(records))


def _compact(rows: Rows) -> list[list[str]]:
    """The rows without empty rows and columns, each cell on one line."""
    cells = [[_line(cell) for cell in row] for row in rows]
    used = sorted({at for row in cells for at, cell in enumerate(row) if cell})
    return [[row[at] if at < len(row) else "" for at in used] for row in cells if any(row)]


def _line(cell: str) -> str:
    return " ".join(cell.split())


def _lines(rows: list[list[str]]) -> tuple[list[str], list[str]]:
    """The lines above the records, and the records."""
    at = _header(rows)
    if at is None:
        return [], [CELL_SEPARATOR.join(filter(None, row)) for row in rows]
    header = rows[at]
    above = [CELL_SEPARATOR.join(dict.fromkeys(filter(None, row))) for row in rows[:at]]
    records = [
        CELL_SEPARATOR.join(f"{name}：{cell}" if name else cell for name, cell in zip(header, row, strict=True) if cell)
        for row in rows[at + 1 :]
        if row != header
    ]
    return (above, records) if records else ([], [CELL_SEPARATOR.join(filter(None, row)) for row in rows])


def _header(rows: list[list[str]]) -> int | None:
    """The row of column names: the first with names for most columns, none of them a number, short and distinct."""
    width = len(rows[0])
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        names = [cell for cell in row if cell]
        if len(names) < 2 or 2 * len(names) < width:
            continue
        plain = all(len(name) <= 40 and not _NUMBER.fullmatch(name) for name in names)
        return at if plain and len(set(names)) == len(names) else None
    return None
