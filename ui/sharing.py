"""``POST /share`` makes a link to an answer, ``GET /a/{id}`` shows its passages as they stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Header, Path
from fastapi.responses import HTMLResponse

from ui.asked import Asked, answer_again
from ui.cards import card_of, decline_reason, document_url, phone_uri
from ui.language import preferred_language
from ui.pages import render
from ui.same_origin import require_same_origin
from ui.standing import Standing, standing
from ui.store.passages import NamedPassage
from ui.store.shared_answers import SharedAnswer, keep_shared_answer, shared_answer
from ui.texts import TEXTS, Language

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from qa import PolicyQA

ROOT = "../"  # from a shared page to the chat, below any path of a proxy
HEADERS = {"Cache-Control": "no-cache", "Vary": "Accept-Language", "X-Robots-Tag": "noindex"}


def sharing_routes(qa: PolicyQA, store: Engine) -> APIRouter:
    """The two routes; a link is given out once what it stands for is on the disk."""
    router = APIRouter()

    @router.post("/share", status_code=201, include_in_schema=False, dependencies=[Depends(require_same_origin)])
    def share(asked: Asked) -> dict[str, str]:
        answer = answer_again(qa, asked)
        link = keep_shared_answer(
            store,
            SharedAnswer(
                question=asked.question,
                region=asked.region,
                question_language=answer.language,
                declined=answer.reason,
                caveats=answer.caveats,
                passages=tuple(map(NamedPassage.of, answer.quotes)),
            ),
        )
        return {"url": f"a/{link}"}  # relative to the chat

    @router.get("/a/{link}", response_class=HTMLResponse, include_in_schema=False)
    def shared(
        link: Annotated[str, Path(max_length=40)],
        lang: Language | None = None,
        accept_language: Annotated[str, Header()] = "",
    ) -> HTMLResponse:
        language = lang or preferred_language(accept_language)
        found = shared_answer(store, link)
        if found is None:
            page = render("shared_missing.html", TEXTS[language], root=ROOT)
            return HTMLResponse(page, status_code=404, headers=HEADERS)
        time, answer = found
        standings = [standing(qa.policies, passage, qa.validities.of) for passage in answer.passages]
        return HTMLResponse(render_shared(time, answer, standings, language), headers=HEADERS)

    return router


def render_shared(time: str, answer: SharedAnswer, standings: list[Standing], language: Language) -> str:
    """The page of a shared answer; says of every passage that does not stand as it did."""
    texts = TEXTS[language]
    return render(
        "shared.html",
        texts,
        root=ROOT,
        language=language,
        answer=answer,
        date=time[:10],
        passages=[
            (found, card_of(number, found.quote, language, texts, ROOT) if found.quote else None)
            for number, found in enumerate(standings, 1)
        ],
        document_url=lambda found: ROOT + document_url(found.policy.source, (0, 0), (), language),
        changed=any(found.state != "unchanged" for found in standings),
        reason=decline_reason(answer.declined, texts),
        phone_uri=phone_uri,
    )
