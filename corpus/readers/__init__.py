"""Readers of file formats: one file a format, and the table that says which suffix is read by which."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from corpus.errors import ReadError
from corpus.readers.document import Document
from corpus.readers.member import Budget, Member

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
    ".doc": "word",
    ".wps": "word",
    ".odt": "word",
    ".rtf": "word",
    ".ofd": "ofd",
    ".csv": "delimited",
    ".tsv": "delimited",
    ".xlsx": "spreadsheet",
    ".xls": "spreadsheet",
}
CONTAINERS = (".zip", ".jsonl", ".jsonl.gz", ".jsonl.xz")  # suffixes of files that hold many documents
NESTED = 3  # archives within archives, the outermost included


class Reader(Protocol):
    """What a module of the table offers."""

    def read(self, data: bytes) -> Document: ...


def read(path: Path, max_bytes: int) -> Document:
    """Return the text of a file and the metadata that its format states apart from the text.

    Raises ReadError where the file is missing, unreadable, no regular file, empty, larger than ``max_bytes``,
    binary, of a format without a reader, holds many documents, or no text.
    """
    with _opened(path) as file:
        try:
            if is_container(path.name):
                raise ReadError("the file holds many documents, not one; ingest it, or unpack it first")
            reader = _reader(path.name)
            size = os.fstat(file.fileno()).st_size
            if size > max_bytes:
                raise ReadError(
                    f"the file has {size:,} bytes, more than the limit of {max_bytes:,}; "
                    "split it or raise the limit (max_bytes)"
                )
            return _parsed(reader, file.read(max_bytes))
        except ReadError as error:
            raise ReadError(f"{path}: {error}") from error
        except OSError as error:
            raise ReadError(f"{path}: the file cannot be read ({error.strerror}); check its permissions") from error


def is_container(name: str) -> bool:
    """Whether a file of this name holds many documents."""
    return name.lower().endswith(CONTAINERS)


def members(path: Path, source: str, max_bytes: int) -> Iterator[Member]:
    """Yield the documents of a file in its order, those of archives in it too; reading each may raise ReadError.

    ``max_bytes`` limits each document, and a compressed file that holds documents within another.
    """
    if not is_container(path.name):
        yield Member(source, partial(read, path, max_bytes))
        return
    try:
        file = _opened(path)
    except ReadError as error:
        yield Member(source, partial(_fail, error))
        return
    with file:
        for member in _members(file, path.name, source, Budget(max_bytes), 1):
            place = f"{path}{member.source[len(source) :]}"
            yield Member(member.source, partial(_placed, member.read, place))


def _members(file: BinaryIO, name: str, source: str, budget: Budget, depth: int) -> Iterator[Member]:
    """Yield the documents of an opened file; what ends it early is the error of a last one that bears its name."""
    try:
        if not name.lower().endswith(".zip"):
            from corpus.readers.json_rows import rows

            for identity, document in rows(file, name, budget):
                yield Member(f"{source}/{identity}", document)
            return
        if depth > NESTED:
            raise ReadError(f"archives lie more than {NESTED} deep within each other; unpack it first")
        from corpus.readers.archive import entries

        for inner, unpack in entries(file, budget):
            if is_container(inner):
                yield from _inner(unpack, inner, f"{source}/{inner}", budget, depth + 1)
            else:
                yield Member(f"{source}/{inner}", partial(_unpacked, inner, unpack))
    except ReadError as error:
        yield Member(source, partial(_fail, error))


def _inner(unpack: Callable[[], bytes], name: str, source: str, budget: Budget, depth: int) -> Iterator[Member]:
    try:
        file = BytesIO(unpack())
    except ReadError as error:
        yield Member(source, partial(_fail, error))
        return
    yield from _members(file, name, source, budget, depth)


def _unpacked(name: str, unpack: Callable[[], bytes]) -> Document:
    return _parsed(_reader(name), unpack())


def _placed(read_it: Callable[[], Document], place: str) -> Document:
    try:
        return read_it()
    except ReadError as error:
        raise ReadError(f"{place}: {error}") from error


def _fail(error: ReadError) -> Document:
    raise error


def _reader(name: str) -> str:
    """The module that reads files of a name. Raises ReadError where there is none."""
    suffix = os.path.splitext(name)[1].lower()
    if suffix not in READERS:
        raise ReadError(
            f"unknown format {suffix or '(no extension)'}; supported: {', '.join(sorted(READERS))}, "
            f"and with many documents {', '.join(CONTAINERS)}. Convert the file or leave it out"
        )
    return READERS[suffix]


def _parsed(reader: str, data: bytes) -> Document:
    if not data:
        raise ReadError("the file is empty; replace it by one with text")
    try:
        document = cast(Reader, import_module(f"corpus.readers.{reader}")).read(data)
    except RecursionError as error:
        raise ReadError("the file is nested too deeply to be read; simplify it or save it anew") from error
    if not document.text.strip():
        raise ReadError("no text found in the file; if its pages are images, recognise them first")
    return document


def _opened(path: Path) -> BinaryIO:
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
