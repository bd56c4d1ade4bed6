"""What the browser tests of the chat share: questions, and steps of a visit."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

QUESTION = {"zh": "有哪些贷款贴息政策?", "en": "Who pays the interest on a start-up guarantee loan in Datong?"}
OFF_TOPIC = {"zh": "火星上的天气怎么样", "en": "What is the weather like on Mars?"}
OpenPage = Callable[..., Page]
in_every_view = pytest.mark.parametrize(
    ("language", "width", "scheme"), tuple(product(("zh", "en"), (390, 820, 1440), ("light", "dark")))
)


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
