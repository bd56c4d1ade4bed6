"""Makes a policy of a file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from corpus.containers import container_suffix
from corpus.containers.members import Budget, Member, open_container
from corpus.cutting.cut import cut
from corpus.cutting.records import cut_records
from corpus.datatypes import Policy
from corpus.errors import ReadError
from corpus.metadata.reading import describe
from corpus.readers import opened, read, read_bytes
from corpus.readers.document import Document

MAX_BYTES = 20_000_000  # of one file
_SLUG = 60  # chars of a policy id before its hash


def load(path: Path, source: str, *, max_bytes: int = MAX_BYTES, overrides: Mapping[str, str] | None = None) -> Policy:
    """Read a file, cut it and return it as a policy.

    ``source`` is the path below the ingested folder (see find_files); the id is made from it alone.
    ``overrides`` is what a side file states of it, by the names of KEYS.
    Raises ReadError where the file is missing, unreadable, empty, binary, of an unknown format, larger than
    ``max_bytes`` (bytes) or holds no text.
    """
    return _policy(read(path, max_bytes), source, overrides or {})


def _policy(document: Document, source: str, overrides: Mapping[str, str]) -> Policy:
    identity = policy_id(source)
    stated = _overridden(document.stated, overrides)
    if document.records:
        parts = cut_records(document.text, identity, document.records, document.headings)
        if not any(part.kind == "title" for part in parts):  # a table without a title is called by its file
            stated = {"title": PurePosixPath(source).stem, **stated}
    else:
        parts = cut(document.text, identity)
    known = describe(parts, stated)
    return Policy(
        id=identity,
        source=source,
        text=document.text,
        title=known.title,
        issuer=known.issuer,
        region=known.region,
        province=known.province,
        doc_number=known.doc_number,
        date=known.date,
        kind=known.kind,
        addressee=known.addressee,
        contact=known.contact,
        digest=known.digest,
        parts=parts,
        pages=document.pages,
        recognised=document.recognised,
        attachments=document.attachments,
        valid_from=known.valid_from,
        valid_until=known.valid_until,
        repeals=known.repeals,
    )


@dataclass(frozen=True, slots=True)
class Unread:
    """A file, or a member of an archive, that cannot become a policy, and why."""

    source: str
    why: str  # names the file, what was found and what to do


def load_all(
    path: Path,
    source: str,
    *,
    max_bytes: int = MAX_BYTES,
    overrides: Mapping[str, Mapping[str, str]] | None = None,
    start: int = 0,
) -> Iterator[Policy | Unread]:
    """Yield the policies of a file in their order; what cannot be read is said and does not stop the rest.

    The source of a member of an archive is "archive.zip/folder/name.docx", of a row of JSON Lines "rows.jsonl/ID".
    ``max_bytes`` is the limit of each member. ``overrides`` is what side files state, by source; what they state of an
    archive counts for its members. ``start`` leaves out so many documents at the beginning.
    """
    stated = overrides or {}
    for member in islice(_members(path, max_bytes), start, None):
        of_member = f"{source}/{member.name}".rstrip("/") if member else source
        place = f"{path}/{member.name}".rstrip("/") if member else str(path)
        try:
            document = _document(member) if member else read(path, max_bytes)
            yield _policy(document, of_member, {**stated.get(source, {}), **stated.get(of_member, {})})
        except ReadError as error:
            yield Unread(of_member, str(error) if str(error).startswith(str(path)) else f"{place}: {error}")
        except MemoryError:
            raise
        except Exception as error:  # whatever a parser lets through must not end the reading of the rest
            what = f"{type(error).__name__}: {str(error)[:200]}"
            yield Unread(of_member, f"{place}: the file cannot be parsed ({what}); save it anew or leave it out")


def _members(path: Path, max_bytes: int) -> Iterator[Member | None]:
    """The documents of a file that holds many; None for a file that is one."""
    suffix = container_suffix(path.name)
    if suffix is None:
        yield None
        return
    try:
        with opened(path) as stream:
            yield from open_container(stream, suffix, Budget(max_bytes, path.stat().st_size))
    except ReadError as error:
        yield Member("", error)


def _document(member: Member) -> Document:
    if isinstance(member.content, ReadError):
        raise member.content
    return member.content if isinstance(member.content, Document) else read_bytes(member.content, member.name)


def _overridden(stated: Mapping[str, str], overrides: Mapping[str, str]) -> dict[str, str]:
    if "region" in overrides:  # the province that the file states is that of another region
        stated = {key: value for key, value in stated.items() if key != "province"}
    return {**stated, **overrides}


def policy_id(source: str) -> str:
    """Return the id of the policy of a source: readable, unique by a hash, safe as a file name."""
    slug = re.sub(r"[^\w\u4e00-\u9fff]+", "-", source.rsplit(".", 1)[0]).strip("-_")[:_SLUG].strip("-_")
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug}-{digest}" if slug else digest
