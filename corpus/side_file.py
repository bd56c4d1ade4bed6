"""Side files: ``metadata.csv`` in a folder states the metadata of the files beside and below it."""

from __future__ import annotations

import csv
import io
import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.containers import container_suffix
from corpus.errors import ReadError
from corpus.metadata.stated import FIELDS, ValueOfFieldError, checked, field_of
from corpus.readers.decoding import decode

SIDE_FILE = "metadata.csv"
_FILE_COLUMNS = ("file", "文件", "文件名", "filename", "path", "路径")
_SHOWN = 20  # warnings about one side file; the others are counted
Found = Sequence[tuple[Path, str]]


@dataclass(frozen=True)
class SideFiles:
    """The documents among found files, what side files state of them, and what is wrong with these."""

    documents: tuple[tuple[Path, str], ...]  # path, source
    stated: dict[str, dict[str, str]]  # by source; of a member of an archive, "archive.zip/member"
    warnings: tuple[str, ...]  # each names the side file and the line


def read_side_files(found: Found, max_bytes: int = 20_000_000) -> SideFiles:
    """Split what find_files found into documents and side files, and read these.

    Of two side files the one nearer to a document counts. A row that names no file, an unknown column and a
    value that does not fit its field are warned of and left out; the rest counts.
    """
    sides = [path for path, _ in found if path.name == SIDE_FILE and path.is_file()]
    documents = tuple(pair for pair in found if pair[0] not in sides)
    stated: dict[str, dict[str, str]] = {}
    warnings: list[str] = []
    for side in sorted(sides, key=lambda path: len(path.parts)):  # nearer ones later, over the others
        sources = {_named(os.path.relpath(path, side.parent)): source for path, source in documents}
        own: list[str] = []
        try:
            for source, values in _rows(side, sources, max_bytes, own):
                stated[source] = {**stated.get(source, {}), **values}
        except (ReadError, csv.Error) as error:
            own.append(f"{side}: {error}; the file is not used")
        more = len(own) - _SHOWN
        warnings += [*own[:_SHOWN], f"{side}: and {more} more such lines"] if more > 0 else own
    return SideFiles(documents, stated, tuple(warnings))


def stated_of(source: str, stated: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    """What is stated of one file, and of the members of one that holds many, by source."""
    if container_suffix(source) is None:
        return {source: stated[source]} if source in stated else {}
    return {key: value for key, value in stated.items() if key == source or key.startswith(f"{source}/")}


def _rows(
    side: Path, sources: dict[str, str], max_bytes: int, warnings: list[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield source and values of each good row; say of the others what is wrong."""
    rows = _records(side, max_bytes)
    _, header = next(rows, (1, []))
    file_column = next((at for at, name in enumerate(header) if name.strip().lower() in _FILE_COLUMNS), None)
    if file_column is None:
        raise ReadError(f"line 1: no column 'file' among {', '.join(map(repr, header[:12])) or 'no columns'}")
    fields = [None if at == file_column else field_of(name) for at, name in enumerate(header)]
    for at, name in enumerate(header):
        if name.strip() and fields[at] is None and at != file_column:
            warnings.append(f"{side}, line 1: unknown column {name!r} is left out; known: {', '.join(FIELDS)}")
    seen: dict[str, int] = {}
    for line, row in rows:
        name = _named(row[file_column]) if file_column < len(row) else ""
        source = sources.get(name) or _member(name, sources)
        if source is None:
            warnings.append(f"{side}, line {line}: no file {name!r} in its folder; give the path below {side.parent}")
            continue
        if source in seen:
            warnings.append(f"{side}, line {line}: {name!r} stands in line {seen[source]} too; that one counts")
            continue
        seen[source] = line
        values = {}
        for field, cell in zip(fields, row, strict=False):
            try:
                if field and (value := checked(field, cell)):
                    values[field] = value
            except ValueOfFieldError as error:
                warnings.append(f"{side}, line {line}: {error}; it is left out")
        yield source, values


def _records(side: Path, max_bytes: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with the number of the line it begins on."""
    try:
        if side.stat().st_size > max_bytes:
            raise ReadError(f"has more than the limit of {max_bytes:,} bytes")
        text = decode(side.read_bytes())
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror}); check its permissions") from error
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count))
    while True:
        line = reader.line_num + 1
        row = next(reader, None)
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield line, row


def _member(name: str, sources: dict[str, str]) -> str | None:
    """The source of a member of an archive: below a file that is there."""
    for at in (at for at, sign in enumerate(name) if sign == "/"):
        if name[:at] in sources:
            return sources[name[:at]] + name[at:]
    return None


def _named(path: str) -> str:
    """A path as people write it: "/" between folders, composed characters, names not in UTF-8 read as GB18030."""
    try:
        readable = os.fsencode(path).decode("utf-8")
    except UnicodeDecodeError:
        readable = os.fsencode(path).decode("gb18030", errors="replace")
    return unicodedata.normalize("NFC", readable.strip().replace("\\", "/").removeprefix("./"))
