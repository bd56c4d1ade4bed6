"""Any sentence-transformers model, by name or local folder, as an encoder."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from embeddings.errors import EncoderError
from embeddings.protocol import Progress, Vectors

MOST_WINDOW_CHARS = 400  # longer windows blur a measure even where the model would take them


class SentenceTransformerEncoder:
    """Encodes with the model's own prompts for queries and documents; unit vectors."""

    def __init__(self, name: str, batch_size: int = 32) -> None:
        """Loads a model; raises EncoderError when it is neither a folder nor to be had by name."""
        from sentence_transformers import SentenceTransformer

        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
        try:
            self._model = SentenceTransformer(name)
        except (OSError, ValueError, ImportError, RuntimeError) as error:
            first_line = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise EncoderError(
                f"encoder {name!r} could not be loaded ({first_line}). Give the name of a model on the hub while "
                "online (set HF_ENDPOINT to a mirror such as hf-mirror.com where the hub is out of reach), a local "
                "folder holding a sentence-transformers model, or 'embedded' for the one in this package"
            ) from None
        self.name = name
        self.batch_size = batch_size
        dim = self._model.get_embedding_dimension()
        if dim is None:
            raise EncoderError(f"encoder {name!r} does not say the dimension of its vectors; choose another model")
        self.dim = int(dim)

    @cached_property
    def window_chars(self) -> int:
        """Texts up to this many characters are never truncated.

        A Chinese character is one token or, in byte-level vocabularies, up to about two: half the model's length
        limit holds for both, the prompt included.
        """
        limit = self._model.max_seq_length
        return MOST_WINDOW_CHARS if limit is None else max(16, min(MOST_WINDOW_CHARS, int(limit) // 2 - 8))

    @cached_property
    def revision(self) -> str:
        """A digest of the vectors of fixed texts: changes whenever the model's vectors do."""
        vectors = self._model.encode(["企业贷款贴息", "loan interest subsidy"], show_progress_bar=False)
        return hashlib.sha256(np.round(vectors, 3).astype(np.float32).tobytes()).hexdigest()[:16]

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of questions, float32, shape (n, dim)."""
        return self._unit(self._model.encode_query(list(texts), batch_size=self.batch_size, show_progress_bar=False))

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of passages, float32, shape (n, dim)."""
        blocks = []
        step = self.batch_size * 8
        for start in range(0, len(texts), step):
            block = list(texts[start : start + step])
            blocks.append(
                self._unit(self._model.encode_document(block, batch_size=self.batch_size, show_progress_bar=False))
            )
            if progress:
                progress(min(start + step, len(texts)), len(texts))
        return np.concatenate(blocks) if blocks else np.zeros((0, self.dim), dtype=np.float32)

    @staticmethod
    def _unit(vectors: Vectors) -> Vectors:
        vectors = np.asarray(vectors, dtype=np.float32)
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12))
