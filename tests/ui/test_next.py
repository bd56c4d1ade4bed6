"""What follows an answer: questions that are answered, measures beside it; and what a reload restores."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from qa import Answer, Policy, PolicyQA, Quote
from ui.chat import ask
from ui.conversation import MAX_QUESTION, Exchange, history
from ui.related import SHOWN as RELATED_SHOWN
from ui.related import related
from ui.suggestions import suggestions
from ui.texts import EN, TEXTS, ZH, Language
from ui.visit import MOST_KEPT, kept_visit


@pytest.fixture(scope="module")
def bundled() -> PolicyQA:
    return PolicyQA.bundled()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_question_offered_after_every_example_is_answered_from_the_document_quoted_first(
    bundled: PolicyQA, language: Language
) -> None:
    offered = 0
    for question in TEXTS[language].examples:
        exchange = ask(bundled, Exchange(question, None), [])
        assert exchange.answer is not None
        for suggestion in suggestions(bundled, [exchange], language):
            answer = bundled.ask(suggestion, history=history([exchange]))
            assert (answer.abstained, answer.caveats) == (False, ())
            assert answer.quotes[0].source == exchange.answer.quotes[0].source
            offered += 1
    assert offered >= 4


def test_the_facts_of_the_first_quote_decide_what_is_offered(make_qa: Callable[..., Any], quote: Quote) -> None:
    exchange = ask(make_qa(), Exchange("小微企业有什么支持？", None), [])
    text = "每户最高补贴20万元，于6月30日前向区工信局申请。"
    first = replace(quote, text=text, highlights=((0, len(text)),))
    assert exchange.answer is not None
    answer = replace(exchange.answer, quotes=(first,))
    asked = replace(exchange, answer=answer)
    assert suggestions(make_qa(answer), [asked], "zh") == (ZH.next_amount, ZH.next_date, ZH.next_steps)
    assert suggestions(make_qa(answer), [asked], "en") == (EN.next_amount, EN.next_date, EN.next_steps)


def test_what_was_asked_already_is_not_offered(make_qa: Callable[..., Any], make_answer: Callable[..., Answer]) -> None:
    qa = make_qa()
    first = ask(qa, Exchange("贴息多少钱？", None), [])
    offered = suggestions(qa, [first], "zh")
    assert ZH.next_amount not in offered
    assert offered
    second = ask(qa, Exchange(offered[0], None), [first])
    assert offered[0] not in suggestions(qa, [first, second], "zh")


@pytest.mark.parametrize(
    "fields", [{"abstained": True, "reason": "not_stated"}, {"caveats": ("没有写明",)}, {"quotes": ()}]
)
def test_what_is_not_answered_without_reservation_is_not_offered(
    make_qa: Callable[..., Any], make_answer: Callable[..., Answer], fields: dict[str, Any]
) -> None:
    exchange = ask(make_qa(), Exchange("小微企业有什么支持？", None), [])
    assert suggestions(make_qa(), [exchange], "zh") != ()
    assert suggestions(make_qa(make_answer(**fields)), [exchange], "zh") == ()


def test_nothing_is_offered_where_nothing_was_answered(make_qa: Callable[..., Any], make_answer: Any) -> None:
    qa = make_qa(make_answer(abstained=True))
    assert suggestions(qa, [], "zh") == ()
    assert suggestions(qa, [Exchange("问", None)], "zh") == ()
    assert suggestions(qa, [Exchange("问", None, failed=True)], "zh") == ()
    assert suggestions(qa, [Exchange("问", None, make_answer(abstained=True))], "zh") == ()
    assert qa.asked == []


def long_policy(policy: Policy, headings: list[str]) -> Policy:
    """A policy of one measure for each heading given, in that order."""
    parts = []
    for number, heading in enumerate(headings):
        text = f"（{number}）第{number}项措施。办法另行规定。\n"
        start = parts[-1].end if parts else 0
        part = replace(
            policy.parts[2], id=f"p/{number}", label=f"（{number}）", outline=(heading,), start=start,
            end=start + len(text), text=text,
        )  # fmt: skip
        parts.append(part)
    return replace(policy, parts=tuple(parts), text="".join(part.text for part in parts))


def test_related_measures_are_those_under_the_same_heading_then_the_nearest(
    policy: Policy, quote: Quote, make_answer: Callable[..., Answer]
) -> None:
    long = long_policy(policy, ["甲", "甲", "乙", "乙", "丙", "甲", "丙", "丙"])
    first = long.parts[4]
    place = {"measure_id": first.id, "outline": first.outline, "start": first.start, "end": first.end}
    found = related([replace(policy, id="other"), long], make_answer(quotes=(replace(quote, **place),)))
    assert [measure.caption for measure in found] == [f"第{number}项措施" for number in (3, 5, 6, 7)]
    assert len(found) == RELATED_SHOWN
    assert [long.text[one.start : one.start + 3] for one in found] == ["（3）", "（5）", "（6）", "（7）"]


def test_measures_that_are_quoted_already_are_not_related(
    policy: Policy, quote: Quote, make_answer: Callable[..., Answer]
) -> None:
    assert related([policy], make_answer(quotes=(quote,))) == ()
    assert related([], make_answer(quotes=(quote,))) == ()
    assert related([policy], make_answer(abstained=True)) == ()


REGIONS = ("青川市",)


def test_a_visit_is_restored_in_order_with_its_language_and_regions() -> None:
    rows = [{"question": " 一 ", "region": "青川市", "history": []}, {"question": "二", "region": None}]
    text = json.dumps({"language": "en", "asked": rows, "ratings": {}})
    assert kept_visit(text, REGIONS) == ("en", [Exchange("一", "青川市"), Exchange("二", None)])


def test_a_visit_cannot_ask_for_more_than_the_page_can() -> None:
    rows = [{"question": "长" * 900, "region": "别处"}] * 200
    language, exchanges = kept_visit(json.dumps({"asked": rows}), REGIONS)
    assert language is None
    assert exchanges == [Exchange("长" * MAX_QUESTION, None)] * MOST_KEPT


NO_VISITS = ["", None, "{", "null", "5", '"x"', "[]", "[" * 100_000, '{"asked": {}}', '{"asked": 1}']
NO_VISITS += ['{"asked": ["x", null]}', '{"asked": [{"question": ""}, {"question": [1]}, {}]}', '{"language": ["zh"]}']


@pytest.mark.parametrize("text", NO_VISITS)
def test_what_is_no_visit_restores_nothing(text: str | None) -> None:
    assert kept_visit(text, REGIONS) == (None, [])
