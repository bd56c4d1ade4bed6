"""The conversation as HTML: questions, quote cards and "not in these documents"."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from qa import Answer, Contact, Quote
from qa.datatypes import Validity
from ui.age import age
from ui.asked import answer_hash
from ui.conversation import MAX_REASON, Exchange, history
from ui.coverage import Coverage
from ui.lapse import lapse_text
from ui.marking import Paragraph, Span, paragraphs
from ui.pages import render
from ui.store.passages import text_hash
from ui.texts import TEXTS, Language, Texts

OPEN_QUOTES = 3  # cards shown at once; the rest wait behind "more"
REGIONS_SHOWN = 12  # named in the welcome; the region filter has all of them


@dataclass(frozen=True, slots=True)
class Link:
    """A place in a document: its title and the address of the source view."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """A quote with what its card shows beside the quote's own fields."""

    number: int  # in the answer, from 1
    quote: Quote
    paragraphs: list[Paragraph]
    place: str | None  # the region badge
    age: str | None  # how long ago the document was issued
    url: str
    also_in: list[Link]
    lapse: str | None  # why the document is no longer in force
    repealer_url: str | None
    copy_text: str


def render_conversation(
    exchanges: Sequence[Exchange],
    language: Language,
    coverage: Coverage,
    suggestions: Sequence[str] = (),
    *,
    region: str = "",
    keeps_feedback: bool = False,
) -> str:
    """The page below the masthead: the welcome and every exchange, oldest first, then what to ask next.

    ``region`` is the choice in force for the next question, "" for none.
    """
    texts = TEXTS[language]
    return render(
        "conversation.html",
        texts,
        language=language,
        coverage=coverage,
        coverage_sentence=_coverage_sentence(coverage, texts),
        exchanges=[
            (
                exchange,
                _cards(exchange.answer, language, texts) if exchange.answer else [],
                _asked(exchange, exchanges[:number]),
            )
            for number, exchange in enumerate(exchanges)
        ],
        suggestions=suggestions,
        region=region,
        keeps_feedback=keeps_feedback,
        answer_hash=answer_hash,
        max_reason=MAX_REASON,
        measure_url=lambda measure: document_url(measure.source, (measure.start, measure.end), (), language),
        open_quotes=OPEN_QUOTES,
        regions_shown=REGIONS_SHOWN,
        phone_uri=phone_uri,
        reason=decline_reason,
        groups=_groups,
    )


def _coverage_sentence(coverage: Coverage, texts: Texts) -> str:
    if coverage.digests == 0:
        sentence = texts.coverage
    elif coverage.digests == coverage.documents:
        sentence = texts.coverage_digests
    else:
        sentence = texts.coverage_some_digests
    return sentence.format(documents=coverage.documents, digests=coverage.digests)


def _cards(answer: Answer, language: Language, texts: Texts) -> list[Card]:
    return [card_of(number, quote, language, texts) for number, quote in enumerate(answer.quotes, 1)]


def card_of(number: int, quote: Quote, language: Language, texts: Texts, root: str = "") -> Card:
    """The card of a quote; ``root`` leads from the page it is on to the chat, "" for the chat itself."""
    return Card(
        number=number,
        quote=quote,
        paragraphs=paragraphs(quote.text, quote.highlights),
        place=quote.region or quote.province,
        age=age(quote.date, date.today(), texts),
        url=root + document_url(quote.source, (quote.start, quote.end), _marks(quote), language, quote.text),
        also_in=[
            Link(other.title, root + document_url(other.source, (other.start, other.end), (), language))
            for other in quote.also_in
        ],
        lapse=_lapse(quote, texts),
        repealer_url=root + document_url(quote.repealed_by.source, (0, 0), (), language) if quote.repealed_by else None,
        copy_text=f"{quote.text.strip()}\n{citation(quote, texts)}",
    )


def _lapse(quote: Quote, texts: Texts) -> str | None:
    return lapse_text(Validity(quote.in_force, quote.repealed_by), quote.valid_until, texts)


def _asked(exchange: Exchange, earlier: Sequence[Exchange]) -> str:
    """All that the answer depended on, as ``ui.asked.Asked`` takes it: sent back with feedback, or to share it."""
    turns = history(list(earlier))
    return json.dumps({"question": exchange.question, "region": exchange.region, "history": turns}, ensure_ascii=False)


def _groups(answer: Answer, cards: Sequence[Card]) -> list[list[Card]]:
    """The cards of each document together where the question asks for a list, otherwise all in one group."""
    if not answer.is_list:
        return [list(cards)]
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.quote.source, []).append(card)
    return list(groups.values())


def _marks(quote: Quote) -> list[Span]:
    """The highlighted sentences in offsets of the policy."""
    return [(quote.start + start, quote.start + end) for start, end in quote.highlights]


def document_url(source: str, passage: Span, marks: Sequence[Span], language: Language, text: str | None = None) -> str:
    """The address of the source view, relative to the chat: works below any path of a proxy.

    With the passage's text the view finds it where the document has changed since, or says that it is gone.
    """
    query = [
        ("source", source),
        ("passage", f"{passage[0]}-{passage[1]}"),
        *([("sha256", text_hash(text))] if text is not None else []),
        *(("mark", f"{start}-{end}") for start, end in marks),
        ("lang", language),
    ]
    return f"document?{urlencode(query)}#passage"


def citation(quote: Quote, texts: Texts) -> str:
    """One line to paste below the quote: where it stands, and what to know of it.

    That the document is no longer in force, is a digest, or was recognised in an image.
    """
    parts = [quote.title, quote.doc_number, quote.date, _lapse(quote, texts)]
    parts.append(texts.citation_source.format(source=quote.source))
    if quote.page:
        parts.append(texts.page.format(page=quote.page))
    if quote.ocr_confidence is not None:
        parts.append(texts.ocr)
    if quote.digest:
        parts.append(texts.digest)
    return texts.citation.format(parts=texts.clause_comma.join(part for part in parts if part))


def phone_uri(contact: Contact) -> str | None:
    """A ``tel:`` address where the contact's phone is one number, otherwise None."""
    if contact.phone is None or not re.fullmatch(r"[+\d(（][\d\s()（）-]{4,20}", contact.phone):
        return None
    return "tel:" + re.sub(r"[^+\d]", "", contact.phone)


def decline_reason(reason: str | None, texts: Texts) -> str:
    """Why there is no answer, in the reader's language."""
    return {
        "off_topic": texts.abstained_off_topic,
        "region": texts.abstained_region,
        "year": texts.abstained_year,
        "not_stated": texts.abstained_not_stated,
    }.get(reason or "", texts.abstained_other)
