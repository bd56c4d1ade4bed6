"""``POST /feedback``: what is kept, what is refused, and from which pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from qa import Answer, Quote
from qa.errors import UnknownRegionError
from tests.ui.payloads import PAYLOADS
from ui.api.problems import handle_problems
from ui.asked import answer_hash
from ui.feedback import feedback_routes
from ui.sharing import sharing_routes
from ui.store.feedback import all_feedback
from ui.store.passages import NamedPassage

KEY = "0123456789abcdef" * 2
BODY: dict[str, Any] = {
    "question": "有哪些贷款贴息政策？",
    "region": None,
    "history": [],
    "key": KEY,
    "useful": True,
    "reason": "",
    "language": "zh",
}


@pytest.fixture
def qa(make_qa: Callable[..., Any]) -> Any:
    return make_qa()


@pytest.fixture
def client(qa: Any, store: Engine) -> TestClient:
    app = FastAPI()
    handle_problems(app)
    app.include_router(feedback_routes(qa, store))
    app.include_router(sharing_routes(qa, store))
    return TestClient(app, base_url="https://policy.example")


def test_feedback_names_the_passages_that_the_server_finds_itself(
    client: TestClient, store: Engine, quote: Quote
) -> None:
    body = {**BODY, "useful": False, "reason": " 没有写金额 ", "region": "青川市", "language": "en"}
    assert client.post("/feedback", json=body).status_code == 201
    [(key, _, given)] = all_feedback(store)
    assert (key, given.useful, given.reason, given.question) == (KEY, False, "没有写金额", "有哪些贷款贴息政策？")
    assert (given.region, given.language, given.declined) == ("青川市", "en", None)
    assert given.passages == (NamedPassage.of(quote),) * 3


@pytest.mark.parametrize("path", ["/feedback", "/share"])
def test_an_answer_that_is_no_longer_given_is_neither_rated_nor_shared(
    client: TestClient, store: Engine, qa: Any, make_answer: Callable[..., Answer], quote: Quote, path: str
) -> None:
    body = {"question": BODY["question"], "shown": answer_hash(qa.answer), **(BODY if path == "/feedback" else {})}
    assert client.post(path, json=body).status_code == 201
    before = list(all_feedback(store))
    for change in ({"quotes": (quote,)}, {"quotes": (replace(quote, text="别的"),) * 3}, {"caveats": ("注意",)}):
        qa.answer = make_answer(**change)
        response = client.post(path, json={**body, **({"useful": False} if path == "/feedback" else {})})
        assert (response.status_code, response.json()["type"]) == (409, "/api/docs#other-answer")
    assert list(all_feedback(store)) == before


def test_feedback_on_an_answer_that_abstained_says_why_it_did(
    client: TestClient, store: Engine, qa: Any, make_answer: Callable[..., Answer]
) -> None:
    qa.answer = make_answer(abstained=True, reason="off_topic", quotes=())
    assert client.post("/feedback", json=BODY).status_code == 201
    assert [(given.declined, given.passages) for _, _, given in all_feedback(store)] == [("off_topic", ())]


def test_a_change_of_mind_replaces_what_was_said(client: TestClient, store: Engine) -> None:
    for useful, reason in ((True, ""), (False, ""), (False, "太旧")):
        client.post("/feedback", json={**BODY, "useful": useful, "reason": reason})
    client.post("/feedback", json={**BODY, "key": "f" * 32})
    kept = [(key, given.useful, given.reason) for key, _, given in all_feedback(store)]
    assert kept == [(KEY, False, "太旧"), ("f" * 32, True, "")]


@pytest.mark.parametrize(
    "changes",
    [
        {"useful": None},
        {"useful": "perhaps"},
        {"reason": "x" * 501},
        {"language": "fr"},
        {"key": "short"},
        {"key": KEY.upper()},
        {"shown": "x"},
        {"question": ""},
        {"question": "x" * 501},
        {"history": ["x"] * 5},
        {"passages": []},
    ],
)
def test_malformed_feedback_is_refused(client: TestClient, store: Engine, changes: dict[str, Any]) -> None:
    assert client.post("/feedback", json={**BODY, **changes}).status_code == 422
    assert list(all_feedback(store)) == []


def test_an_unknown_region_is_refused(client: TestClient, store: Engine, qa: Any) -> None:
    qa.answer = UnknownRegionError("unknown region 'x'")
    response = client.post("/feedback", json={**BODY, "region": "x"})
    assert (response.status_code, response.json()["type"]) == (422, "/api/docs#unknown-region")
    assert list(all_feedback(store)) == []


@pytest.mark.parametrize("path", ["/feedback", "/share"])
@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://behind.a.proxy"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://policy.example"}, False),
        ({"Sec-Fetch-Site": ""}, False),
        ({"Origin": "https://policy.example"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "https://policy.example.evil.example"}, False),
        ({"Origin": "https://policy.example:8443"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({}, True),  # no browser
    ],
)
def test_only_pages_of_this_site_may_send(
    client: TestClient, store: Engine, path: str, headers: dict[str, str], allowed: bool
) -> None:
    body = BODY if path == "/feedback" else {"question": "x"}
    assert client.post(path, json=body, headers=headers).status_code == (201 if allowed else 403)
    assert len(list(all_feedback(store))) == (allowed and path == "/feedback")


@pytest.mark.parametrize("path", ["/feedback", "/share"])
@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_a_form_of_another_page_can_send_is_refused(client: TestClient, path: str, media_type: str) -> None:
    response = client.post(path, content=b'{"question": "x"}', headers={"Content-Type": media_type})
    assert response.status_code == 422


@pytest.mark.parametrize("path", ["/feedback", "/share"])
def test_nothing_is_changed_by_a_link(client: TestClient, path: str) -> None:
    assert client.get(path, params={"question": "x"}).status_code == 405


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_injection_attempt_is_kept_as_it_was_written(client: TestClient, store: Engine, payload: str) -> None:
    body = {**BODY, "question": payload, "reason": payload}
    response = client.post("/feedback", json=body)
    assert (response.status_code, response.json()) == (201, {"kept": True})
    assert response.headers["content-type"] == "application/json"
    [(_, _, given)] = all_feedback(store)
    assert (given.question, given.reason) == (payload.strip(), payload.strip())
