"""Reads PDF files: their text where they have it, what a recogniser reads where a page is an image."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.errors import ReadError
from corpus.readers.document import Document
from corpus.readers.printed.characters import characters_of, lines_of
from corpus.readers.printed.grids import tables_of
from corpus.readers.printed.page import Page
from corpus.readers.printed.rulings import rulings_of
from corpus.readers.printed.running_text import document_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MAX_PAGES = 3_000
_CREATED = re.compile(r"D:((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])")


def read(data: bytes) -> Document:
    """Return the text of a PDF, its paragraphs joined, with the place where each page begins.

    The date of creation is stated as "published", which only fills a gap. Raises ReadError where the file is
    damaged, asks for a password, has no pages, or more pages or objects than the limits.
    """
    pdf = _opened(data)
    try:
        count = len(pdf)
        if count == 0:
            raise ReadError("the PDF has no pages; export it anew from where it was made")
        if count > _MAX_PAGES:
            raise ReadError(f"the PDF has {count:,} pages, more than {_MAX_PAGES:,}; split it")
        pages = [_page(pdf, number) for number in range(count)]
        return document_of(pages, _stated(pdf))
    finally:
        pdf.close()


def _opened(data: bytes) -> PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ReadError("the PDF asks for a password; save a copy without one and ingest that") from error
        if "ecurity" in str(error):
            raise ReadError("the PDF is encrypted in an unknown way; save a copy without protection") from error
        raise ReadError(f"damaged or no PDF ({error}); export it anew from where it was made") from error


def _page(pdf: PdfDocument, number: int) -> Page:
    import pypdfium2

    try:
        page = pdf[number]
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"page {number + 1} of the PDF is damaged ({error}); export the file anew") from error
    try:
        return _read_page(page)
    except ReadError as error:
        raise ReadError(f"page {number + 1}: {error}") from error
    finally:
        page.close()


def _read_page(page: PdfPage) -> Page:
    characters, turn = characters_of(page)
    tables, rest = tables_of(characters, *rulings_of(page, turn))
    left, top, right, bottom = turn.box(*page.get_bbox())
    return Page(left, right, top, bottom, tuple(lines_of(rest)), tuple(tables))


def _stated(pdf: PdfDocument) -> dict[str, str]:
    created = _CREATED.match(pdf.get_metadata_value("CreationDate"))
    return {"published": "-".join(created.groups())} if created else {}
