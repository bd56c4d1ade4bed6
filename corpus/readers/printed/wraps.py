"""What stands between two lines of one paragraph once they are joined."""

from __future__ import annotations

import re

_CLOSING = "，。、；：！？）》〉」』】〕”’…,.;:!?)%％"
_CHUNK = re.compile(r"[\x21-\x7e]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uff01-\uff5e]")


def separator(before: str, after: str) -> str:
    """Return the space that stood at a wrap between Latin words, nothing between Chinese characters.

    Between two digits in Chinese text there was a space only where one is printed: programs part numbers anywhere.
    """
    end, begin = before.rstrip()[-1:], after.lstrip()[:1]
    if not (end.isascii() and begin.isascii()) or begin in _CLOSING or end in "(/-":
        return ""
    if end.isdigit() and begin.isdigit() and _WIDE.search(before):
        return " " if before.endswith(" ") or after.startswith(" ") else ""
    return " "


def first_chunk(text: str) -> float:
    """Return the width (em) of what cannot be parted at the beginning of a line: a word, a character with its stop."""
    match = _CHUNK.match(text)
    if match:
        length = 0.55 * len(match[0])
        return length if length < 20 else 1.0
    size = 1
    while size < len(text) and text[size] in _CLOSING:
        size += 1
    return float(size)
