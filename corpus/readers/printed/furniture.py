"""Drops what is printed on the pages around their text: page numbers, running headers and footers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.readers.printed.page import Line, Page, joined, rows_of

_ZONE = 0.14  # share of the page's height, at the top and at the bottom
_HEIGHT = 0.012  # share of the page's height by which a running line may move from page to page
_NUMBER = re.compile(
    r"[-—–－―~～·•.。\s]*(?:\d{1,4}|[ivxlc]{1,6})[-—–－―~～·•.。\s]*"
    r"|第\s*[\d一二三四五六七八九十百]{1,5}\s*页(?:\s*[，,/]?\s*共\s*[\d一二三四五六七八九十百]{1,5}\s*页)?"
    r"|[（(]?\d{1,4}[/／](?:共)?\d{1,4}[)）]?|(?:Page|P\.?)\d+(?:(?:of|/)\d+)?",
    re.I,
)


_REACH = 4  # pages before and after: chapters have headers of their own, odd and even pages too
_DIGITS = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row near the top or bottom of a page, as it is compared with those of other pages."""

    page: int
    height: float  # share of the page's height, from its top
    text: str  # without spaces
    lines: tuple[Line, ...]


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without the rows at their edges that are page numbers or stand on several pages.

    From each edge inwards, up to the first row that is neither: what repeats within the text stays.
    """
    edges = [[_edges(number, page, top) for number, page in enumerate(pages)] for top in (True, False)]
    result = []
    for number, page in enumerate(pages):
        dropped: set[int] = set()
        for side in edges:
            near = range(max(0, number - _REACH), min(len(pages), number + _REACH + 1))
            others = [edge for other in near if other != number for edge in side[other]]
            for edge in side[number]:
                if not _is_number(edge) and not _runs(edge, others, len(pages)):
                    break
                dropped.update(map(id, edge.lines))
        result.append(replace(page, lines=tuple(line for line in page.lines if id(line) not in dropped)))
    return result


def _edges(number: int, page: Page, top: bool) -> list[_Edge]:
    """Return the rows of the zone at one edge of a page, from the edge inwards."""
    height = max(page.bottom - page.top, 1.0)
    rows = rows_of(page.lines)
    found = []
    for row in rows if top else reversed(rows):
        at = (row[0].middle - page.top) / height
        if not (at <= _ZONE if top else at >= 1 - _ZONE):
            break
        found.append(_Edge(number, at, "".join(joined(row).text.split()), tuple(row)))
    return found


def _is_number(edge: _Edge) -> bool:
    return _NUMBER.fullmatch(edge.text) is not None


def _runs(edge: _Edge, others: Sequence[_Edge], pages: int) -> bool:
    """Whether the same line stands at the same height of at least two other pages near, or of the other of two."""
    same = {other.page for other in others if abs(other.height - edge.height) <= _HEIGHT and _is_same(edge, other)}
    return bool(same) and len(same) + 1 >= min(pages, 3)


def _is_same(edge: _Edge, other: _Edge) -> bool:
    """Whether two rows are one running line: their numbers are the same or count the pages."""
    if _DIGITS.sub("#", edge.text) != _DIGITS.sub("#", other.text):
        return False
    pairs = zip(_DIGITS.findall(edge.text), _DIGITS.findall(other.text), strict=True)
    return all(a == b or int(b) - int(a) == other.page - edge.page for a, b in pairs)
