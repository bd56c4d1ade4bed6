"""A visit in a real Chromium, against the server started as the README says, on the bundled documents."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
START_SECONDS = 60

pytestmark = pytest.mark.browser

QUESTION = {"zh": "有哪些贷款贴息政策?", "en": "Who pays the interest on a start-up guarantee loan in Datong?"}
OFF_TOPIC = {"zh": "火星上的天气怎么样", "en": "What is the weather like on Mars?"}
LONG_ANSWER = "天津准备带中小企业去哪些境外的博览会？"  # is answered late in a long measure
LOCALE = {"zh": "zh-CN", "en": "en-US"}
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def address(chromium: str) -> Iterator[str]:
    """The chat's address; the server is not even started where there is no Chromium."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("policy-qa")), "serve", "--port", str(port)]
    url = f"http://127.0.0.1:{port}/"
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            if server.poll() is not None:
                pytest.fail(f"the server ended: {server.stdout.read() if server.stdout else ''}")
            try:
                urllib.request.urlopen(url, timeout=5).close()
                break
            except OSError:
                assert time.monotonic() < deadline, f"no answer from {url} after {START_SECONDS} s"
                time.sleep(0.2)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Opens the chat; after the test, no page may have asked another host or thrown a script error."""
    outside: list[str] = []
    errors: list[str] = []
    contexts = []

    def open_chat(language: str = "zh", width: int = 1440, scheme: str = "light") -> Page:
        context = browser.new_context(
            locale=LOCALE[language],
            viewport={"width": width, "height": 844 if width < 700 else 900},
            color_scheme="dark" if scheme == "dark" else "light",
            permissions=["clipboard-read", "clipboard-write"],
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda request: outside.append(request.url) if is_outside(request.url) else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: errors.append(f"dialog: {dialog.message}"))
        page.goto(address)
        expect(page.locator(".welcome")).to_be_visible()
        return page

    def is_outside(url: str) -> bool:
        return not url.startswith((address, "data:", "blob:"))

    yield open_chat
    for context in contexts:
        context.close()
    assert outside == []
    assert errors == []


def ask(page: Page, question: str) -> None:
    before = page.locator(".exchange").count()
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".exchange")).to_have_count(before + 1)
    expect(page.locator(".searching")).to_have_count(0)


def open_source(page: Page) -> None:
    page.locator(".exchange:last-child .card .view").first.click()
    expect(page.locator("dialog[open] #passage")).to_be_in_viewport()


def check_accessibility(page: Page) -> None:
    # Colours are judged where they come to rest, not half-way through a transition.
    page.evaluate("Promise.allSettled(document.getAnimations().map((animation) => animation.finished))")
    violations = Axe().run(page).response["violations"]
    assert [
        (found["id"], [node["html"][:200] for node in found["nodes"]])
        for found in violations
        if found["impact"] in ("serious", "critical")
    ] == []


def check_width(page: Page) -> None:
    """Nothing sticks out to the side."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("zh", 390, "light"), ("en", 390, "dark"), ("zh", 1440, "dark"), ("en", 1440, "light"), ("zh", 820, "light")],
)
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
