"""The widget on a page of another site, in a real Chromium: the page and the chat have different origins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Page, expect, sync_playwright

from qa import PolicyQA
from tests.ui.serving import running
from ui import build_app
from ui.settings import ServerSettings

FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
# The strictest policy that a page can have and still load the widget: no inline style, no inline script.
PAGE = """<!doctype html><html lang="{html_lang}"><head><meta charset="utf-8"><title>City</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src {server}; frame-src {server}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<script src="{server}/widget.js" {attribute} defer></script></head>
<body><main><h1>City</h1><p><a href="#">A link</a></p></main></body></html>"""

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder and the origin that its pages are served from."""
    folder = tmp_path_factory.mktemp("city")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield folder, f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def chat(chromium: str, bundled: PolicyQA, city: tuple[Path, str]) -> Iterator[str]:
    with running(build_app(bundled, settings=ServerSettings(embed_on=(city[1],)))) as address:
        yield address


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, chat: str, city: tuple[Path, str]) -> Iterator[OpenPage]:
    """Opens the city's page; after the test, no page may have thrown a script error or broken a policy."""
    folder, origin = city
    errors: list[str] = []
    contexts = []

    def open_city(
        attribute: str = 'data-lang="zh"', width: int = 1280, scheme: str = "light", html_lang: str = "fr"
    ) -> Page:
        page_text = PAGE.format(server=chat, attribute=attribute, html_lang=html_lang)
        (folder / "index.html").write_text(page_text, encoding="utf-8")
        context = browser.new_context(
            locale="en-US",
            viewport={"width": width, "height": 844},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
        page.goto(f"{origin}/index.html")
        return page

    yield open_city
    for context in contexts:
        context.close()
    assert errors == []


def opened(page: Page) -> FrameLocator:
    frame = page.frame_locator("iframe")
    expect(frame.locator(".welcome")).to_be_visible(timeout=20_000)  # the first load of a busy machine
    return frame


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_visit_by_keyboard_from_the_page_to_an_answer_and_back(open_page: OpenPage, width: int, scheme: str) -> None:
    page = open_page(width=width, scheme=scheme)
    button = page.get_by_role("button", name="问政策")
    page.keyboard.press("Tab")  # the link
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    frame = opened(page)
    expect(page.get_by_role("dialog", name="惠企政策问答")).to_be_visible()
    violations = Axe().run(page).response["violations"]
    assert [found["id"] for found in violations if found["impact"] in ("serious", "critical")] == []
    frame.locator("#question textarea").fill("有哪些贷款贴息政策?")
    page.keyboard.press("Enter")
    expect(frame.locator(".exchange .card").first).to_contain_text(re.compile("贷款|贴息"))
    page.keyboard.press("Escape")  # pressed inside the frame
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(frame.locator(".exchange .card").first).to_be_visible()  # the conversation was kept
    page.get_by_role("button", name="关闭政策问答").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_escape_in_the_source_view_closes_that_first(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("button", name="问政策").click()
    frame = opened(page)
    frame.locator("#question textarea").fill("有哪些贷款贴息政策?")
    page.keyboard.press("Enter")
    frame.locator(".exchange .card .view").first.click()
    expect(frame.locator("dialog[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(frame.locator("dialog[open]")).to_have_count(0)
    expect(page.get_by_role("dialog", name="惠企政策问答")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize(("width", "fills"), [(390, True), (1280, False)])
def test_the_chat_fills_a_phone_and_is_a_panel_elsewhere(open_page: OpenPage, width: int, fills: bool) -> None:
    page = open_page(width=width)
    page.get_by_role("button", name="问政策").click()
    opened(page)
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    whole = (box["x"], box["y"], box["width"], box["height"]) == (0, 0, width, 844)
    assert whole is fills
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize(
    ("attribute", "html_lang", "button", "title"),
    [
        ('data-lang="zh"', "en", "问政策", "惠企政策问答"),
        ('data-lang="en"', "zh", "Ask about policies", "Business policy answers"),
        ("", "zh-CN", "问政策", "惠企政策问答"),
        ("", "en", "Ask about policies", "Business policy answers"),
    ],
)
def test_the_language_is_the_one_named_or_that_of_the_page(
    open_page: OpenPage, attribute: str, html_lang: str, button: str, title: str
) -> None:
    page = open_page(attribute, html_lang=html_lang)
    page.get_by_role("button", name=button).click()
    expect(opened(page).locator("h1")).to_have_text(title)


def test_a_page_that_is_not_named_cannot_frame_the_chat(
    browser: Browser, bundled: PolicyQA, city: tuple[Path, str]
) -> None:
    folder, origin = city
    with running(build_app(bundled, settings=ServerSettings(embed_on=("https://another.example",)))) as address:
        text = PAGE.format(server=address, attribute='data-lang="en"', html_lang="en")
        (folder / "other.html").write_text(text, encoding="utf-8")
        page = browser.new_page()
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        page.goto(f"{origin}/other.html")
        page.get_by_role("button", name="Ask about policies").click()
        page.wait_for_timeout(1500)
        assert any("frame-ancestors" in message for message in refused)
        assert page.frame_locator("iframe").locator(".welcome").count() == 0
        page.close()
