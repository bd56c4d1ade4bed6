"""What a visitor does with answers, in a real Chromium: rates, shares, goes on, reloads, starts anew."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui.payloads import PAYLOADS
from tests.ui.visits import OFF_TOPIC, QUESTION, OpenPage, ask, check_accessibility, check_width, in_every_view
from ui.conversation import MAX_QUESTION
from ui.visit import MOST_KEPT

pytestmark = pytest.mark.browser


def link_of(page: Page) -> str:
    """Shares the last answer; the address that was copied."""
    reply = page.locator(".exchange:last-child .reply")
    reply.locator("[data-share]").click()
    expect(reply.locator(".share-link input")).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def kept(page: Page) -> list[str]:
    return [h2.split(": ", 1)[1] for h2 in page.locator(".exchange h2").all_text_contents()]


@in_every_view
def test_an_answer_is_rated_explained_and_shared(open_page: OpenPage, language: str, width: int, scheme: str) -> None:
    page = open_page(language, width, scheme)
    ask(page, QUESTION[language])
    reply = page.locator(".reply")
    useful, not_useful = reply.locator("[data-useful=true]"), reply.locator("[data-useful=false]")
    expect(useful).to_have_attribute("aria-pressed", "false")
    useful.click()
    expect(useful).to_have_attribute("aria-pressed", "true")
    expect(reply.locator("[role=status]")).to_have_text(re.compile("谢谢" if language == "zh" else "Thank you"))
    expect(reply.locator(".reason")).to_be_hidden()
    not_useful.click()
    expect(not_useful).to_have_attribute("aria-pressed", "true")
    expect(useful).to_have_attribute("aria-pressed", "false")
    expect(reply.locator("textarea")).to_be_focused()
    check_accessibility(page)
    check_width(page)
    reply.locator("textarea").fill("没有写金额")
    reply.locator("form button").click()
    expect(reply.locator(".reason")).to_be_hidden()
    expect(not_useful).to_be_focused()

    link = link_of(page)
    expect(reply.locator("[role=status]")).to_have_text(re.compile("已复制" if language == "zh" else "copied"))
    check_accessibility(page)
    check_width(page)
    quoted = page.locator(".card blockquote").first.inner_text()
    page.goto(link)
    expect(page.locator("h2")).to_contain_text(QUESTION[language])
    assert page.locator(".card blockquote").first.inner_text() == quoted
    check_accessibility(page)
    check_width(page)
    page.locator(".card .view").first.click()
    expect(page.locator("dialog[open] #passage")).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.locator(".shared-top a").click()
    expect(page.locator(".exchange h2")).to_contain_text(QUESTION[language])  # the visit is still there


def test_rating_and_sharing_work_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("zh", 390)
    ask(page, QUESTION["zh"])
    reply = page.locator(".reply")
    reply.locator("[data-useful=true]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(reply.locator("textarea")).to_be_focused()
    page.keyboard.type("太长")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(reply.locator("[role=status]")).to_have_text("谢谢，已记下您的说明。")
    expect(reply.locator("[data-useful=false]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(reply.locator("[role=status]")).to_have_text(re.compile("已复制"))
    expect(reply.locator("[data-share]")).to_be_focused()


def test_a_reload_brings_back_questions_region_language_and_ratings_in_order(open_page: OpenPage) -> None:
    page = open_page("zh")
    page.get_by_text("English", exact=True).click()
    ask(page, QUESTION["en"])
    page.locator("#region input").click()
    page.get_by_role("option", name="慈溪市").click()
    ask(page, "What support is there for financing?")
    ask(page, OFF_TOPIC["en"])
    page.locator(".exchange").nth(1).locator("[data-useful=true]").click()
    expect(page.locator("[aria-pressed=true]")).to_have_count(1)
    before = page.locator(".exchange .card .title").all_text_contents()
    assert len(before) >= 3

    page.reload()
    expect(page.locator(".exchange")).to_have_count(3)
    expect(page.locator("#ask")).to_have_text("Ask")
    assert kept(page) == [QUESTION["en"], "What support is there for financing?", OFF_TOPIC["en"]]
    assert page.locator(".exchange .card .title").all_text_contents() == before
    expect(page.locator(".exchange .filter")).to_have_count(2)
    expect(page.locator("[aria-pressed=true]")).to_have_count(1)
    expect(page.locator(".exchange").nth(1).locator("[data-useful=true]")).to_have_attribute("aria-pressed", "true")
    ask(page, "And which department is responsible?")  # goes on where it was
    expect(page.locator(".exchange")).to_have_count(4)


def test_only_questions_are_kept_and_only_in_this_tab(open_page: OpenPage) -> None:
    page = open_page("zh")
    ask(page, QUESTION["zh"])
    stored = page.evaluate("[JSON.stringify(sessionStorage), JSON.stringify(localStorage), document.cookie]")
    assert QUESTION["zh"] in stored[0]
    assert page.locator(".card .title").first.inner_text() not in stored[0]
    assert QUESTION["zh"] not in stored[1] + stored[2]
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".welcome")).to_be_visible()
    expect(other.locator(".exchange")).to_have_count(0)


@pytest.mark.parametrize(
    "stored", ["", "{", "[]", '{"asked": 5}', '{"asked": [{"question": 5}, null], "language": "x"}']
)
def test_a_visit_that_cannot_be_read_is_started_anew(open_page: OpenPage, stored: str) -> None:
    page = open_page("zh")
    for name in ("policy-qa-visit", "policy-qa-ratings"):
        page.evaluate("([name, stored]) => sessionStorage.setItem(name, stored)", [name, stored])
    page.reload()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("#ask")).to_have_text("提问")
    ask(page, QUESTION["zh"])
    page.locator(".reply [data-useful=true]").click()
    expect(page.locator("[aria-pressed=true]")).to_have_count(1)


def test_the_longest_visit_is_restored(open_page: OpenPage) -> None:
    page = open_page("zh")
    asked = [
        {"question": f"{number}贷款贴息" + "补" * (MAX_QUESTION - 8), "region": None} for number in range(MOST_KEPT)
    ]
    page.evaluate("asked => sessionStorage.setItem('policy-qa-visit', JSON.stringify({asked}))", asked)
    page.reload()
    expect(page.locator(".exchange")).to_have_count(MOST_KEPT, timeout=60_000)
    ask(page, QUESTION["zh"])
    sent = page.evaluate("new Blob([JSON.stringify(sessionStorage.getItem('policy-qa-visit'))]).size")
    assert sent < 60_000  # bytes: what a request may hold, with room for its frame


@pytest.mark.parametrize(("language", "width"), [("zh", 390), ("en", 390), ("zh", 1440)])
def test_a_new_conversation_forgets_the_old_one(open_page: OpenPage, language: str, width: int) -> None:
    page = open_page(language, width)
    new = page.get_by_role("button", name="新对话" if language == "zh" else "New conversation")
    expect(new).to_be_hidden()
    ask(page, QUESTION[language])
    expect(new).to_be_visible()
    new.click()
    expect(page.locator(".exchange")).to_have_count(0)
    expect(page.locator("#question textarea")).to_be_focused()
    expect(new).to_be_hidden()
    page.reload()
    expect(page.locator(".welcome")).to_be_visible()
    page.wait_for_function("document.documentElement.dataset.ready === ''")
    expect(page.locator(".exchange")).to_have_count(0)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_offered_to_ask_next_is_answered_from_the_same_document(open_page: OpenPage, language: str) -> None:
    page = open_page(language)
    ask(page, QUESTION[language])
    title = page.locator(".card .title").first.text_content()
    suggestion = page.locator(".next .topic").first
    question = suggestion.inner_text()
    suggestion.click()
    expect(page.locator(".exchange")).to_have_count(2)
    expect(page.locator(".searching")).to_have_count(0)
    expect(page.locator(".exchange:last-child h2")).to_contain_text(question)
    assert page.locator(".exchange:last-child .card .title").first.text_content() == title
    expect(page.locator(".exchange:last-child .caveat")).to_have_count(0)
    expect(page.locator(".exchange:first-child .next")).to_have_count(0)


def test_a_related_measure_opens_at_its_place_in_the_document(open_page: OpenPage) -> None:
    page = open_page("zh", 390)
    ask(page, QUESTION["zh"])
    link = page.locator(".related a").first
    caption = link.inner_text()
    link.click()
    expect(page.locator("dialog[open] #passage")).to_be_in_viewport()
    assert caption in "".join(page.locator("dialog[open] mark").all_inner_texts())


def test_a_reason_being_typed_survives_the_next_question(open_page: OpenPage) -> None:
    page = open_page("zh")
    ask(page, QUESTION["zh"])
    page.locator(".reply [data-useful=false]").click()
    page.locator(".reply textarea").fill("写到一半")
    ask(page, OFF_TOPIC["zh"])
    expect(page.locator(".reply").first.locator("textarea")).to_have_value("写到一半")


def test_a_server_that_is_gone_is_said_and_the_rating_not_shown_as_kept(open_page: OpenPage) -> None:
    page = open_page("en", 390)
    ask(page, QUESTION["en"])
    page.route("**/feedback", lambda route: route.abort())
    page.route("**/share", lambda route: route.fulfill(status=503))
    reply = page.locator(".reply")
    reply.locator("[data-useful=true]").click()
    expect(reply.locator("[role=status]")).to_have_text("Your rating could not be saved. Please try again in a moment.")
    expect(reply.locator("[data-useful=true]")).to_have_attribute("aria-pressed", "false")
    reply.locator("[data-share]").click()
    expect(reply.locator("[role=status]")).to_have_text("The link could not be made. Please try again in a moment.")
    expect(reply.locator(".share-link")).to_be_hidden()


@pytest.mark.parametrize("payload", PAYLOADS[::8])
def test_an_injection_attempt_runs_nowhere(open_page: OpenPage, payload: str) -> None:
    page = open_page("en")
    ask(page, payload)
    reply = page.locator(".reply")
    reply.locator("[data-useful=false]").click()
    reply.locator("textarea").fill(payload)
    reply.locator("form button").click()
    expect(reply.locator("[role=status]")).to_contain_text("Thank you")
    page.reload()
    expect(page.locator(".exchange h2")).to_contain_text(payload.strip())
    page.goto(link_of(page))
    expect(page.locator("h2")).to_contain_text(payload.strip())
    assert page.title() == re.sub(r"[\t\n\f\r ]+", " ", payload).strip()  # as HTML has it for titles
    assert page.locator("h2 *").count() == 1  # the words for a screen reader
