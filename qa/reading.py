"""Reads files and folders into policies, and says which files could not be read and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from corpus import Policy, Unread, find_files, load
from corpus.loading import MAX_BYTES
from corpus.parallel import TIMEOUT, read_files
from corpus.side_file import read_side_files
from qa.errors import NothingToReadError

Progress = Callable[[str, int, int], None]  # stage, done, of


@dataclass(frozen=True)
class Reading:
    """What became of the files of an ingest."""

    policies: tuple[Policy, ...]
    skipped: tuple[tuple[str, str], ...]  # source, why
    warnings: tuple[str, ...] = ()  # about side files; each names file and line


def read_policies(
    paths: Sequence[Path], max_bytes: int = MAX_BYTES, progress: Progress | None = None, timeout: float = TIMEOUT
) -> Reading:
    """Reads and cuts every file below the paths; raises NothingToReadError when none can be read.

    ``max_bytes`` limits each document, ``timeout`` the seconds it takes (see corpus.parallel.read_files).
    """
    side = read_side_files(find_files(paths), max_bytes)
    found = side.documents
    policies, skipped = [], []
    reading = read_files(found, max_bytes=max_bytes, overrides=side.stated, timeout=timeout)
    with closing(reading):
        for number, documents in enumerate(reading, 1):
            for document in documents:
                if isinstance(document, Unread):
                    skipped.append((document.source, document.why))
                else:
                    policies.append(document)
            if progress:
                progress("read", number, len(found))
    if not policies:
        where = ", ".join(map(str, paths))
        messages = [*(message for _, message in skipped), *side.warnings]
        why = "\n".join(f"  {message}" for message in messages[:20]) or "  no files there"
        raise NothingToReadError(f"nothing could be read in {where}:\n{why}")
    return Reading(tuple(policies), tuple(skipped), side.warnings)


def bundled_policies() -> tuple[Policy, ...]:
    """The documents that come with this package: digests of five policy documents."""
    with as_file(files("corpus").joinpath("samples")) as folder:
        return tuple(load(path, source) for path, source in find_files([folder]))
