"""Backups: the store and the collection in one zip file, taken while the server runs.

A zip holds ``manifest.json`` (format, time, size and SHA-256 of every file), ``store.sqlite`` and, where one was named,
``collection/…``.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from qa.copying import copy_collection
from ui.store.database import BUSY_SECONDS, STORE, check_content, now, open_store
from ui.store.errors import StoreError

FORMAT = 1
MANIFEST = "manifest.json"
COLLECTION = "collection"
UNCHANGED = "nothing was changed"


def back_up(folder: Path, collection: Path | None, target: Path, *, replace: bool = False) -> list[str]:
    """Writes the backup in one step, for this user alone; the names of the files in it.

    The store is as it was at one moment, with everything acknowledged until then. Raises StoreError where there is
    no store, where ``target`` exists and is not to be replaced, or where it cannot be written.
    """
    if target.exists() and not replace:
        raise StoreError(f"{target}: exists already; choose another name, or add --force to replace it")
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent or Path()) as name:
            work = Path(name)
            content = work / "content"
            content.mkdir()
            _copy_store(folder, content / STORE)
            if collection is not None:
                copy_collection(collection, content / COLLECTION)
            names = _pack(content, work / "backup.zip")
            (work / "backup.zip").replace(target)
    except OSError as error:
        raise StoreError(
            f"{target}: the backup could not be written ({error.strerror or error}); nothing was left behind"
        ) from None
    return names


@contextmanager
def unpacked(backup: Path, beside: Path) -> Iterator[Path]:
    """A temporary folder with the content of a backup, every file checked; on the same disk as ``beside``.

    Raises StoreError where the file is no backup, is damaged, or was written by a newer version.
    """
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=beside) as name:
        content = Path(name)
        try:
            _unpack(backup, content)
        except (zipfile.BadZipFile, KeyError, TypeError, ValueError, EOFError, zlib.error) as error:
            raise StoreError(f"{backup}: is no backup of policy-qa, or is damaged ({error}); {UNCHANGED}") from None
        except OSError as error:
            raise StoreError(f"{backup}: could not be unpacked ({error.strerror or error}); {UNCHANGED}") from None
        try:
            open_store(content).dispose()
        except StoreError as error:
            raise StoreError(f"{backup}: its store cannot be used ({error}); {UNCHANGED}") from None
        yield content


def _copy_store(folder: Path, target: Path) -> None:
    open_store(folder).dispose()  # checks that it is one, and brings it to the newest revision
    with (
        closing(sqlite3.connect(folder / STORE, timeout=BUSY_SECONDS)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
        check_content(copy, target)


def _pack(content: Path, target: Path) -> list[str]:
    paths = sorted(path for path in content.rglob("*") if path.is_file())
    files = {path.relative_to(content).as_posix(): _digest(path) for path in paths}
    manifest = {"format": FORMAT, "time": now(), "files": files}
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
            for path, name in zip(paths, files, strict=True):
                archive.write(path, name)
        file.flush()
        os.fsync(file.fileno())
    return list(files)


def _unpack(backup: Path, folder: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        if manifest["format"] != FORMAT:
            raise ValueError(f"format {manifest['format']}, this version reads {FORMAT}")
        files: dict[str, list[Any]] = manifest["files"]
        if sorted(archive.namelist()) != sorted([MANIFEST, *files]):
            raise ValueError("it holds other files than it lists")
        for name, expected in files.items():
            path = folder / _checked(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as source, path.open("wb") as target:
                left = int(expected[0])
                while block := source.read(min(1 << 20, left + 1)):
                    left -= len(block)
                    if left < 0:
                        raise ValueError(f"{name} is larger than it should be")
                    target.write(block)
                target.flush()
                os.fsync(target.fileno())
            if _digest(path) != expected:
                raise ValueError(f"{name} differs from its checksum")


def _checked(name: str) -> str:
    """A file name that stays within the folder: the store, or a file of the collection."""
    parts = name.split("/")
    inside = name == STORE or (parts[0] == COLLECTION and 2 <= len(parts) <= 3)
    if not inside or any(part in ("", ".", "..") or "\\" in part or ":" in part or "\0" in part for part in parts):
        raise ValueError(f"it holds a file that does not belong there, {name!r}")
    return name


def _digest(path: Path) -> list[Any]:
    """Size and SHA-256."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return [path.stat().st_size, digest.hexdigest()]
