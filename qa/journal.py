"""What an ingest has read so far, in the directory of the collection: after one that was cut off, the next goes on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from corpus.datatypes import Policy
from qa.collection import SourceFile
from qa.directory import FORMAT, JOURNAL, SPLITTER
from qa.reading import ReadFile

_HEADER = f"{FORMAT}.{SPLITTER}\n".encode()  # what other versions have read is read again


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line."""

    file: SourceFile
    policies: tuple[Policy, ...]


class Journal:
    """Appends what is read; ``documents`` is what an ingest before had read, by source and digest."""

    def __init__(self, file: BinaryIO) -> None:
        import msgspec

        self._file, self._encode = file, msgspec.json.Encoder().encode
        self.documents: dict[tuple[str, str], tuple[Policy, ...]] = {}
        decoder = msgspec.json.Decoder(_Entry)
        end = len(_HEADER) if file.readline() == _HEADER else 0
        for line in file if end else ():
            try:
                entry = decoder.decode(line)
            except msgspec.DecodeError:
                break  # it was being written when the ingest was cut off
            if not line.endswith(b"\n"):
                break
            self.documents[entry.file.source, entry.file.digest] = entry.policies
            end += len(line)
        file.seek(end)
        file.truncate()
        if not end:
            file.write(_HEADER)

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # said when it was written: the disk is full
            self._file.close()

    def keep(self, read: ReadFile) -> None:
        """Writes down what a file has given, if all of it could be read; raises OSError."""
        if read.file.digest:
            try:
                line = self._encode(_Entry(read.file, read.policies))
            except UnicodeEncodeError:  # refused with a clear message when the collection is saved
                return
            self._file.write(line + b"\n")
            self._file.flush()


def open_journal(directory: Path) -> Journal:
    """The journal of a directory that is locked; it goes when a collection is saved there. Raises OSError."""
    path = directory / JOURNAL
    path.touch()
    return Journal(path.open("r+b"))
