"""The embedded encoder: a static table of word vectors, run by numpy, that ships inside the package.

A text's vector is the normalised sum of its words' rows; a row's length is the word's importance. The folder it
is read from is an ordinary sentence-transformers model (see ``embeddings.training.export``).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.errors import EncoderError
from embeddings.protocol import Progress, Vectors

MODEL_FOLDER = Path(__file__).parent / "model"
SUBJECT_FILE = "subject.safetensors"
NAME = "embedded"
# A question and the clauses of its quotes are looked at several times, texts by the thousand once.
FEW, REMEMBERED = 256, 4096  # texts
BLOCK = 2048  # texts tokenised together: what the tokenizer says of each takes far more memory than its words


class EmbeddedEncoder:
    """Chinese and English, offline, thousands of texts per second on one core."""

    name = NAME
    window_chars = 10**9  # a sum over words: nothing is ever truncated

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        """Opens a model folder; raises EncoderError when it is missing or incomplete."""
        from safetensors import SafetensorError
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        try:
            tensors = load_file(folder / "model.safetensors")
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._rows: npt.NDArray[np.int8] = tensors["embeddings"]
            self._mapping = tensors["mapping"].astype(np.int64)
            scales = np.zeros(len(self._rows), dtype=np.float32)
            scales[self._mapping] = tensors["weights"]
        except (OSError, KeyError, SafetensorError) as error:
            raise EncoderError(
                f"{folder}: the embedded encoder cannot be read ({error}); reinstall the package or run `make train`"
            ) from None
        except Exception as error:  # tokenizers raises a bare Exception for a missing or damaged file
            raise EncoderError(
                f"{folder / 'tokenizer.json'}: cannot be read ({error}); reinstall the package or run `make train`"
            ) from None
        self._scales = scales
        self._words_of = lru_cache(maxsize=REMEMBERED)(
            lambda text: self._known(self._tokenizer.encode(text, add_special_tokens=False).ids)
        )
        self.dim = int(self._rows.shape[1])
        self._folder = folder

    @cached_property
    def revision(self) -> str:
        """The first 16 digits of the SHA-256 of what makes the vectors: the table and the tokenizer."""
        made_by = (self._folder / name for name in ("model.safetensors", "tokenizer.json"))
        return hashlib.sha256(b"".join(path.read_bytes() for path in made_by)).hexdigest()[:16]

    @cached_property
    def _subject(self) -> dict[str, npt.NDArray[np.float32]]:
        from safetensors.numpy import load_file

        return {name: tensor.astype(np.float32) for name, tensor in load_file(self._folder / SUBJECT_FILE).items()}

    @property
    def vocabulary_size(self) -> int:
        """How many words it knows; ``words`` gives numbers below it."""
        return len(self._rows)

    def subject(self, question: str) -> float:
        """How likely a text is a question that policy documents are about, not small talk or another subject; 0..1.

        By the small network of ``embeddings.training.subject``.
        """
        network, words = self._subject, self.words([question])[0]
        hidden = np.maximum(network["hidden"] @ self.encode_queries([question])[0] + network["hidden_bias"], 0)
        margin = network["words"][words].sum() / math.sqrt(max(len(words), 1)) + hidden @ network["out"]
        return float(1 / (1 + np.exp(-(margin + network["bias"][0]))))

    def weights(self, words: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """The length of the rows of the given words, float32, shape (n,)."""
        lengths = np.linalg.norm(self._rows[words].astype(np.float32), axis=1)
        return np.asarray(lengths * self._scales[words], dtype=np.float32)

    def unit_rows(self, words: npt.NDArray[np.int64]) -> Vectors:
        """The unit vectors of the given words, float32, shape (n, dim)."""
        rows = self._rows[words].astype(np.float32)
        return np.asarray(rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9), dtype=np.float32)

    def words(self, texts: Sequence[str]) -> list[npt.NDArray[np.int64]]:
        """The distinct known words of each text, ascending."""
        return [np.unique(words) for words in self._all_words(texts)]

    def _all_words(self, texts: Sequence[str]) -> list[npt.NDArray[np.int64]]:
        if len(texts) <= FEW:
            return [self._words_of(text) for text in texts]
        found = []
        for start in range(0, len(texts), BLOCK):
            block = list(texts[start : start + BLOCK])
            found += [self._known(text.ids) for text in self._tokenizer.encode_batch(block, add_special_tokens=False)]
        return found

    def _known(self, ids: list[int]) -> npt.NDArray[np.int64]:
        words = self._mapping[ids]
        return np.asarray(words[words > 0], dtype=np.int64)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions, float32, shape (n, dim); zeros where no word is known."""
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of passages, float32, shape (n, dim); zeros where no word is known."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for start in range(0, len(texts), BLOCK):
            for at, words in enumerate(self._all_words(texts[start : start + BLOCK]), start):
                vectors[at] = self._scales[words] @ self._rows[words].astype(np.float32)
            if progress:
                progress(min(start + BLOCK, len(texts)), len(texts))
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12), dtype=np.float32)
