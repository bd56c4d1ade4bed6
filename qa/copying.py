"""Copies of a saved collection: its files as they are, complete or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from qa.collection import LOCK, MANIFEST, check_directory, install, read_manifest, saved_policies
from qa.errors import CollectionError


def copy_collection(directory: Path, target: Path) -> None:
    """Copies a collection into a new directory; an ingest meanwhile waits. Raises CollectionError, OSError."""
    from filelock import FileLock

    read_manifest(directory)
    with FileLock(directory / LOCK):
        manifest = read_manifest(directory)
        shutil.copytree(directory / manifest["data"], target / manifest["data"])
        shutil.copyfile(directory / MANIFEST, target / MANIFEST)
    saved_policies(target)  # checks every file


def replace_collection(source: Path, directory: Path) -> None:
    """Makes a copy the state of a directory, in one step as an ingest does; raises CollectionError."""
    from filelock import FileLock

    check_directory(directory)
    manifest = read_manifest(source)
    building = directory / "building"
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with FileLock(directory / LOCK):
            shutil.rmtree(building, ignore_errors=True)
            shutil.copytree(source / manifest["data"], building)
            for path in building.iterdir():
                with path.open("rb") as file:
                    os.fsync(file.fileno())
            install(building, manifest, directory)
    except OSError as error:
        shutil.rmtree(building, ignore_errors=True)
        raise CollectionError(
            f"{directory}: the collection could not be written ({error.strerror or error}); the former one, if any, is "
            "unchanged. Free some space or choose another directory, and restore again"
        ) from None
