"""Words for lexical search; rjieba against jieba itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.words import bigrams, normalise, words


def test_width_case_and_traditional_characters_are_folded() -> None:
    assert normalise("ＡＰＥＣ 貸款貼息 １％") == "apec 贷款贴息 1%"


def test_words_are_chinese_words_english_stems_and_numbers() -> None:
    assert words("有哪些贷款贴息政策") == ["贷款", "贴息", "政策"]
    assert words("loans for small companies in 2021, 1.5 million") == [
        "loan",
        "small",
        "compani",
        "2021",
        "1.5",
        "million",
    ]


def test_bigrams_do_not_cross_punctuation() -> None:
    assert bigrams("贷款，贴息 5g") == ["贷款", "贴息", "5", "g"]


@pytest.mark.slow
def test_rjieba_cuts_like_jieba(shared: Path) -> None:
    import jieba
    import rjieba

    segmenter = rjieba.Jieba()
    texts = []
    with (shared / "training" / "regulation_passages.jsonl").open(encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file][:1500]
    same = sum(segmenter.cut_for_search(text) == jieba.lcut_for_search(text) for text in texts)
    assert same >= 0.999 * len(texts)
