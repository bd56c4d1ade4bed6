"""The best of many scores against sorting all of them."""

from __future__ import annotations

import numpy as np
import pytest

from embeddings.best import BLOCK, best
from qa.rank import Ranking


def scored(kind: str, count: int) -> np.ndarray:
    random = np.random.default_rng(count)
    scores = {
        "all different": random.permutation(count) / count,
        "many ties": random.integers(0, 5, count),
        "all equal": np.ones(count),
        "mostly left out": np.where(random.random(count) < 0.01, random.random(count), -np.inf),
    }[kind]
    return scores.astype(np.float32)


def sorted_all(scores: np.ndarray) -> list[int]:
    return sorted(range(len(scores)), key=lambda at: (-scores[at], at))


@pytest.mark.parametrize("kind", ["all different", "many ties", "all equal", "mostly left out"])
@pytest.mark.parametrize("count", [1, 7, BLOCK, 10 * BLOCK + 3])
def test_the_best_are_those_of_sorting_all_ties_by_position(kind: str, count: int) -> None:
    scores = scored(kind, count)
    for k in (1, 5, 11, count):
        assert best(scores, k).tolist() == sorted_all(scores)[:k]


def test_in_order_gives_every_position_once_as_sorted() -> None:
    scores = scored("many ties", 3000)
    assert list(Ranking(scores, {}).in_order()) == sorted_all(scores)


def test_of_no_passages_none_is_best() -> None:
    assert best(np.zeros(0, dtype=np.float32), 5).tolist() == []
    assert list(Ranking(np.zeros(0, dtype=np.float32), {}).in_order()) == []
