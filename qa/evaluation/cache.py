"""Keeps the indexes of evaluated corpora, so that a second run is quick."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from embeddings import Encoder
from qa.directory import FORMAT
from qa.errors import DatasetError
from qa.indexes import Indexes
from qa.passages import Passage

DIGESTS = "digests.json"  # of the other files of an entry, by name; written last


def default_folder() -> Path:
    """Where the user's caches are; may be removed at any time."""
    from platformdirs import user_cache_path

    return user_cache_path("policy-qa") / "indexes"


def indexes_of(
    passages: Sequence[Passage], encoder: Encoder, folder: Path | None, progress: Callable[[int, int], None]
) -> Indexes:
    """The indexes of passages: those kept in the folder for the same content and encoder, or built and kept there.

    None for the folder builds them anew and keeps nothing. Raises DatasetError where the folder cannot be written.
    """
    if folder is None:
        return Indexes.from_passages(passages, encoder, progress)
    kept = folder / _key(passages, encoder)
    if kept.is_dir():
        if _is_whole(kept):
            return Indexes.load(kept, len(passages), encoder)
        shutil.rmtree(kept, ignore_errors=True)  # damaged: built again
    try:  # before the long work
        folder.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix="building-", dir=folder))
    except OSError as error:
        raise DatasetError(
            f"{folder}: indexes cannot be kept here ({error.strerror}); choose another folder with --cache, "
            "or keep nothing with --no-cache"
        ) from None
    try:
        indexes = Indexes.from_passages(passages, encoder, progress)
        try:
            indexes.save(building)
            (building / DIGESTS).write_text(json.dumps(_digests(building)), encoding="utf-8")
            building.rename(kept)
        except OSError:
            pass  # no room, or another run was faster: the indexes are good anyway
        return indexes
    finally:
        shutil.rmtree(building, ignore_errors=True)  # there is none where it was renamed


def _is_whole(kept: Path) -> bool:
    """Whether all files of an entry are as they were written: a damaged index may give wrong figures silently."""
    try:
        return bool(json.loads((kept / DIGESTS).read_text(encoding="utf-8")) == _digests(kept))
    except (OSError, ValueError):
        return False


def _digests(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.iterdir()):
        if path.name != DIGESTS:
            with path.open("rb") as file:
                found[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def _key(passages: Sequence[Passage], encoder: Encoder) -> str:
    """A digest of everything the indexes depend on."""
    digest = hashlib.sha256(f"{FORMAT} {encoder.name} {encoder.revision} {encoder.dim}".encode())
    for passage in passages:
        for text in (passage.context, passage.text):
            digest.update(f"{len(text)} ".encode())
            digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]
