"""Reads JSON Lines, each row one document; streamed, so that memory holds one row at a time."""

from __future__ import annotations

import gzip
import json
import lzma
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, cast

from corpus.errors import ReadError
from corpus.readers.decoding import decode
from corpus.readers.document import KEYS, Document
from corpus.readers.member import TOTAL, Budget


def rows(file: BinaryIO, name: str, budget: Budget) -> Iterator[tuple[str, Callable[[], Document]]]:
    """Yield the id of each row, its "id" or the number of its line, and a function that gives its document.

    A name that ends in ".gz" or ".xz" says that the file is compressed. Raises ReadError where the file is
    damaged or unpacks to more than the budget; the functions raise it where a row is not a document.
    """
    taken: Counter[str] = Counter()
    for number, line in _lines(file, name, budget):
        try:
            identity, document = _row(line, number, budget.document)
        except ReadError as error:
            identity, document = str(number), partial(_raise, error)
        taken[identity] += 1
        yield identity if taken[identity] == 1 else f"{taken[identity]}/{identity}", document


def _lines(file: BinaryIO, name: str, budget: Budget) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not empty with their numbers; of one that is too long, its beginning only."""
    packed = name.lower().endswith((".gz", ".xz"))
    stream = file
    if packed:
        unpack = gzip.open if name.lower().endswith(".gz") else lzma.open
        stream = cast(BinaryIO, unpack(file, "rb"))
    number = 0
    try:
        while line := stream.readline(budget.document + 1):
            number += 1
            rest = line
            while packed or not rest.endswith(b"\n"):
                if packed:
                    budget.total -= len(rest)
                    if budget.total < 0:
                        raise ReadError(f"line {number}: the file unpacks to more than {TOTAL:,} bytes; split it")
                if rest.endswith(b"\n") or not (rest := stream.readline(1_000_000)):
                    break
            line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if line.strip():
                yield number, line
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise ReadError(f"line {number + 1}: the file is damaged ({error}); get it anew") from error


def _row(line: bytes, number: int, max_bytes: int) -> tuple[str, Callable[[], Document]]:
    if len(line) > max_bytes:
        raise ReadError(f"line {number}: the row has more than {max_bytes:,} bytes; split it or raise the limit")
    try:
        row = json.loads(decode(line))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"line {number}: not JSON ({str(error)[:200]}); correct the row") from error
    except ReadError as error:
        raise ReadError(f"line {number}: {error}") from error
    if not isinstance(row, dict):
        raise ReadError(f'line {number}: expected an object with "text", found {type(row).__name__}')
    identity = row.get("id")
    known = isinstance(identity, str | int) and not isinstance(identity, bool) and str(identity).strip()
    return str(identity).strip() if known else str(number), partial(_document, row, number)


def _document(row: dict[str, object], number: int) -> Document:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ReadError(f'line {number}: expected "text" with the words of the document; keys: {", ".join(row)[:200]}')
    if any("\ud800" <= c <= "\udfff" for c in text):
        raise ReadError(f'line {number}: "text" has halves of surrogate pairs, which are no characters; correct it')
    stated = {key: _written(row[key]) for key in KEYS if isinstance(row.get(key), str | int | float)}
    return Document(
        text.replace("\r\n", "\n").replace("\r", "\n"), {key: value for key, value in stated.items() if value}
    )


def _written(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value).strip()
    return text.encode("utf-8", "replace").decode("utf-8")


def _raise(error: ReadError) -> Document:
    raise error
