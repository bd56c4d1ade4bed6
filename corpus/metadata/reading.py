"""Joins what is known of a document: what its format states over what its text says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.datatypes import Contact, Part, Repealed
from corpus.gazetteer import lookup
from corpus.metadata.contact import read_contact
from corpus.metadata.dates import read_date, read_issue_date
from corpus.metadata.doc_number import read_doc_number
from corpus.metadata.kind import read_kind
from corpus.metadata.organ import is_organ, read_issuer
from corpus.metadata.region import read_region
from corpus.metadata.repeals import read_repeals
from corpus.metadata.title import read_title
from corpus.metadata.validity import read_period

_UNTITLED = 40  # chars of the first line that stand for a missing title


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a policy says about itself; see Policy for the fields."""

    title: str
    issuer: str | None
    region: str | None
    province: str | None
    doc_number: str | None
    date: str | None
    kind: str
    addressee: str | None
    contact: Contact | None
    digest: bool
    valid_from: str | None
    valid_until: str | None
    repeals: tuple[Repealed, ...]


def describe(parts: Sequence[Part], stated: Mapping[str, str]) -> Metadata:
    """Return the metadata of a document that was cut into ``parts``."""
    head, body = _split_head(parts)
    titles = [line for part in head if part.kind == "title" for line in _lines(part)]
    lines = [line for part in head for line in _lines(part)]
    adoption = [line for part in head if part.kind == "preamble" for line in _lines(part)]
    salutation = next((p.text.strip() for p in body[:3] if p.kind == "salutation"), None)
    opening = next((p.text for p in body if p.kind in ("preamble", "text", "measure")), "")
    signature = [line for part in _signatures(body) for line in _lines(part)]
    text = "".join(part.text for part in parts)

    title = stated.get("title") or read_title(titles, salutation, opening)
    issuer = stated.get("issuer") or read_issuer(lines, title, signature) or _organ(stated)
    number = stated.get("doc_number") or read_doc_number(lines, adoption)
    region, province = _region(stated, issuer, title, "\n".join(lines), number, text)
    date = _iso(stated.get("date")) or read_issue_date(lines, signature) or _iso(stated.get("published"))
    period = read_period(parts, date)
    return Metadata(
        title=title or _first_words(parts),
        issuer=issuer,
        region=region,
        province=province,
        doc_number=number,
        date=date,
        kind=stated.get("kind") or _kind(title, parts),
        addressee=stated.get("addressee") or (_addressee(salutation) if salutation else None),
        contact=read_contact("\n".join(signature), text),
        digest=stated.get("digest", "").lower() in ("true", "yes", "1"),
        valid_from=_iso(stated.get("valid_from")) or period.valid_from,
        valid_until=_iso(stated.get("valid_until")) or period.valid_until,
        repeals=read_repeals(parts),
    )


def _split_head(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Split at the first part that is neither title, furniture nor a note of adoption."""
    for index, part in enumerate(parts):
        adopted = part.kind == "preamble" and len(part.text) <= 200 and "。" not in part.text
        if part.kind not in ("title", "furniture") and not adopted:
            return list(parts[:index]), list(parts[index:])
    return list(parts), []


def _signatures(body: Sequence[Part]) -> list[Part]:
    """Return the signature of the document itself: the first, and the imprint if nothing stands between."""
    found: list[Part] = []
    for part in body:
        if part.kind == "signature":
            found.append(part)
        elif found and part.kind in ("title", "measure", "heading"):
            break
    return found


def _lines(part: Part) -> list[str]:
    return [line.strip() for line in part.text.split("\n") if line.strip()]


def _region(
    stated: Mapping[str, str],
    issuer: str | None,
    title: str | None,
    head: str,
    number: str | None,
    text: str,
) -> tuple[str | None, str | None]:
    region, province = stated.get("region"), stated.get("province")
    if region and not province:
        known = lookup(region)
        province = known.province if known else None
    if region or province:
        return region or province, province
    return read_region(issuer, title, head, number, text)


def _addressee(salutation: str) -> str:
    return re.sub(r"^(?:尊敬的|To\s+|Dear\s+)", "", salutation.rstrip("：:, "))


def _kind(title: str | None, parts: Sequence[Part]) -> str:
    kind = read_kind(title)
    asked = sum(1 for part in parts if part.label.startswith(("问", "Q")))
    return "service guide" if kind == "other" and asked >= 2 else kind


def _organ(stated: Mapping[str, str]) -> str | None:
    source = stated.get("source")
    return source if source and is_organ(source) else None


def _iso(stated: str | None) -> str | None:
    return (read_date(stated) or stated) if stated else None


def _first_words(parts: Sequence[Part]) -> str:
    text = next((p.text.strip() for p in parts if p.searchable and p.text.strip()), parts[0].text.strip())
    line = re.sub(r"^#{1,6}\s+", "", text.split("\n")[0].strip())
    return line if len(line) <= _UNTITLED else line[: _UNTITLED - 1] + "…"
