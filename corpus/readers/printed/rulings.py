"""Finds the ruled lines that a PDF page draws."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.readers.printed.characters import Turn

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MAX_RULED = 20_000  # drawn objects of a page that may be a table; more are a map or a picture
_DEPTH = 5  # of forms within forms
_SLANT = 1.0  # points
_SHORTEST = 4.0  # points

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A horizontal or vertical line: where it stands across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


def rulings_of(page: PdfPage, turn: Turn) -> tuple[list[Ruling], list[Ruling]]:
    """Return the horizontal and the vertical ruled lines of a page; none where it draws too many for a table."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(page.raw)
    horizontal: list[Ruling] = []
    vertical: list[Ruling] = []
    if count > _MAX_RULED:
        return [], []
    objects = (pdfium.FPDFPage_GetObject(page.raw, index) for index in range(count))
    for number, ((xa, ya), (xb, yb)) in enumerate(_segments(objects, (1, 0, 0, 1, 0, 0), _DEPTH)):
        if number > 4 * _MAX_RULED:
            return [], []
        x0, y0 = turn(xa, ya)
        x1, y1 = turn(xb, yb)
        if abs(y1 - y0) <= _SLANT and abs(x1 - x0) >= _SHORTEST:
            horizontal.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= _SLANT and abs(y1 - y0) >= _SHORTEST:
            vertical.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return horizontal, vertical


Point = tuple[float, float]


def _segments(objects: Iterator[Any], outer: Matrix, depth: int) -> Iterator[tuple[Point, Point]]:
    """Yield the straight segments of paths, forms included, in the coordinates of the page."""
    import pypdfium2.raw as pdfium

    for raw in objects:
        kind = pdfium.FPDFPageObj_GetType(raw)
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM):
            continue
        values = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(raw, ctypes.byref(values))
        matrix = _product((values.a, values.b, values.c, values.d, values.e, values.f), outer)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            yield from _path(raw, matrix)
        elif depth:
            inner = (pdfium.FPDFFormObj_GetObject(raw, i) for i in range(pdfium.FPDFFormObj_CountObjects(raw)))
            yield from _segments(inner, matrix, depth - 1)


def _path(raw: Any, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    begin = before = (0.0, 0.0)
    for index in range(pdfium.FPDFPath_CountSegments(raw)):
        segment = pdfium.FPDFPath_GetPathSegment(raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begin = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield before, point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield point, begin
        before = point


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
