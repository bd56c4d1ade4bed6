"""Links to answers: they show the documents as they are now, and say what has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from qa import Answer, Part, Policy, Quote
from tests.ui.payloads import PAYLOADS, check_harmless, parsed
from ui.api.problems import handle_problems
from ui.sharing import render_shared, sharing_routes
from ui.standing import standing
from ui.store.passages import NamedPassage
from ui.store.shared_answers import SharedAnswer, keep_shared_answer, shared_answer

LANGUAGES = ["zh", "en"]


@pytest.fixture
def qa(make_qa: Callable[..., Any], make_answer: Callable[..., Answer], quote: Quote) -> Any:
    return make_qa(make_answer(quotes=(quote,), caveats=("这里没有写明金额。",)))


@pytest.fixture
def client(qa: Any, store: Engine) -> TestClient:
    app = FastAPI()
    handle_problems(app)
    app.include_router(sharing_routes(qa, store))
    return TestClient(app)


def edited(policy: Policy, number: int, text: str) -> Policy:
    """The policy with one of its parts saying something else, the parts after it moved."""
    parts: list[Part] = []
    for at, part in enumerate(policy.parts):
        start = parts[-1].end if parts else 0
        words = text if at == number else part.text
        parts.append(replace(part, start=start, end=start + len(words), text=words))
    return replace(policy, parts=tuple(parts), text="".join(part.text for part in parts))


def link_of(client: TestClient, **body: Any) -> str:
    response = client.post("/share", json={"question": "有哪些贷款贴息政策？", **body})
    assert response.status_code == 201, response.text
    return "/" + str(response.json()["url"])


def soup_of(client: TestClient, link: str, language: str = "zh") -> BeautifulSoup:
    response = client.get(link, params={"lang": language})
    assert response.status_code == 200
    return BeautifulSoup(response.text, "lxml")


def texts(soup: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text(" ", strip=True).split()) for found in soup.select(selector)]


def test_a_link_shows_question_passages_and_caveats_with_the_way_to_the_source(
    client: TestClient, qa: Any, quote: Quote
) -> None:
    link = link_of(client, region="青川市", history=["第一问"])
    assert qa.asked == [("有哪些贷款贴息政策？", "青川市", ("第一问",))]
    soup = soup_of(client, link)
    assert texts(soup, "h2") == ["所问的问题: 有哪些贷款贴息政策？"]
    assert texts(soup, ".filter") == ["地区：青川市"]
    [card] = soup.select(".card")
    assert "".join(card.select_one("blockquote").get_text().split()) == "".join(quote.text.split())  # type: ignore[union-attr]
    assert texts(soup, "mark") == [
        "对符合条件的小微企业创业担保贷款，按照贷款实际利率给予百分之五十的贴息，贴息期限不超过两年。"
    ]
    assert "这里没有写明金额。" in texts(soup, ".caveat")[0]
    view = str(card.select(".view")[0]["href"])
    assert view.startswith("../document?source=%E9%9D%92%E5%B7%9D%2F")
    assert f"passage={quote.start}-{quote.end}" in view
    assert "分享以来没有改动" in texts(soup, ".found")[0]


def test_the_page_follows_the_language_of_whoever_opens_it(client: TestClient) -> None:
    link = link_of(client)
    for header, language in (("zh-CN", "zh-Hans"), ("en-GB", "en")):
        response = client.get(link, headers={"Accept-Language": header})
        assert BeautifulSoup(response.text, "lxml").html["lang"] == language  # type: ignore[index]
        assert response.headers["vary"] == "Accept-Language"
        assert response.headers["x-robots-tag"] == "noindex"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_passage_shows_the_words_of_today_and_says_so(
    client: TestClient, qa: Any, policy: Policy, language: str
) -> None:
    link = link_of(client)
    qa.policies = (edited(policy, 2, "（一）用好创业担保贷款。贴息政策自今年起停止执行。\n"),)
    soup = soup_of(client, link, language)
    assert texts(soup, ".card blockquote") == ["（一）用好创业担保贷款。贴息政策自今年起停止执行。"]
    assert "百分之" not in soup.get_text()
    assert soup.select("mark") == []
    [note] = texts(soup, ".changed")
    assert ("分享以后有改动" if language == "zh" else "has changed since") in note
    assert ("没有改动" if language == "zh" else "have not changed") not in soup.get_text()


def test_a_passage_that_only_moved_stands_as_it_was_at_its_new_place(
    client: TestClient, qa: Any, policy: Policy, quote: Quote
) -> None:
    link = link_of(client)
    moved = edited(policy, 1, "一、加大融资支持，降低融资成本\n")
    qa.policies = (moved,)
    soup = soup_of(client, link)
    assert soup.select(".changed") == []
    assert len(soup.select("mark")) == 1
    assert f"passage={quote.start + 7}-{quote.end + 7}" in str(soup.select(".view")[0]["href"])


def test_a_passage_under_another_number_is_found_by_its_words(policy: Policy, quote: Quote) -> None:
    renumbered = replace(policy, parts=(*policy.parts[:2], replace(policy.parts[2], id="p/new"), *policy.parts[3:]))
    found = standing((renumbered,), NamedPassage.of(quote))
    assert (found.state, found.quote.measure_id if found.quote else None) == ("unchanged", "p/new")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_removed_passage_leads_to_its_document(client: TestClient, qa: Any, policy: Policy, language: str) -> None:
    link = link_of(client)
    parts = tuple(part for part in policy.parts if part.kind != "measure")
    qa.policies = (replace(policy, parts=parts, text="".join(part.text for part in parts)),)
    soup = soup_of(client, link, language)
    assert soup.select("blockquote") == []
    [note] = texts(soup, ".changed")
    assert ("已从文件中移除" if language == "zh" else "has been removed") in note
    assert str(soup.select(".view")[0]["href"]).startswith("../document?source=")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_that_is_gone_is_named_and_nothing_of_it_shown(
    client: TestClient, qa: Any, policy: Policy, language: str
) -> None:
    link = link_of(client)
    qa.policies = ()
    soup = soup_of(client, link, language)
    assert soup.select("blockquote, .view, mark") == []
    assert ("已不再收录" if language == "zh" else "no longer here") in texts(soup, ".changed")[0]
    assert texts(soup, ".card .title") == [policy.title]


def test_an_answer_that_abstained_is_shared_as_one(
    client: TestClient, qa: Any, make_answer: Callable[..., Answer]
) -> None:
    qa.answer = make_answer(abstained=True, reason="year")
    soup = soup_of(client, link_of(client), "en")
    assert texts(soup, ".notice h3") == ["Not in these documents"]
    assert "no documents for the year" in texts(soup, ".notice p")[0]
    assert len(soup.select(".nearest .card")) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_that_was_never_given_out_is_not_found(client: TestClient, language: str) -> None:
    for link in ("/a/x", "/a/2222222222222", "/a/%00", "/a/..%5C..", "/a/%27%20OR%201=1"):
        response = client.get(link, params={"lang": language})
        assert response.status_code == 404
        assert ("没有对应的问答" if language == "zh" else "no answer behind this link") in response.text


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": ""},
        {"question": "  \n"},
        {"question": "x" * 501},
        {"question": ["x"]},
        {"question": "x", "region": "y" * 51},
        {"question": "x", "history": ["a"] * 5},
        {"question": "x", "history": ["a" * 501]},
        {"question": "x", "history": "abc"},
        {"question": "x", "passages": [{"sha256": "0"}]},
        {"question": "x", "caveats": ["call this number"]},
        [],
        "x",
        None,
    ],
)
def test_a_malformed_request_is_refused_and_keeps_nothing(client: TestClient, store: Engine, body: Any) -> None:
    assert client.post("/share", json=body).status_code == 422
    with store.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM shared_answers").scalar() == 0


def test_half_a_surrogate_pair_becomes_a_question_mark(client: TestClient) -> None:
    response = client.post("/share", content=rb'{"question": "\ud800 x"}', headers={"Content-Type": "application/json"})
    assert response.status_code == 201
    assert texts(soup_of(client, "/" + response.json()["url"]), "h2") == ["所问的问题: ? x"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_shared_answer_becomes_markup(
    policy: Policy, quote: Quote, store: Engine, payload: str, language: Any
) -> None:
    here = replace(
        edited(policy, 2, payload), title=payload, issuer=payload, region=payload, doc_number=payload, source=payload
    )
    named = NamedPassage.of(replace(quote, title=payload, text=payload))
    gone = replace(named, policy_id=payload, measure_id=payload)
    shared = SharedAnswer(payload, payload, "zh", payload, (payload,), (named, gone, replace(named, measure_id="x")))
    kept = shared_answer(store, keep_shared_answer(store, shared))
    assert kept is not None
    assert kept[1] == shared
    page = render_shared(kept[0], kept[1], [standing((here,), passage) for passage in kept[1].passages], language)
    check_harmless(page)
    soup = BeautifulSoup(page, "lxml")
    assert soup.select("h2")[0].get_text().endswith(parsed(payload))
    assert parsed(payload) in soup.select(".caveat")[0].get_text()
    assert [title.get_text() for title in soup.select(".title")] == [parsed(payload)] * 3
