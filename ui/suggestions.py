"""Questions to go on with after an answer: only such as the documents do answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qa import Answer, Quote
from qa.expectation import Kind, expected
from ui.conversation import Exchange, history
from ui.texts import TEXTS, Language, Texts

if TYPE_CHECKING:
    from qa import PolicyQA

SHOWN = 3
_NUMBER = r"[0-9０-９一二三四五六七八九十百千万][0-9.,，]*\s*"
# What the measure quoted first must state, in words that leave little doubt, for a question to be offered.
_STATED: dict[Kind, str] = {
    "amount": rf"(?:最[高多]|不超过|上限|额度|每[人户家次个项]|给予|补[助贴]|奖励)[^。；]{{0,16}}{_NUMBER}[万亿]?\s*元",
    "rate": rf"{_NUMBER}[%％]|百分之|全额(?:贴息|返还|补)|(?:返还|补贴|贴息)比例",
    "date": rf"截[至止]|{_NUMBER}月\s*{_NUMBER}日?(?:之?前|止|底)|年底前|有效期",
    "steps": r"(?:向|到|在|通过|登录)[^。；]{1,24}(?:申请|申报|办理|受理|提交)|受理窗口|申请人?(?:可|应|须)",
}


class _Candidate(NamedTuple):
    question: str
    kind: Kind | None  # of fact; None where it asks for a list


def suggestions(qa: PolicyQA, exchanges: list[Exchange], language: Language) -> tuple[str, ...]:
    """Up to SHOWN questions after the last exchange, each asked before it is offered.

    A question is offered where its answer comes, without a caveat, from the measure that the last answer quotes
    first, or for a list from the same document.
    """
    last = exchanges[-1] if exchanges else None
    if last is None or last.answer is None or last.answer.abstained or not last.answer.quotes:
        return ()
    first = last.answer.quotes[0]
    asked = {exchange.question for exchange in exchanges}
    known = {kind for exchange in exchanges for kind in expected(exchange.question)}
    turns = history(exchanges)
    found: list[str] = []
    for question, kind in _candidates(first, TEXTS[language]):
        if len(found) < SHOWN and question not in asked and kind not in known:
            answer = qa.ask(question, 1, region=last.region, history=turns)
            if _answers(answer, first, kind):
                found.append(question)
    return tuple(found)


def _candidates(first: Quote, texts: Texts) -> list[_Candidate]:
    """What may be asked after a quote, most useful first."""
    facts = {"amount": texts.next_amount, "rate": texts.next_rate, "date": texts.next_date, "steps": texts.next_steps}
    found = [_Candidate(facts[kind], kind) for kind, stated in _STATED.items() if re.search(stated, first.text)]
    if place := first.region or first.province:
        found.append(_Candidate(texts.next_measures.format(place=place), None))
    if first.responsible_units:
        found.append(_Candidate(texts.next_office, "office"))
    if first.contact and first.contact.phone:
        found.append(_Candidate(texts.next_phone, "phone"))
    return found


def _answers(answer: Answer, before: Quote, kind: Kind | None) -> bool:
    if answer.abstained or answer.caveats or not answer.quotes:
        return False
    first = answer.quotes[0]
    if kind is None or kind == "phone":  # a phone stands at the end of the document, and on every card
        return first.source == before.source
    marked = "".join(first.text[start:end] for start, end in first.highlights)
    return first.measure_id == before.measure_id and (kind == "office" or bool(re.search(_STATED[kind], marked)))
