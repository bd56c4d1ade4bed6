"""Late interaction over static word vectors, as exact query expansion on an inverted index.

A passage's score is the sum over the question's words of their share of the question's importance times the best
cosine with any word of the passage (ColBERT's MaxSim: Khattab and Zaharia, 2020). Since a word's vector does not
depend on its sentence, each word of the question has one list of nearest words in the collection, and the best
cosine per passage is read off their postings: BM25's cost, with meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from embeddings.errors import IndexFileError
from embeddings.protocol import Vectors, WordEncoder

REMEMBERED = 4096  # words of questions, with their nearest words of the collection
Expansion = tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]  # positions of words, nearest last, and their cosines
EXPANSIONS = 512  # nearest words of the collection looked up for each word of the question


def nearest_words(
    encoder: WordEncoder, question: str, texts: Sequence[str]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """How near each of a few texts comes to every word of a question, and what share of the question a word is.

    Best cosines, not below 0, float32, shape (texts, words of the question); shares that sum to 1, shape (words,).
    Their product is the late-interaction score.
    """
    asked = encoder.words([question])[0]
    weights = encoder.weights(asked)
    shares = weights / max(float(weights.sum()), 1e-9)
    nearest = np.zeros((len(texts), len(asked)), dtype=np.float32)
    held = encoder.words(texts)
    filled = [at for at, words in enumerate(held) if len(words)]
    if filled and len(asked):
        used, place = np.unique(np.concatenate([held[at] for at in filled]), return_inverse=True)
        cosines = np.maximum(encoder.unit_rows(used) @ encoder.unit_rows(asked).T, 0)
        starts = np.cumsum([0, *(len(held[at]) for at in filled[:-1])])
        nearest[filled] = np.maximum.reduceat(cosines[place], starts)
    return nearest, shares


class LateInteractionIndex:
    """An inverted index over the words of passages, searched by the nearness of words."""

    def __init__(
        self, size: int, words: npt.NDArray[np.int64], starts: npt.NDArray[np.int64], postings: npt.NDArray[np.int32],
        vectors: Vectors,
    ) -> None:  # fmt: skip
        self.size = size  # passages
        self._words = words  # the collection's words, ascending
        self._starts = starts.astype(np.int32)  # where each word's postings begin, shape (words + 1,)
        self._postings = postings  # passages holding each word
        self._vectors = vectors  # unit rows of the collection's words
        self._remembered: dict[int, Expansion] = {}  # by word of a question

    @classmethod
    def from_texts(cls, encoder: WordEncoder, texts: Sequence[str]) -> LateInteractionIndex:
        """Indexes texts in their order."""
        sets = encoder.words(texts)
        passages = np.repeat(np.arange(len(sets), dtype=np.int32), [len(s) for s in sets])
        flat = np.concatenate(sets) if sets else np.zeros(0, dtype=np.int64)
        order = np.argsort(flat, kind="stable")
        words, first = np.unique(flat[order], return_index=True)
        starts = np.append(first, len(flat)).astype(np.int64)
        return cls(len(texts), words.astype(np.int64), starts, passages[order], encoder.unit_rows(words))

    def scores(self, encoder: WordEncoder, question: str) -> npt.NDArray[np.float32]:
        """The score of every passage, in 0..1, float32, shape (size,)."""
        asked = encoder.words([question])[0]
        weights = encoder.weights(asked)
        if not len(self._words) or weights.sum() <= 0:
            return np.zeros(self.size, dtype=np.float32)
        expansions = self._expansions(encoder, asked)
        near = np.concatenate([positions for positions, _ in expansions])
        nearness = np.concatenate([cosines for _, cosines in expansions])
        # int32 throughout: what is moved here, not what is computed, takes the time
        row = np.arange(len(asked), dtype=np.int32) * np.int32(self.size)
        row = np.repeat(row, [len(positions) for positions, _ in expansions])
        first = self._starts[near]
        lengths = self._starts[near + 1] - first
        at = np.repeat(first - np.cumsum(lengths, dtype=np.int32) + lengths, lengths)
        at += np.arange(len(at), dtype=np.int32)
        cells = self._postings[at]
        cells += np.repeat(row, lengths)
        best = np.zeros(len(asked) * self.size, dtype=np.float32)
        best[cells] = np.repeat(nearness, lengths)  # the nearest word of a passage is written last
        return np.asarray(weights / weights.sum() @ best.reshape(len(asked), self.size), dtype=np.float32)

    def _expansions(self, encoder: WordEncoder, asked: npt.NDArray[np.int64]) -> list[Expansion]:
        """The nearest words of the collection of each word asked; looked up together, and remembered."""
        kept = self._remembered
        words = asked.tolist()
        unknown = [word for word in words if word not in kept]
        if unknown:
            found = {}
            cosines = encoder.unit_rows(np.array(unknown)) @ self._vectors.T  # (unknown, words of the collection)
            most = min(EXPANSIONS, len(self._words))
            for word, own in zip(unknown, cosines, strict=True):
                near = np.argpartition(own, -most)[-most:]
                near = near[own[near] > 0]
                near = near[np.argsort(own[near], kind="stable")]
                found[word] = near.astype(np.int32), own[near]
            if len(kept) > REMEMBERED:
                kept = {word: kept[word] for word in words if word in kept}
            kept = {**kept, **found}
            self._remembered = kept  # replaced, not changed: other threads may be reading it
        return [kept[word] for word in words]

    def save(self, path: Path) -> None:
        """Writes the index to one file (the word vectors stay with the encoder)."""
        with path.open("wb") as file:
            np.savez(
                file, size=np.array(self.size), words=self._words, starts=self._starts, postings=self._postings
            )  # fmt: skip

    @classmethod
    def load(cls, path: Path, encoder: WordEncoder) -> LateInteractionIndex:
        """Opens a saved index; raises IndexFileError when the file is missing or damaged."""
        try:
            with np.load(path) as saved:
                words = saved["words"]
                return cls(
                    int(saved["size"]), words, saved["starts"], saved["postings"], encoder.unit_rows(words)
                )  # fmt: skip
        except (OSError, ValueError, KeyError, IndexError, EOFError, BadZipFile) as error:
            raise IndexFileError(f"{path}: not a readable index ({error}); build the collection again") from None
