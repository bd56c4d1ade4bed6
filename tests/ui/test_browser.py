"""A visit in a real Chromium, against the server started as the README says, on the bundled documents."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.ui.visits import (
    OFF_TOPIC,
    QUESTION,
    OpenPage,
    ask,
    check_accessibility,
    check_width,
    in_every_view,
    open_source,
)

pytestmark = pytest.mark.browser

LONG_ANSWER = "天津准备带中小企业去哪些境外的博览会？"  # is answered late in a long measure


@in_every_view
def test_a_visit_from_question_to_source_and_back(open_page: OpenPage, language: str, width: int, scheme: str) -> None:
    page = open_page(language, width, scheme)
    check_accessibility(page)
    check_width(page)

    ask(page, QUESTION[language])
    card = page.locator(".exchange .card").first
    expect(card.locator("mark").first).to_be_visible()
    expect(card.locator("blockquote")).to_contain_text(re.compile("贷款|贴息"))
    expect(card.locator(".badge.place")).to_be_visible()
    expect(card.locator(".badge.digest")).to_have_text(
        "摘要，非原文" if language == "zh" else "digest, not the original wording"
    )
    check_accessibility(page)
    check_width(page)

    highlighted = card.locator("mark").first.inner_text()
    open_source(page)
    dialog = page.locator("dialog[open]")
    expect(dialog.locator("mark").first).to_be_in_viewport()
    assert highlighted in "".join(dialog.locator("mark").all_inner_texts())
    check_accessibility(page)
    check_width(page)
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".exchange h2")).to_contain_text(QUESTION[language])

    ask(page, OFF_TOPIC[language])
    notice = page.locator(".exchange:last-child .notice")
    expect(notice.locator("h3")).to_have_text("这些文件里没有答案" if language == "zh" else "Not in these documents")
    nearest = page.locator(".exchange:last-child details.nearest")
    expect(nearest.locator(".card").first).to_be_hidden()
    nearest.locator("summary").click()
    expect(nearest.locator(".card").first).to_be_visible()
    expect(nearest.locator(".nearest-note")).to_be_visible()
    check_accessibility(page)
    check_width(page)


def test_a_long_measure_opens_at_the_words_that_answer(open_page: OpenPage) -> None:
    page = open_page("zh", 390)
    ask(page, LONG_ANSWER)
    hidden = page.evaluate(
        """[...document.querySelectorAll('.group > .card blockquote')]
           .filter((quote) => quote.scrollHeight > quote.clientHeight)
           .map((quote) => [quote.scrollTop, quote.querySelector('mark').offsetTop - quote.offsetTop - quote.scrollTop,
                            quote.clientHeight])"""
    )
    assert any(scrolled > 0 for scrolled, _, _ in hidden)
    for _, first_mark, height in hidden:
        assert 0 <= first_mark < height


@pytest.mark.parametrize(("language", "html_lang"), [("zh", "zh-Hans"), ("en", "en")])
def test_the_page_follows_the_language_of_the_browser(open_page: OpenPage, language: str, html_lang: str) -> None:
    page = open_page(language)
    expect(page.locator("html")).to_have_attribute("lang", html_lang)
    expect(page.locator("#ask")).to_have_text("提问" if language == "zh" else "Ask")
    expect(page).to_have_title("惠企政策问答" if language == "zh" else "Business policy answers")


def test_switching_the_language_keeps_the_conversation(open_page: OpenPage) -> None:
    page = open_page("zh")
    ask(page, QUESTION["zh"])
    quoted = page.locator(".card blockquote").first.inner_text()
    page.get_by_text("English", exact=True).click()
    expect(page.locator(".card .view").first).to_have_text("View in digest")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#question textarea")).to_have_attribute("placeholder", "Type your question")
    expect(page.locator(".exchange h2")).to_contain_text(QUESTION["zh"])
    assert page.locator(".card blockquote").first.inner_text() == quoted


def test_a_copied_quote_is_in_the_clipboard_with_its_source_and_the_copy_is_confirmed(open_page: OpenPage) -> None:
    page = open_page("zh")
    ask(page, QUESTION["zh"])
    card = page.locator(".card").first
    card.locator(".copy").click()
    expect(card.locator("[role=status]")).to_have_text("已复制")
    verbatim, citation = page.evaluate("navigator.clipboard.readText()").rsplit("\n", 1)
    assert re.sub(r"\s", "", card.locator("blockquote").inner_text()) == re.sub(r"\s", "", verbatim)
    assert citation.startswith("——" + card.locator(".title").inner_text())
    assert "来源：" in citation
    assert citation.endswith("摘要，非原文")


def test_the_region_filter_puts_its_documents_first(open_page: OpenPage) -> None:
    page = open_page("zh")
    page.locator("#region input").click()
    page.get_by_role("option", name="慈溪市").click()
    ask(page, "有什么融资支持?")
    expect(page.locator(".exchange .filter")).to_have_text("地区：慈溪市")
    expect(page.locator(".card .badge.place").first).to_have_text("慈溪市")


@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("en", 1440)])
def test_a_city_named_in_a_question_is_the_choice_until_it_is_removed_and_survives_a_reload(
    open_page: OpenPage, language: str, width: int
) -> None:
    page = open_page(language, width)
    city = "大同市" if language == "zh" else "Datong 大同市"
    everywhere = "全部地区" if language == "zh" else "All regions"
    chosen = page.locator("#region input")
    expect(chosen).to_have_value(everywhere)
    ask(page, "大同有贷款贴息吗？" if language == "zh" else "Is loan interest subsidised in Datong?")
    expect(chosen).to_have_value(city)
    expect(page.locator(".taken")).to_contain_text(city)
    expect(page.locator(".exchange .filter")).to_have_count(0)
    check_accessibility(page)
    page.reload()
    expect(page.locator(".exchange")).to_have_count(1)
    expect(chosen).to_have_value(city)
    expect(page.locator(".taken")).to_have_count(1)
    ask(page, "房租能减免吗？" if language == "zh" else "Can rent be waived for small firms?")
    expect(page.locator(".exchange:last-child .filter")).to_contain_text(city)
    expect(page.locator(".exchange:last-child .card .badge.place").first).to_have_text(city)
    expect(page.locator(".taken")).to_have_count(0)
    ask(page, "那常州呢？" if language == "zh" else "What about Changzhou?")
    expect(chosen).to_have_value("常州市" if language == "zh" else "Changzhou 常州市")
    page.locator(".taken button").click()
    expect(chosen).to_have_value(everywhere)
    expect(page.locator(".taken")).to_be_hidden()
    expect(page.locator("#question textarea")).to_be_focused()
    page.reload()
    expect(page.locator(".exchange")).to_have_count(3)
    expect(chosen).to_have_value(everywhere)


def test_the_phone_number_of_a_card_is_a_link_to_call_it(open_page: OpenPage) -> None:
    page = open_page("zh", 390)
    ask(page, "常州的失业保险能返还吗？")
    link = page.locator(".card .facts.key a[href^='tel:']").first
    assert link.get_attribute("href") == "tel:" + re.sub(r"\D", "", link.inner_text())
    box = link.bounding_box()
    assert box is not None
    assert box["height"] >= 40  # pixels, for a thumb


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_example_question_is_asked_by_a_click(open_page: OpenPage, language: str) -> None:
    page = open_page(language)
    example = page.locator(".example").first
    question = example.inner_text()
    example.click()
    expect(page.locator(".exchange h2")).to_contain_text(question)
    expect(page.locator(".card").first).to_be_visible()


def test_a_follow_up_stands_below_the_first_question(open_page: OpenPage) -> None:
    page = open_page("zh")
    ask(page, QUESTION["zh"])
    ask(page, "那最高额度是多少?")
    expect(page.locator(".exchange h2")).to_have_count(2)
    expect(page.locator(".exchange:last-child h2")).to_be_in_viewport()


def test_the_source_view_works_by_keyboard_and_returns_the_focus(open_page: OpenPage) -> None:
    page = open_page("zh")
    ask(page, QUESTION["zh"])
    link = page.locator(".card .view").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] .document-text")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("dialog[open] .close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(link).to_be_focused()


def test_the_back_button_closes_the_source_view_and_keeps_the_conversation(open_page: OpenPage) -> None:
    page = open_page("zh", 390)
    ask(page, QUESTION["zh"])
    open_source(page)
    page.go_back()
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".exchange")).to_have_count(1)


def test_the_source_view_stands_alone_in_a_tab_of_its_own(open_page: OpenPage) -> None:
    page = open_page("en", 390)
    ask(page, QUESTION["en"])
    page.goto(page.locator(".card .view").first.evaluate("link => link.href"))
    expect(page.locator("#passage")).to_be_in_viewport()
    check_accessibility(page)
    check_width(page)


def test_markup_in_a_question_is_shown_as_text(open_page: OpenPage) -> None:
    page = open_page("en")
    question = 'loan "><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}${alert(3)}`'
    ask(page, question)
    expect(page.locator(".exchange h2")).to_contain_text(question)
    assert page.locator(".exchange").locator("img, script").count() == 0


def test_nothing_of_gradio_is_seen(open_page: OpenPage) -> None:
    page = open_page("en")
    assert page.locator("footer").count() == 0
    assert "gradio" not in page.locator("body").inner_text().lower()
    assert page.locator("#question, #composer").get_by_role("button", name=re.compile("share|api", re.I)).count() == 0
