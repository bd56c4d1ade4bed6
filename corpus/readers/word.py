"""Reads files of word processors by what they are: offices name the same content .doc, .docx, .wps or .rtf."""

from __future__ import annotations

from typing import Final

from corpus.errors import ReadError
from corpus.readers.document import Document
from corpus.readers.docx import read_docx
from corpus.readers.libreoffice import converted
from corpus.readers.old_word import suffix_of
from corpus.readers.package import Package, parsed

_ZIP: Final = b"PK\x03\x04"
_OLD: Final = b"\xd0\xcf\x11\xe0"
_RTF: Final = b"{\\rtf"
_BOM: Final = b"\xef\xbb\xbf"
_OPEN_TEXT: Final = b"application/vnd.oasis.opendocument.text"
_BEGINNING: Final = 4_000  # bytes in which an XML or HTML file says what it is


def read(data: bytes) -> Document:
    """Return the text of a file of a word processor, one paragraph or table row a line; see read_docx.

    Raises ReadError where it is damaged, encrypted, hostile or of another kind, and where it must be
    converted but LibreOffice is not installed.
    """
    start = data[:_BEGINNING].removeprefix(_BOM).lstrip()
    if data.startswith(_ZIP):
        return _read_package(data)
    if data.startswith(_OLD):
        return _converted(data, suffix_of(data))
    if start.startswith(_RTF):
        return _converted(data, ".rtf")
    if b"schemas.microsoft.com/office/word/2003/wordml" in start:
        parsed(data, "document")  # refuses what is hostile
        return _converted(data, ".xml")
    if start.lower().startswith((b"<html", b"<!doctype html", b"<meta", b"<head")):
        from corpus.readers.html import read as read_page

        return read_page(data)
    if start.lower().startswith(b"mime-version:"):
        raise ReadError("the file is a web archive (MHTML); open it in Word and save it as .docx")
    from corpus.readers.plain_text import read as read_text

    return read_text(data)  # says so where the file is binary


def _read_package(data: bytes) -> Document:
    package = Package(data)
    if "mimetype" in package and package.bytes("mimetype").strip().startswith(_OPEN_TEXT):
        manifest = "META-INF/manifest.xml"
        if manifest in package and b"encryption-data" in package.bytes(manifest):
            raise ReadError("the file is protected by a password; open it in its own program and save it without one")
        for part in ("content.xml", "styles.xml"):
            if part in package:
                package.xml(part)  # refuses what is hostile
        return _converted(data, ".odt")
    for part, what in (("xl/workbook.xml", "a workbook: name it .xlsx"), ("ppt/presentation.xml", "a presentation")):
        if part in package:
            raise ReadError(f"the file is no Word document but {what}; or save its text as .docx")
    if "OFD.xml" in package:
        from corpus.readers.ofd import read_ofd

        return read_ofd(package)
    return read_docx(package)


def _converted(data: bytes, suffix: str) -> Document:
    return read_docx(Package(converted(data, suffix)))
