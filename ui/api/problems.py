"""Errors as problem details (RFC 9457): one shape for all of them, without internals and without the question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from qa import QAError
from qa.errors import UnknownDocumentError, UnknownRegionError
from qa.json_lines import json_line

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class ProblemType:
    """A kind of error; ``name`` is its anchor on the page of documentation, "" for what HTTP itself explains."""

    name: str
    status: int
    title: str
    meaning: str


VALIDATION = ProblemType("invalid-request", 422, "The request is not valid", "`errors` names each field and its fault.")
QUESTION = ProblemType("invalid-question", 422, "The question cannot be asked", "`detail` says why.")
REGION = ProblemType("unknown-region", 422, "The region is not known", "Neither gazetteer nor documents know it.")
SOURCE = ProblemType("unknown-source", 422, "A document is not known", "No document has one of the chosen sources.")
DOCUMENT = ProblemType("unknown-document", 404, "There is no such document", "GET /api/documents lists all ids.")
NOT_FOUND = ProblemType(
    "not-found", 404, "There is nothing here", "The path is wrong or closed, or takes another method."
)
TOO_LARGE = ProblemType("too-large", 413, "The request is too large", "`detail` says how large it may be.")
HOST = ProblemType("unknown-host", 421, "This server does not answer to that name", "See --allowed-host.")
ORIGIN = ProblemType(
    "foreign-origin", 403, "Pages of other sites may not do this", "--cors opens the API to them, nothing else."
)
ANSWER = ProblemType(
    "other-answer", 409, "The answer is another one now", "The documents have changed since; ask the question again."
)
RATE = ProblemType("too-many-requests", 429, "Too many requests", "Wait for the seconds in `Retry-After`.")
TIME = ProblemType("time-limit", 503, "The answer took too long", "The server is busy; try again later.")
SLOW = ProblemType("slow-request", 408, "The request took too long to arrive", "Send it again.")
UNEXPECTED = ProblemType("unexpected", 500, "Something went wrong", "It is in the server's log under `instance`.")
PROBLEM_TYPES = (
    VALIDATION, QUESTION, REGION, SOURCE, DOCUMENT, NOT_FOUND, ORIGIN, SLOW, TOO_LARGE, HOST, RATE,
    ANSWER, UNEXPECTED, TIME,
)  # fmt: skip


@dataclass
class Problem(Exception):
    """An error that is reported as it is."""

    type: ProblemType
    detail: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()


def problem_of(error: QAError) -> Problem:
    """Why a question cannot be answered, as a problem."""
    if isinstance(error, UnknownRegionError):
        return Problem(REGION, str(error))
    if isinstance(error, UnknownDocumentError):
        return Problem(SOURCE, str(error))
    return Problem(QUESTION, str(error))


class FieldError(BaseModel):
    """What is wrong with one field of a request."""

    pointer: str = Field(description="Where, for example #/history/0 (body) or limit (query).")
    detail: str


class ProblemDetails(BaseModel):
    """A problem detail as of RFC 9457."""

    type: str = Field(description="What kind, as a link to its description.")
    title: str
    status: int
    detail: str | None = None
    instance: str | None = Field(None, description="The id of this request, as in the server's log.")
    errors: list[FieldError] | None = Field(None, description="Of an invalid request: the fields and their faults.")


def problem_response(problem: Problem, request_id: str | None = None) -> Response:
    """The response that tells of a problem."""
    kind = problem.type
    model = ProblemDetails(
        type=f"/api/docs#{kind.name}" if kind.name else "about:blank",
        title=kind.title,
        status=kind.status,
        detail=problem.detail or None,
        instance=f"urn:uuid:{request_id}" if request_id else None,
        errors=list(problem.errors) or None,
    )
    body = json_line(model.model_dump(exclude_none=True))
    return Response(body, kind.status, dict(problem.headers), MEDIA_TYPE)


def handle_problems(app: FastAPI) -> None:
    """Has an application report its errors as problem details."""

    @app.exception_handler(Problem)
    async def known(request: Request, problem: Problem) -> Response:
        return problem_response(problem, request_id(request.scope))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        errors = tuple(_field_error(found) for found in error.errors())
        return problem_response(Problem(VALIDATION, errors=errors), request_id(request.scope))

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        problem = Problem(_type_of(error.status_code), headers=error.headers or {})
        return problem_response(problem, request_id(request.scope))


def request_id(scope: Mapping[str, Any]) -> str | None:
    """The id of a request, where the log has given it one."""
    found: str | None = scope.get("state", {}).get("request_id")
    return found


def _type_of(status: int) -> ProblemType:
    known = {404: NOT_FOUND, 413: TOO_LARGE}
    return known.get(status) or ProblemType("", status, HTTPStatus(status).phrase, "")


def _field_error(error: Mapping[str, Any]) -> FieldError:
    """The message without the value, which may be the question."""
    place, *path = error["loc"]
    if error["type"] == "json_invalid":
        return FieldError(pointer="#", detail="the body is not JSON")
    pointer = "#" + "".join(f"/{step}" for step in path) if place == "body" else ".".join(map(str, path))
    return FieldError(pointer=pointer, detail=str(error["msg"]))
