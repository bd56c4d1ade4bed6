"""What every reader returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.datatypes import Recognised

CELL_SEPARATOR = " | "  # between the cells of a table row, which is one line
# What a format may state: these override what the text says, but "source" and "published" only fill gaps.
KEYS = (
    "title",
    "issuer",
    "region",
    "province",
    "doc_number",
    "date",
    "valid_from",
    "valid_until",
    "kind",
    "addressee",
    "digest",
    "source",  # who put the page up
    "published",  # when the page was put up
)


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, line breaks "\\n", and what its format states apart from the text."""

    text: str
    stated: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[int, ...] = ()  # where each page begins, first page first: offsets of the text; () without pages
    recognised: tuple[Recognised, ...] = ()  # stretches that were read from an image, in order, disjoint
    records: tuple[int, ...] = ()  # where each record of a table of measures begins: cut there and nowhere else
    headings: tuple[
        tuple[int, int], ...
    ] = ()  # of a document with records: where each heading begins, its level from 1
    attachments: tuple[str, ...] = ()  # names of the files that the document lists as attached to it
