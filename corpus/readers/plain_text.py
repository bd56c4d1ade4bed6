"""Reads plain text."""

from __future__ import annotations

from corpus.readers.decoding import decode
from corpus.readers.document import Document


def read(data: bytes) -> Document:
    """Return the text as it stands; only its line breaks are unified. Raises ReadError where it is binary."""
    return Document(decode(data))
