"""How a kept row names the passages of an answer: by place and hash, never by their text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from qa import Quote


@dataclass(frozen=True, slots=True)
class NamedPassage:
    """Where a quoted passage stood and the hash of what it said."""

    policy_id: str
    measure_id: str
    title: str  # of the document, to name it by when it is gone
    start: int
    end: int
    sha256: str
    highlights: tuple[tuple[int, int], ...]  # offsets in the passage; meaningful only while the hash fits

    @classmethod
    def of(cls, quote: Quote) -> NamedPassage:
        """The passage of a quote."""
        return cls(
            policy_id=quote.policy_id,
            measure_id=quote.measure_id,
            title=quote.title,
            start=quote.start,
            end=quote.end,
            sha256=text_hash(quote.text),
            highlights=quote.highlights,
        )


def text_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def passage_rows(passages: Sequence[NamedPassage]) -> list[dict[str, Any]]:
    """Passages as JSON values."""
    return [asdict(passage) for passage in passages]


def passages_of_rows(rows: Sequence[dict[str, Any]]) -> tuple[NamedPassage, ...]:
    """Passages from the JSON values of ``passage_rows``."""
    return tuple(
        NamedPassage(**{**row, "highlights": tuple((start, end) for start, end in row["highlights"])}) for row in rows
    )
