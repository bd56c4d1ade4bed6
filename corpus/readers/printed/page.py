"""What stands on a printed page. Lengths are points (1/72 inch), y grows downwards."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text on one line; a single character counts as one too."""

    text: str  # a space at its end is one that was printed
    left: float
    right: float
    top: float
    bottom: float
    em: float  # size of its characters: the width of a Chinese one
    confidence: float | None = None  # 0..1 where it was recognised in an image

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Table:
    """A table: which cell stands at each place of its grid (a merged one at several), and the cells' texts."""

    grid: tuple[tuple[int, ...], ...]  # rows of columns of indices of ``cells``
    cells: tuple[str, ...]
    columns: tuple[float, ...]  # the left edge of each column
    top: float
    bottom: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its box, the pieces of its lines, and its tables."""

    left: float
    right: float
    top: float
    bottom: float
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()


PIECE_GAP = 1.2  # em: a wider gap parts columns or cells
Row = list[Line]  # what stands at one height, from left to right


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """Group pieces into rows, top to bottom, each from left to right.

    A piece belongs to a row where its middle is within half its size of the row's first piece.
    """
    rows: list[Row] = []
    for line in sorted(lines, key=lambda line: (line.middle, line.left)):
        first = rows[-1][0] if rows else None
        if first is not None and line.middle - first.middle < 0.5 * max(min(line.em, first.em), 1.0):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda line: line.left)
    return rows


def pieces_of(row: Row) -> list[Line]:
    """Return the pieces of a row, those that only a narrow gap parts joined."""
    groups: list[Row] = []
    for line in row:
        before = groups[-1][-1] if groups else None
        if before is not None and line.left - before.right <= PIECE_GAP * max(before.em, line.em):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [joined(group) for group in groups]


def joined(row: Sequence[Line]) -> Line:
    """Return the pieces of a row as one line, a space where the gap between two is wider than a letter."""
    text = row[0].text
    for before, line in itertools.pairwise(row):
        gap = (line.left - before.right) / max(before.em, line.em, 1.0)
        latin = before.text[-1:].isascii() and line.text[:1].isascii()
        if gap > (0.2 if latin else 0.5) and not text.endswith(" ") and not line.text.startswith(" "):
            text += " "
        text += line.text
    known = [line.confidence for line in row if line.confidence is not None]
    return replace(
        row[0],
        text=text,
        right=max(line.right for line in row),
        top=min(line.top for line in row),
        bottom=max(line.bottom for line in row),
        em=median(line.em for line in row),
        confidence=min(known) if known else None,
    )
