"""What every reader returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# What a format may state: these override what the text says, but "source" and "published" only fill gaps.
KEYS = (
    "title",
    "issuer",
    "region",
    "province",
    "doc_number",
    "date",
    "kind",
    "addressee",
    "digest",
    "source",  # who put the page up
    "published",  # when the page was put up
)


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, line breaks "\\n", and the metadata that its format states apart from the text."""

    text: str
    stated: Mapping[str, str] = field(default_factory=dict)
