"""What one visitor has asked so far, and what is passed on to the next question."""

from __future__ import annotations

from dataclasses import dataclass

from qa import Answer
from ui.related import Related

MAX_QUESTION = 500  # characters; the chat cuts longer ones, programs are told
MAX_REASON = 500  # characters of what an owner says about an answer
HISTORY_TURNS = 4  # a follow-up refers to what was just said, not to the whole visit


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it; without an answer it is pending, or it has failed."""

    question: str
    region: str | None  # the region filter in force when it was asked
    answer: Answer | None = None
    failed: bool = False
    related: tuple[Related, ...] = ()  # measures of the document quoted first
    place: str | None = None  # covered, and named in the question: taken as the choice for the questions after it


def history(exchanges: list[Exchange]) -> tuple[str, ...]:
    """The last questions, oldest first, as ``PolicyQA.ask`` takes them."""
    return tuple(exchange.question for exchange in exchanges[-HISTORY_TURNS:])
