"""Texts in, vectors and neighbours out. Knows nothing of policies."""

from __future__ import annotations

from embeddings.best import best
from embeddings.embedded import NAME as EMBEDDED
from embeddings.embedded import EmbeddedEncoder
from embeddings.errors import EmbeddingsError, EncoderError, IndexFileError
from embeddings.faiss_index import FaissIndex
from embeddings.late_interaction import LateInteractionIndex, nearest_words
from embeddings.protocol import Encoder, Progress, SubjectEncoder, Vectors, WordEncoder

__all__ = [
    "EMBEDDED",
    "EmbeddedEncoder",
    "EmbeddingsError",
    "Encoder",
    "EncoderError",
    "FaissIndex",
    "IndexFileError",
    "LateInteractionIndex",
    "Progress",
    "SubjectEncoder",
    "Vectors",
    "WordEncoder",
    "best",
    "load_encoder",
    "nearest_words",
]


def load_encoder(name: str = EMBEDDED) -> Encoder:
    """The embedded encoder, or any sentence-transformers model by name or folder; raises EncoderError."""
    if name == EMBEDDED:
        return EmbeddedEncoder()
    from embeddings.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(name)
