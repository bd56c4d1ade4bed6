"""Keeps the indexes of evaluated corpora, so that a second run is quick."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from embeddings import Encoder, IndexFileError
from qa.collection import FORMAT
from qa.errors import CollectionError
from qa.indexes import Indexes
from qa.passages import Passage


def default_folder() -> Path:
    """Where the user's caches are; may be removed at any time."""
    from platformdirs import user_cache_path

    return user_cache_path("policy-qa") / "indexes"


def indexes_of(
    passages: Sequence[Passage], encoder: Encoder, folder: Path | None, progress: Callable[[int, int], None]
) -> Indexes:
    """The indexes of passages: those kept in the folder for the same content and encoder, or built and kept there.

    None for the folder builds them anew and keeps nothing.
    """
    if folder is None:
        return Indexes.from_passages(passages, encoder, progress)
    kept = folder / _key(passages, encoder)
    if kept.is_dir():
        try:
            return Indexes.load(kept, len(passages), encoder)
        except (CollectionError, IndexFileError, OSError, ValueError):
            shutil.rmtree(kept, ignore_errors=True)  # damaged: built again
    indexes = Indexes.from_passages(passages, encoder, progress)
    folder.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix="building-", dir=folder))
    try:
        indexes.save(building)
        building.rename(kept)
    except OSError:
        shutil.rmtree(building, ignore_errors=True)  # no room, or another run was faster: the indexes are good anyway
    return indexes


def _key(passages: Sequence[Passage], encoder: Encoder) -> str:
    """A digest of everything the indexes depend on."""
    digest = hashlib.sha256(f"{FORMAT} {encoder.name} {encoder.revision} {encoder.dim}".encode())
    for passage in passages:
        for text in (passage.context, passage.text):
            digest.update(f"{len(text)} ".encode())
            digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]
