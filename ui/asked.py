"""Which answer a visitor speaks of: the question as it was asked, which is asked again.

Nothing that a browser sends can so put words or passages into an answer.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from qa import Answer, QAError
from ui.api.problems import ANSWER, Problem, problem_of
from ui.conversation import HISTORY_TURNS, MAX_QUESTION
from ui.store.passages import text_hash

if TYPE_CHECKING:
    from qa import PolicyQA


def _whole(value: object) -> object:
    """Half a surrogate pair, which JSON can carry and UTF-8 cannot, becomes a question mark."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_whole)]
Question = Annotated[Text, Field(min_length=1, max_length=MAX_QUESTION, pattern=r"\S")]


class Asked(BaseModel):
    """A question of the conversation, with all that its answer depended on."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    question: Question
    region: Annotated[Text, Field(min_length=1, max_length=50)] | None = None
    history: Annotated[list[Question], Field(max_length=HISTORY_TURNS)] = []
    shown: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None  # hash of the answer that the visitor saw


def answer_again(qa: PolicyQA, asked: Asked) -> Answer:
    """The answer to what was asked; raises Problem where the region is not known, or it is no longer the one shown."""
    try:
        answer = qa.ask(asked.question, region=asked.region, history=tuple(asked.history))
    except QAError as error:
        raise problem_of(error) from None
    if asked.shown not in (None, answer_hash(answer)):
        raise Problem(ANSWER)
    return answer


def answer_hash(answer: Answer) -> str:
    """SHA-256 of what an answer says and quotes, in hexadecimal."""
    quoted = [(quote.policy_id, quote.measure_id, quote.text) for quote in answer.quotes]
    return text_hash(json.dumps([answer.reason, answer.caveats, quoted]))
