"""Reads files and folders into policies, and says which files could not be read and why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from corpus import Policy, Unread, find_files, load
from corpus.loading import MAX_BYTES
from corpus.parallel import TIMEOUT, read_files
from corpus.side_file import read_side_files, stated_of
from qa.collection import Progress, SourceFile
from qa.errors import NothingToReadError

Known = Mapping[tuple[str, str], tuple[Policy, ...]]  # the documents of files, by source and digest


@dataclass(frozen=True)
class ReadFile:
    """What became of one file."""

    file: SourceFile
    policies: tuple[Policy, ...]
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What became of the files of an ingest, in their order."""

    read: tuple[ReadFile, ...]
    warnings: tuple[str, ...] = ()  # about side files; each names file and line

    @property
    def policies(self) -> tuple[Policy, ...]:
        """All documents."""
        return tuple(policy for read in self.read for policy in read.policies)

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files that documents came from."""
        return tuple(read.file for read in self.read if read.policies)

    @property
    def skipped(self) -> tuple[tuple[str, str], ...]:
        """Source, and why it could not be read."""
        return tuple((unread.source, unread.why) for read in self.read for unread in read.unread)


def read_policies(
    paths: Sequence[Path], max_bytes: int = MAX_BYTES, progress: Progress | None = None, timeout: float = TIMEOUT,
    *, known: Known | None = None, keep: Callable[[ReadFile], None] | None = None,
) -> Reading:  # fmt: skip
    """Reads and cuts every file below the paths; raises NothingToReadError when none can be read.

    ``max_bytes`` limits each document, ``timeout`` the seconds it takes (see corpus.parallel.read_files). Files
    that are ``known`` are not read again; ``keep`` is given every other one as soon as it is read.
    """
    known = known or {}
    side = read_side_files(find_files(paths), max_bytes)
    digests = [_digest(path, stated_of(source, side.stated)) for path, source in side.documents]
    found = [(*document, digest) for document, digest in zip(side.documents, digests, strict=True)]
    changed = [(path, source) for path, source, digest in found if (source, digest) not in known]
    done = len(found) - len(changed)
    read = []
    with closing(read_files(changed, max_bytes=max_bytes, overrides=side.stated, timeout=timeout)) as reading:
        for _, source, digest in found:
            if (source, digest) in known:
                policies = known[source, digest]
                read.append(ReadFile(SourceFile(source, digest, len(policies)), policies))
                continue
            read.append(_read_file(source, digest, next(reading)))
            if keep:
                keep(read[-1])
            done += 1
            if progress:
                progress("read", done, len(found))
    result = Reading(tuple(read), side.warnings)
    if not result.policies:
        where = ", ".join(map(str, paths))
        messages = [*(message for _, message in result.skipped), *side.warnings]
        why = "\n".join(f"  {message}" for message in messages[:20]) or "  no files there"
        raise NothingToReadError(f"nothing could be read in {where}:\n{why}")
    return result


def _read_file(source: str, digest: str, results: Sequence[Policy | Unread]) -> ReadFile:
    policies = tuple(result for result in results if isinstance(result, Policy))
    unread = tuple(result for result in results if isinstance(result, Unread))
    return ReadFile(SourceFile(source, "" if unread else digest, len(policies)), policies, unread)


def _digest(path: Path, stated: Mapping[str, Mapping[str, str]]) -> str:
    """Of a file's content and of what side files state of it; "" for what is no readable file."""
    try:
        if not path.is_file():  # a named pipe would be waited for
            return ""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
    except (OSError, ValueError):
        return ""
    digest.update(json.dumps(stated, sort_keys=True).encode())
    return digest.hexdigest()


def bundled_policies() -> tuple[Policy, ...]:
    """The documents that come with this package: digests of five policy documents."""
    with as_file(files("corpus").joinpath("samples")) as folder:
        return tuple(load(path, source) for path, source in find_files([folder]))
