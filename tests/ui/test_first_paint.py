"""How soon an owner can ask, on a server of the same machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.first_paint import first_paint

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAINTED, USABLE = 2000, 4000  # milliseconds
TRIES = 5  # a busy machine may be slow once, not every time

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_chat_is_painted_within_two_seconds_and_can_be_typed_into_within_four(
    browser: Browser, address: str
) -> None:
    first_paint(browser, address)  # the first page of a new server
    best = min((first_paint(browser, address) for _ in range(TRIES)), key=lambda taken: taken[0])
    assert 0 < best[0] <= PAINTED
    assert best[0] <= best[1] <= USABLE
