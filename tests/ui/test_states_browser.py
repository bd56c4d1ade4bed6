"""Every state of the chat and of shared pages, in both themes and languages: accessible, and as wide as the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from qa import Answer, Policy, PolicyQA
from tests.ui.conftest import LOCALE
from tests.ui.serving import running
from tests.ui.visits import OFF_TOPIC, QUESTION, ask, check_accessibility, check_width, in_every_view, open_source
from ui.app import build_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ELSEWHERE = {"zh": "上海的房租补贴是多少？", "en": "What rent subsidies are there in Shanghai?"}
BROKEN = "崩溃"


class Changing:
    """Answers from documents that a test can change, and fails at one question."""

    def __init__(self, qa: PolicyQA) -> None:
        self._qa = qa
        self.policies: tuple[Policy, ...] = qa.policies
        self.shortened = False  # answers lack their first quote

    def __getattr__(self, name: str) -> Any:
        return getattr(self._qa, name)

    def ask(self, question: str, *args: Any, **options: Any) -> Answer:
        if question == BROKEN:
            raise RuntimeError("broken")
        answer = self._qa.ask(question, *args, **options)
        return replace(answer, quotes=answer.quotes[1:]) if self.shortened else answer


@pytest.fixture
def changing(bundled: PolicyQA) -> Changing:
    return Changing(bundled)


@pytest.fixture
def served(changing: Changing, store: Engine) -> Iterator[str]:
    with running(build_app(changing, store=store)) as address:  # type: ignore[arg-type]
        yield address


def rewritten(policy: Policy) -> Policy:
    """The policy with other words of the same length in every second part, the others renamed."""
    parts = tuple(
        replace(part, text="改" * len(part.text))
        if number % 2
        else replace(part, id=f"new/{number}", text="删" * len(part.text))
        for number, part in enumerate(policy.parts)
    )
    return replace(policy, parts=parts, text="".join(part.text for part in parts))


def check(page: Page) -> None:
    check_accessibility(page)
    check_width(page)


@in_every_view
def test_every_state_is_accessible(
    browser: Browser, served: str, changing: Changing, language: str, width: int, scheme: Any
) -> None:
    context = browser.new_context(
        locale=LOCALE[language], viewport={"width": width, "height": 844}, color_scheme=scheme, reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )  # fmt: skip
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"{served}/")
    expect(page.locator(".welcome")).to_be_visible()
    check(page)  # empty
    ask(page, QUESTION[language])
    expect(page.locator(".next .topic").first).to_be_visible()
    page.locator(".reply [data-share]").click()
    expect(page.locator(".share-link")).to_be_visible()
    link = page.locator(".share-link input").input_value()
    check(page)  # answered
    open_source(page)
    check(page)  # a document
    page.keyboard.press("Escape")
    ask(page, OFF_TOPIC[language])
    ask(page, ELSEWHERE[language])
    expect(page.locator(".exchange:last-child .notice .regions")).to_be_visible()
    ask(page, BROKEN)
    expect(page.locator(".notice.failed")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((more) => { more.open = true; })")
    check(page)  # declined, a place that is not covered, and an error

    page.goto(link)
    expect(page.locator(".card .title").first).to_be_visible()
    expect(page.locator(".changed")).to_have_count(0)
    check(page)  # shared
    changing.policies = tuple(map(rewritten, changing.policies))
    page.reload()
    expect(page.locator(".changed").first).to_be_visible()
    check(page)  # shared, changed since
    changing.policies = ()
    page.reload()
    expect(page.locator(".card.missing").first).to_be_visible()
    check(page)  # shared, gone since
    page.goto(f"{served}/document?source=x&lang={language}")
    check(page)  # a document that is not there
    page.goto(f"{served}/a/nothing?lang={language}")
    check(page)  # a link that is none
    context.close()


@pytest.mark.parametrize(("language", "said"), [("zh", "请重新提问"), ("en", "ask your question again")])
def test_an_answer_that_has_changed_since_is_neither_rated_nor_shared(
    browser: Browser, served: str, changing: Changing, language: str, said: str
) -> None:
    context = browser.new_context(locale=LOCALE[language])
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(f"{served}/")
    ask(page, QUESTION[language])
    changing.shortened = True
    status = page.locator(".reply [role=status]")
    for press in ("[data-useful=true]", "[data-share]"):
        page.locator(f".reply {press}").click()
        expect(status).to_contain_text(said)
    expect(page.locator(".reply [aria-pressed=true]")).to_have_count(0)
    expect(page.locator(".share-link")).to_be_hidden()
    changing.shortened = False
    page.locator(".reply [data-share]").click()
    expect(page.locator(".share-link")).to_be_visible()
    context.close()
