"""Reads workbooks of Office Open XML (.xlsx), by openpyxl once their parts are known to be harmless."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final
from xml.parsers import expat

from corpus.errors import ReadError
from corpus.readers.package import Package
from corpus.readers.sheets.formats import shown
from corpus.readers.sheets.grid import CELLS, ROWS, Sheet

_LAST_COLUMN: Final = 16_384
_ROW_LIMIT: Final = 1_048_576
_DEPTH: Final = 100  # elements inside each other; a sheet has about ten
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(slots=True)
class _Extent:
    """What a sheet says of its size: found before it is read, since empty cells cost as much as others."""

    rows: int = 0  # the last one with a value
    columns: int = 0
    cells: int = 0
    formulas: int = 0
    calculated: int = 0  # at least one where a formula has a value
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def read_xlsx(package: Package, data: bytes) -> list[Sheet]:
    """Return the visible sheets of a workbook, values as shown, formulas as last calculated.

    Raises ReadError where the workbook is damaged, hostile or too large.
    """
    from openpyxl import load_workbook

    extents = {name: _checked(package.bytes(name), name) for name in package}
    if sum(extent.cells for extent in extents.values()) > CELLS:
        raise ReadError(f"the workbook has more than {CELLS:,} cells with values; split it")
    formulas = sum(extent.formulas for extent in extents.values())
    if formulas and not any(extent.calculated for extent in extents.values()):
        raise ReadError(f"the {formulas:,} formulas of the workbook were never calculated; open it and save it anew")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about formatting that is not read
            workbook: Any = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            return [
                _sheet(sheet, extents[sheet._worksheet_path])
                for sheet in workbook.worksheets
                if sheet.sheet_state == "visible"
            ]
    except (ReadError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise on what it did not expect
        raise ReadError(
            f"the workbook is damaged ({type(error).__name__}: {error}); open it and save it anew"
        ) from error


def _sheet(sheet: Any, extent: _Extent) -> Sheet:
    if extent.rows > ROWS or extent.rows * extent.columns > 10 * CELLS:
        raise ReadError(
            f"the sheet {sheet.title!r} reaches over {extent.rows:,} rows and {extent.columns:,} columns, more than "
            f"the limits ({ROWS:,} rows, {10 * CELLS:,} cells, empty ones counted); split it"
        )
    if not extent.rows:
        return Sheet(sheet.title, [])
    rows = sheet.iter_rows(min_row=1, max_row=extent.rows, min_col=1, max_col=extent.columns)
    return Sheet(sheet.title, [_row(cells) for cells in rows], extent.merged)


def _row(cells: Any) -> list[str]:
    texts = ["" if cell.value is None else shown(cell.value, cell.number_format or "General") for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _checked(content: bytes, name: str) -> _Extent:
    """Return the extent of a part. Raises ReadError for a document type, deep nesting, cells beyond the sheet."""
    extent = _Extent()
    if not name.lower().endswith((".xml", ".rels")):  # an image, or XML that hides
        if b"<!DOCTYPE" in content.replace(b"\0", b""):
            raise ReadError(f"the part {name!r} declares a document type, which no workbook needs; save it anew")
        return extent
    depth = row = column = 0
    formula = empty = False  # empty: a formula whose value is no text at all

    def refuse(*_: object) -> None:
        raise ReadError(f"the part {name!r} declares a document type, which no workbook needs; save it anew")

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, row, column, formula, empty
        depth += 1
        if depth > _DEPTH:
            raise ReadError(f"the part {name!r} has more than {_DEPTH} elements inside each other; it is no workbook")
        tag = tag.rpartition(":")[2]
        if tag == "row":
            row, column = int(float(attributes.get("r", row + 1))), 0
            if not 1 <= row <= _ROW_LIMIT:
                raise ReadError(f"the part {name!r} has a row {row:,}; a sheet ends at {_ROW_LIMIT:,}")
        elif tag == "c":
            formula, empty = False, attributes.get("t") == "str"
            column = _place(attributes["r"], name)[1] if "r" in attributes else column + 1
        elif tag == "f" and row:
            formula = True
            extent.formulas += 1
        elif tag in ("v", "is") and row:
            if formula:
                extent.calculated += empty
                parser.CharacterDataHandler = text
            extent.rows, extent.columns = max(extent.rows, row), max(extent.columns, column)
            extent.cells += 1
        elif tag == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            (top, left), (bottom, right) = _place(first, name), _place(last or first, name)
            extent.merged.append((top - 1, left - 1, bottom - 1, right - 1))

    def text(_: str) -> None:
        extent.calculated += 1

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1
        parser.CharacterDataHandler = None

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, OverflowError) as error:
        raise ReadError(f"the file is damaged: its part {name!r} is not valid XML ({error}); get it anew") from error
    return extent


def _place(reference: str, name: str) -> tuple[int, int]:
    """Return row and column of a reference such as "B12", counted from 1."""
    match = _REFERENCE.fullmatch(reference.replace("$", "").upper())
    column = 0
    for letter in match[1] if match else "":
        column = column * 26 + ord(letter) - 64
    if match is None or column > _LAST_COLUMN:
        raise ReadError(f"the part {name!r} names a cell {reference[:20]!r} that no sheet has; save the file anew")
    return int(match[2]), column
