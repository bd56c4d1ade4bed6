"""``/api``: ask, search, and the documents."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from qa.formats import answer_row, document_row, part_row
from qa.json_lines import json_line
from ui.api.answering import Answering
from ui.api.models import (
    Answer,
    AskRequest,
    DocumentsResponse,
    DocumentText,
    SearchRequest,
    SearchResponse,
)
from ui.api.problems import DOCUMENT, Problem, ProblemDetails

MAX_PAGE = 1000  # documents of one page of the list
Responses = dict[int | str, dict[str, Any]]
_REFUSED: Responses = {
    status: {"model": ProblemDetails, "description": description}
    for status, description in {
        413: "The request is too large.",
        422: "The request, the question, the region or a document's source is not valid.",
        429: "Too many requests of this client; `Retry-After` has the seconds to wait.",
        500: "Something went wrong.",
        503: "The answer took too long.",
    }.items()
}
_LISTED: Responses = {status: _REFUSED[status] for status in (422, 429, 500)}
_NO_DOCUMENT: Responses = {404: {"model": ProblemDetails, "description": "No such document."}}


class JsonRow(JSONResponse):
    """JSON as the command line writes it: also for names that hold no valid Unicode."""

    def render(self, content: Any) -> bytes:
        return json_line(content).encode("utf-8")


def api_routes(answering: Answering) -> APIRouter:
    """The router; its responses are what the models describe."""
    router = APIRouter(prefix="/api", default_response_class=JsonRow)
    qa = answering.qa

    @router.post("/ask", operation_id="ask", response_model=Answer, responses=_REFUSED, tags=["questions"])
    async def ask(request: AskRequest) -> Response:
        """Answer a question with quotes from the documents, or say that they do not answer it."""
        return JsonRow(answer_row(await answering.ask(request)))

    @router.post(
        "/search", operation_id="search", response_model=SearchResponse, responses=_REFUSED, tags=["questions"]
    )
    async def search(request: SearchRequest) -> Response:
        """Find the passages nearest to a question, without a decision whether they answer it."""
        passages = await answering.search(request)
        return JsonRow({"question": request.question, "passages": [dataclasses.asdict(found) for found in passages]})

    @router.get(
        "/documents",
        operation_id="list_documents",
        response_model=DocumentsResponse,
        responses=_LISTED,
        tags=["documents"],
    )
    def documents(
        limit: Annotated[int, Query(ge=1, le=MAX_PAGE, description="How many documents, at most.")] = 100,
        offset: Annotated[int, Query(ge=0, le=10**9, description="How many to leave out before.")] = 0,
    ) -> Response:
        """List the documents that questions are answered from."""
        rows = [document_row(policy, qa.validities.of(policy)) for policy in qa.policies[offset : offset + limit]]
        return JsonRow({"total": len(qa.policies), "offset": offset, "limit": limit, "documents": rows})

    @router.get(
        "/documents/{id}",
        operation_id="get_document",
        response_model=DocumentText,
        responses={**_LISTED, **_NO_DOCUMENT},
        tags=["documents"],
    )
    def document(id: str) -> Response:
        """Get a document with its text and the parts it was cut into."""
        try:
            policy = qa.policy(id)
        except KeyError:
            raise Problem(DOCUMENT, "no document has this id; GET /api/documents lists them") from None
        parts = [part_row(part) for part in policy.parts]
        return JsonRow({**document_row(policy, qa.validities.of(policy)), "text": policy.text, "parts": parts})

    return router
