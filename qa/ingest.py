"""Brings a saved collection up to date with files: what has changed is read, what has not is kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import Policy
from corpus.loading import MAX_BYTES
from corpus.parallel import TIMEOUT
from embeddings import EMBEDDED, Encoder, load_encoder
from qa.collection import Collection, Progress, SourceFile, identity, saved_documents
from qa.directory import MANIFEST, check_directory, clear_write_errors, locked, read_manifest, remove_remains
from qa.errors import CollectionError, NothingToReadError, QAError
from qa.journal import open_journal
from qa.reading import ReadFile, Reading, read_policies


@dataclass(frozen=True)
class Changes:
    """What an ingest has done to the documents of a collection, each in the order of the sources."""

    documents: tuple[Policy, ...]  # that the collection holds now
    new: tuple[Policy, ...]
    changed: tuple[Policy, ...]
    removed: tuple[Policy, ...]
    kept: tuple[Policy, ...]  # as they were read before, since they cannot be read now
    skipped: tuple[tuple[str, str], ...]  # source, why
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class _Former:
    """The documents of a collection before an ingest, by file."""

    documents: dict[SourceFile, tuple[Policy, ...]]
    encoder: dict[str, Any]  # the identity of the one it was built with; empty where there was no collection
    warning: str | None  # why it cannot be taken over

    @classmethod
    def of(cls, directory: Path) -> _Former:
        if not (directory / MANIFEST).exists():
            return cls({}, {}, None)
        try:
            policies, files = saved_documents(directory)
        except CollectionError as error:
            return cls({}, {}, f"{error}. Only what is read now is in the collection")
        rest = iter(policies)
        documents = {file: tuple(next(rest) for _ in range(file.documents)) for file in files}
        return cls(documents, read_manifest(directory)["encoder"], None)

    def known(self) -> dict[tuple[str, str], tuple[Policy, ...]]:
        """The documents of files that need not be read again while they are the same, by source and digest."""
        return {(file.source, file.digest): own for file, own in self.documents.items() if file.digest}


def ingest(
    paths: Sequence[Path], directory: Path, encoder: Encoder | str | None = None, *, sync: bool = False,
    max_bytes: int = MAX_BYTES, timeout: float = TIMEOUT, progress: Progress | None = None,
    waiting: Callable[[], None] | None = None,
) -> Changes:  # fmt: skip
    """Reads what has changed in files and folders since the last ingest into a collection, and saves it in one step.

    Documents that are no longer among the files stay, unless ``sync`` drops them. The result is the collection that
    an ingest of all its files anew would give, apart from metadata changed by `documents set`. By default it is
    encoded as it was. ``waiting`` is called where another ingest has to end first. Raises NothingToReadError,
    CollectionError, and QAError where ``sync`` is given paths that may be there only in part.
    """
    check_directory(directory)
    if sync:
        _check_complete(paths)
    there = directory.exists()
    with clear_write_errors(directory):
        directory.mkdir(parents=True, exist_ok=True)
    try:
        with locked(directory, waiting):
            former = _Former.of(directory)
            reading = _read(paths, directory, former, max_bytes, timeout, progress)
            read, kept = _merged(former, reading, sync)
            _save(read, former, directory, encoder, progress)
            remove_remains(directory)
    except NothingToReadError:
        if not there:
            shutil.rmtree(directory, ignore_errors=True)
        raise
    documents = tuple(policy for file in read for policy in file.policies)
    before = {policy.source: policy for policies in former.documents.values() for policy in policies}
    now = {policy.source for policy in documents}
    return Changes(
        documents=documents,
        new=tuple(policy for policy in documents if policy.source not in before),
        changed=tuple(policy for policy in documents if before.get(policy.source, policy) != policy),
        removed=tuple(policy for source, policy in before.items() if source not in now),
        kept=kept,
        skipped=reading.skipped,
        warnings=(*filter(None, [former.warning]), *reading.warnings),
    )


def _read(
    paths: Sequence[Path], directory: Path, former: _Former, max_bytes: int, timeout: float,
    progress: Progress | None,
) -> Reading:  # fmt: skip
    with clear_write_errors(directory):
        journal = open_journal(directory)
    with journal:

        def keep(file: ReadFile) -> None:
            with clear_write_errors(directory):
                journal.keep(file)

        known = {**journal.documents, **former.known()}
        return read_policies(paths, max_bytes, progress, timeout, known=known, keep=keep)


def _save(
    read: Sequence[ReadFile], former: _Former, directory: Path, encoder: Encoder | str | None,
    progress: Progress | None,
) -> None:  # fmt: skip
    """Builds and saves the collection of the files, unless it is there already."""
    if encoder is None or isinstance(encoder, str):
        encoder = load_encoder(encoder or former.encoder.get("name", EMBEDDED))
    same = former.encoder == identity(encoder)
    if same and former.documents == {file.file: file.policies for file in read}:
        return

    policies = [policy for file in read for policy in file.policies]
    files = [file.file for file in read]
    opened = Collection.open(directory, encoder) if same else None
    Collection.from_policies(policies, encoder, progress, files=files, former=opened).save(directory)


def _merged(former: _Former, reading: Reading, sync: bool) -> tuple[list[ReadFile], tuple[Policy, ...]]:
    """The files of the collection after an ingest, and the documents kept because they cannot be read now."""
    before = {file.source: policies for file, policies in former.documents.items()}
    now = {policy.source for policy in reading.policies}
    read: list[ReadFile] = []
    kept: list[Policy] = []
    for file in reading.read:
        if file.unread:
            unread = [policy for policy in before.get(file.file.source, ()) if policy.source not in now]
            kept += unread
            policies = (*file.policies, *unread)
            file = ReadFile(SourceFile(file.file.source, "", len(policies)), policies)
        if file.policies:
            read.append(file)
    found = {file.file.source for file in reading.read}
    for known, policies in former.documents.items():
        if known.source in found or (sync and not _is_below(known.source, reading)):
            continue
        left = tuple(policy for policy in policies if policy.source not in now)
        if left:
            whole = len(left) == len(policies)
            read.append(ReadFile(SourceFile(known.source, known.digest if whole else "", len(left)), left))
    return sorted(read, key=lambda file: file.file.source), tuple(kept)


def _is_below(source: str, reading: Reading) -> bool:
    """Whether a file lies in a folder that was found and could not be listed."""
    return any(source.startswith(f"{file.file.source}/") for file in reading.read if file.unread)


def _check_complete(paths: Sequence[Path]) -> None:
    """Raises QAError where a path holds nothing: a disk that is not there must not empty a collection."""
    for path in paths:
        if not path.exists() or (path.is_dir() and not any(path.iterdir())):
            what = "holds nothing" if path.exists() else "is not there"
            raise QAError(f"{path}: {what}, and --sync would drop its documents; leave it out if that is meant")
