"""What is searched: context lines and windows."""

from __future__ import annotations

import pytest

from qa import PolicyQA
from qa.passages import CONTEXT_CHARS, WINDOW_CHARS, windows


def test_a_short_text_is_one_window() -> None:
    assert windows("对企业给予补助。", "海州市", 400) == ("对企业给予补助。",)


@pytest.mark.parametrize("limit", [60, 120, 400, 10**9])
def test_windows_hold_every_sentence_and_fit_the_encoder(limit: int) -> None:
    text = "".join(f"第{n}类企业可以申请补助，金额为{n}万元。" for n in range(1, 80))
    context = "海州市 若干措施"
    found = windows(text, context, limit)
    assert "".join(found) == text
    assert all(len(context) + 1 + len(window) <= max(limit, 20) for window in found)
    assert all(len(window) <= WINDOW_CHARS for window in found)


def test_a_sentence_longer_than_a_window_is_cut_and_not_lost() -> None:
    text = "企业" * 700
    assert "".join(windows(text, "", 400)) == text


def test_context_says_region_title_and_outline_once(qa: PolicyQA) -> None:
    passage = next(p for p in qa.collection.passages if "展位费的60%" in p.text)
    assert passage.context == "海州市 关于支持外贸企业开拓市场的若干措施 一、参展支持" or passage.context.endswith(
        "一、参展支持"
    )
    assert len(passage.context) <= CONTEXT_CHARS
