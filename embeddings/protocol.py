"""What the rest of the system asks of an encoder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]  # texts done, texts in all


class Encoder(Protocol):
    """Texts in, unit vectors out."""

    @property
    def name(self) -> str:
        """What a manifest records and ``load_encoder`` accepts."""
        ...

    @property
    def revision(self) -> str:
        """Changes whenever the vectors do."""
        ...

    @property
    def dim(self) -> int:
        """Dimensions of the vectors."""
        ...

    @property
    def window_chars(self) -> int:
        """Texts up to this many characters are encoded whole, never truncated."""
        ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions, float32, shape (n, dim)."""
        ...

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of passages, float32, shape (n, dim)."""
        ...


@runtime_checkable
class WordEncoder(Protocol):
    """An encoder with a static vector for every word: what late interaction needs."""

    def words(self, texts: Sequence[str]) -> list[npt.NDArray[np.int64]]:
        """The distinct known words of each text, ascending."""
        ...

    def weights(self, words: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """The importance of the given words, float32, shape (n,)."""
        ...

    def unit_rows(self, words: npt.NDArray[np.int64]) -> Vectors:
        """The unit vectors of the given words, float32, shape (n, dim)."""
        ...


@runtime_checkable
class SubjectEncoder(Protocol):
    """An encoder that can tell questions for policy documents from everything else."""

    def subject(self, question: str) -> float:
        """How likely a text is a question that policy documents are about; 0..1."""
        ...
