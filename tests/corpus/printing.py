"""Prints texts as PDF files for the tests: wrapped lines, margins, running headers, page numbers, tables."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

FONT = "STSong-Light"
MARGIN = 75  # points
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

BODY = ParagraphStyle(
    "body", fontName=FONT, fontSize=14, leading=26, firstLineIndent=28, wordWrap="CJK", alignment=TA_JUSTIFY
)
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=20, leading=32, wordWrap="CJK", alignment=TA_CENTER)
CELL = ParagraphStyle("cell", fontName=FONT, fontSize=10, leading=14, wordWrap="CJK")


def printed(story: Sequence[Flowable], header: str = "", number: str = "- {} -", frames: Sequence[Frame] = ()) -> bytes:
    """A PDF of A4 pages with a running header and page numbers."""
    width, height = A4

    def furnish(canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.setFont(FONT, 9)
        if header:
            canvas.drawString(MARGIN, height - 45, header)
        if number:
            canvas.drawCentredString(width / 2, 40, number.format(canvas.getPageNumber()))

    out = io.BytesIO()
    whole = Frame(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN, 0, 0, 0, 0)
    document = BaseDocTemplate(out, pagesize=A4)
    document.addPageTemplates(PageTemplate(frames=list(frames) or [whole], onPage=furnish))
    document.build(list(story))
    return out.getvalue()


def paragraphs(lines: Sequence[str], style: ParagraphStyle = BODY) -> list[Flowable]:
    """Every line a paragraph."""
    return [Paragraph(line.replace("&", "&amp;").replace("<", "&lt;"), style) for line in lines]


def table(
    rows: Sequence[Sequence[str]], widths: Sequence[float], spans: Sequence[tuple[int, int, int, int]] = ()
) -> Table:
    """A ruled table; a span is column and row of its first and its last place."""
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
    style += [("SPAN", (c0, r0), (c1, r1)) for c0, r0, c1, r1 in spans]
    cells = [[Paragraph(cell, CELL) for cell in row] for row in rows]
    return Table(cells, colWidths=list(widths), style=style, repeatRows=1)


def gap(points: float = 12) -> Spacer:
    """Space between two paragraphs."""
    return Spacer(1, points)
