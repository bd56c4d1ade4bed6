"""Brings the pieces of a page into reading order: columns one after the other, tables without lines as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from corpus.readers.printed.page import Line, Page, Row, Table, joined, rows_of

_BIN = 2.0  # points
_NARROWEST = 0.7  # em, of the gap between columns
_MIN_PAIRS = 5  # rows with text on both sides of the gap
_FILLED = 0.7  # share of its column that a line of running text fills
_ALIGNED = 0.8  # em
_MIN_TABLE_ROWS = 3
_CROSSING = 0.2  # share of the rows of a page of two columns that may run over both: titles


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and the column of its page that it stands in: 0 the whole width, 1 the left column and so on."""

    line: Line
    column: int = 0


def gaps_of(pages: Sequence[Page]) -> list[float | None]:
    """Return where the gap between the two columns of each page stands, None on pages of one column.

    A page whose second column has hardly begun goes by the page before it.
    """
    gaps: list[float | None] = []
    for page in pages:
        rows = rows_of(page.lines)
        gap = _gap(rows)
        before = gaps[-1] if gaps else None
        if gap is None and before is not None:
            crossing = sum(1 for row in rows if _crosses(row, before))
            gap = before if rows and crossing <= _CROSSING * len(rows) else None
        gaps.append(gap)
    return gaps


def in_order(page: Page, gap: float | None) -> list[Placed | Table]:
    """Return the lines and tables of a page in the order in which they are read."""
    rows = rows_of(page.lines)
    items: list[Placed | Table] = []
    tables = sorted(page.tables, key=lambda table: table.top)
    band: list[Row] = []
    for row in rows:
        while tables and tables[0].top < row[0].middle:
            items.extend(_band(band, gap))
            band = []
            items.append(tables.pop(0))
        band.append(row)
    items.extend(_band(band, gap))
    items.extend(tables)
    return items


def _band(rows: Sequence[Row], gap: float | None) -> list[Placed | Table]:
    """Return the rows between two tables in order: left column, right column, and full-width rows between."""
    if gap is None:
        return _with_tables(rows)
    items: list[Placed | Table] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    for row in rows:
        if _crosses(row, gap):
            items.extend(_columns(sides))
            sides = ([], [])
            items.append(Placed(joined(row)))
            continue
        for side, pieces in zip(sides, _divided(row, gap), strict=True):
            if pieces:
                side.append(joined(pieces))
    items.extend(_columns(sides))
    return items


def _columns(sides: tuple[list[Line], list[Line]]) -> list[Placed | Table]:
    return [Placed(line, column) for column, side in enumerate(sides, 1) for line in side]


def _crosses(row: Row, gap: float) -> bool:
    return any(piece.left < gap < piece.right for piece in row)


def _divided(row: Row, gap: float) -> tuple[Row, Row]:
    return [p for p in row if p.right <= gap], [p for p in row if p.left >= gap]


def _gap(rows: Sequence[Row]) -> float | None:
    """Return where the gap between two columns of running text stands, None on a page of one column.

    A gap has text beside it on both sides in most rows, and these texts fill their columns: cells of a table do not.
    """
    pieces = [piece for row in rows for piece in row]
    if len(pieces) < 2 * _MIN_PAIRS:
        return None
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    em = median(p.em for p in pieces)
    bins = int((right - left) / _BIN) + 1
    crossed = [0] * (bins + 1)
    for piece in pieces:
        crossed[int((piece.left - left) / _BIN)] += 1
        crossed[min(int((piece.right - left) / _BIN) + 1, bins)] -= 1
    for index in range(1, bins):
        crossed[index] += crossed[index - 1]
    middle = range(int(bins * 0.3), int(bins * 0.7))
    if not middle:
        return None
    least = min(crossed[index] for index in middle)
    runs: list[list[int]] = []
    for index in middle:
        if crossed[index] == least:
            if runs and runs[-1][-1] == index - 1:
                runs[-1].append(index)
            else:
                runs.append([index])
    widest = max(runs, key=len)
    if len(widest) * _BIN < _NARROWEST * em:
        return None
    gap = left + (widest[0] + len(widest) / 2) * _BIN
    free = [row for row in rows if not _crosses(row, gap)]
    pairs = [sides for sides in (_divided(row, gap) for row in free) if all(sides)]
    if len(pairs) < max(_MIN_PAIRS, 0.4 * len(free), 0.5 * (len(rows) - len(free))):
        return None
    for side in (0, 1):
        lines = [joined(pair[side]) for pair in pairs]
        start, end = min(line.left for line in lines), max(line.right for line in lines)
        if sum(line.right - line.left >= _FILLED * (end - start) for line in lines) < 0.5 * len(lines):
            return None
    return gap


def _with_tables(rows: Sequence[Row]) -> list[Placed | Table]:
    """Return rows as lines, and runs of rows whose pieces stand below each other as tables."""
    items: list[Placed | Table] = []
    index = 0
    while index < len(rows):
        end = index + 1
        while len(rows[index]) > 1 and end < len(rows) and _aligned(rows[end - 1], rows[end]):
            end += 1
        if end - index >= _MIN_TABLE_ROWS:
            items.append(_table(rows[index:end]))
        else:
            items.extend(Placed(joined(row)) for row in rows[index:end])
        index = end
    return items


def _aligned(above: Row, below: Row) -> bool:
    if len(above) != len(below):
        return False
    reach = _ALIGNED * max(p.em for p in (*above, *below))
    return all(
        min(abs(a.left - b.left), abs(a.right - b.right), abs(a.left + a.right - b.left - b.right) / 2) <= reach
        for a, b in zip(above, below, strict=True)
    )


def _table(rows: Sequence[Row]) -> Table:
    width = len(rows[0])
    known = [piece.confidence for row in rows for piece in row if piece.confidence is not None]
    return Table(
        grid=tuple(tuple(range(number * width, (number + 1) * width)) for number in range(len(rows))),
        cells=tuple(piece.text.strip() for row in rows for piece in row),
        columns=tuple(min(row[column].left for row in rows) for column in range(width)),
        top=min(piece.top for piece in rows[0]),
        bottom=max(piece.bottom for piece in rows[-1]),
        confidence=min(known) if known else None,
    )
