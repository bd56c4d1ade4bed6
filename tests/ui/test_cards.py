"""Quote cards: what they show, what is copied, and that nothing shown becomes markup."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from qa import Answer, Contact, Quote
from qa.datatypes import AlsoIn, Repealer
from tests.ui.payloads import PAYLOADS, check_harmless, parsed
from ui.age import age
from ui.cards import citation, phone_uri, render_conversation
from ui.conversation import Exchange
from ui.coverage import Coverage
from ui.related import Related
from ui.texts import EN, ZH, Language

COVERAGE = Coverage(documents=3, digests=0, regions=("青川市",), examples={"zh": ("例题？",), "en": ("Example?",)})
TAGS = {"div", "section", "article", "header", "h2", "h3", "h4", "p", "span", "strong", "mark", "blockquote"} | {
    *("ul", "li", "dl", "dt", "dd", "details", "summary", "button", "a", "time", "footer", "form", "label", "textarea"),
    "input",
}


def page(exchange: Exchange, language: Language = "zh", coverage: Coverage = COVERAGE, **more: Any) -> BeautifulSoup:
    return BeautifulSoup(render_conversation([exchange], language, coverage, **more), "lxml")


def answered(answer: Answer, language: Language = "zh") -> BeautifulSoup:
    return page(Exchange(answer.question, None, answer), language)


def only(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    [found] = soup.select(selector)
    return found


def texts(soup: BeautifulSoup | Tag, selector: str) -> list[str]:
    return [" ".join(found.get_text(" ", strip=True).split()) for found in soup.select(selector)]


def poisoned(quote: Quote, payload: str) -> Quote:
    """The quote with the payload in every text it shows."""
    names = ("source", "title", "issuer", "region", "province", "doc_number", "date", "text")
    text: dict[str, Any] = dict.fromkeys(names, payload)
    return replace(
        quote,
        **text,
        outline=(payload, payload),
        highlights=((0, len(payload)),),
        responsible_units=(payload,),
        inherited_units=(payload,),
        contact=Contact(payload, payload),
        also_in=(AlsoIn(payload, payload, payload, 0, 1),),
        valid_until=payload,
        in_force=False,
        repealed_by=Repealer(payload, payload, payload),
    )


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("abstained", [False, True])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_question_or_document_becomes_markup(
    make_answer: Callable[..., Answer], quote: Quote, payload: str, abstained: bool, language: Language
) -> None:
    answer = make_answer(
        question=payload,
        abstained=abstained,
        reason="region" if abstained else None,
        caveats=(payload,),
        nearest_topics=(payload,),
        contact=Contact(payload, payload),
        quotes=(poisoned(quote, payload),),
    )
    coverage = replace(COVERAGE, regions=(payload,))
    related = (Related(payload, payload, 0, 1),)
    exchange = Exchange(payload, payload, answer, related=related)
    soup = page(exchange, language, coverage, suggestions=(payload,), keeps_feedback=True)
    check_harmless(str(soup))
    for tag in soup.body.find_all(True) if soup.body else []:
        assert tag.name in TAGS
        assert not [name for name in tag.attrs if name.startswith("on") or name in ("style", "autofocus", "src")]
        if tag.has_attr("href"):
            assert str(tag["href"]).startswith("document?")
    shown = parsed(payload)
    assert only(soup, ".question h2").get_text().endswith(shown)
    assert only(soup, ".card .title").get_text() == shown
    lines = [line for line in shown.strip().split("\n") if line]  # each is marked; what separates them is not
    assert [mark.get_text() for mark in soup.select(".card mark")] == lines
    assert shown in str(only(soup, ".card .copy")["data-copy"])
    assert only(soup, ".related a").get_text() == shown
    assert only(soup, ".next button").get_text() == shown
    assert json.loads(str(only(soup, ".exchange")["data-asked"])) == {
        "question": payload,
        "region": payload,
        "history": [],
    }


def test_a_card_shows_where_the_quote_stands_and_who_is_responsible(
    make_answer: Callable[..., Answer], quote: Quote
) -> None:
    card = only(answered(make_answer(quotes=(quote,))), ".card")
    assert texts(card, ".badge") == ["青川市"]
    assert texts(card, ".title") == ["关于扶持小微企业发展的若干措施"]
    assert texts(card, "dl > div") == [
        "发文字号 青工信发〔2023〕第7号",
        "发文机关 青川市工业和信息化局",
        "所在章节 一、加大融资支持",
        "责任单位 市财政局、市人社局",
        "共同落实 各县区人民政府",
        "联系方式 王老师 0999-1234567",
        f"日期 2023-04-06 {age('2023-04-06', date.today(), ZH)}",
        "同样见于 白石市的同一条措施",
    ]
    assert only(card, "a[href^=tel]")["href"] == "tel:09991234567"


def test_the_highlighted_sentence_is_marked_across_the_hard_wrap(
    make_answer: Callable[..., Answer], quote: Quote
) -> None:
    card = only(answered(make_answer(quotes=(quote,))), ".card")
    assert only(card, "mark").get_text() == (
        "对符合条件的小微企业创业担保贷款，按照贷款实际利率给予百分之五十的贴息，贴息期限不超过两年。"
    )


def test_a_quote_without_metadata_shows_no_empty_labels(make_answer: Callable[..., Answer], quote: Quote) -> None:
    bare = replace(
        quote,
        issuer=None,
        region=None,
        province=None,
        doc_number=None,
        date=None,
        outline=(),
        responsible_units=(),
        inherited_units=(),
        contact=None,
        also_in=(),
    )
    card = only(answered(make_answer(quotes=(bare,))), ".card")
    assert texts(card, ".badge") == []
    assert texts(card, "dt") == ["责任单位", "联系方式", "日期"]  # what every card says, be it that it is not stated


@pytest.mark.parametrize(("language", "label"), [("zh", "摘要，非原文"), ("en", "digest, not the original wording")])
def test_a_digest_is_called_one_on_its_card_and_in_what_is_copied(
    make_answer: Callable[..., Answer], quote: Quote, language: Language, label: str
) -> None:
    card = only(answered(make_answer(quotes=(replace(quote, digest=True),)), language), ".card")
    assert label in texts(card, ".badge")
    assert label in str(only(card, ".copy")["data-copy"])
    original = only(answered(make_answer(quotes=(quote,)), language), ".card")
    assert label not in str(original)


@pytest.mark.parametrize(
    ("language", "badge"),
    [("zh", "已废止 · 由《新措施》废止"), ("en", "Repealed · by 新措施")],
)
def test_a_repealed_document_says_so_and_leads_to_the_one_that_repealed_it(
    make_answer: Callable[..., Answer], quote: Quote, language: Language, badge: str
) -> None:
    lapsed = replace(
        quote, in_force=False, repealed_by=Repealer("青川/新.txt", "新措施", None), valid_until="2023-12-31"
    )
    soup = answered(make_answer(quotes=(lapsed,)), language)
    shown = only(soup, ".badge.lapsed")
    assert (shown.name, shown.get_text()) == ("a", badge)
    assert parse_qs(urlsplit(str(shown["href"])).query)["source"] == ["青川/新.txt"]
    assert badge in str(only(soup, ".copy")["data-copy"])


@pytest.mark.parametrize(
    ("language", "badge", "label"),
    [("zh", "已失效 · 有效期至 2023-12-31", "有效期至"), ("en", "Expired · valid until 2023-12-31", "Valid until")],
)
def test_an_expired_document_says_so_and_one_in_force_until_when(
    make_answer: Callable[..., Answer], quote: Quote, language: Language, badge: str, label: str
) -> None:
    dated = replace(quote, valid_until="2023-12-31")
    expired = answered(make_answer(quotes=(replace(dated, in_force=False),)), language)
    assert texts(expired, ".badge.lapsed") == [badge]
    assert badge in str(only(expired, ".copy")["data-copy"])
    valid = answered(make_answer(quotes=(dated,)), language)
    assert valid.select(".badge.lapsed") == []
    assert f"{label} 2023-12-31" in texts(valid, ".origin > div")


def test_what_is_copied_is_verbatim_with_a_citation_line(make_answer: Callable[..., Answer], quote: Quote) -> None:
    copied = str(only(answered(make_answer(quotes=(quote,))), ".copy")["data-copy"])
    verbatim, cited = copied.rsplit("\n", 1)
    assert verbatim == quote.text.strip()
    assert cited == ("——关于扶持小微企业发展的若干措施，青工信发〔2023〕第7号，2023-04-06，来源：青川/措施.txt")


def test_a_citation_leaves_out_what_is_not_known(quote: Quote) -> None:
    assert citation(replace(quote, doc_number=None, date=None), EN) == f"— {quote.title}, source: {quote.source}"
    assert citation(replace(quote, date=None), ZH).count("，") == 2


def test_the_link_to_the_document_names_the_passage_and_its_marks(
    make_answer: Callable[..., Answer], quote: Quote
) -> None:
    link = only(answered(make_answer(quotes=(quote,)), "en"), ".view")
    address = urlsplit(str(link["href"]))
    ((low, high),) = quote.highlights
    assert address.path == "document"
    assert address.fragment == "passage"
    assert parse_qs(address.query) == {
        "source": ["青川/措施.txt"],
        "passage": [f"{quote.start}-{quote.end}"],
        "sha256": [hashlib.sha256(quote.text.encode()).hexdigest()],
        "mark": [f"{quote.start + low}-{quote.start + high}"],
        "lang": ["en"],
    }


def test_three_quotes_are_open_and_the_rest_wait_behind_more(make_answer: Callable[..., Answer], quote: Quote) -> None:
    soup = answered(make_answer(quotes=(quote,) * 5))
    assert len(soup.select(".exchange > .group > .card")) == 3
    assert len(soup.select("details:not([open]) > .card")) == 2
    assert texts(soup, "summary") == ["再看 2 段"]
    assert texts(soup, ".card .number") == ["1", "2", "3", "4", "5"]


def test_a_list_is_grouped_by_document_and_keeps_the_numbers(make_answer: Callable[..., Answer], quote: Quote) -> None:
    other = replace(quote, source="另一份.txt", title="另一份文件")
    soup = answered(make_answer(quotes=(quote, other, quote), is_list=True))
    assert texts(soup, ".group > .document-title") == [f"{quote.title} 2 段", "另一份文件 1 段"]
    assert [texts(group, ".number") for group in soup.select(".group")] == [["1", "3"], ["2"]]


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("off_topic", "This question is outside what these policy documents are about."),
        ("region", "There are no documents for the region you asked about."),
        ("year", "There are no documents for the year you asked about."),
        ("not_stated", "The documents speak of this subject but do not state what you asked."),
        (None, "Nothing was found that answers this question."),
    ],
)
def test_an_abstained_answer_says_why_and_keeps_the_nearest_passages_closed(
    make_answer: Callable[..., Answer], reason: str | None, sentence: str
) -> None:
    soup = answered(make_answer(abstained=True, reason=reason, contact=Contact(None, "12345")), "en")
    assert texts(soup, ".notice h3") == ["Not in these documents"]
    assert sentence in only(soup, ".notice").get_text()
    assert only(soup, ".notice a")["href"] == "tel:12345"
    assert soup.select(".group .card") == []
    assert len(soup.select("details.nearest:not([open]) > .card")) == 3
    assert texts(soup, "summary") == ["Show the 3 nearest passages (not answers)"]
    assert bool(soup.select(".notice .regions")) == (reason == "region")


def test_a_contact_is_given_with_the_office_it_belongs_to(make_answer: Callable[..., Answer], quote: Quote) -> None:
    named = answered(make_answer(abstained=True, reason="not_stated", contact=quote.contact))
    assert texts(named, ".call") == ["可以向文件的联系人询问 王老师 0999-1234567 青川市工业和信息化局"]
    unknown = answered(make_answer(abstained=True, reason="not_stated", contact=Contact(None, "12345")))
    assert texts(unknown, ".call") == ["可以向文件的联系人询问 12345"]


def test_nearest_topics_can_be_asked_with_one_click(make_answer: Callable[..., Answer]) -> None:
    soup = answered(make_answer(abstained=True, reason="off_topic", nearest_topics=("信用贷款", "稳岗返还")))
    assert texts(soup, ".notice button[data-ask]") == ["信用贷款", "稳岗返还"]


def test_caveats_are_shown_in_the_language_of_the_question(make_answer: Callable[..., Answer]) -> None:
    soup = answered(make_answer(caveats=("A broader document.",), language="en"), "zh")
    assert only(soup, ".caveat span").get_text() == "A broader document."
    assert only(soup, ".caveat span")["lang"] == "en"


def test_quoted_text_is_declared_chinese_on_an_english_page(make_answer: Callable[..., Answer]) -> None:
    soup = answered(make_answer(), "en")
    assert only(soup, ".page")["lang"] == "en"
    assert {found["lang"] for found in soup.select("blockquote, .card .title")} == {"zh-Hans"}


def test_a_pending_question_is_shown_before_its_answer() -> None:
    soup = page(Exchange("问题", "青川市"))
    assert texts(soup, ".question h2") == ["您的问题: 问题"]
    assert texts(soup, ".question .filter") == ["地区：青川市"]
    assert texts(soup, ".searching") == ["正在查找……"]


def test_a_failed_search_says_so() -> None:
    assert texts(page(Exchange("x", None, failed=True), "en"), ".failed h3") == ["The search did not finish"]


@pytest.mark.parametrize(
    ("digests", "sentence"),
    [
        (0, "目前从 3 份文件中查找"),
        (1, "目前从 3 份文件中查找，其中 1 份为摘要，非原文"),
        (3, "目前从 3 份文件摘要中查找（摘要，非原文）"),
    ],
)
def test_the_welcome_says_how_many_documents_are_digests(digests: int, sentence: str) -> None:
    soup = page(Exchange("x", None), coverage=replace(COVERAGE, digests=digests))
    assert texts(soup, ".coverage") == [sentence]


def test_the_welcome_names_some_of_many_regions_and_counts_the_rest() -> None:
    many = replace(COVERAGE, regions=tuple(f"第{number}市" for number in range(40)))
    soup = page(Exchange("x", None), "en", many)
    assert len(soup.select(".regions .badge")) == 12
    assert only(soup, ".regions").get_text().strip().endswith("and 28 more")


def test_the_welcome_of_an_empty_collection_says_so() -> None:
    empty = Coverage(documents=0, digests=0, regions=(), examples={"zh": (), "en": ()})
    soup = page(Exchange("x", None), "en", empty)
    assert texts(soup, ".coverage") == ["There are no documents yet, so no question can be answered."]
    assert soup.select(".examples") == []


@pytest.mark.parametrize(
    ("phone", "uri"),
    [
        ("0519-85681298", "tel:051985681298"),
        ("+86 519 8568 1298", "tel:+8651985681298"),
        ("（0352）5025166", "tel:03525025166"),
        ("0519-85681298、85681299", None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_only_a_single_number_becomes_a_telephone_link(phone: str | None, uri: str | None) -> None:
    assert phone_uri(Contact("王老师", phone)) == uri


def test_every_text_field_of_a_quote_is_poisoned_by_the_escaping_test(quote: Quote) -> None:
    kept = {
        "policy_id",
        "measure_id",
        "kind",
        "label",
        "digest",
        "start",
        "end",
        "score",
        "scores",
        "page",
        "ocr_confidence",
    }
    changed = {f.name for f in fields(Quote) if getattr(poisoned(quote, "x"), f.name) != getattr(quote, f.name)}
    assert changed == {f.name for f in fields(Quote)} - kept


@pytest.mark.parametrize(
    ("issued", "zh", "en"),
    [
        ("2026-05-10", "今天发布", "issued today"),
        ("2026-05-09", "昨天发布", "issued yesterday"),
        ("2026-04-11", "29 天前发布", "issued 29 days ago"),
        ("2026-04-10", "1 个月前发布", "issued a month ago"),
        ("2025-05-11", "11 个月前发布", "issued 11 months ago"),
        ("2025-05-10", "1 年前发布", "issued a year ago"),
        ("2021-03-22", "5 年前发布", "issued 5 years ago"),
        ("2021-06-01", "4 年前发布", "issued 4 years ago"),
        ("2026-05-11", None, None),
        ("2021", None, None),
        ("<b>", None, None),
        (None, None, None),
    ],
)
def test_the_age_of_a_document_is_told_in_words(issued: str | None, zh: str | None, en: str | None) -> None:
    today = date(2026, 5, 10)
    assert (age(issued, today, ZH), age(issued, today, EN)) == (zh, en)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_card_says_who_is_responsible_whom_to_call_and_how_old_it_is_or_that_it_is_not_stated(
    make_answer: Callable[..., Answer], quote: Quote, language: Language
) -> None:
    bare = replace(quote, responsible_units=(), inherited_units=(), contact=None, date=None)
    facts = texts(only(answered(make_answer(quotes=(bare,)), language), ".facts.key"), "div")
    assert (
        facts
        == {
            "zh": ["责任单位 本段未写明", "联系方式 文件未写明", "日期 文件未写明"],
            "en": [
                "Responsible not stated in this passage",
                "Contact not stated in the document",
                "Date not stated in the document",
            ],
        }[language]
    )


def test_an_english_page_names_known_places_in_english_beside_their_own_name(
    make_answer: Callable[..., Answer], quote: Quote
) -> None:
    answer = make_answer(quotes=(replace(quote, region="大同市"), replace(quote, region="青川市")))
    assert texts(answered(answer, "en"), ".badge.place") == ["青川市", "Datong 大同市", "青川市"]
    assert texts(answered(answer, "zh"), ".badge.place") == ["青川市", "大同市", "青川市"]
    asked = Exchange("Loans?", "大同市", answer, place="大同市")
    shown = page(asked, "en", region="大同市")
    assert texts(shown, ".filter") == ["Region: Datong 大同市"]
    assert texts(shown, ".taken")[0].startswith("You asked about Datong 大同市")


def test_a_place_taken_from_the_question_is_said_while_it_is_the_choice(make_answer: Callable[..., Answer]) -> None:
    asked = Exchange("青川市有贴息吗？", None, make_answer(), place="青川市")
    assert texts(page(asked, region="青川市"), ".taken [data-every-place]") == ["改回全部地区"]
    assert page(asked, region="").select(".taken") == []
    assert page(asked, region="白石市").select(".taken") == []
