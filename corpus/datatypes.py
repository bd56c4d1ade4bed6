"""What a policy document becomes: pure values, shared by every package above."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

PartKind = Literal[
    "measure",  # one thing the government does or will do
    "title",
    "heading",
    "salutation",
    "preamble",  # running text before the first heading or label
    "text",  # running text elsewhere that is not a measure: introductions, conclusions
    "signature",  # issuer, date, contact person and phone at the end, as one part
    "attachment",
    "furniture",  # page numbers, web headers: shown in place, never searched or quoted
]


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a document says to call; at least one of the two is given."""

    person: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """One named stretch of a policy; the parts of a policy tile its text.

    ``policy.text[part.start:part.end] == part.text``; offsets count Unicode code points.
    """

    id: str  # policy id + outline labels + ordinal among equals: stable while the document is
    kind: PartKind
    label: str  # the numbering it begins with, as written: "一是", "（二）", "3、", "第五条"; "" for none
    outline: tuple[str, ...]  # the headings above it, outermost first
    start: int
    end: int
    text: str
    responsible_units: tuple[str, ...] = ()  # named beside the part itself
    inherited_units: tuple[str, ...] = ()  # named by a general clause for many measures

    @property
    def searchable(self) -> bool:
        """Whether the part may be found and quoted: everything but furniture."""
        return self.kind != "furniture"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A stretch of a policy's text that was recognised in an image (OCR): it may hold wrong characters."""

    start: int
    end: int
    confidence: float  # 0..1, the mean over its characters as the recogniser gives it


@dataclass(frozen=True, slots=True)
class Repealed:
    """A document that another says it repeals (废止); at least one of the two is given."""

    title: str | None  # as cited, without the outer 《》
    doc_number: str | None


@dataclass(frozen=True, slots=True)
class Policy:
    """One source document and the parts it was cut into."""

    id: str  # made from the path below the ingested folder
    source: str  # that path, with "/" between folders and the extension kept
    text: str  # the whole text as read, original characters
    title: str
    issuer: str | None
    region: str | None  # "常州市"; None for national documents and where nothing tells
    province: str | None  # "江苏省"
    doc_number: str | None  # 发文字号, "常工信复〔2021〕第27号"
    date: str | None  # ISO date of issue, "2021-03-22"
    kind: str  # "proposal reply", "implementation plan", "notice", ...: see corpus.metadata
    addressee: str | None
    contact: Contact | None
    digest: bool  # a restatement in our own words, not the original: says so wherever quoted
    parts: tuple[Part, ...]
    pages: tuple[int, ...] = ()  # where each page begins, page 1 first: offsets of the text; () without pages
    recognised: tuple[Recognised, ...] = ()  # stretches read from an image, in order, disjoint
    attachments: tuple[str, ...] = ()  # names of the files that it lists as attached
    valid_from: str | None = None  # ISO date of the first day in force, where one is named; else that of its issue
    valid_until: str | None = None  # ISO date of the last day in force, where it states a period of validity
    repeals: tuple[Repealed, ...] = ()

    def page(self, offset: int) -> int | None:
        """The page that an offset of the text stands on, counted from 1; None for a document without pages."""
        return bisect_right(self.pages, offset) or None if self.pages else None

    def confidence(self, start: int, end: int) -> float | None:
        """The least confidence of what was recognised within a span, 0..1; None where nothing was."""
        return min((r.confidence for r in self.recognised if r.start < end and start < r.end), default=None)
