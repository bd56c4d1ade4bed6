"""Text for a terminal: names of files may hold line breaks and codes that move its cursor."""

from __future__ import annotations

import re

# C0 and C1 controls, line separators, marks that turn the direction of writing, halves of surrogate pairs
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """Return the text on one line, characters that are not seen written as escapes."""
    return _UNSEEN.sub(lambda found: ascii(found[0])[1:-1], text)
