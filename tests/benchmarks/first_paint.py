"""How soon the chat is there: first contentful paint, and until a question can be typed, in a real Chromium.

``python -m tests.benchmarks.first_paint --loads 9`` starts a server on the bundled documents, and opens the chat in a
new browser context each time, so that nothing comes from a cache.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
from typing import TYPE_CHECKING

from tests.benchmarks.load import server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
# The page is shown once its language is known; then the question's box can be seen and typed into.
USABLE = """() => {
  const box = document.querySelector('#question textarea');
  return document.documentElement.dataset.ready === '' && box && !box.disabled && box.placeholder && performance.now();
}"""


def first_paint(browser: Browser, address: str) -> tuple[float, float]:
    """Milliseconds from navigation to the first contentful paint, and until a question can be typed."""
    with browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(address)
        usable = page.wait_for_function(USABLE, timeout=30_000).json_value()
        page.locator("#question textarea").fill("能打字了")
        painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        return float(painted), float(usable)


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loads", type=int, default=9)
    options = parser.parse_args()
    with server([]) as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS.split())
        first_paint(browser, address)  # the first page of a new server and a new browser
        taken = [first_paint(browser, address) for _ in range(options.loads)]
        browser.close()
    figures = {
        name: {"median_ms": round(statistics.median(values)), "max_ms": round(max(values))}
        for name, values in zip(
            ("first_contentful_paint", "question_can_be_typed"), zip(*taken, strict=True), strict=True
        )
    }
    print(json.dumps({"loads": options.loads, **figures, "load_average": round(os.getloadavg()[0], 1)}, indent=1))


if __name__ == "__main__":
    main()
