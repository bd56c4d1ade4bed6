"""FAISS against an exact search by numpy, exact and approximate."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import numpy as np
import pytest

from embeddings import EmbeddedEncoder, FaissIndex, IndexFileError, faiss_index

QUESTIONS = Path(__file__).parents[1] / "questions"


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


@pytest.fixture
def approximate(vectors: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> FaissIndex:
    """Over the 300 vectors, as if they were too many for an exact search."""
    monkeypatch.setattr(faiss_index, "EXACT_UP_TO", 299)
    return FaissIndex.from_vectors(vectors)


def test_a_large_index_is_approximate_and_a_small_one_is_not(
    vectors: np.ndarray, approximate: FaissIndex, tmp_path: Path
) -> None:
    for name, index, kind in (
        ("large", approximate, b"IwFl"),
        ("small", FaissIndex.from_vectors(vectors[:299]), b"IxFI"),
    ):
        index.save(tmp_path / name)
        assert (tmp_path / name).read_bytes()[:4] == kind


def test_an_approximate_index_that_looks_everywhere_finds_what_an_exact_search_finds(
    vectors: np.ndarray, approximate: FaissIndex
) -> None:
    queries = unit(np.random.default_rng(1).normal(size=(7, 16)))
    scores, positions = approximate.search(queries, 10)  # 32 cells, of which it looks into PROBES
    exact = queries @ vectors.T
    assert positions.tolist() == np.argsort(-exact, axis=1, kind="stable")[:, :10].tolist()
    np.testing.assert_allclose(scores, -np.sort(-exact, axis=1)[:, :10], atol=1e-6)


def test_an_approximate_index_finds_as_many_as_asked_for(
    vectors: np.ndarray, approximate: FaissIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faiss_index, "PROBES", 1)
    _, positions = approximate.search(vectors[:2], 300)
    assert [sorted(row) for row in positions.tolist()] == [list(range(300))] * 2
    few = approximate.search(vectors[:2], 3)[1]
    assert few[:, 0].tolist() == [0, 1]
    assert few.min() >= 0


def test_the_same_vectors_give_the_same_approximate_index(
    vectors: np.ndarray, approximate: FaissIndex, tmp_path: Path
) -> None:
    approximate.save(tmp_path / "a")
    FaissIndex.from_vectors(vectors).save(tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_vectors_come_back_in_their_order(vectors: np.ndarray, approximate: FaissIndex, tmp_path: Path) -> None:
    approximate.save(tmp_path / "v.faiss")
    assert np.array_equal(FaissIndex.load(tmp_path / "v.faiss").vectors(), vectors)
    assert np.array_equal(FaissIndex.from_vectors(vectors[:5]).vectors(), vectors[:5])


@pytest.mark.slow
def test_among_all_laws_the_ten_nearest_of_an_exact_search_are_found(shared: Path) -> None:
    with lzma.open(shared / "corpora" / "laws.jsonl.xz", "rt", encoding="utf-8") as file:
        laws = [json.loads(line) for line in file]
    texts = [f"{law['title']} {line}" for law in laws for line in law["text"].split("\n") if len(line) > 15]
    encoder = EmbeddedEncoder()
    vectors = encoder.encode_passages(texts)
    assert len(vectors) > faiss_index.EXACT_UP_TO
    rows = [json.loads(line) for line in (QUESTIONS / "pages.jsonl").read_text(encoding="utf-8").splitlines()]
    queries = encoder.encode_queries([row["question"] for row in rows])
    exact = np.argpartition(-(queries @ vectors.T), 10, axis=1)[:, :10]
    found = FaissIndex.from_vectors(vectors).search(queries, 10)[1]
    recall = np.mean([len({*a} & {*b}) / 10 for a, b in zip(exact.tolist(), found.tolist(), strict=True)])
    assert recall >= 0.98
