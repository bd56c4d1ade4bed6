"""What is kept comes back as it was given, and never holds a passage's text."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from qa import Policy, Quote
from ui.store.database import STORE
from ui.store.declined import keep_declined_question
from ui.store.feedback import Feedback, all_feedback, keep_feedback
from ui.store.passages import NamedPassage, text_hash
from ui.store.shared_answers import ALPHABET, ID_LENGTH, SharedAnswer, keep_shared_answer, shared_answer

HARD = ["", "一二三", "'; DROP TABLE feedback; --", "\0 \u2028 \u202e 𠮷 😀", '{"a": [1]}', "x" * 10_000]


def test_feedback_comes_back_oldest_first(store: Engine, make_feedback: Callable[..., Feedback]) -> None:
    given = [make_feedback(reason=text, question=text, useful=bool(number % 2)) for number, text in enumerate(HARD)]
    for number, one in enumerate(given):
        keep_feedback(store, f"key{number}", one)
    assert [(key, one) for key, _, one in all_feedback(store)] == [(f"key{n}", one) for n, one in enumerate(given)]


def test_feedback_given_again_under_its_key_replaces_the_former(
    store: Engine, make_feedback: Callable[..., Feedback]
) -> None:
    keep_feedback(store, "a", make_feedback(useful=True, reason=""))
    keep_feedback(store, "b", make_feedback())
    keep_feedback(store, "a", make_feedback(useful=False, reason="太旧了"))
    assert [(key, one.useful, one.reason) for key, _, one in all_feedback(store)] == [
        ("a", False, "太旧了"),
        ("b", False, "没有写金额"),
    ]


def test_a_passage_is_named_by_place_and_hash(policy: Policy, quote: Quote) -> None:
    named = NamedPassage.of(quote)
    assert (named.policy_id, named.measure_id, named.start, named.end) == (
        "p",
        quote.measure_id,
        quote.start,
        quote.end,
    )
    assert named.sha256 == text_hash(policy.text[named.start : named.end])
    assert text_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, B.1


def test_the_text_of_a_passage_is_not_kept(
    store: Engine, folder: Path, make_feedback: Callable[..., Feedback], quote: Quote
) -> None:
    keep_feedback(store, "a", make_feedback())
    keep_shared_answer(store, SharedAnswer("问", None, "zh", None, (), (NamedPassage.of(quote),)))
    store.dispose()
    content = (folder / STORE).read_bytes()
    for text, kept in ((quote.title, True), (quote.text[:12], False)):
        assert (json.dumps(text).strip('"').encode() in content or text.encode() in content) == kept


def test_a_shared_answer_is_found_by_its_link_alone(store: Engine, quote: Quote) -> None:
    shared = SharedAnswer("问", "青川市", "zh", "region", ("一句提示",), (NamedPassage.of(quote),))
    links = {keep_shared_answer(store, replace(shared, question=str(number))) for number in range(50)}
    assert len(links) == 50
    assert all(len(link) == ID_LENGTH and set(link) <= set(ALPHABET) for link in links)
    found = [shared_answer(store, link) for link in links]
    assert {answer.question for _, answer in filter(None, found)} == {str(number) for number in range(50)}
    assert found[0] is not None
    assert replace(found[0][1], question="问") == shared
    for wrong in ("", "x", next(iter(links)).swapcase(), "' OR 1=1 --"):
        assert shared_answer(store, wrong) is None


@pytest.mark.parametrize("question", HARD)
def test_a_declined_question_is_kept_with_its_reason(store: Engine, folder: Path, question: str) -> None:
    keep_declined_question(store, question, None, "zh", "off_topic")
    with closing(sqlite3.connect(folder / STORE)) as connection:
        rows = connection.execute("SELECT question, region, language, reason FROM declined_questions").fetchall()
    assert rows == [(question, None, "zh", "off_topic")]
