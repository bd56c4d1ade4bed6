"""Reads tables in delimited text: comma, tab, semicolon or bar between the cells."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice

from corpus.errors import ReadError
from corpus.readers.decoding import decode
from corpus.readers.document import Document
from corpus.readers.sheets.grid import CELLS, COLUMNS, ROWS, Sheet
from corpus.readers.sheets.rows import document_of

_DELIMITERS = ",\t;|"
_SAMPLE = 50  # rows that tell the delimiter
_STATED = re.compile(r"sep=(.)\n", re.I)  # a first line that Excel writes


def read(data: bytes) -> Document:
    """Return the rows, one a line and a record each; see document_of.

    Raises ReadError where the file is binary, a quotation mark is not closed, or the table is too large.
    """
    text = decode(data)
    stated = _STATED.match(text)
    text = text[stated.end() :] if stated else text
    try:
        delimiter = stated[1] if stated else _delimiter(text)
        rows, cells = [], 0
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
            if len(row) > COLUMNS and sum(1 for cell in row if cell.strip()) > COLUMNS:
                raise ReadError(
                    f"row {number} has {len(row):,} cells, more than the limit of {COLUMNS:,}; "
                    "split the table or turn it around"
                )
            cells += len(row)
            if number > ROWS or cells > CELLS:
                raise ReadError(f"the table has more than {ROWS:,} rows or {CELLS:,} cells; split it")
            rows.append(row)
    except csv.Error as error:
        raise ReadError(f"the table cannot be read ({error}); is a quotation mark not closed?") from error
    return document_of([Sheet("", rows)])


def _delimiter(text: str) -> str:
    """Return the delimiter that parts most rows into the same number of cells, more than one."""

    def agreement(delimiter: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in islice(csv.reader(io.StringIO(text), delimiter=delimiter), _SAMPLE) if row]
        except csv.Error:  # a field without end: not parted by this one
            return 0, 1
        common = max(set(widths), key=lambda width: (widths.count(width) * (width > 1), width), default=1)
        return (widths.count(common), common) if common > 1 else (0, 1)

    return max(_DELIMITERS, key=agreement)
