"""A sheet as a grid of shown cells: merged cells filled, empty rows and columns dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.errors import ReadError

ROWS: Final = 200_000
COLUMNS: Final = 1_000
CELLS: Final = 1_000_000  # that are not empty, of a whole file; a minute's work
_MERGED: Final = 5_000_000  # cells that all merged ranges may cover
_BREAK: Final = re.compile(r"\s*[\r\n\t\v\f\x1c-\x1f\x85\u2028\u2029]+\s*")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as read: cells as shown, "" for empty ones, rows may differ in length."""

    name: str
    rows: Sequence[Sequence[str]]
    merged: Sequence[tuple[int, int, int, int]] = ()  # top, left, bottom, right, counted from 0, both ends within


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row of a grid that are not empty: by column, with the column each reaches to."""

    cells: dict[int, str]
    reach: dict[int, int]
    own: int  # how many of the cells stand in this row, not filled down from above
    continued: bool  # a merged cell goes on from the row above

    @property
    def texts(self) -> list[str]:
        return list(self.cells.values())

    @property
    def covered(self) -> int:
        """How many columns the cells cover."""
        return sum(self.reach[column] - column + 1 for column in self.cells)


def grid(sheet: Sheet) -> tuple[list[Row], int]:
    """Return the rows that are not empty, columns renumbered without empty ones, and the number of columns.

    A merged cell stands in each of its rows, in its first column. Raises ReadError for more than COLUMNS columns.
    """
    rows = [{at: text for at, cell in enumerate(row) if (text := _line(cell))} for row in sheet.rows]
    own = [len(row) for row in rows]
    reach: list[dict[int, int]] = [{} for _ in rows]
    continued: set[int] = set()
    covered = 0
    for top, left, bottom, right in sheet.merged:
        text = rows[top].get(left, "") if top < len(rows) else ""
        if not text:
            continue
        bottom = min(bottom, len(rows) - 1)
        covered += bottom - top + 1
        if covered > _MERGED:
            raise ReadError(f"its merged cells cover more than {_MERGED:,} rows; unmerge them")
        for at in range(top, bottom + 1):
            rows[at].setdefault(left, text)
            reach[at][left] = right
        continued.update(range(top + 1, bottom + 1))
    kept = [at for at, count in enumerate(own) if count]
    columns = sorted({column for at in kept for column in rows[at]})
    if len(columns) > COLUMNS:
        raise ReadError(
            f"its table has {len(columns):,} columns, more than the limit of {COLUMNS:,}; split it or turn it around"
        )
    place = {column: number for number, column in enumerate(columns)}
    result = []
    for at in kept:
        cells = {place[column]: rows[at][column] for column in sorted(rows[at])}
        ends = {place[column]: _last(place, columns, column, reach[at].get(column, column)) for column in rows[at]}
        result.append(Row(cells, ends, own[at], at in continued))
    return result, len(columns)


def _last(place: dict[int, int], columns: Sequence[int], left: int, right: int) -> int:
    """Return the number of the last kept column within a span of columns."""
    last = place[left]
    while last + 1 < len(columns) and columns[last + 1] <= right:
        last += 1
    return last


def _line(cell: str) -> str:
    """Return a cell on one line: a line break within it is a space."""
    return _BREAK.sub(" ", cell.strip())
