"""What follows an answer: questions that are answered, measures beside it; and what a reload restores."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from qa import Answer, Policy, PolicyQA, Quote
from ui.chat import ask
from ui.conversation import MAX_QUESTION, Exchange, history
from ui.related import SHOWN as RELATED_SHOWN
from ui.related import related
from ui.subjects import SUBJECTS
from ui.suggestions import SHOWN as SUGGESTIONS_SHOWN
from ui.suggestions import suggestions
from ui.texts import EN, TEXTS, ZH, Language
from ui.visit import MOST_KEPT, Visit, kept_visit


@pytest.fixture(scope="module")
def bundled() -> PolicyQA:
    return PolicyQA.bundled()


def questions(qa: PolicyQA, exchanges: list[Exchange], language: Language) -> list[str]:
    return [suggestion.question for suggestion in suggestions(qa, exchanges, language)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_two_questions_at_least_are_offered_after_every_example_and_find_the_passage_they_are_meant_to(
    bundled: PolicyQA, language: Language
) -> None:
    for question in TEXTS[language].examples:
        exchange = ask(bundled, Exchange(question, None), [])
        assert exchange.answer is not None
        offered = suggestions(bundled, [exchange], language)
        assert 2 <= len(offered) <= SUGGESTIONS_SHOWN
        assert len({suggestion.question for suggestion in offered}) == len(offered)
        for suggestion in offered:
            answer = bundled.ask(suggestion.question, history=history([exchange]))
            assert (answer.abstained, answer.caveats) == (False, ())
            assert suggestion.measure_id in [quote.measure_id for quote in answer.quotes[:3]]
            assert answer.quotes[0].region == exchange.answer.quotes[0].region
            assert bool(re.search(r"[\u4e00-\u9fff]", suggestion.question)) == (language == "zh")


def test_questions_lead_on_to_passages_that_were_not_quoted_yet(bundled: PolicyQA) -> None:
    first = ask(bundled, Exchange("大同有哪些税费减免？", None), [])
    assert first.answer is not None
    quoted = {quote.measure_id for quote in first.answer.quotes[:3]}
    offered = [suggestion for suggestion in suggestions(bundled, [first], "en") if suggestion.kind is None]
    assert offered
    assert not quoted & {suggestion.measure_id for suggestion in offered}
    assert all(suggestion.question.endswith(" in Datong?") for suggestion in offered)


def test_documents_of_the_whole_country_are_asked_of_without_a_place(
    make_qa: Callable[..., Any], make_answer: Callable[..., Answer], policy: Policy, quote: Quote
) -> None:
    other = replace(long_policy(policy, ["甲", "甲"]), region=None, province=None)
    tax, rent = (
        replace(part, text=f"{words}。\n") for part, words in zip(other.parts, ("减税降费", "减免房租"), strict=True)
    )
    first = replace(quote, region=None, province=None, measure_id=tax.id, outline=("甲",), start=0)
    second = replace(first, measure_id=rent.id)
    qa = make_qa(make_answer(quotes=(second,)), policies=(replace(other, parts=(tax, rent)),))
    exchange = Exchange("税能少交吗？", None, make_answer(quotes=(first,)))
    assert [one.question for one in suggestions(qa, [exchange], "zh")] == ["房租能减免吗？"]
    assert [one.question for one in suggestions(qa, [exchange], "en")] == ["Can rent be reduced or waived?"]


def test_every_subject_is_asked_for_with_the_place_in_both_languages() -> None:
    for subject in SUBJECTS:
        assert set(subject.question) == set(TEXTS)
        assert subject.question["zh"].startswith("{place}")
        assert subject.question["en"].endswith("{place}?")
        assert not re.search(r"[\u4e00-\u9fff]", subject.question["en"])


def test_the_facts_of_the_first_quote_decide_what_is_offered(make_qa: Callable[..., Any], quote: Quote) -> None:
    exchange = ask(make_qa(), Exchange("小微企业有什么支持？", None), [])
    text = "每户最高补贴20万元，于6月30日前向区工信局申请。"
    first = replace(quote, text=text, highlights=((0, len(text)),))
    assert exchange.answer is not None
    answer = replace(exchange.answer, quotes=(first,))
    asked = replace(exchange, answer=answer)
    assert questions(make_qa(answer), [asked], "zh") == [ZH.next_amount, ZH.next_date, ZH.next_steps]
    assert questions(make_qa(answer), [asked], "en") == [EN.next_amount, EN.next_date, EN.next_steps]


def test_what_was_asked_already_is_not_offered(make_qa: Callable[..., Any], make_answer: Callable[..., Answer]) -> None:
    qa = make_qa()
    first = ask(qa, Exchange("贴息多少钱？", None), [])
    offered = questions(qa, [first], "zh")
    assert ZH.next_amount not in offered
    assert offered
    second = ask(qa, Exchange(offered[0], None), [first])
    assert offered[0] not in questions(qa, [first, second], "zh")


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
    text = json.dumps({"language": "en", "region": "青川市", "asked": rows, "ratings": {}})
    asked = (Exchange("一", "青川市"), Exchange("二", None))
    assert kept_visit(text, REGIONS) == Visit("en", "青川市", asked)


def test_a_visit_cannot_ask_for_more_than_the_page_can() -> None:
    rows = [{"question": "长" * 900, "region": "别处"}] * 200
    asked = (Exchange("长" * MAX_QUESTION, None),) * MOST_KEPT
    assert kept_visit(json.dumps({"region": "别处", "asked": rows}), REGIONS) == Visit(None, None, asked)


NO_VISITS = ["", None, "{", "null", "5", '"x"', "[]", "[" * 100_000, '{"asked": {}}', '{"asked": 1}']
NO_VISITS += [
    '{"asked": ["x", null]}',
    '{"asked": [{"question": ""}, {"question": [1]}, {}]}',
    '{"language": ["zh"], "region": ["青川市"]}',
]


@pytest.mark.parametrize("text", NO_VISITS)
def test_what_is_no_visit_restores_nothing(text: str | None) -> None:
    assert kept_visit(text, REGIONS) == Visit()
