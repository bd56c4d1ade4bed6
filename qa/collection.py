"""A collection: policies, what is searched in them, and the indexes; in memory, or in a directory."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from corpus.datatypes import Part, Policy
from embeddings import Encoder, IndexFileError, load_encoder
from qa.directory import fault, read_manifest, replace_state
from qa.errors import CollectionError
from qa.indexes import Indexes
from qa.passages import Passage, passages_of


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that documents were read from; they follow one another in the collection."""

    source: str  # as corpus.find_files gives it
    digest: str  # of its content and of what side files state of it; "" where it must be read again
    documents: int


Row = TypeVar("Row", Policy, Passage, SourceFile)
Progress = Callable[[str, int, int], None]  # stage, done, of


@dataclass(frozen=True)
class Collection:
    """Everything a question needs, read only."""

    policies: tuple[Policy, ...]
    files: tuple[SourceFile, ...]  # in the order of the policies
    passages: tuple[Passage, ...]
    indexes: Indexes

    @classmethod
    def from_policies(
        cls, policies: Sequence[Policy], encoder: Encoder, progress: Progress | None = None, *,
        files: Sequence[SourceFile] | None = None, former: Collection | None = None,
    ) -> Collection:  # fmt: skip
        """Indexes policies in their order; texts that ``former``, by the same encoder, holds are not encoded again.

        Without ``files`` each policy is one that must be read again.
        """
        if files is None:
            files = [SourceFile(policy.source, "", 1) for policy in policies]
        for policy in policies:
            _check_verbatim(policy)
        passages = tuple(passages_of(policies))
        if former is not None and passages == former.passages:
            indexes = former.indexes
        else:
            known = former.indexes.vectors_of(former.passages) if former is not None else {}
            encoding = partial(progress, "encode") if progress else None
            indexes = Indexes.from_passages(passages, encoder, encoding, known)
        return cls(tuple(policies), tuple(files), passages, indexes)

    def with_policies(self, policies: Sequence[Policy], progress: Progress | None = None) -> Collection:
        """The collection of some of these policies, in their order, perhaps with other metadata.

        A file of which one is left out will be read again by the next ingest.
        """
        sources = [file for file in self.files for _ in range(file.documents)]
        file_of = {policy.source: file for policy, file in zip(self.policies, sources, strict=True)}
        left = Counter(file_of[policy.source].source for policy in policies)
        files = [
            file if left[file.source] == file.documents else SourceFile(file.source, "", left[file.source])
            for file in self.files
            if left[file.source]
        ]
        return Collection.from_policies(policies, self.indexes.encoder, progress, files=files, former=self)

    def part(self, at: int) -> tuple[Policy, Part]:
        """The part of a passage, and its document."""
        passage = self.passages[at]
        policy = self.policies[passage.policy]
        return policy, policy.parts[passage.part]

    def save(self, directory: Path) -> None:
        """Makes this the state of the directory, in one step; raises CollectionError when it cannot be written."""
        described = {
            "encoder": identity(self.indexes.encoder),
            "policies": len(self.policies),
            "passages": len(self.passages),
        }
        replace_state(directory, self._write, described)

    def _write(self, folder: Path) -> None:
        _write_rows(folder / "policies.jsonl", self.policies)
        _write_rows(folder / "files.jsonl", self.files)
        _write_rows(folder / "passages.jsonl", self.passages)
        self.indexes.save(folder)

    @classmethod
    def open(cls, directory: Path, encoder: Encoder | None = None) -> Collection:
        """Opens a saved collection, by default with the encoder it was built with; raises CollectionError."""
        manifest = read_manifest(directory)
        built_with = manifest["encoder"]
        if encoder is None:
            encoder = load_encoder(built_with["name"])
        found = identity(encoder)
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
            policies, files = _documents(folder, manifest)
            passages = _read_rows(folder / "passages.jsonl", Passage)
            return cls(policies, files, passages, Indexes.load(folder, len(passages), encoder))
        except (IndexFileError, OSError, ValueError, KeyError, TypeError) as error:
            raise CollectionError(
                f"{folder}: damaged or unreadable ({error}); build the collection again with `policy-qa ingest`"
            ) from None


def saved_documents(directory: Path) -> tuple[tuple[Policy, ...], tuple[SourceFile, ...]]:
    """The documents of a saved collection and their files, without indexes and encoder; raises CollectionError."""
    manifest = read_manifest(directory)
    folder = directory / manifest["data"]
    try:
        return _documents(folder, manifest)
    except (CollectionError, OSError, ValueError, KeyError, TypeError) as error:
        if read_manifest(directory) != manifest:
            return saved_documents(directory)  # it was replaced while being read
        if isinstance(error, CollectionError):
            raise
        raise CollectionError(f"{folder}: damaged ({error}); build it again with `policy-qa ingest`") from None


def _documents(folder: Path, manifest: dict[str, Any]) -> tuple[tuple[Policy, ...], tuple[SourceFile, ...]]:
    if wrong := fault(folder, manifest["files"]):
        raise CollectionError(f"{wrong}; build the collection again with `policy-qa ingest`")
    policies = _read_rows(folder / "policies.jsonl", Policy)
    files = _read_rows(folder / "files.jsonl", SourceFile)
    if sum(file.documents for file in files) != len(policies):
        raise CollectionError(
            f"{folder}: documents and files do not fit together; build it again with `policy-qa ingest`"
        )
    for policy in policies:
        _check_verbatim(policy)
    return policies, files


def identity(encoder: Encoder) -> dict[str, Any]:
    """What a collection is bound to: name, revision and dimensions of an encoder."""
    return {"name": encoder.name, "revision": encoder.revision, "dim": encoder.dim}


def _named(encoder: dict[str, Any]) -> str:
    return f"{encoder['name']} (revision {encoder['revision']}, {encoder['dim']} dimensions)"


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


def _write_rows(path: Path, rows: Sequence[Policy] | Sequence[Passage] | Sequence[SourceFile]) -> None:
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


def _name(row: Policy | Passage | SourceFile) -> str:
    return ascii(row.text[:40] if isinstance(row, Passage) else row.source)


def _read_rows(path: Path, kind: type[Row]) -> tuple[Row, ...]:
    import msgspec

    decoder = msgspec.json.Decoder(kind)
    collecting = gc.isenabled()
    gc.disable()  # nothing that is read becomes garbage: looking for some takes half of the time
    try:
        return tuple(decoder.decode_lines(path.read_bytes()))
    except msgspec.DecodeError as error:
        raise CollectionError(
            f"{path}: is damaged ({error}); build the collection again with `policy-qa ingest`"
        ) from None
    finally:
        if collecting:
            gc.enable()
