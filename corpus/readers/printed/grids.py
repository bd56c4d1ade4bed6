"""Finds the tables that ruled lines make, and puts the characters into their cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.readers.printed.characters import lines_of
from corpus.readers.printed.page import Line, Table, joined, rows_of
from corpus.readers.printed.rulings import Ruling
from corpus.readers.printed.wraps import separator

_SNAP = 3.0  # points: lines closer than this are one line drawn twice
_MAX_RULINGS = 2_000
_MAX_PLACES = 20_000  # rows times columns
_COVERED = 0.6  # share of a side that a ruled line must cover to part two places


def tables_of(
    characters: Sequence[Line], horizontal: Sequence[Ruling], vertical: Sequence[Ruling]
) -> tuple[list[Table], list[Line]]:
    """Return the tables of a page and the characters that stand in none of them.

    A table has at least two columns and two cells with text; anything else that lines are drawn around is text.
    """
    tables: list[Table] = []
    rest = list(characters)
    across, down = _merged(horizontal), _merged(vertical)
    if not down or len(across) + len(down) > _MAX_RULINGS:
        return [], rest
    for h, v in _connected(across, down):
        if len(h) < 2:
            continue
        left, right = min(r.start for r in h), max(r.end for r in h)
        xs = _snapped([*(r.at for r in v), left, right])
        ys = _snapped(r.at for r in h)
        if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MAX_PLACES:
            continue
        inside = [c for c in rest if xs[0] <= (c.left + c.right) / 2 <= xs[-1] and ys[0] <= c.middle <= ys[-1]]
        table = _table(xs, ys, h, v, inside)
        if table is not None:
            tables.append(table)
            taken = set(map(id, inside))
            rest = [c for c in rest if id(c) not in taken]
    return tables, rest


class _Sets:
    """Disjoint sets of the numbers below n, joined one pair at a time."""

    def __init__(self, n: int) -> None:
        self._leader = list(range(n))

    def of(self, number: int) -> int:
        """Return the number that stands for the set of a number."""
        while self._leader[number] != number:
            self._leader[number] = self._leader[self._leader[number]]
            number = self._leader[number]
        return number

    def join(self, a: int, b: int) -> None:
        self._leader[self.of(b)] = self.of(a)


def _merged(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Join the pieces that stand on one line and touch."""
    result: list[Ruling] = []
    level: list[Ruling] = []
    for ruling in sorted(rulings, key=lambda r: r.at):
        if level and ruling.at - level[0].at > _SNAP:
            result.extend(_runs(level))
            level = []
        level.append(ruling)
    return result + _runs(level)


def _runs(level: list[Ruling]) -> list[Ruling]:
    runs: list[Ruling] = []
    for ruling in sorted(level, key=lambda r: r.start):
        if runs and ruling.start <= runs[-1].end + _SNAP:
            runs[-1] = Ruling(runs[-1].at, runs[-1].start, max(runs[-1].end, ruling.end))
        else:
            runs.append(Ruling(level[0].at, ruling.start, ruling.end))
    return runs


def _connected(across: list[Ruling], down: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Return the groups of lines that touch one another, top to bottom."""
    sets = _Sets(len(across) + len(down))
    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if h.start - _SNAP <= v.at <= h.end + _SNAP and v.start - _SNAP <= h.at <= v.end + _SNAP:
                sets.join(i, len(across) + j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, ruling in enumerate([*across, *down]):
        groups.setdefault(sets.of(i), ([], []))[0 if i < len(across) else 1].append(ruling)
    return [group for group in groups.values() if group[0] and group[1]]


def _snapped(values: Iterable[float]) -> list[float]:
    result: list[float] = []
    for value in sorted(values):
        if not result or value - result[-1] > _SNAP:
            result.append(value)
    return result


def _table(xs: list[float], ys: list[float], h: list[Ruling], v: list[Ruling], characters: list[Line]) -> Table | None:
    rows, columns = len(ys) - 1, len(xs) - 1
    places = _Sets(rows * columns)
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            if column + 1 < columns and not _parted(v, right, top, bottom):
                places.join(row * columns + column, row * columns + column + 1)
            if row + 1 < rows and not _parted(h, bottom, left, right):
                places.join(row * columns + column, (row + 1) * columns + column)
    cell = [[places.of(row * columns + column) for column in range(columns)] for row in range(rows)]
    inside: dict[int, list[Line]] = {}
    for character in characters:
        row = sum(1 for y in ys[1:-1] if y < character.middle)
        column = sum(1 for x in xs[1:-1] if x < (character.left + character.right) / 2)
        inside.setdefault(cell[row][column], []).append(character)
    names = {number: index for index, number in enumerate(dict.fromkeys(n for row in cell for n in row))}
    texts = [_text(inside.get(number, [])) for number in names]
    if sum(1 for text in texts if text) < 2 or all(len(set(row)) == 1 for row in cell):
        return None
    grid = tuple(tuple(names[number] for number in row) for row in cell)
    return Table(grid, tuple(texts), tuple(xs[:-1]), ys[0], ys[-1])


def _parted(rulings: list[Ruling], at: float, start: float, end: float) -> bool:
    covered = sum(max(0.0, min(r.end, end) - max(r.start, start)) for r in rulings if abs(r.at - at) <= _SNAP)
    return covered >= _COVERED * (end - start)


def _text(characters: list[Line]) -> str:
    """Return the text of a cell in one line."""
    text = ""
    for row in rows_of(lines_of(characters)):
        line = joined(row)
        text += separator(text, line.text) + line.text if text else line.text
    return " ".join(text.split())
