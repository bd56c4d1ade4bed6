"""Reads workbooks of old Excel and WPS (.xls, .et)."""

from __future__ import annotations

import io
from typing import Any

from corpus.errors import ReadError
from corpus.readers.sheets.formats import shown
from corpus.readers.sheets.grid import CELLS, Sheet


def read_xls(data: bytes) -> list[Sheet]:
    """Return the visible sheets of a workbook, values as shown. Raises ReadError where it is damaged or encrypted."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        if sum(sheet.nrows * sheet.ncols for sheet in book.sheets()) > 10 * CELLS:
            raise ReadError(f"the workbook has more than {10 * CELLS:,} cells; split it")
        sheets = []
        for sheet in book.sheets():
            if sheet.visibility == 0:
                rows = [[_text(cell, book) for cell in sheet.row(at)] for at in range(sheet.nrows)]
                merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
                sheets.append(Sheet(sheet.name, rows, merged))
        return sheets
    except (ReadError, MemoryError):
        raise
    except Exception as error:  # xlrd raises whatever its parts raise on what it did not expect
        if "encrypted" in str(error).lower():
            raise ReadError("the workbook is protected by a password; save it without one") from error
        raise ReadError(
            f"the workbook is damaged ({type(error).__name__}: {error}); open it and save it as .xlsx"
        ) from error


def _text(cell: Any, book: Any) -> str:
    import xlrd

    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    written = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return shown(xlrd.xldate_as_datetime(cell.value, book.datemode), written)
        except (xlrd.xldate.XLDateError, OverflowError, ValueError):
            return shown(cell.value, "General")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value), written)
    return shown(cell.value, written)
