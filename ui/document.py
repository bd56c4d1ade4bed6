"""The source view: a whole document with the quoted passage marked, as a page of its own.

The chat shows the page's main element in a dialog; opened in a new tab it stands alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from qa import Policy
from qa.datatypes import Validity
from ui.lapse import lapse_text
from ui.marking import Span, paragraphs
from ui.pages import render
from ui.store.passages import text_hash
from ui.texts import TEXTS, Language

if TYPE_CHECKING:
    from qa import PolicyQA

SPAN_PATTERN = r"^[0-9]{1,9}-[0-9]{1,9}$"  # "120-168": offsets of the policy's text, end exclusive
IN_FORCE = Validity()
SpanText = Annotated[str, Query(pattern=SPAN_PATTERN)]


def render_document(
    policy: Policy, passage: Span, marks: list[Span], language: Language, validity: Validity = IN_FORCE,
    *, changed: bool = False,
) -> str:  # fmt: skip
    """The page; without marks the whole passage is marked. Spans beyond the text mark nothing.

    ``changed`` says that the words quoted are no longer in it.
    """
    return render(
        "document.html",
        TEXTS[language],
        policy=policy,
        changed=changed,
        lapse=lapse_text(validity, policy.valid_until, TEXTS[language]),
        paragraphs=paragraphs(policy.text, marks or [passage], passage, policy.parts),
    )


def document_routes(qa: PolicyQA) -> APIRouter:
    """``GET /document?source=…&passage=120-168&sha256=…&mark=…&lang=zh``."""
    router = APIRouter()

    @router.get("/document", response_class=HTMLResponse, include_in_schema=False)
    def document(
        source: str,
        passage: SpanText = "0-0",
        mark: Annotated[list[SpanText] | None, Query(max_length=100)] = None,
        sha256: Annotated[str | None, Query(pattern=r"^[0-9a-f]{64}$")] = None,
        lang: Language = "zh",
    ) -> HTMLResponse:
        policy = next((policy for policy in qa.policies if policy.source == source), None)
        if policy is None:
            return HTMLResponse(render("document_missing.html", TEXTS[lang]), status_code=404)
        marks = [_span(text) for text in mark or []]
        span, marks, changed = standing_now(policy, _span(passage), marks, sha256)
        validity = qa.validities.of(policy)
        return HTMLResponse(render_document(policy, span, marks, lang, validity, changed=changed))

    return router


def standing_now(policy: Policy, passage: Span, marks: list[Span], sha256: str | None) -> tuple[Span, list[Span], bool]:
    """Where a passage with a hash of its text, and marks in it, stand now; and whether these words are gone."""
    start, end = passage
    if sha256 is None or text_hash(policy.text[start:end]) == sha256:
        return passage, marks, False
    for part in policy.parts:
        if text_hash(part.text) == sha256:
            by = part.start - start
            return (part.start, part.end), [(first + by, last + by) for first, last in marks], False
    return (0, 0), [], True


def _span(text: str) -> Span:
    start, end = text.split("-")
    return int(start), int(end)
