"""Copies of a saved collection: its files as they are, complete or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

from qa.collection import saved_documents
from qa.directory import MANIFEST, locked, read_manifest, replace_state


def copy_collection(directory: Path, target: Path) -> None:
    """Copies a collection into a new directory; an ingest meanwhile waits. Raises CollectionError, OSError."""
    read_manifest(directory)
    with locked(directory):
        manifest = read_manifest(directory)
        shutil.copytree(directory / manifest["data"], target / manifest["data"])
        shutil.copyfile(directory / MANIFEST, target / MANIFEST)
    saved_documents(target)  # checks every file


def replace_collection(source: Path, directory: Path) -> None:
    """Makes a copy the state of a directory, in one step as an ingest does; raises CollectionError."""
    manifest = read_manifest(source)

    def write(folder: Path) -> None:
        shutil.copytree(source / manifest["data"], folder, dirs_exist_ok=True)

    replace_state(directory, write, {key: manifest[key] for key in ("encoder", "policies", "passages")})
