"""FAISS against an exact search by numpy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from embeddings import FaissIndex, IndexFileError


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def vectors() -> np.ndarray:
    return unit(np.random.default_rng(0).normal(size=(300, 16)))


def test_finds_what_an_exact_search_finds(vectors: np.ndarray) -> None:
    queries = unit(np.random.default_rng(1).normal(size=(7, 16)))
    scores, positions = FaissIndex.from_vectors(vectors).search(queries, 10)
    exact = queries @ vectors.T
    assert positions.tolist() == np.argsort(-exact, axis=1, kind="stable")[:, :10].tolist()
    np.testing.assert_allclose(scores, -np.sort(-exact, axis=1)[:, :10], atol=1e-6)


def test_ties_are_broken_by_position() -> None:
    same = unit(np.ones((5, 4)))
    _, positions = FaissIndex.from_vectors(same).search(same[:1], 5)
    assert positions.tolist() == [[0, 1, 2, 3, 4]]


def test_never_returns_more_than_it_holds(vectors: np.ndarray) -> None:
    scores, positions = FaissIndex.from_vectors(vectors[:3]).search(vectors[:1], 10)
    assert scores.shape == positions.shape == (1, 3)
    assert positions.min() >= 0


def test_an_empty_index_finds_nothing(vectors: np.ndarray) -> None:
    scores, positions = FaissIndex.from_vectors(vectors[:0]).search(vectors[:2], 4)
    assert scores.shape == positions.shape == (2, 0)


def test_a_saved_index_gives_the_same_answers(vectors: np.ndarray, tmp_path: Path) -> None:
    index = FaissIndex.from_vectors(vectors)
    index.save(tmp_path / "v.faiss")
    loaded = FaissIndex.load(tmp_path / "v.faiss")
    assert (loaded.size, loaded.dim) == (300, 16)
    assert loaded.search(vectors[:3], 5)[1].tolist() == index.search(vectors[:3], 5)[1].tolist()


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "v.faiss"
    path.write_bytes(b"not an index")
    with pytest.raises(IndexFileError, match=r"v\.faiss"):
        FaissIndex.load(path)
    with pytest.raises(IndexFileError, match=r"gone\.faiss"):
        FaissIndex.load(tmp_path / "gone.faiss")
