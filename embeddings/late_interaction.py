"""Late interaction over static word vectors, as exact query expansion on an inverted index.

A passage's score is the sum over the question's words of their share of the question's importance times the best
cosine with any word of the passage (ColBERT's MaxSim: Khattab and Zaharia, 2020). Since a word's vector does not
depend on its sentence, each word of the question has one list of nearest words in the collection, and the best
cosine per passage is read off their postings: BM25's cost, with meaning.

In a large collection the least important words of a question, common ones with the longest postings, are scored for
the best passages by the other words only.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from embeddings.arrays import load_arrays, save_arrays
from embeddings.errors import IndexFileError
from embeddings.protocol import Vectors, WordEncoder

REMEMBERED = 4096  # words of questions, with their nearest words of the collection
Expansion = tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]  # positions of words, nearest last, and their cosines
EXPANSIONS = 512  # nearest words of the collection looked up for each word of the question
WHOLE_UP_TO = 300_000  # passages: in collections up to this size every word is scored for all of them
DEFERRED = 0.2  # the most that the words scored for the best passages only may be worth, as a share of the question
CANDIDATES = 4096  # how many passages these are
Positions = npt.NDArray[np.int64]


class Lists(NamedTuple):
    """Lists of positions, one after the other."""

    starts: Positions  # where each begins, and the last ends, shape (lists + 1,)
    flat: Positions

    def of(self, chosen: npt.NDArray[np.integer[Any]]) -> tuple[Positions, Positions]:
        """The chosen lists, one after the other, and their lengths."""
        first = self.starts[chosen]
        lengths = self.starts[chosen + 1] - first
        shift = np.repeat(first - np.cumsum(lengths) + lengths, lengths)
        return self.flat[np.arange(len(shift)) + shift], lengths


def nearest_words(
    encoder: WordEncoder, question: str, texts: Sequence[str]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """How near each of a few texts comes to every word of a question, and what share of the question a word is.

    Best cosines, not below 0, float32, shape (texts, words of the question); shares that sum to 1, shape (words,).
    Their product is the late-interaction score.
    """
    asked, shares = _shares(encoder, question)
    nearest = np.zeros((len(texts), len(asked)), dtype=np.float32)
    held = encoder.words(texts)
    filled = [at for at, words in enumerate(held) if len(words)]
    if filled and len(asked):
        used, place = np.unique(np.concatenate([held[at] for at in filled]), return_inverse=True)
        cosines = np.maximum(encoder.unit_rows(used) @ encoder.unit_rows(asked).T, 0)
        starts = np.cumsum([0, *(len(held[at]) for at in filled[:-1])])
        nearest[filled] = np.maximum.reduceat(cosines[place], starts)
    return nearest, shares


def _shares(encoder: WordEncoder, question: str) -> tuple[Positions, npt.NDArray[np.float32]]:
    """The words of a question, and which share of its importance each has; both of shape (words,)."""
    asked = encoder.words([question])[0]
    weights = encoder.weights(asked)
    return asked, weights / max(float(weights.sum()), 1e-9)


class LateInteractionIndex:
    """An inverted index over the words of passages, searched by the nearness of words."""

    def __init__(self, words: Positions, vectors: Vectors, held: Lists, postings: Lists) -> None:
        self.size = len(held.starts) - 1  # passages
        self._words, self._vectors = words, vectors  # the collection's words, ascending, and their unit rows
        self._held = held  # the words of each passage, by position among the collection's
        self._postings = postings  # the passages of each word
        self._remembered: dict[int, Expansion] = {}  # by word of a question

    @classmethod
    def from_texts(cls, encoder: WordEncoder, texts: Sequence[str]) -> LateInteractionIndex:
        """Indexes texts in their order."""
        sets = encoder.words(texts)
        lengths = np.array([len(own) for own in sets], dtype=np.int64)
        flat = np.concatenate([np.zeros(0, np.int64), *sets])
        del sets
        words = np.unique(flat)
        held = Lists(np.append(0, np.cumsum(lengths)), np.searchsorted(words, flat))
        return cls(words, encoder.unit_rows(words), held, _turned(held, len(words)))

    def scores(self, encoder: WordEncoder, question: str) -> npt.NDArray[np.float32]:
        """The score of every passage, in 0..1, float32, shape (size,).

        Above WHOLE_UP_TO passages all but the CANDIDATES best may lack up to DEFERRED of their score.
        """
        asked, shares = _shares(encoder, question)
        expansions = self._expansions(encoder, asked)
        scores = np.zeros(self.size, dtype=np.float32)
        best = np.empty(self.size, dtype=np.float32)  # one word's at a time: small enough for the processor's cache
        by_share = np.argsort(shares, kind="stable")
        least = np.zeros(len(asked), dtype=np.bool_)
        if self.size > WHOLE_UP_TO:
            least[by_share] = np.cumsum(shares[by_share]) <= DEFERRED
        for at in np.flatnonzero(~least):
            near, cosines = expansions[at]
            passages, lengths = self._postings.of(near)
            best.fill(0)
            best[passages] = np.repeat(cosines, lengths)  # the nearest word of a passage is written last
            best *= shares[at]
            scores += best
        if least.any():
            candidates = np.argpartition(scores, -CANDIDATES)[-CANDIDATES:]
            scores[candidates] = self.scores_of(encoder, question, candidates)
        return scores

    def scores_of(self, encoder: WordEncoder, question: str, passages: Positions) -> npt.NDArray[np.float32]:
        """The scores of some passages, float32, shape (passages,)."""
        asked, shares = _shares(encoder, question)
        nearness = np.zeros((len(self._words), len(asked)), dtype=np.float32)  # of the collection's words
        for at, (near, cosines) in enumerate(self._expansions(encoder, asked)):
            nearness[near, at] = cosines
        words, lengths = self._held.of(passages)
        scores = np.zeros(len(passages), dtype=np.float32)
        filled = np.flatnonzero(lengths)
        if len(filled) and len(asked):
            starts = np.cumsum(lengths)[filled] - lengths[filled]
            scores[filled] = np.maximum.reduceat(nearness[words], starts) @ shares
        return scores

    def _expansions(self, encoder: WordEncoder, asked: Positions) -> list[Expansion]:
        """The nearest words of the collection of each word asked; looked up together, and remembered."""
        kept = self._remembered
        words = asked.tolist()
        unknown = [word for word in words if word not in kept]
        if unknown:
            found = {}
            cosines = encoder.unit_rows(np.array(unknown)) @ self._vectors.T  # (unknown, words of the collection)
            most = min(EXPANSIONS, len(self._words))
            for word, own in zip(unknown, cosines, strict=True):
                near = np.argpartition(own, -most)[-most:] if most else np.zeros(0, dtype=np.int64)
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
        save_arrays(
            path,
            {
                "words": self._words, "starts": self._held.starts, "held": self._held.flat.astype(np.int32),
                "posting_starts": self._postings.starts, "postings": self._postings.flat.astype(np.int32),
            },
        )  # fmt: skip

    @classmethod
    def load(cls, path: Path, encoder: WordEncoder) -> LateInteractionIndex:
        """Opens a saved index; raises IndexFileError when the file is missing or damaged."""
        saved = load_arrays(path)
        try:
            words = saved["words"]
            held = Lists(saved["starts"], saved["held"])
            # As numpy wants positions: it would convert them for every question.
            postings = Lists(saved["posting_starts"], saved["postings"].astype(np.int64))
            return cls(words, encoder.unit_rows(words), held, postings)
        except (KeyError, IndexError) as error:
            raise IndexFileError(f"{path}: not a readable index ({error}); build the collection again") from None


def _turned(lists: Lists, size: int) -> Lists:
    """From the lists of passages those of words, or the other way round; ``size`` is how many the other way has."""
    owner = np.repeat(np.arange(len(lists.starts) - 1), np.diff(lists.starts))
    order = np.argsort(lists.flat, kind="stable")
    starts = np.append(0, np.cumsum(np.bincount(lists.flat, minlength=size)))
    return Lists(starts.astype(np.int64), owner[order])
