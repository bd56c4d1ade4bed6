"""Rows of JSON Lines, each one document: ``{"title": …, "text": …, "date": …}`` a line."""

from __future__ import annotations

import gzip
import json
import lzma
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from corpus.containers.members import Budget, Member
from corpus.containers.names import Names, harmless
from corpus.errors import ReadError
from corpus.metadata.stated import ValueOfFieldError, checked, field_of
from corpus.readers.decoding import decode
from corpus.readers.document import KEYS, Document

_TEXT: Final = ("text", "content", "body", "正文", "内容")
_ID: Final = ("id", "_id", "ID")
_CHUNK: Final = 1 << 16  # bytes
_XZ_MEMORY: Final = 130_000_000  # bytes: the largest preset of xz needs 65 MiB
_HOPELESS: Final = 1_000  # bad rows before the first good one: the file is of another kind


def members(stream: BinaryIO, suffix: str, budget: Budget) -> Iterator[Member]:
    """Yield a document a row, read one after another; blank lines are passed over.

    A row is named by its "id", else by its line number. Raises ReadError where the stream is damaged, not JSON Lines
    at all, or unpacks to more than the budget.
    """
    names = Names()
    good = bad = 0
    for number, line in enumerate(_lines(_chunks(stream, suffix), budget), 1):
        if line is not None and not line.strip():
            continue
        name = ""
        try:
            row = _row(line, budget)
            name = harmless(next((str(row[key]) for key in _ID if isinstance(row.get(key), str | int)), ""))
            document = _document(row)
            yield Member(names.distinct(name or str(number)), document)
            good += 1
        except ReadError as error:
            yield Member(names.distinct(name or str(number)), ReadError(f"line {number}: {error}"))
            bad += 1
            if bad >= _HOPELESS and not good:
                raise ReadError(f"none of its first {bad:,} rows can be read; the rest is left out") from error


def _row(line: bytes | None, budget: Budget) -> dict[str, object]:
    if line is None:
        raise ReadError(f"the row has more than {budget.max_bytes:,} bytes; split it or raise the limit (max_bytes)")
    try:
        # numbers stay as written: 2.50, and a million digits cost nothing
        row = json.loads(decode(line), parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        raise ReadError(f"the row is not valid JSON ({error.msg} at character {error.pos + 1}); correct it") from error
    except RecursionError as error:
        raise ReadError("the row nests brackets too deeply; it is no document") from error
    if not isinstance(row, dict):
        raise ReadError(f'the row is {_kind(row)}; expected an object such as {{"title": …, "text": …}}')
    return row


def _document(row: dict[str, object]) -> Document:
    """Return the document of a row; a field that does not fit what it states is left out."""
    key = next((key for key in _TEXT if key in row), None)
    if key is None:
        raise ReadError(f'the row has no "text" but {", ".join(map(repr, list(row)[:8])) or "no fields"}')
    text = row[key]
    if not isinstance(text, str):
        raise ReadError(f"its {key!r} is {_kind(text)}; expected a text")
    text = _sound(text).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ReadError(f"its {key!r} is empty")
    stated = {}
    for name, value in row.items():
        field = name if name in KEYS else field_of(name)
        if field is None or not isinstance(value, str | bool):
            continue
        try:
            given = checked(field, _sound(value if isinstance(value, str) else str(value).lower()))
        except ValueOfFieldError:
            continue
        if given:
            stated[field] = given
    return Document(text, stated)


def _sound(text: str) -> str:
    """Return a text without what no file could hold: lone surrogates and NUL become U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\x00", "\ufffd")


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "a text or number", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")


def _lines(chunks: Iterator[bytes], budget: Budget) -> Iterator[bytes | None]:
    """Yield the lines of a stream, None for one longer than the limit of a document."""
    rest = b""
    skipping = False
    for chunk in chunks:
        budget.spend(len(chunk))
        *whole, rest_of_chunk = chunk.split(b"\n")
        for line in whole:
            yield None if skipping or len(rest) + len(line) > budget.max_bytes else rest + line
            rest, skipping = b"", False
        if skipping or len(rest) + len(rest_of_chunk) > budget.max_bytes:
            rest, skipping = b"", True
        else:
            rest += rest_of_chunk
    if rest or skipping:
        yield None if skipping else rest


def _chunks(stream: BinaryIO, suffix: str) -> Iterator[bytes]:
    try:
        if suffix.endswith(".xz"):
            yield from _xz(stream)
            return
        source: BinaryIO | gzip.GzipFile = gzip.GzipFile(fileobj=stream) if suffix.endswith(".gz") else stream
        first = True
        while chunk := source.read(_CHUNK):
            if first and chunk.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise ReadError("the file is UTF-16; save it as UTF-8")
            yield chunk.removeprefix(b"\xef\xbb\xbf") if first else chunk
            first = False
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise ReadError(f"the file is damaged or cut off and cannot be unpacked ({error}); get it anew") from error


def _xz(stream: BinaryIO) -> Iterator[bytes]:
    """Yield what an .xz file unpacks to, in bounded memory; it may consist of several streams."""
    data = b""
    while data or (data := stream.read(_CHUNK)):
        unpacker = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
        while not unpacker.eof:
            if unpacker.needs_input and not data and not (data := stream.read(_CHUNK)):
                raise EOFError("it ends too early")
            if chunk := unpacker.decompress(data if unpacker.needs_input or data else b"", _CHUNK):
                yield chunk
            data = b""
        data = unpacker.unused_data.lstrip(b"\x00")  # padding between streams
