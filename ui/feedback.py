"""``POST /feedback``: whether an answer was useful."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from ui.asked import Asked, Text, answer_again
from ui.conversation import MAX_REASON
from ui.same_origin import require_same_origin
from ui.store.feedback import Feedback, keep_feedback
from ui.store.passages import NamedPassage
from ui.texts import Language

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from qa import PolicyQA


class GivenFeedback(Asked):
    """What a visitor says of the answer to a question."""

    key: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]  # the browser's own for this answer: sent again, it replaces
    useful: bool
    reason: Annotated[Text, Field(max_length=MAX_REASON)] = ""
    language: Language


def feedback_routes(qa: PolicyQA, store: Engine) -> APIRouter:
    """Answers 201 once the feedback is on the disk."""
    router = APIRouter(dependencies=[Depends(require_same_origin)])

    @router.post("/feedback", status_code=201, include_in_schema=False)
    def feedback(given: GivenFeedback) -> dict[str, bool]:
        answer = answer_again(qa, given)
        keep_feedback(
            store,
            given.key,
            Feedback(
                useful=given.useful,
                reason=given.reason,
                question=given.question,
                region=given.region,
                language=given.language,
                declined=answer.reason,
                passages=tuple(map(NamedPassage.of, answer.quotes)),
            ),
        )
        return {"kept": True}

    return router
