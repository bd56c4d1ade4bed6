"""Cuts a passage into clauses: what is highlighted, whole, or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.segmentation import sentences

LONG_SENTENCE, LEAST_CLAUSE = 60, 15  # characters

_COMMA = re.compile("[，,；;：:]")
_CELL = re.compile(r" \| ")  # in a row of a table a figure stays with the name of its column


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence, or a piece of a long one (to a comma or a cell): ``text`` stands at ``start:end`` of the passage."""

    text: str
    start: int
    end: int
    sentence: int  # its number in the passage


def clauses(text: str) -> list[Clause]:
    """All sentences of a text in order; those over LONG_SENTENCE in pieces of at least LEAST_CLAUSE characters."""
    found: list[Clause] = []
    for number, (start, end) in enumerate(sentences(text) or [(0, len(text))]):
        at = start
        if end - start > LONG_SENTENCE:
            row = _CELL.search(text, start, end) is not None
            for comma in (_CELL if row else _COMMA).finditer(text, start, end):
                if comma.end() - at >= LEAST_CLAUSE and end - comma.end() >= LEAST_CLAUSE:
                    found.append(Clause(text[at : comma.end()], at, comma.end(), number))
                    at = comma.end()
        found.append(Clause(text[at:end], at, end, number))
    return found
