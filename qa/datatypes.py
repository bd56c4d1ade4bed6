"""What a question becomes: pure values. The fields are those of the JSON answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.datatypes import Contact

Reason = Literal[
    "off_topic",  # chit-chat, other subjects, instructions to the program
    "region",  # no document covers the region asked for
    "year",  # no document covers the year asked for
    "not_stated",  # the documents speak of the subject but do not state what was asked
]


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """Another place where the same clause stands."""

    source: str
    title: str
    measure_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Repealer:
    """The document that repealed (废止) another."""

    source: str
    title: str
    doc_number: str | None


@dataclass(frozen=True, slots=True)
class Validity:
    """Whether a document is in force on a day: neither repealed by another of the collection nor expired."""

    in_force: bool = True
    repealed_by: Repealer | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim passage with where it stands: ``policy.text[start:end] == text``."""

    policy_id: str
    source: str
    digest: bool
    title: str
    issuer: str | None
    region: str | None
    province: str | None
    doc_number: str | None
    date: str | None
    outline: tuple[str, ...]
    measure_id: str
    kind: str
    label: str
    text: str  # original characters
    start: int
    end: int
    highlights: tuple[tuple[int, int], ...]  # offsets in text, in order, disjoint
    score: float
    scores: dict[str, float]  # every signal of the ranking, by name
    responsible_units: tuple[str, ...]
    inherited_units: tuple[str, ...]
    contact: Contact | None
    also_in: tuple[AlsoIn, ...] = ()
    page: int | None = None  # that it begins on, from 1; None for a document without pages
    ocr_confidence: float | None = None  # 0..1, the least of what was recognised in an image; None: nothing was
    valid_until: str | None = None  # ISO date of the document's last day, where it states one
    in_force: bool = True  # on the day of the question
    repealed_by: Repealer | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to one question; ``quotes`` are the nearest passages when it abstains."""

    question: str
    abstained: bool
    reason: Reason | None
    confidence: float  # 0..1
    caveats: tuple[str, ...]  # sentences in the language of the question
    nearest_topics: tuple[str, ...]
    contact: Contact | None
    quotes: tuple[Quote, ...]
    language: Literal["zh", "en"] = "zh"  # of the question
    is_list: bool = False  # the question asks for all there is: the quotes are as many as answer
