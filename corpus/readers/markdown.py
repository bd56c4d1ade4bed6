"""Reads Markdown with YAML front matter."""

from __future__ import annotations

from datetime import date, datetime

from corpus.errors import ReadError
from corpus.readers.decoding import decode
from corpus.readers.document import KEYS, Document


def read(data: bytes) -> Document:
    """Return the text below the front matter, Markdown signs kept, and what the front matter states.

    Raises ReadError where the file is binary or its front matter is not valid YAML.
    """
    import frontmatter
    import yaml

    text = decode(data)
    try:
        stated, body = frontmatter.parse(text)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that does not exist
        first = str(error).split("\n")[0]
        raise ReadError(
            f"the front matter between the two --- lines is not valid YAML ({first}); correct it"
        ) from error
    return Document(body, {key: _written(stated[key]) for key in KEYS if stated.get(key) is not None})


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value).strip()
