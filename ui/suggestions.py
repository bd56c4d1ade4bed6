"""Questions to go on with after an answer: only such as the documents do answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from qa import Answer, Part, Quote
from qa.citing import caption
from qa.expectation import Kind, expected
from qa.places import english_name
from ui.conversation import Exchange, history
from ui.related import nearest_measures
from ui.subjects import SUBJECTS, Subject
from ui.texts import TEXTS, Language

if TYPE_CHECKING:
    from qa import PolicyQA

SHOWN = 3
MOST_TRIED = 12  # questions asked, a few milliseconds each, before fewer are offered
BEGINS_WITH = 5  # mentions that one in the first sentence is worth: what a measure begins with is what it is about
AMONG = 3  # the passage meant must be among so many quoted first
SHORTEST_TOPIC, LONGEST_TOPIC = 4, 14  # characters of a measure's caption that reads well within a question
_NUMBER = r"[0-9０-９一二三四五六七八九十百千万][0-9.,，]*\s*"
# What the measure quoted first must state, in words that leave little doubt, for a question to be offered.
_STATED: dict[Kind, str] = {
    "amount": rf"(?:最[高多]|不超过|上限|额度|每[人户家次个项]|给予|补[助贴]|奖励)[^。；]{{0,16}}{_NUMBER}[万亿]?\s*元",
    "rate": rf"{_NUMBER}[%％]|百分之|全额(?:贴息|返还|补)|(?:返还|补贴|贴息)比例",
    "date": rf"截[至止]|{_NUMBER}月\s*{_NUMBER}日?(?:之?前|止|底)|年底前|有效期",
    "steps": r"(?:向|到|在|通过|登录)[^。；]{1,24}(?:申请|申报|办理|受理|提交)|受理窗口|申请人?(?:可|应|须)",
}


class Suggestion(NamedTuple):
    """A question and the measure that it is meant to find."""

    question: str
    measure_id: str
    kind: Kind | None = None  # of fact that the highlighted words must state


def suggestions(
    qa: PolicyQA, exchanges: list[Exchange], language: Language, region: str | None = None
) -> tuple[Suggestion, ...]:
    """Up to SHOWN questions after the last exchange, each asked, within the region chosen, before it is offered.

    Offered are facts that the measure quoted first states, then subjects of measures of the same document that have
    not been quoted yet, nearest first.
    """
    last = exchanges[-1] if exchanges else None
    if last is None or last.answer is None or last.answer.abstained or not last.answer.quotes:
        return ()
    first = last.answer.quotes[0]
    asked = {exchange.question for exchange in exchanges}
    turns = history(exchanges)
    found: list[Suggestion] = []
    tried = 0
    for suggested in _candidates(qa, exchanges, first, language):
        if len(found) == SHOWN or tried == MOST_TRIED:
            break
        if suggested.question in asked or any(_same_matter(suggested, one) for one in found):
            continue
        asked.add(suggested.question)
        tried += 1
        if _answers(qa.ask(suggested.question, AMONG, region=region, history=turns), suggested):
            found.append(suggested)
    return tuple(found)


def _candidates(qa: PolicyQA, exchanges: list[Exchange], first: Quote, language: Language) -> Iterator[Suggestion]:
    """What may be asked next, most useful first."""
    texts = TEXTS[language]
    facts = {"amount": texts.next_amount, "rate": texts.next_rate, "date": texts.next_date, "steps": texts.next_steps}
    known = {kind for exchange in exchanges for kind in expected(exchange.question)}
    for kind, stated in _STATED.items():
        if kind not in known and re.search(stated, first.text):
            yield Suggestion(facts[kind], first.measure_id, kind)
    policy = next((policy for policy in qa.policies if policy.id == first.policy_id), None)
    if policy is None:
        return
    answers = [exchange.answer for exchange in exchanges if exchange.answer]
    quoted = {quote.measure_id for answer in answers for quote in answer.quotes[:AMONG]}
    place = _place(first, language)
    measures = nearest_measures(policy, first.outline, first.start, quoted)
    for subject, measure in _subjects(measures):
        yield Suggestion(subject.question[language].format(place=place), measure.id)
    if language == "zh":
        for measure in measures:
            topic = caption(measure, LONGEST_TOPIC)
            if re.fullmatch(rf"[\u4e00-\u9fff]{{{SHORTEST_TOPIC},}}", topic):
                yield Suggestion(texts.next_topic.format(place=place, topic=topic), measure.id)


def _subjects(measures: Sequence[Part]) -> list[tuple[Subject, Part]]:
    """The subjects of some measures, each with the one that says most about it; nearest first, as the measures are."""
    found = []
    captions = [caption(measure) for measure in measures]
    for subject in SUBJECTS:
        said = [
            BEGINS_WITH * bool(subject.stated.search(begins)) + len(subject.stated.findall(measure.text))
            for begins, measure in zip(captions, measures, strict=True)
        ]
        if most := max(said, default=0):
            at = said.index(most)
            found.append((most < BEGINS_WITH, at, subject))
    return [(subject, measures[at]) for _, at, subject in sorted(found, key=lambda one: one[:2])]


def _same_matter(one: Suggestion, other: Suggestion) -> bool:
    return one.measure_id == other.measure_id and one.kind == other.kind


def _place(first: Quote, language: Language) -> str:
    """The place of a document as the questions of a language take it; "" for documents of the whole country."""
    place = first.region or first.province
    if place is None:
        return ""
    return place if language == "zh" else f" in {english_name(place) or place}"


def _answers(answer: Answer, suggested: Suggestion) -> bool:
    if answer.abstained or answer.caveats or not answer.quotes:
        return False
    if suggested.kind is None:
        return suggested.measure_id in {quote.measure_id for quote in answer.quotes[:AMONG]}
    first = answer.quotes[0]
    marked = "".join(first.text[start:end] for start, end in first.highlights)
    return first.measure_id == suggested.measure_id and bool(re.search(_STATED[suggested.kind], marked))
