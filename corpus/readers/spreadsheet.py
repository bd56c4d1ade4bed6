"""Reads Excel workbooks (.xlsx): every sheet a table of measures, cells as Excel shows them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from corpus.errors import ReadError
from corpus.readers.document import Document
from corpus.readers.grid import MAX_CELLS, document
from corpus.readers.package import Package

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_OLE = b"\xd0\xcf\x11\xe0"
_UNSHOWN = re.compile(r"\[[^\]]*\]|_.|\*.")  # colours, padding
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')  # text beside the number
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')


def read(data: bytes) -> Document:
    """Return one line a row, each cell with its header, the sheets one after the other.

    Merged cells count for every row they span. Raises ReadError where the workbook is damaged, encrypted, an
    old one (.xls), or too large.
    """
    if data.startswith(_OLE):
        raise ReadError("the file is encrypted or an old workbook (.xls); save it as .xlsx without a password")
    package = Package(data)
    for name in package:
        if name.lower().endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.bytes(name)[:4096]:
            raise ReadError(f"the part {name!r} declares a document type, which no workbook needs; save the file anew")
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        return document(_sheets(workbook, package))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, SyntaxError) as error:
        # what openpyxl lets through of parts that are missing or malformed; ParseError is a SyntaxError
        raise ReadError(
            f"the workbook is damaged ({type(error).__name__}: {str(error)[:200]}); save it anew"
        ) from error


def _sheets(workbook: Workbook, package: Package) -> list[tuple[str, list[list[str]]]]:
    sheets = []
    cells = 0
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()  # what a file says of its size may be wrong
        rows: list[list[str]] = []
        for row in sheet.iter_rows():
            cells += len(row) + 1
            if cells > MAX_CELLS:
                raise ReadError(f"the workbook has more than {MAX_CELLS:,} cells; split it")
            rows.append([shown(cell.value, cell.number_format if cell.value is not None else "") for cell in row])
        _fill_merged(rows, package.bytes(sheet._worksheet_path))  # type: ignore[attr-defined]
        sheets.append((sheet.title, rows))
    return sheets


def _fill_merged(rows: list[list[str]], part: bytes) -> None:
    """Write the value of merged cells into each row they span, in their first column."""
    from openpyxl.utils.cell import range_boundaries

    for found in _MERGED.finditer(part):
        left, top, _, bottom = range_boundaries(found[1].decode("ascii"))
        if left is None or top is None or bottom is None or top > len(rows) or left > len(rows[top - 1]):
            continue
        for row in rows[top : min(bottom, len(rows))]:
            row.extend([""] * (left - len(row)))
            row[left - 1] = rows[top - 1][left - 1]


def shown(value: object, number_format: str) -> str:
    """Return the value of a cell as its number format shows it: 2.5%, 1,000.00, 2022-03-01."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value)


def _number(value: float, number_format: str) -> str:
    section = _UNSHOWN.sub("", number_format.split(";")[0])
    pattern = _QUOTED.sub("", section)
    percent = "%" in pattern
    digits = re.search(r"[0#?,]*[0#?](?:\.([0#?]*))?", pattern)
    if pattern in ("", "General", "@") or digits is None or re.search(r"[Ee][+-]|/", pattern):
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    decimals = len(digits[1] or "")
    text = f"{value * (100 if percent else 1):{',' if ',' in digits[0] else ''}.{decimals}f}"
    optional = re.search(r"[#?]+$", digits[1] or "")
    if optional:
        kept = decimals - len(optional[0])
        whole, _, fraction = text.partition(".")
        fraction = fraction[:kept] + fraction[kept:].rstrip("0")
        text = f"{whole}.{fraction}" if fraction else whole
    before, after = ("".join(a + b for a, b in _QUOTED.findall(side)) for side in _around(section))
    return before + text + ("%" if percent else "") + after


def _around(section: str) -> tuple[str, str]:
    """What stands before and after the digits of a number format."""
    bare = _QUOTED.sub(lambda found: "\0" * len(found[0]), section)
    places = [at for at, sign in enumerate(bare) if sign in "0#?"]
    return section[: places[0]], section[places[-1] + 1 :]
