"""BM25 over any kind of term, as one sparse matrix of precomputed weights."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from qa.errors import CollectionError

K1, B = 1.2, 0.75


class Bm25Index:
    """Scores every passage for a bag of terms (Robertson and Zaragoza, 2009, with Lucene's idf)."""

    def __init__(
        self, size: int, terms: npt.NDArray[np.str_], starts: npt.NDArray[np.int64],
        postings: npt.NDArray[np.int32], weights: npt.NDArray[np.float32], idf: npt.NDArray[np.float32],
    ) -> None:  # fmt: skip
        self.size = size
        self._terms, self._starts, self._postings, self._weights, self.idf = (
            terms,
            starts,
            postings,
            weights,
            idf,
        )
        self.place = {str(term): at for at, term in enumerate(terms)}

    @classmethod
    def from_terms(cls, texts: Sequence[Sequence[str]]) -> Bm25Index:
        """Indexes texts, each a list of terms, in their order."""
        vocabulary = sorted({term for text in texts for term in text})
        place = {term: at for at, term in enumerate(vocabulary)}
        lengths = np.array([len(text) for text in texts], dtype=np.float32)
        flat = np.array([place[term] for text in texts for term in text], dtype=np.int64)
        owner = np.repeat(np.arange(len(texts), dtype=np.int64), lengths.astype(np.int64))
        cells, frequency = np.unique(flat * max(len(texts), 1) + owner, return_counts=True)
        term_of, postings = np.divmod(cells, max(len(texts), 1))
        holding = np.bincount(term_of, minlength=len(vocabulary))
        idf = np.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5)).astype(np.float32)
        norm = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if len(texts) else 1.0, 1e-9))
        weights = idf[term_of] * frequency * (K1 + 1) / (frequency + norm[postings])
        return cls(
            len(texts), np.array(vocabulary, dtype=np.str_), np.append(0, np.cumsum(holding)).astype(np.int64),
            postings.astype(np.int32), weights.astype(np.float32), idf,
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
        first, end = np.searchsorted(self._terms, [start, start + "\U0010ffff"])
        return [str(term) for term in self._terms[first:end]]

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
        with path.open("wb") as file:
            np.savez(
                file, size=np.array(self.size), terms=self._terms, starts=self._starts,
                postings=self._postings, weights=self._weights, idf=self.idf,
            )  # fmt: skip

    @classmethod
    def load(cls, path: Path) -> Bm25Index:
        """Opens a saved index; raises CollectionError when the file is missing or damaged."""
        try:
            with np.load(path) as saved:
                return cls(
                    int(saved["size"]), saved["terms"], saved["starts"], saved["postings"], saved["weights"],
                    saved["idf"],
                )  # fmt: skip
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise CollectionError(
                f"{path}: not a readable lexical index ({error}); build the collection again with `policy-qa ingest`"
            ) from None
