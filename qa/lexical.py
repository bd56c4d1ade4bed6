"""BM25 over any kind of term, as one sparse matrix of precomputed weights."""

from __future__ import annotations

import functools
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings import IndexFileError
from embeddings.arrays import load_arrays, save_arrays
from qa.errors import CollectionError

K1, B = 1.2, 0.75


class Bm25Index:
    """Scores every passage for a bag of terms (Robertson and Zaragoza, 2009, with Lucene's idf)."""

    def __init__(
        self, size: int, terms: Sequence[str], starts: npt.NDArray[np.int64],
        postings: npt.NDArray[np.int32], weights: npt.NDArray[np.float32], idf: npt.NDArray[np.float32],
    ) -> None:  # fmt: skip
        self.size = size
        self._terms = terms  # ascending
        self._starts, self._postings, self._weights, self.idf = starts, postings, weights, idf
        self.place = dict(zip(terms, range(len(terms)), strict=True))

    @classmethod
    def from_terms(cls, texts: Iterable[Sequence[str]]) -> Bm25Index:
        """Indexes texts, each a list of terms, in their order; each is let go before the next is asked for."""
        from scipy.sparse import csr_array  # takes most of a second to import: only where something is indexed

        numbers: dict[str, int] = {}  # of terms, as they come
        flat, ends = array("i"), array("q", [0])
        for text in texts:
            for term in text:
                flat.append(numbers.setdefault(term, len(numbers)))
            ends.append(len(flat))
        terms = sorted(numbers)
        rank = np.empty(len(terms), dtype=np.int32)
        rank[[numbers[term] for term in terms]] = np.arange(len(terms), dtype=np.int32)
        starts, size = np.array(ends, dtype=np.int64), len(ends) - 1
        lengths = np.diff(starts).astype(np.float32)
        counts = csr_array((np.ones(len(flat), np.int32), rank[flat], starts), shape=(size, len(terms)))
        counts.sum_duplicates()
        by_term = counts.tocsc()
        holding = np.diff(by_term.indptr)
        idf = np.log(1 + (size - holding + 0.5) / (holding + 0.5)).astype(np.float32)
        norm = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if size else 1.0, 1e-9))
        weights = np.repeat(idf, holding) * by_term.data * (K1 + 1) / (by_term.data + norm[by_term.indices])
        return cls(
            size, terms, by_term.indptr.astype(np.int64), by_term.indices.astype(np.int32),
            weights.astype(np.float32), idf,
        )  # fmt: skip

    def scores(self, terms: Sequence[str]) -> npt.NDArray[np.float32]:
        """The BM25 score of every passage for the distinct terms of a question, float32, shape (size,).

        It is a share of the question's total rarity: 1 for a passage of average length that holds each of its terms
        once, up to K1 + 1 for one that repeats them.
        """
        scores = np.zeros(self.size, dtype=np.float32)
        asked = sorted(set(terms))  # sums of floats in one order: the same answer in every process
        for term in asked:
            at = self.place.get(term)
            if at is not None:
                span = slice(self._starts[at], self._starts[at + 1])
                scores[self._postings[span]] += self._weights[span]
        return scores / max(sum(self.rarity(term) for term in asked), 1e-9)

    def holders(self, terms: Sequence[str]) -> npt.NDArray[np.int32]:
        """The passages that hold every one of the terms, ascending; none without terms."""
        held = [self._posting(term) for term in set(terms)]
        return functools.reduce(np.intersect1d, sorted(held, key=len)) if held else np.zeros(0, dtype=np.int32)

    def terms_from(self, start: str) -> list[str]:
        """The terms that begin with some characters."""
        return list(self._terms[bisect_left(self._terms, start) : bisect_left(self._terms, start + "\U0010ffff")])

    def _posting(self, term: str) -> npt.NDArray[np.int32]:
        at = self.place.get(term)
        return np.zeros(0, dtype=np.int32) if at is None else self._postings[self._starts[at] : self._starts[at + 1]]

    def coverage(self, terms: Sequence[str]) -> float:
        """Which share of a question's terms the collection holds, weighted by rarity; 0..1, 0 without terms."""
        asked = sorted(set(terms))  # sums of floats in one order: the same answer in every process
        known = sum(self.rarity(term) for term in asked if term in self.place)
        unknown = sum(self.rarity(term) for term in asked if term not in self.place)
        return known / (known + unknown) if known else 0.0

    def rarity(self, term: str) -> float:
        """The idf of a term; that of a term of one passage for unknown ones."""
        at = self.place.get(term)
        return float(self.idf[at]) if at is not None else float(np.log(1 + max(self.size - 0.5, 0) / 1.5))

    def save(self, path: Path) -> None:
        """Writes the index to one file."""
        terms = np.frombuffer("\n".join(self._terms).encode("utf-8"), dtype=np.uint8)  # no term holds white space
        save_arrays(
            path,
            {
                "size": np.array([self.size]), "terms": terms, "starts": self._starts, "postings": self._postings,
                "weights": self._weights, "idf": self.idf,
            },
        )  # fmt: skip

    @classmethod
    def load(cls, path: Path) -> Bm25Index:
        """Opens a saved index; raises CollectionError when the file is missing or damaged."""
        try:
            saved = load_arrays(path)
            terms = saved["terms"].tobytes().decode("utf-8").split("\n") if len(saved["terms"]) else []
            return cls(
                int(saved["size"][0]), terms, saved["starts"], saved["postings"], saved["weights"], saved["idf"]
            )  # fmt: skip
        except (IndexFileError, KeyError, ValueError) as error:
            raise CollectionError(
                f"{path}: not a readable lexical index ({error}); build the collection again with `policy-qa ingest`"
            ) from None
