"""Reads files of spreadsheet programs by what they are: .xls is often a web page, or .xlsx under another name."""

from __future__ import annotations

from typing import Final

from corpus.errors import ReadError
from corpus.readers.document import Document
from corpus.readers.package import Package
from corpus.readers.sheets.rows import document_of

_ZIP: Final = b"PK\x03\x04"
_OLD: Final = b"\xd0\xcf\x11\xe0"
_BOM: Final = b"\xef\xbb\xbf"


def read(data: bytes) -> Document:
    """Return the rows of the visible sheets, one a line and a record each; see document_of.

    Raises ReadError where the file is damaged, encrypted, hostile, too large or of another kind.
    """
    start = data[:1_000].removeprefix(_BOM).lstrip().lower()
    if data.startswith(_ZIP):
        from corpus.readers.sheets.xlsx import read_xlsx

        package = Package(data)
        if "xl/workbook.xml" not in package:
            raise ReadError("the file is no workbook of Excel: its part 'xl/workbook.xml' is missing; save it as .xlsx")
        return document_of(read_xlsx(package, data))
    if data.startswith(_OLD):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ReadError("the workbook is protected by a password; save it without one")
        from corpus.readers.sheets.xls import read_xls

        return document_of(read_xls(data))
    if start.startswith((b"<html", b"<!doctype html", b"<meta", b"<head", b"<table")):
        from corpus.readers.html import read as read_page

        return read_page(data)
    if start.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in data[:4_000]:
        raise ReadError("the file is an XML spreadsheet of 2003; open it and save it as .xlsx")
    from corpus.readers.delimited import read as read_text

    return read_text(data)
