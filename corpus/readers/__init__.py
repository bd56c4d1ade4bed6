"""Readers of file formats: one file a format, and the table that says which suffix is read by which."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Protocol, cast

from corpus.containers import CONTAINERS, container_suffix
from corpus.errors import ReadError
from corpus.readers.document import Document

# suffix -> module of this package with a function ``read(data: bytes) -> Document``
READERS = {
    ".txt": "plain_text",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "word",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".bmp": "image",
    ".webp": "image",
    ".docm": "word",
    ".dotx": "word",
    ".doc": "word",
    ".dot": "word",
    ".wps": "word",
    ".wpt": "word",
    ".odt": "word",
    ".rtf": "word",
    ".ofd": "ofd",
    ".csv": "delimited",
    ".tsv": "delimited",
    ".xlsx": "spreadsheet",
    ".xlsm": "spreadsheet",
    ".xls": "spreadsheet",
    ".et": "spreadsheet",
}


class Reader(Protocol):
    """What a module of the table offers."""

    def read(self, data: bytes) -> Document: ...


def read(path: Path, max_bytes: int) -> Document:
    """Return the text of a file and the metadata that its format states apart from the text.

    Raises ReadError where the file is missing, unreadable, empty, larger than ``max_bytes``, binary, of a
    format without a reader, or holds no text.
    """
    if not path.exists():
        raise ReadError(f"{path}: no such file or folder; check the path")
    if path.is_dir():
        raise ReadError(f"{path}: the folder cannot be listed; check its permissions")
    try:
        _reader_of(path.name)
        return read_bytes(_bytes(path, max_bytes), path.name)
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from error


def read_bytes(data: bytes, name: str) -> Document:
    """Return what the bytes of a file say; its name tells the format. Raises ReadError as ``read`` does."""
    reader = _reader_of(name)
    if not data:
        raise ReadError("the file is empty; replace it by one with text")
    document = cast(Reader, import_module(f"corpus.readers.{reader}")).read(data)
    if not document.text.strip():
        raise ReadError("no text found in the file; if its pages are images, recognise them first")
    return document


def _reader_of(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    if container_suffix(name):
        raise ReadError("the file holds many documents; read it with load_all, or ingest it")
    if suffix not in READERS:
        raise ReadError(
            f"unknown format {suffix or '(no extension)'}; supported: {', '.join(sorted({*READERS, *CONTAINERS}))}. "
            "Convert the file or leave it out"
        )
    return READERS[suffix]


def _bytes(path: Path, max_bytes: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise ReadError(
                f"the file has {size:,} bytes, more than the limit of {max_bytes:,}; "
                "split it or raise the limit (max_bytes)"
            )
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"the file cannot be read ({error.strerror}); check its permissions") from error
