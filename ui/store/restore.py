"""Brings back a backup: checked as a whole first, then put in place in one step each for store and collection."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from qa import QAError
from qa.collection import saved_documents
from qa.copying import replace_collection
from qa.directory import MANIFEST, check_directory
from ui.store.backup import COLLECTION, UNCHANGED, unpacked
from ui.store.database import BUSY_SECONDS, DAMAGED, STORE, create_folder, open_store
from ui.store.errors import StoreError


def restore(backup: Path, folder: Path, collection: Path | None, *, replace: bool = False) -> list[str]:
    """Makes the content of a backup the state of the data folder and of ``collection``; what was restored.

    Until then, and whatever happens meanwhile, the former state stays. A running server sees the restored store at
    once, the collection within seconds. Raises StoreError where the backup is damaged, where something
    would be replaced unasked, and always where a foreign or damaged file would be.
    """
    create_folder(folder)
    target = folder / STORE
    if target.exists() and target.stat().st_size:
        if not replace:
            raise StoreError(f"{target}: exists already; add --force to replace what it holds")
        open_store(folder).dispose()  # a foreign or damaged file is not written over
    with unpacked(backup, folder) as content:
        has_collection = (content / COLLECTION).is_dir()
        if has_collection:
            _check_collection(content / COLLECTION, collection, backup, replace=replace)
        elif collection is not None:
            raise StoreError(f"{backup}: holds no collection; leave --collection out to restore the store alone")
        _replace_store(content / STORE, target)
        if has_collection and collection is not None:
            replace_collection(content / COLLECTION, collection)
    return ["store", "collection"] if has_collection else ["store"]


def _check_collection(found: Path, collection: Path | None, backup: Path, *, replace: bool) -> None:
    if collection is None:
        raise StoreError(f"{backup}: holds a collection too; name the directory to restore it to with --collection")
    try:
        saved_documents(found)
    except QAError as error:
        raise StoreError(f"{backup}: its collection cannot be used ({error}); {UNCHANGED}") from None
    check_directory(collection)
    if (collection / MANIFEST).exists() and not replace:
        raise StoreError(f"{collection}: holds a collection already; add --force to replace it")


def _replace_store(source: Path, target: Path) -> None:
    """Writes the pages of one store over those of another in one transaction, waiting for its writers."""
    try:
        os.close(os.open(target, os.O_RDWR | os.O_CREAT, 0o600))
        with (
            closing(sqlite3.connect(source)) as restored,
            closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as live,
        ):
            live.execute("PRAGMA synchronous = FULL")
            restored.backup(live)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{target}: could not be replaced and is unchanged ({error}); {DAMAGED}") from None
    open_store(target.parent).dispose()
