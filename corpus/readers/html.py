"""Reads web pages: the main text as lines, and the metadata that government pages state around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.errors import ReadError
from corpus.readers.decoding import decode
from corpus.readers.document import Document
from corpus.readers.html_attachments import attachments
from corpus.readers.html_furniture import drop_furniture
from corpus.readers.html_lines import lines_of
from corpus.readers.html_main import main_element
from corpus.readers.html_metadata import above_the_text, page_metadata
from corpus.readers.html_site_lines import without_site_lines
from corpus.readers.html_title import heading, heading_above, page_title

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_DEEPEST = 400  # elements inside each other: pages that people write have some thirty
_HEAD = 12  # lines among which the title is looked for


def read(data: bytes) -> Document:
    """Return the main text, one paragraph or table row a line, and what the page states around it.

    Scripts, styles, navigation and hidden elements are dropped. Raises ReadError where the file is binary, only
    holds frames or nests its elements deeper than _DEEPEST.
    """
    from bs4 import BeautifulSoup, Comment

    declared = _CHARSET.search(data[:4096])
    soup = BeautifulSoup(decode(data, declared[1].decode("ascii") if declared else None), "lxml")
    _check_depth(soup)
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    stated = page_metadata(soup)
    if title := page_title(soup, stated.get("title")):
        stated["title"] = title
    shown = title or heading(soup)
    drop_furniture(soup)
    main, certain = main_element(soup)
    if shown is None and (shown := heading_above(main)):
        stated["title"] = shown
    stated = {**above_the_text(main), **stated}
    lines = without_site_lines(lines_of(main), shown, certain)
    if not lines:
        _check_frames(soup)
    if shown and _squeezed(shown) not in _squeezed("".join(lines[:_HEAD])):
        lines.insert(0, shown)
    return Document("\n".join(lines) + ("\n" if lines else ""), stated, attachments=attachments(main))


def _check_depth(soup: BeautifulSoup) -> None:
    depths = {id(soup): 0}
    for tag in soup.find_all(True):
        depth = depths[id(tag)] = depths[id(tag.parent)] + 1
        if depth > _DEEPEST:
            raise ReadError(f"elements of the page are nested more than {_DEEPEST} deep; save it anew from a browser")


def _check_frames(soup: BeautifulSoup) -> None:
    frames = [str(frame.get("src")) for frame in soup.find_all(["frame", "iframe"]) if frame.get("src")]
    if frames:
        raise ReadError(f"the page only holds frames; save the page of the frame instead: {', '.join(frames[:5])}")


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
