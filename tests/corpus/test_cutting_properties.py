"""What holds for any text at all: nothing lost, nothing over the limit, the same cut every time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import mend, mended_span, original_span, sentences
from corpus.cutting.cut import cut
from tests.corpus.shapes import parts_of

_FRAGMENTS = st.sampled_from(
    [
        "一、", "（一）", "(二)", "1.", "2、", "（3）", "①", "一是", "二是", "首先，", "第一条 ", "第一章 总则",
        "## ", "★", "问：", "答：", "附件：", "目录", "- ", "加大支持力度", "给予补贴1.5万元", "。", "；", "，",
        "！", "“", "”", "（", "）", "《", "\n", "\n\n", " ", "\u3000", "责任单位：市财政局", "某市财政局",
        "2023年5月4日", "联系电话：12345678", "abc", "Yes. No.", "以下措施均需各区人民政府落实", " | ", "\t",
        "😀", "- 3 -",
    ]
)  # fmt: skip
_DOCUMENTS = st.lists(_FRAGMENTS, min_size=1, max_size=60).map("".join)
_ANY = st.text(min_size=1, max_size=300)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(_DOCUMENTS | _ANY)
def test_parts_tile_any_text_within_the_limit(text: str) -> None:
    assert parts_of(text) == parts_of(text)


@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(_DOCUMENTS, st.integers(min_value=20, max_value=60))
def test_parts_tile_long_texts_within_the_limit(text: str, times: int) -> None:
    parts_of(text * times)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(_DOCUMENTS | _ANY)
def test_mending_keeps_a_true_offset_for_every_character(text: str) -> None:
    mended = mend(text)
    assert len(mended.offsets) == len(mended.text)
    assert list(mended.offsets) == sorted(set(mended.offsets))
    for character, offset in zip(mended.text, mended.offsets, strict=True):
        assert text[offset] == character or (character == " " and text[offset].isspace())
    left_out = {text[i] for i in set(range(len(text))) - set(mended.offsets)}
    assert all(c.isspace() or c.isdigit() or c in "-—–－·/第页共\ufeff\u200b" for c in left_out)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(_DOCUMENTS, st.integers(min_value=0, max_value=500), st.integers(min_value=1, max_value=100))
def test_span_of_the_mended_text_comes_back_from_the_original(text: str, start: int, length: int) -> None:
    mended = mend(text)
    end = min(len(mended.text), start + length)
    if start < end:
        assert mended_span(mended, *original_span(mended, start, end)) == (start, end)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(_DOCUMENTS | _ANY)
def test_sentences_cover_everything_but_white_space_in_order(text: str) -> None:
    spans = sentences(text)
    covered = set()
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        covered.update(range(start, end))
        at = end
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


@pytest.mark.parametrize(
    "text", [" ", "\n" * 3000, "\u3000\n \t", "a" * 5000, "。" * 2000, "（" * 1500, "\n一、" + " " * 2000]
)
def test_degenerate_texts_are_cut_too(text: str) -> None:
    assert parts_of(text)


def test_empty_text_has_no_parts() -> None:
    assert cut("", "doc") == ()
