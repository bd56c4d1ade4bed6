"""Finds the margins between which text was set, and how its paragraphs begin."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.cutting.numbering import label_at
from corpus.readers.printed.columns import Placed
from corpus.readers.printed.page import Line, Page

_SAME = 0.6  # em: places closer than this are the same
_LIST_DASH = re.compile(r"[-–—]\s+")
_INDENT = (1.2, 4.5)  # em


@dataclass(frozen=True, slots=True)
class Margins:
    """Between which places the lines of a column run."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document was set."""

    advance: float  # points from one line of a paragraph to the next
    indented: bool  # paragraphs begin with an indent
    labels_at_margin: bool  # numbered lines begin at the margin though paragraphs are indented
    justified: bool  # all lines of a paragraph but its last run to the margin
    length: int  # characters at which a program has wrapped the lines, whatever their width; 0 where none has


def is_labelled(line: Line) -> bool:
    """Whether a line begins with a number of the outline, maybe after the dash of a list."""
    text = _LIST_DASH.sub("", line.text)
    return label_at(text, 0, len(text)) is not None


Places = Mapping[tuple[int, int], Margins]  # by page and column


def margins_of(pages: Sequence[Sequence[Placed]], boxes: Sequence[Page]) -> Places:
    """Return the margins of every page and column.

    Those of the whole document, unless a page has lines outside of them or is set narrower throughout. Where no line
    runs over half the page, the right margin is taken to be as wide as the left one.
    """
    found: dict[tuple[int, int], Margins] = {}
    for column in sorted({placed.column for page in pages for placed in page}):
        lines = [[placed.line for placed in page if placed.column == column] for page in pages]
        everything = [line for page in lines for line in page]
        whole = _margins(everything)
        for number, page in enumerate(lines):
            if page:
                margins = _of_page(page, whole)
                box = boxes[number]
                if not column and margins.right - margins.left < 0.5 * (box.right - box.left):
                    margins = Margins(margins.left, box.right - max(margins.left - box.left, 0.0))
                found[number, column] = margins
    return found


def _of_page(page: Sequence[Line], whole: Margins) -> Margins:
    own = _margins(page)
    em = median(line.em for line in page)
    # A page of nothing but indented lines has no margin of its own; a shift by less than an indent is a crooked scan's.
    left = whole.left if 1.0 * em < own.left - whole.left <= _INDENT[1] * em else own.left
    ending_at_own = sum(1 for line in page if abs(line.right - own.right) <= _SAME * em)
    right = own.right if own.right > whole.right or ending_at_own >= 4 else whole.right
    return Margins(left, right)


def _margins(lines: Sequence[Line]) -> Margins:
    """Return the outermost places at which a tenth of the lines begin and end."""
    em = median(line.em for line in lines)
    return Margins(
        _outermost(sorted(line.left for line in lines), em), -_outermost(sorted(-line.right for line in lines), em)
    )


def _outermost(places: Sequence[float], em: float) -> float:
    needed = max(1, len(places) // 10) if len(places) < 30 else max(3, len(places) // 25)
    for index, place in enumerate(places):
        if index + needed > len(places) or places[index + needed - 1] - place <= _SAME * em:
            return place
    return places[0]


def setting_of(pages: Sequence[Sequence[Placed]], places: Places) -> Setting:
    """Return how the lines of a document are set."""
    lines = [(placed.line, places[number, placed.column]) for number, page in enumerate(pages) for placed in page]
    begins = [(line.left - margins.left) / max(line.em, 1.0) for line, margins in lines]
    indents = sum(1 for begin in begins if _INDENT[0] <= begin <= 2.8)
    at_margin = sum(1 for begin in begins if abs(begin) <= _SAME)
    # A line that follows one that ends early begins a paragraph.
    labelled = [
        abs(following.left - margins.left) <= _SAME * following.em
        for (before, margins), (following, _) in itertools.pairwise(lines)
        if margins.right - before.right > 3 * before.em and is_labelled(following)
    ]
    length = _length([line for line, _ in lines])
    return Setting(
        advance=_advance(pages),
        indented=indents >= max(2, 0.06 * len(lines)) and at_margin > 0,
        justified=not length and _is_justified(lines),
        length=length,
        labels_at_margin=bool(labelled) and 2 * sum(labelled) > len(labelled),
    )


def _is_justified(lines: Sequence[tuple[Line, Margins]]) -> bool:
    """Whether nearly all lines that come close to the margin reach it."""
    room = [(margins.right - line.right) / max(line.em, 1.0) for line, margins in lines if line.confidence is None]
    close = [value for value in room if value < 1.6]
    return len(close) >= 5 and sum(1 for value in close if value <= _SAME) >= 0.85 * len(close)


def _length(lines: Sequence[Line]) -> int:
    """Return the length that the longest lines have to the character, 0 where their lengths differ."""
    lengths = Counter(len(line.text) for line in lines)
    length, often = max(lengths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    longer = sum(count for other, count in lengths.items() if other > length)
    return length if often >= max(3, 0.4 * len(lines)) and longer <= 0.02 * len(lines) else 0


def _advance(pages: Iterable[Sequence[Placed]]) -> float:
    steps = Counter(
        round(2 * (below.line.middle - above.line.middle)) / 2
        for page in pages
        for above, below in itertools.pairwise(page)
        if above.column == below.column and below.line.middle > above.line.middle
    )
    if not steps:
        return float("inf")
    return max(steps, key=lambda step: (sum(steps.get(step + d, 0) for d in (-0.5, 0, 0.5)), -step))
