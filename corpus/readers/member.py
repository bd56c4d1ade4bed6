"""One document among many in a file, and how much the documents of a file may take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from corpus.readers.document import Document

MEMBERS: Final = 10_000  # of an archive, those of the archives in it included
TOTAL: Final = 2_000_000_000  # bytes of all members of a file, unpacked


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a file that holds many; ``read`` raises ReadError where it cannot be read."""

    source: str  # "archive.zip/folder/name.docx", "rows.jsonl/12"
    read: Callable[[], Document]


@dataclass(slots=True)
class Budget:
    """What the members of a file may still take."""

    document: int  # bytes of one document, unpacked
    members: int = MEMBERS
    total: int = TOTAL
