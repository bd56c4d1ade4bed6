"""Reads CSV and TSV tables of measures."""

from __future__ import annotations

import csv
import io

from corpus.errors import ReadError
from corpus.readers.decoding import decode
from corpus.readers.document import Document
from corpus.readers.grid import MAX_CELLS, document

_DELIMITERS = ",\t;|，"
_MAX_CELL = 1_000_000  # chars


def read(data: bytes) -> Document:
    """Return one line a row, each cell with its header. Raises ReadError where the table is binary or too large."""
    text = decode(data)
    cells = 0
    rows = []
    csv.field_size_limit(_MAX_CELL)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            cells += len(row)
            if cells > MAX_CELLS:
                raise ReadError(f"the table has more than {MAX_CELLS:,} cells; split it")
            rows.append(row)
    except csv.Error as error:
        raise ReadError(f"row {len(rows) + 1}: not a table of cells ({error}); correct it") from error
    return document([("", rows)])


def _delimiter(text: str) -> str:
    """The sign that divides the first lines into the same number of cells, the more cells the better."""
    lines = [line for line in text[:20_000].split("\n")[:20] if line.strip()]

    def fit(sign: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
        usual = max(set(counts), key=counts.count) if counts else 0
        return (counts.count(usual) if usual > 1 else 0, usual)

    try:
        return max(_DELIMITERS, key=fit)
    except csv.Error:
        return ","
