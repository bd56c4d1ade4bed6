"""The indexes over a list of passages, and the signals they give for a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings import Encoder, FaissIndex, LateInteractionIndex, SubjectEncoder, Vectors, WordEncoder
from qa.errors import CollectionError
from qa.lexical import Bm25Index
from qa.passages import Passage, windows
from qa.words import bigrams, normalise, words

Scores = npt.NDArray[np.float32]
Searched = tuple[str, str]  # context and text of a passage
NEAREST_WINDOWS = 1000  # windows whose cosine is looked up; the others count as no nearer than the last of them


@dataclass(frozen=True)
class Signals:
    """How well every passage fits a question, by each index: float32, shape (passages,)."""

    words: Scores  # BM25 over words
    bigrams: Scores  # BM25 over character bigrams
    vector: Scores  # best cosine of its windows
    late: Scores  # late interaction, 0..1; zeros for encoders without word vectors
    coverage: float  # the share of the question's words, by rarity, that the collection holds
    subject: float  # how likely it is about what policy documents are about; 1 where the encoder cannot tell

    def with_context(self, before: Signals, weight: float) -> Signals:
        """Together with the signals of the turns before, which count ``weight`` as much."""
        return replace(
            self,
            words=self.words + weight * before.words,
            bigrams=self.bigrams + weight * before.bigrams,
            vector=self.vector + weight * before.vector,
            late=self.late + weight * before.late,
        )


@dataclass(frozen=True)
class Indexes:
    """Lexical, vector and late-interaction indexes over the same passages."""

    encoder: Encoder
    vectors: FaissIndex  # one vector per window, with its context
    window_of: npt.NDArray[np.int64]  # the passage of each vector
    words: Bm25Index
    bigrams: Bm25Index
    late: LateInteractionIndex | None  # None for encoders without word vectors

    @classmethod
    def from_passages(
        cls, passages: Sequence[Passage], encoder: Encoder, progress: Callable[[int, int], None] | None = None,
        known: Mapping[Searched, Vectors] | None = None,
    ) -> Indexes:  # fmt: skip
        """Indexes passages in their order; context counts for matching in all of them.

        ``known`` gives the vectors, of the same encoder, of texts that need not be encoded again.
        """
        texts = [f"{p.context} {p.text}" for p in passages]
        folded = [normalise(text) for text in texts]
        window_of, vectors = _encoded(passages, encoder, progress, known or {})
        return cls(
            encoder,
            FaissIndex.from_vectors(vectors),
            window_of,
            Bm25Index.from_terms([words(text) for text in folded]),
            Bm25Index.from_terms([bigrams(text) for text in folded]),
            LateInteractionIndex.from_texts(encoder, texts) if isinstance(encoder, WordEncoder) else None,
        )

    def vectors_of(self, passages: Sequence[Passage]) -> dict[Searched, Vectors]:
        """The vectors of the windows of every text; ``passages`` are those that were indexed."""
        starts = np.searchsorted(self.window_of, np.arange(1, len(passages)))
        rows = np.split(self.vectors.vectors(), starts)
        return {(p.context, p.text): own for p, own in zip(passages, rows, strict=False)}

    def signals(self, question: str) -> Signals:
        """All signals of every passage for a question."""
        folded = normalise(question)
        asked = words(folded)
        size = self.words.size
        vector = np.full(size, -1, dtype=np.float32)
        cosines, near = self.vectors.search(self.encoder.encode_queries([question]), NEAREST_WINDOWS)
        np.maximum.at(vector, self.window_of[near[0]], cosines[0])
        if len(cosines[0]):
            vector = np.maximum(vector, cosines[0][-1])
        late = (
            self.late.scores(self.encoder, question)
            if self.late is not None and isinstance(self.encoder, WordEncoder)
            else np.zeros(size, dtype=np.float32)
        )
        subject = self.encoder.subject(question) if isinstance(self.encoder, SubjectEncoder) else 1.0
        return Signals(
            self.words.scores(asked), self.bigrams.scores(bigrams(folded)), vector, late, self.words.coverage(asked),
            subject,
        )  # fmt: skip

    def save(self, folder: Path) -> None:
        """Writes the index files into a folder."""
        self.vectors.save(folder / "vectors.faiss")
        np.save(folder / "window_of.npy", self.window_of)
        self.words.save(folder / "words.npz")
        self.bigrams.save(folder / "bigrams.npz")
        if self.late is not None:
            self.late.save(folder / "late.npz")

    @classmethod
    def load(cls, folder: Path, size: int, encoder: Encoder) -> Indexes:
        """Reads the index files of a folder; raises CollectionError when they are not of ``size`` passages."""
        late_file = folder / "late.npz"
        late = (
            LateInteractionIndex.load(late_file, encoder)
            if isinstance(encoder, WordEncoder) and late_file.exists()
            else None
        )
        indexes = cls(
            encoder, FaissIndex.load(folder / "vectors.faiss"), np.load(folder / "window_of.npy"),
            Bm25Index.load(folder / "words.npz"), Bm25Index.load(folder / "bigrams.npz"), late,
        )  # fmt: skip
        if indexes.vectors.size != len(indexes.window_of) or indexes.words.size != size:
            raise CollectionError(
                f"{folder}: passages and indexes do not fit together; build it again with `policy-qa ingest`"
            )
        return indexes


def _encoded(
    passages: Sequence[Passage], encoder: Encoder, progress: Callable[[int, int], None] | None,
    known: Mapping[Searched, Vectors],
) -> tuple[npt.NDArray[np.int64], Vectors]:  # fmt: skip
    """The passage of each window, shape (windows,), and its vector, shape (windows, dim)."""
    limit = encoder.window_chars
    counts, fresh, to_encode, kept = [], [], [], []
    for passage in passages:
        own = known.get((passage.context, passage.text))
        if own is None:
            context = passage.context[: limit // 3]
            cut = windows(passage.text, context, limit)
            to_encode += [f"{context} {window}" for window in cut]
        else:
            kept.append(own)
        count = len(cut) if own is None else len(own)
        counts.append(count)
        fresh += [own is None] * count
    vectors = np.empty((len(fresh), encoder.dim), dtype=np.float32)
    is_fresh = np.array(fresh, dtype=np.bool_)
    vectors[is_fresh] = encoder.encode_passages(to_encode, progress)
    if kept:
        vectors[~is_fresh] = np.concatenate(kept)
    return np.repeat(np.arange(len(passages), dtype=np.int64), counts), vectors
