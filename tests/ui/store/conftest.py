"""Feedback to keep in a store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from qa import Quote
from ui.store.feedback import Feedback
from ui.store.passages import NamedPassage


@pytest.fixture(scope="session")
def make_feedback(quote: Quote) -> Callable[..., Feedback]:
    def make(**fields: Any) -> Feedback:
        given = Feedback(
            useful=False,
            reason="没有写金额",
            question="有哪些贷款贴息政策？",
            region="青川市",
            language="zh",
            declined=None,
            passages=(NamedPassage.of(quote),),
        )
        return replace(given, **fields)

    return make
