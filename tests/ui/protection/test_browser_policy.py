"""What the chat's Content Security Policy does in a real Chromium: the chat works, and injected scripts do not run."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect, sync_playwright

from qa import PolicyQA
from tests.ui.serving import running
from ui import build_app

FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
INJECTED = (
    "<img src=x onerror='window.ran = 1'>",
    "<svg onload='window.ran = 2'></svg>",
    "<iframe srcdoc='<script>parent.ran = 3</script>'></iframe>",
    "<iframe src='javascript:parent.ran = 4'></iframe>",
    "<details open ontoggle='window.ran = 5'>x</details>",
    "<input autofocus onfocus='window.ran = 6'>",
)

pytestmark = pytest.mark.browser


def test_scripts_that_get_into_the_chat_page_do_not_run(chromium: str, bundled: PolicyQA) -> None:
    errors: list[str] = []
    with running(build_app(bundled)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        page = browser.new_page(locale="zh-CN")
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(address)
        expect(page.locator(".welcome")).to_be_visible(timeout=20_000)
        page.locator("#question textarea").fill("有哪些贷款贴息政策?")
        page.keyboard.press("Enter")
        expect(page.locator(".exchange .card mark").first).to_be_visible()
        assert errors == []  # nothing that the chat needs is refused
        for markup in INJECTED:
            page.evaluate("markup => document.body.insertAdjacentHTML('beforeend', markup)", markup)
        link = "const link = document.body.appendChild(document.createElement('a')); link.href = 'javascript:ran = 7'"
        page.evaluate(f"{link}; link.click()")
        inline = "const script = document.createElement('script'); script.textContent = 'window.ran = 8'"
        page.evaluate(f"{inline}; document.body.append(script)")
        foreign = "const script = document.createElement('script'); script.src = 'data:text/javascript,window.ran = 9'"
        page.evaluate(f"{foreign}; document.body.append(script)")
        page.wait_for_timeout(500)
        assert page.evaluate("window.ran") is None
        assert sum("Content Security Policy" in message for message in errors) >= 6
        browser.close()
