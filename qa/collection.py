"""A collection: policies, what is searched in them, and the indexes; in memory, or in a directory.

On disk a collection is a directory with a small ``manifest.json`` and one folder of data that the manifest names.
A new state is written to a folder of its own, and the manifest is replaced last, in one step: whatever happens
before that, the old state still opens.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar

from corpus.datatypes import Policy
from embeddings import Encoder, IndexFileError, load_encoder
from qa.errors import CollectionError
from qa.indexes import Indexes
from qa.passages import Passage, passages_of

Row = TypeVar("Row", Policy, Passage)

FORMAT = 3  # of the directory
SPLITTER = 1  # of the cutting: a collection cut by other rules must be built again
MANIFEST = "manifest.json"
LOCK = ".lock"


@dataclasses.dataclass(frozen=True)
class Collection:
    """Everything a question needs, read only."""

    policies: tuple[Policy, ...]
    passages: tuple[Passage, ...]
    indexes: Indexes

    @classmethod
    def from_policies(
        cls, policies: Sequence[Policy], encoder: Encoder, progress: Callable[[int, int], None] | None = None
    ) -> Collection:
        """Indexes policies in their order; ``progress`` hears how many windows are encoded, of how many."""
        for policy in policies:
            _check_verbatim(policy)
        passages = tuple(passages_of(policies))
        return cls(tuple(policies), passages, Indexes.from_passages(passages, encoder, progress))

    def with_policies(
        self, policies: Sequence[Policy], progress: Callable[[int, int], None] | None = None
    ) -> Collection:
        """The collection of other policies by the same encoder; what is searched alike keeps its indexes."""
        passages = tuple(passages_of(policies))
        if passages == self.passages:
            return Collection(tuple(policies), passages, self.indexes)
        return Collection.from_policies(policies, self.indexes.encoder, progress)

    @staticmethod
    def locked(directory: Path) -> AbstractContextManager[object]:
        """Held while a directory is changed; may be taken again by who holds it. Others wait."""
        from filelock import FileLock

        return FileLock(directory / LOCK, is_singleton=True)

    def save(self, directory: Path) -> None:
        """Makes this the state of the directory, in one step; raises CollectionError when it cannot be written.

        Of two that save at once the second waits for the first.
        """
        check_directory(directory)
        try:
            directory.mkdir(parents=True, exist_ok=True)
            with self.locked(directory):
                self._replace(directory)
        except OSError as error:
            raise CollectionError(
                f"{directory}: the collection could not be written ({error.strerror or error}); the former one, if "
                "any, is unchanged. Free some space or choose another directory, and ingest again"
            ) from None

    def _replace(self, directory: Path) -> None:
        building = directory / "building"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir()
        try:
            self._write(building)
            install(building, self._manifest(building), directory)
        except OSError:
            shutil.rmtree(building, ignore_errors=True)
            raise

    def _write(self, folder: Path) -> None:
        _write_rows(folder / "policies.jsonl", self.policies)
        _write_rows(folder / "passages.jsonl", self.passages)
        self.indexes.save(folder)
        for path in folder.iterdir():
            with path.open("rb") as file:
                os.fsync(file.fileno())

    def _manifest(self, folder: Path) -> dict[str, Any]:
        files = {path.name: _checksum(path) for path in sorted(folder.iterdir())}
        manifest = {
            "format": FORMAT,
            "splitter": SPLITTER,
            "encoder": _identity(self.indexes.encoder),
            "policies": len(self.policies),
            "passages": len(self.passages),
            "files": files,
        }
        digest = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:16]
        return {**manifest, "data": f"data-{digest}"}

    @classmethod
    def open(cls, directory: Path, encoder: Encoder | None = None) -> Collection:
        """Opens a saved collection, by default with the encoder it was built with; raises CollectionError."""
        manifest = read_manifest(directory)
        built_with = manifest["encoder"]
        if encoder is None:
            encoder = load_encoder(built_with["name"])
        found = _identity(encoder)
        if found != built_with:
            raise CollectionError(
                f"{directory}: was built with encoder {_named(built_with)}, opened with {_named(found)}; build it "
                f"again with `policy-qa ingest`, or open it with --encoder {built_with['name']}"
            )
        try:
            return cls._load(directory / manifest["data"], manifest, encoder)
        except CollectionError:
            if read_manifest(directory) == manifest:
                raise
            return cls.open(directory, encoder)  # it was replaced while being read

    @classmethod
    def _load(cls, folder: Path, manifest: dict[str, Any], encoder: Encoder) -> Collection:
        try:
            policies = _policies(folder, manifest)
            passages = _read_rows(folder / "passages.jsonl", Passage)
            return cls(policies, passages, Indexes.load(folder, len(passages), encoder))
        except (IndexFileError, OSError, ValueError, KeyError, TypeError) as error:
            raise CollectionError(
                f"{folder}: damaged or unreadable ({error}); build the collection again with `policy-qa ingest`"
            ) from None


def install(building: Path, manifest: dict[str, Any], directory: Path) -> None:
    """Makes a complete folder of data the state of the directory it lies in, in one step: the manifest is last."""
    target = directory / manifest["data"]
    if target.exists() and _fault(target, manifest["files"]) is None:  # the same content was saved before
        shutil.rmtree(building)
    else:
        shutil.rmtree(target, ignore_errors=True)  # damaged: what it held is in the building
        building.rename(target)
    temporary = directory / f"{MANIFEST}.new"
    with temporary.open("w", encoding="utf-8") as file:
        file.write(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(directory / MANIFEST)
    _remove_remains(directory, keep=target)


def check_directory(directory: Path) -> None:
    """Raises CollectionError where a directory holds other things than a collection."""
    if directory.is_dir():
        if any(directory.iterdir()) and not (directory / MANIFEST).exists() and not _only_remains(directory):
            raise CollectionError(f"{directory}: holds other files and no collection; choose an empty directory")
    elif directory.exists():
        raise CollectionError(f"{directory}: is a file; choose a directory")


def saved_policies(directory: Path) -> tuple[Policy, ...]:
    """The documents of a saved collection, without its indexes and encoder; raises CollectionError."""
    manifest = read_manifest(directory)
    folder = directory / manifest["data"]
    try:
        return _policies(folder, manifest)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CollectionError(f"{folder}: damaged ({error}); build it again with `policy-qa ingest`") from None


def _policies(folder: Path, manifest: dict[str, Any]) -> tuple[Policy, ...]:
    if fault := _fault(folder, manifest["files"]):
        raise CollectionError(f"{fault}; build the collection again with `policy-qa ingest`")
    policies = _read_rows(folder / "policies.jsonl", Policy)
    for policy in policies:
        _check_verbatim(policy)
    return policies


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


def _identity(encoder: Encoder) -> dict[str, Any]:
    return {"name": encoder.name, "revision": encoder.revision, "dim": encoder.dim}


def _named(encoder: dict[str, Any]) -> str:
    return f"{encoder['name']} (revision {encoder['revision']}, {encoder['dim']} dimensions)"


def _fault(folder: Path, files: dict[str, list[int]]) -> str | None:
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
    return all(_is_remain(path) for path in directory.iterdir())


def _is_remain(path: Path) -> bool:
    return path.name == LOCK or path.name.startswith(("data-", "building", f"{MANIFEST}."))


def _remove_remains(directory: Path, keep: Path) -> None:
    """Removes the data of former states and of builds that were cut off."""
    for path in directory.iterdir():
        if _is_remain(path) and path != keep and path.name != LOCK:
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _check_verbatim(policy: Policy) -> None:
    at = 0
    for part in policy.parts:
        if part.start != at or policy.text[part.start : part.end] != part.text:
            raise CollectionError(
                f"{policy.source}: {part.id} does not hold the words of its document; ingest it again"
            )
        at = part.end
    if at != len(policy.text):
        raise CollectionError(
            f"{policy.source}: the parts end at {at} of {len(policy.text)} characters; ingest it again"
        )


def _write_rows(path: Path, rows: Sequence[Policy] | Sequence[Passage]) -> None:
    import msgspec

    encoder = msgspec.json.Encoder()
    with path.open("wb") as file:
        for row in rows:
            try:
                file.write(encoder.encode(row) + b"\n")
            except UnicodeEncodeError:
                raise CollectionError(
                    f"{_name(row)}: holds half of a surrogate pair, which is no character; correct the document, and "
                    "ingest again"
                ) from None


def _name(row: Policy | Passage) -> str:
    return ascii(row.source if isinstance(row, Policy) else row.text[:40])


def _read_rows(path: Path, kind: type[Row]) -> tuple[Row, ...]:
    import msgspec

    decoder = msgspec.json.Decoder(kind)
    try:
        return tuple(map(decoder.decode, path.read_bytes().splitlines()))
    except msgspec.DecodeError as error:
        raise CollectionError(
            f"{path}: is damaged ({error}); build the collection again with `policy-qa ingest`"
        ) from None
