"""What one visitor has asked so far, and what is passed on to the next question."""

from __future__ import annotations

from dataclasses import dataclass

from qa import Answer, Turn
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


def history(exchanges: list[Exchange]) -> tuple[Turn, ...]:
    """The last turns as ``PolicyQA.ask`` takes them; passages of an abstained answer are not sources."""
    turns = []
    for exchange in exchanges[-HISTORY_TURNS:]:
        answer = exchange.answer
        quotes = answer.quotes if answer is not None and not answer.abstained else ()
        turns.append(Turn(exchange.question, tuple(dict.fromkeys(quote.source for quote in quotes))))
    return tuple(turns)
