"""Joins the lines of pages to paragraphs, over page breaks too, and drops page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.readers.ofd.page import Line

_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*\d{1,4}[-—–－·\s]*|第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
_INDENT = 1.2  # of the size: a line that begins so far to the right begins a paragraph
_SHORT = 1.6  # of the size: a line that ends so far from the margin ends one
_LARGER = 1.2  # ratio of sizes: a heading in larger type
_APART = 1.6  # of the usual distance of lines: space between paragraphs


def joined(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """Return the text, one paragraph a line, and the offset at which each page begins."""
    kept = [_without_page_number(page) for page in pages]
    lines = [line for page in kept for line in page]
    left = min((line.start for line in lines), default=0.0)
    right = max((line.end for line in lines), default=0.0)
    pitch = median([b.y - a.y for page in kept for a, b in pairwise(page)] or [0.0])
    pieces: list[str] = []
    starts = []
    length = 0
    before: Line | None = None
    for page in kept:
        starts.append(length)
        for index, line in enumerate(page):
            if before is not None:
                apart = index > 0 and line.y - before.y > _APART * pitch
                joint = "\n" if apart or _begins(line, before, left, right) else _joint(before.text, line.text)
                pieces.append(joint)
                length += len(joint)
            if index == 0:
                starts[-1] = length
            pieces.append(line.text)
            length += len(line.text)
            before = line
    return "".join(pieces) + ("\n" if pieces else ""), tuple(starts)


def _without_page_number(page: Sequence[Line]) -> list[Line]:
    """Return the lines of a page without a page number at its top or foot."""
    edges = {0, len(page) - 1}
    return [line for at, line in enumerate(page) if at not in edges or not _PAGE_NUMBER.fullmatch(line.text)]


def _begins(line: Line, before: Line, left: float, right: float) -> bool:
    """Whether a line begins a paragraph."""
    if line.row or before.row:
        return True
    if max(line.size, before.size) > _LARGER * min(line.size, before.size):
        return True
    return line.start - left > _INDENT * line.size or right - before.end > _SHORT * before.size


def _joint(before: str, after: str) -> str:
    return " " if before[-1:].isascii() and after[:1].isascii() and not before.endswith("-") else ""
