"""Readers of file formats: one file a format, and the table that says which suffix is read by which."""

from __future__ import annotations

import os
import stat
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol, cast

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

    Raises ReadError where the file is missing, unreadable, no regular file, empty, larger than ``max_bytes``,
    binary, of a format without a reader, or holds no text.
    """
    with opened(path) as file:
        try:
            _reader_of(path.name)
            size = os.fstat(file.fileno()).st_size
            if size > max_bytes:
                raise ReadError(
                    f"the file has {size:,} bytes, more than the limit of {max_bytes:,}; "
                    "split it or raise the limit (max_bytes)"
                )
            return read_bytes(file.read(max_bytes), path.name)
        except ReadError as error:
            raise ReadError(f"{path}: {error}") from error
        except OSError as error:
            raise ReadError(f"{path}: the file cannot be read ({error.strerror}); check its permissions") from error


def opened(path: Path) -> BinaryIO:
    """Open a regular file. Raises ReadError for all else: opening a pipe or reading a device may never end."""
    try:
        kind = os.stat(path).st_mode
        if stat.S_ISDIR(kind):
            raise ReadError(f"{path}: the folder cannot be listed; check its permissions")
        if not stat.S_ISREG(kind):
            raise ReadError(f"{path}: not a regular file but a pipe, socket or device; leave it out")
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        file = os.fdopen(descriptor, "rb")
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):  # became another since
            file.close()
            raise ReadError(f"{path}: not a regular file but a pipe, socket or device; leave it out")
        return file
    except FileNotFoundError as error:
        raise ReadError(f"{path}: no such file or folder; check the path") from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        why = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"{path}: the file cannot be read ({why}); check its permissions") from error


def read_bytes(data: bytes, name: str) -> Document:
    """Return what the bytes of a file say; its name tells the format. Raises ReadError as ``read`` does."""
    reader = _reader_of(name)
    if not data:
        raise ReadError("the file is empty; replace it by one with text")
    try:
        document = cast(Reader, import_module(f"corpus.readers.{reader}")).read(data)
    except RecursionError as error:
        raise ReadError("the file is nested too deeply to be read; simplify it or save it anew") from error
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
