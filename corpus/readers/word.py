"""Reads files of word processors by what they are, whatever their suffix says."""

from __future__ import annotations

from corpus.errors import ReadError
from corpus.readers.document import Document
from corpus.readers.docx import read_docx
from corpus.readers.package import Package

_ZIP = b"PK\x03\x04"


def read(data: bytes) -> Document:
    """Return the text of a Word document.

    Raises ReadError where the file is damaged, encrypted, hostile or of another kind.
    """
    if data.startswith(_ZIP):
        return read_docx(Package(data))
    raise ReadError("the file is no Word document; expected .docx")
