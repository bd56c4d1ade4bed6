"""BM25 against the formula written out."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from qa.errors import CollectionError
from qa.lexical import K1, B, Bm25Index

TEXTS = [["贷款", "贴息", "贷款"], ["贷款", "担保"], [], ["展会", "补贴", "展位", "费用"]]


def by_the_formula(terms: list[str]) -> list[float]:
    mean = sum(map(len, TEXTS)) / len(TEXTS)
    holding = {term: sum(term in other for other in TEXTS) for term in terms}
    idf = {term: math.log(1 + (len(TEXTS) - n + 0.5) / (n + 0.5)) for term, n in holding.items()}
    rarest = math.log(1 + (len(TEXTS) - 0.5) / 1.5)  # of a term that no passage or one holds
    worth = sum(idf[term] if holding[term] else rarest for term in idf) or 1
    scores = []
    for text in TEXTS:
        score = 0.0
        for term in set(terms):
            frequency = text.count(term)
            if frequency:
                score += idf[term] * frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * len(text) / mean))
        scores.append(score / worth)
    return scores


@pytest.mark.parametrize(
    "terms", [["贷款"], ["贷款", "贴息"], ["贷款", "贷款"], ["贷款", "没有的词"], ["没有的词"], []]
)
def test_scores_are_the_formulas_share_of_the_questions_worth(terms: list[str]) -> None:
    np.testing.assert_allclose(Bm25Index.from_terms(TEXTS).scores(terms), by_the_formula(terms), rtol=1e-5)


def test_coverage_weighs_known_words_by_rarity() -> None:
    index = Bm25Index.from_terms(TEXTS)
    assert index.coverage(["贷款"]) == 1.0
    assert index.coverage(["没有的词"]) == 0.0
    assert 0 < index.coverage(["贷款", "没有的词"]) < 0.5 < index.coverage(["贴息", "展会", "没有的词"]) < 1


def test_no_passages_at_all() -> None:
    assert Bm25Index.from_terms([]).scores(["贷款"]).shape == (0,)


def test_a_saved_index_gives_the_same_scores(tmp_path: Path) -> None:
    index = Bm25Index.from_terms(TEXTS)
    index.save(tmp_path / "words.safetensors")
    loaded = Bm25Index.load(tmp_path / "words.safetensors")
    assert loaded.scores(["贷款", "担保"]).tolist() == index.scores(["贷款", "担保"]).tolist()


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "words.safetensors").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(CollectionError, match=r"words\.safetensors"):
        Bm25Index.load(tmp_path / "words.safetensors")
