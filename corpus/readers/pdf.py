"""Reads PDF files: their text where they have it, what a recogniser reads where a page is an image."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from corpus.errors import ReadError
from corpus.readers.document import Document
from corpus.readers.printed.characters import characters_of, lines_of
from corpus.readers.printed.grids import tables_of
from corpus.readers.printed.page import Line, Page
from corpus.readers.printed.recognition import MAX_SIDE, recognised_page
from corpus.readers.printed.rulings import rulings_of
from corpus.readers.printed.running_text import document_of
from corpus.readers.properties import fill_gaps

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

_MAX_PAGES = 3_000
_MAX_OBJECTS = 300_000  # of a page
_FEW = 40  # characters that may be printed on a scan: a page number, a stamp
_SCAN = 0.4  # share of the page that the images of a scan cover
_CREATED = re.compile(r"D:((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])")


def read(data: bytes) -> Document:
    """Return the text of a PDF, its paragraphs joined, with the place where each page begins.

    Title and date of creation, which the file states, only fill gaps. Raises ReadError where the file is
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
        document = document_of(pages)
        return replace(document, stated=fill_gaps(pdf.get_metadata_value("Title"), _created(pdf), document.text))
    finally:
        pdf.close()


def _opened(data: bytes) -> PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if b"/Encrypt" in data:
            raise ReadError("the PDF asks for a password; save a copy without one and ingest that") from error
        raise ReadError("damaged, empty or no PDF; export it anew from where it was made") from error


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
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(page.raw)
    if count > _MAX_OBJECTS:
        raise ReadError(f"the page has {count:,} objects, more than {_MAX_OBJECTS:,}; print the file to PDF anew")
    characters, turn = characters_of(page)
    if _is_image(page, characters):
        return recognised_page(_rendered(page), page.get_width())
    tables, rest = tables_of(characters, *rulings_of(page, turn))
    left, top, right, bottom = turn.box(*page.get_bbox())
    return Page(left, right, top, bottom, tuple(lines_of(rest)), tuple(tables))


def _is_image(page: PdfPage, characters: Sequence[Line]) -> bool:
    """Whether the text of a page is to be seen, but not given as characters.

    So it is on scans, also where a program has printed a page number on them, and with fonts that do not say
    which characters they are.
    """
    import pypdfium2.raw as pdfium

    printed = [c.text for c in characters if c.text.strip()]
    legible = sum(1 for text in printed if text != "\ufffd" and not "\ue000" <= text <= "\uf8ff")
    if 2 * legible < len(printed):
        return True
    if legible > _FEW:
        return False
    boxes = [image.get_bounds() for image in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)]
    covered = sum((right - left) * (top - bottom) for left, bottom, right, top in boxes)
    return bool(covered >= _SCAN * page.get_width() * page.get_height())


def _rendered(page: PdfPage) -> Image:
    return cast("Image", page.render(scale=MAX_SIDE / max(page.get_size())).to_pil())


def _created(pdf: PdfDocument) -> str | None:
    """Return the ISO date of the day on which the file says it was made."""
    created = _CREATED.match(pdf.get_metadata_value("CreationDate"))
    return "-".join(created.groups()) if created else None
