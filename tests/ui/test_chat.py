"""What is asked of ``PolicyQA``, in which language a visitor is greeted, and what the log may say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from qa import Answer
from ui.chat import ask, keep_if_declined
from ui.conversation import HISTORY_TURNS, Exchange, history
from ui.coverage import EXAMPLES_SHOWN, Coverage
from ui.language import first_language, preferred_language
from ui.texts import Language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh-TW", "zh"),
        ("ZH", "zh"),
        ("en-US,en;q=0.9", "en"),
        ("en;q=0.8,zh;q=0.9", "zh"),
        ("zh;q=0.5, en;q=0.7", "en"),
        ("fr-FR,fr;q=0.9,zh;q=0.4", "zh"),
        ("de", "en"),
        ("", "en"),
        ("zh;q=x,en", "en"),
        ("*", "en"),
    ],
)
def test_the_greeting_follows_the_languages_of_the_browser(header: str, language: str) -> None:
    assert preferred_language(header) == language


@pytest.mark.parametrize(
    ("framed", "kept", "language"),
    [
        ("zh", "en", "zh"),
        ("en", None, "en"),
        (None, "zh", "zh"),
        ("fr", "zh", "zh"),
        ("", None, "en"),
        (None, None, "en"),
    ],
)
def test_the_page_around_a_frame_names_the_language_then_the_visit_then_the_browser(
    framed: str | None, kept: Language | None, language: str
) -> None:
    assert first_language(framed, kept, "en-GB") == language


def test_a_question_is_asked_with_its_region_and_the_turns_before(
    make_qa: Callable[..., Any], make_answer: Callable[..., Answer]
) -> None:
    qa = make_qa()
    earlier = [Exchange("第一问", None, make_answer())]
    exchange = ask(qa, Exchange("第二问", "青川市"), earlier)
    assert qa.asked == [("第二问", "青川市", ("第一问",))]
    assert exchange == Exchange("第二问", "青川市", answer=qa.answer)


def test_questions_that_were_not_answered_are_passed_on_too(make_answer: Callable[..., Answer]) -> None:
    earlier = [Exchange("天气", None, make_answer(abstained=True)), Exchange("坏了", None, failed=True)]
    assert history(earlier) == ("天气", "坏了")


def test_only_the_last_turns_are_passed_on() -> None:
    earlier = [Exchange(str(number), None) for number in range(10)]
    assert list(history(earlier)) == ["6", "7", "8", "9"][-HISTORY_TURNS:]


def test_a_failure_is_logged_without_the_question(
    make_qa: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    question = "我的公司欠税了怎么办"
    exchange = ask(make_qa(RuntimeError(f"cannot parse {question}")), Exchange(question, None), [])
    assert exchange.failed
    assert exchange.answer is None
    assert "RuntimeError" in caplog.text
    assert "in ask" in caplog.text
    assert question not in caplog.text


def test_a_declined_question_is_kept_with_its_reason(
    make_qa: Callable[..., Any], make_answer: Callable[..., Answer], store: Engine
) -> None:
    declined = ask(make_qa(make_answer(abstained=True, reason="year")), Exchange("一九五〇年的补贴？", "青川市"), [])
    answered = ask(make_qa(), Exchange("有哪些补贴？", None), [])
    for exchange in (declined, answered, Exchange("坏了", None, failed=True), Exchange("在找", None)):
        keep_if_declined(store, exchange, "zh")
    with store.connect() as connection:
        rows = connection.exec_driver_sql("SELECT question, region, language, reason FROM declined_questions").all()
    assert [tuple(row) for row in rows] == [("一九五〇年的补贴？", "青川市", "zh", "year")]


def test_a_store_that_fails_is_logged_without_the_question(
    make_qa: Callable[..., Any], make_answer: Callable[..., Answer], store: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with store.begin() as connection:
        connection.exec_driver_sql("DROP TABLE declined_questions")
    exchange = ask(make_qa(make_answer(abstained=True, reason="year")), Exchange("我欠税了", None), [])
    keep_if_declined(store, exchange, "zh")
    assert "could not be kept: OperationalError" in caplog.text
    assert "我欠税了" not in caplog.text


def test_only_examples_that_are_answered_are_offered(
    make_qa: Callable[..., Any], make_answer: Callable[..., Answer]
) -> None:
    assert len(Coverage.of(make_qa()).examples["zh"]) == EXAMPLES_SHOWN
    assert Coverage.of(make_qa(make_answer(abstained=True))).examples == {"zh": (), "en": ()}


def test_coverage_counts_documents_digests_and_regions(make_qa: Callable[..., Any], policy: Any) -> None:
    coverage = Coverage.of(make_qa(policies=(policy, replace(policy, digest=True)), regions=("甲市", "乙市")))
    assert (coverage.documents, coverage.digests, coverage.regions) == (2, 1, ("甲市", "乙市"))


def test_an_empty_collection_is_not_asked_anything(make_qa: Callable[..., Any]) -> None:
    qa = make_qa(policies=(), regions=())
    assert Coverage.of(qa).documents == 0
    assert qa.asked == []
