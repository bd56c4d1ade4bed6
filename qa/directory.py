"""The directory of a collection: a manifest, and one folder of data that it names.

A new state is written to a folder of its own, and the manifest is replaced last, in one step: whatever happens
before that, the old state still opens.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qa.errors import CollectionError

FORMAT = 3  # of the directory
SPLITTER = 1  # of reading and cutting: a collection cut by other rules must be built again
MANIFEST = "manifest.json"
LOCK = ".lock"
JOURNAL = "read.jsonl"  # what an ingest has read so far: see qa.journal
BUILDING = "building"


@contextmanager
def locked(directory: Path, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Held while a directory is changed; may be taken again by who holds it.

    Others wait for it, after ``waiting`` has been called.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(directory / LOCK, is_singleton=True)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if waiting:
            waiting()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def check_directory(directory: Path) -> None:
    """Raises CollectionError where a directory holds other things than a collection."""
    if directory.is_dir():
        if any(directory.iterdir()) and not (directory / MANIFEST).exists() and not _only_remains(directory):
            raise CollectionError(f"{directory}: holds other files and no collection; choose an empty directory")
    elif directory.exists():
        raise CollectionError(f"{directory}: is a file; choose a directory")


@contextmanager
def clear_write_errors(directory: Path) -> Iterator[None]:
    """Turns the OSError of a full disk and its like into a CollectionError."""
    try:
        yield
    except OSError as error:
        raise CollectionError(
            f"{directory}: the collection could not be written ({error.strerror or error}); the former one, if any, is "
            "unchanged. Free some space or choose another directory, and try again"
        ) from None


def replace_state(directory: Path, write: Callable[[Path], None], described: Mapping[str, Any]) -> None:
    """Makes what ``write`` puts into a folder the state of the directory, in one step; raises CollectionError.

    ``described`` goes into the manifest. Of two that replace the state at once the second waits for the first.
    """
    check_directory(directory)
    with clear_write_errors(directory):
        directory.mkdir(parents=True, exist_ok=True)
        with locked(directory):
            building = directory / BUILDING
            shutil.rmtree(building, ignore_errors=True)
            building.mkdir()
            try:
                write(building)
                for path in building.iterdir():
                    _sync(path)
                _install(building, _manifest(building, described), directory)
            except OSError:
                shutil.rmtree(building, ignore_errors=True)
                raise


def _manifest(folder: Path, described: Mapping[str, Any]) -> dict[str, Any]:
    files = {path.name: _checksum(path) for path in sorted(folder.iterdir())}
    manifest = {"format": FORMAT, "splitter": SPLITTER, **described, "files": files}
    digest = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:16]
    return {**manifest, "data": f"data-{digest}"}


def _install(building: Path, manifest: dict[str, Any], directory: Path) -> None:
    """Makes a complete folder of data the state of the directory it lies in: the manifest is last."""
    target = directory / manifest["data"]
    if target.exists() and fault(target, manifest["files"]) is None:  # the same content was saved before
        shutil.rmtree(building)
    else:
        shutil.rmtree(target, ignore_errors=True)  # damaged: what it held is in the building
        building.rename(target)
    _sync(target)
    _sync(directory)  # the manifest must not reach the disk before the name of what it speaks of
    temporary = directory / f"{MANIFEST}.new"
    with temporary.open("w", encoding="utf-8") as file:
        file.write(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(directory / MANIFEST)
    _sync(directory)
    remove_remains(directory)


def _sync(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_manifest(directory: Path) -> dict[str, Any]:
    """The manifest of a collection; raises CollectionError when there is none that this version reads."""
    path = directory / MANIFEST
    try:
        if not path.exists():
            raise CollectionError(
                f"{directory}: no collection here; make one with `policy-qa ingest PATH... --collection {directory}`"
            )
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        versions = (manifest["format"], manifest["splitter"])
        _ = manifest["encoder"]["name"], manifest["files"].items(), manifest["passages"]
        data = str(manifest["data"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CollectionError(
            f"{path}: damaged or unreadable ({error}); build the collection again with `policy-qa ingest`"
        ) from None
    if versions != (FORMAT, SPLITTER):
        raise CollectionError(
            f"{directory}: was built by another version (format and splitter {versions}, this one reads "
            f"{(FORMAT, SPLITTER)}); build it again with `policy-qa ingest`"
        )
    if "/" in data or not data.startswith("data-"):
        raise CollectionError(f"{path}: names a folder outside the collection; build it again with `policy-qa ingest`")
    return manifest


def fault(folder: Path, files: dict[str, list[int]]) -> str | None:
    """What is wrong with the first bad file of a folder of data, given the checksums of all; None if nothing is."""
    for name, expected in files.items():
        path = folder / name
        if not path.is_file():
            return f"{path}: is missing"
        if _checksum(path) != expected:
            return f"{path}: is damaged"
    return None


def _checksum(path: Path) -> list[int]:
    """Size and CRC-32: enough to see damage, and faster than reading the file is."""
    crc, size = 0, 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            crc, size = zlib.crc32(block, crc), size + len(block)
    return [size, crc]


def _only_remains(directory: Path) -> bool:
    return all(_is_remain(path) or path.name == LOCK for path in directory.iterdir())


def _is_remain(path: Path) -> bool:
    return path.name.startswith(("data-", BUILDING, f"{MANIFEST}.")) or path.name == JOURNAL


def remove_remains(directory: Path) -> None:
    """Removes the data of former states and of what was cut off before it became one; the directory is locked."""
    keep = read_manifest(directory)["data"]
    for path in directory.iterdir():
        if _is_remain(path) and path.name != keep:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
