"""The source view: the whole document, the passage marked, and nothing of it becomes markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from fastapi import FastAPI
from fastapi.testclient import TestClient

from qa import Policy, PolicyQA
from qa.datatypes import Repealer, Validity
from ui.cards import card_of
from ui.document import document_routes, render_document
from ui.store.passages import text_hash
from ui.texts import TEXTS


def soup_of(policy: Policy, **spans: Any) -> BeautifulSoup:
    passage = spans.get("passage", (0, 0))
    return BeautifulSoup(render_document(policy, passage, spans.get("marks", []), spans.get("language", "zh")), "lxml")


@pytest.fixture
def client(make_qa: Callable[..., Any]) -> TestClient:
    app = FastAPI()
    app.include_router(document_routes(make_qa()))
    return TestClient(app)


def test_the_whole_document_is_shown_with_its_headings_and_dimmed_furniture(policy: Policy) -> None:
    text = soup_of(policy).select_one(".document-text")
    assert text is not None
    shown = [(found.name, found["class"], found.get_text()) for found in text.find_all(["h3", "p"])]
    assert shown == [
        ("h3", ["title"], "关于扶持小微企业发展的若干措施"),
        ("h3", ["heading"], "一、加大融资支持"),
        (
            "p",
            ["measure"],
            "（一）用好创业担保贷款。对符合条件的小微企业创业担保贷款，按照贷款实际利率给予百分之五十的贴息，"
            "贴息期限不超过两年。个人最高贷款额度为三十万元。",
        ),
        ("p", ["furniture"], "— 2 —"),
        ("p", ["signature"], "联系人：王老师，电话：0999-1234567"),
    ]


def test_the_passage_is_the_scroll_target_and_its_sentences_are_marked(policy: Policy) -> None:
    measure = policy.parts[2]
    start = policy.text.index("个人最高")
    soup = soup_of(policy, passage=(measure.start, measure.end), marks=[(start, start + 14)])
    assert [found.get_text() for found in soup.select("p.quoted")] == [soup.select("p.measure")[0].get_text()]
    assert [found.parent["class"] for found in soup.select("#passage") if found.parent] == [["measure", "quoted"]]
    assert [found.get_text() for found in soup.select("mark")] == [policy.text[start : start + 14]]


def test_without_marks_the_whole_passage_is_marked(policy: Policy) -> None:
    heading = policy.parts[1]
    soup = soup_of(policy, passage=(heading.start, heading.end))
    assert [found.get_text() for found in soup.select("mark")] == ["一、加大融资支持"]


def test_a_passage_inside_a_paragraph_is_tinted_alone(policy: Policy) -> None:
    start = policy.text.index("个人最高")
    soup = soup_of(policy, passage=(start, start + 6), marks=[(start, start + 4)])
    assert soup.select(".document-text > .quoted") == []
    assert "".join(found.get_text() for found in soup.select(".passage")) == "个人最高贷款"
    assert [found.get_text() for found in soup.select("#passage mark")] == ["个人最高"]


def test_a_passage_over_several_paragraphs_has_one_scroll_target(policy: Policy) -> None:
    soup = soup_of(policy, passage=(policy.parts[1].start, policy.parts[2].end))
    assert len(soup.select(".quoted")) == 2
    assert [found.get_text() for found in soup.select("#passage")] == ["一、加大融资支持"]


def test_a_digest_says_that_it_is_not_the_original(policy: Policy) -> None:
    digest = replace(policy, digest=True)
    assert "摘要，非原文" in soup_of(digest).get_text()
    assert "This is a digest, not the original document" in soup_of(digest, language="en").get_text()
    assert "摘要" not in soup_of(policy).get_text()


def test_a_document_that_is_no_longer_in_force_says_why(policy: Policy) -> None:
    repealed = Validity(False, Repealer("新.txt", "新措施", None))
    for validity, badge in ((repealed, "Repealed · by 新措施"), (Validity(False), "Expired · valid until 2023-12-31")):
        page = render_document(replace(policy, valid_until="2023-12-31"), (0, 0), [], "en", validity)
        assert [found.get_text() for found in BeautifulSoup(page, "lxml").select(".badge.lapsed")] == [badge]
    assert soup_of(policy).select(".badge.lapsed") == []


def test_the_source_view_knows_the_validity_of_today(make_qa: Callable[..., Any], policy: Policy) -> None:
    app = FastAPI()
    app.include_router(document_routes(make_qa(policies=(replace(policy, valid_until="2020-12-31"),))))
    assert "已失效 · 有效期至 2020-12-31" in TestClient(app).get("/document", params={"source": policy.source}).text


def test_markup_in_a_document_and_its_metadata_is_shown_as_text(policy: Policy) -> None:
    payload = "</p><script>alert(1)</script><img src=x onerror=alert(1)>"
    poisoned = replace(
        policy,
        text=payload,
        parts=(replace(policy.parts[0], kind="measure", start=0, end=len(payload), text=payload),),
        title=payload,
        issuer=payload,
        region=payload,
        doc_number=payload,
        date=payload,
    )
    soup = soup_of(poisoned, passage=(0, len(payload)))
    assert [found.get("src") for found in soup.find_all("script")] == ["ui/chat.js"]
    assert soup.find_all("img") == []
    assert [found.get_text() for found in soup.select("mark")] == [payload]
    assert soup.title is not None
    assert soup.title.get_text() == payload


def test_a_document_is_found_by_its_source(client: TestClient, policy: Policy) -> None:
    response = client.get("/document", params={"source": policy.source, "passage": "0-5", "mark": ["0-2", "3-5"]})
    assert response.status_code == 200
    marks = BeautifulSoup(response.text, "lxml").select("mark")
    assert [found.get_text() for found in marks] == [policy.text[0:2], policy.text[3:5]]


@pytest.mark.parametrize(("language", "words"), [("zh", "找不到这份文件"), ("en", "Document not found")])
def test_an_unknown_document_is_reported_in_the_language_of_the_page(
    client: TestClient, language: str, words: str
) -> None:
    for source in ("nowhere.txt", "../../etc/passwd", "<script>"):
        response = client.get("/document", params={"source": source, "lang": language})
        assert response.status_code == 404
        assert words in response.text
        assert source not in BeautifulSoup(response.text, "lxml").get_text()


@pytest.mark.parametrize("bad", ["5", "5-", "-1-5", "a-b", "1-2-3", "1" * 30 + "-2", "１-２"])
def test_a_malformed_span_is_refused(client: TestClient, policy: Policy, bad: str) -> None:
    for name in ("passage", "mark"):
        assert client.get("/document", params={"source": policy.source, name: bad}).status_code == 422


def test_spans_beyond_the_document_show_it_unmarked(client: TestClient, policy: Policy) -> None:
    response = client.get("/document", params={"source": policy.source, "passage": "90000-90010", "mark": "9-3"})
    assert response.status_code == 200
    assert BeautifulSoup(response.text, "lxml").select("mark, #passage") == []


def seen(
    client: TestClient, policy: Policy, passage: tuple[int, int], mark: tuple[int, int], said: str
) -> tuple[Any, str]:
    asked = {
        "source": policy.source,
        "passage": f"{passage[0]}-{passage[1]}",
        "mark": f"{mark[0]}-{mark[1]}",
        "sha256": text_hash(said),
    }
    soup = BeautifulSoup(client.get("/document", params=asked).text, "lxml")
    return [found.get_text() for found in soup.select("mark")], " ".join(soup.get_text().split())


def test_a_passage_that_has_moved_is_marked_where_it_stands_now(client: TestClient, policy: Policy) -> None:
    part = next(part for part in policy.parts if part.kind == "measure" and len(part.text.strip()) > 20)
    start, end = part.start + 40, part.end + 40  # before 40 characters were taken out above it
    marks, text = seen(client, policy, (start, end), (start + 2, start + 8), part.text)
    assert marks == [part.text[2:8]]
    assert TEXTS["zh"].document_changed not in text


def test_a_passage_whose_words_are_gone_marks_nothing_and_says_so(client: TestClient, policy: Policy) -> None:
    part = next(part for part in policy.parts if part.kind == "measure")
    marks, text = seen(client, policy, (part.start, part.end), (part.start, part.end), part.text + "，最高20万元")
    assert marks == []
    assert TEXTS["zh"].document_changed in text


def test_a_card_leads_to_its_words(bundled: PolicyQA) -> None:
    app = FastAPI()
    app.include_router(document_routes(bundled))
    quote = bundled.ask("有哪些贷款贴息政策?").quotes[0]
    card = card_of(1, quote, "zh", TEXTS["zh"])
    soup = BeautifulSoup(TestClient(app).get(f"/{card.url}").text, "lxml")
    marked = [quote.text[start:end].strip() for start, end in quote.highlights]
    assert [found.get_text().strip() for found in soup.select("mark")] == marked
    assert f"sha256={text_hash(quote.text)}" in card.url
