"""Reads a story of a document (its body, a header, a note) as lines: paragraphs and table rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.cutting.lines import CONTENTS
from corpus.readers.docx.choices import chosen, content
from corpus.readers.docx.names import MC, W, switched, value, whole
from corpus.readers.docx.numbering import Numbering
from corpus.readers.docx.runs import Runs, hidden
from corpus.readers.docx.styles import Styles
from corpus.readers.table_rows import Cell, Row, table_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

_SPACE = re.compile(r"[ \t\r\xa0]+")
_DROPPED = {W + name for name in ("del", "moveFrom", "sectPr", "altChunk", "tblPr", "tblGrid", "trPr", "tcPr")}
_GRID = 63  # columns of a table, as Word allows


class Story:
    """Grows the lines of a story; numbers are counted over all stories that share a Numbering."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._lines: list[str] = []
        self._begun = ""  # text of a paragraph that goes on in the next, with its number
        self._moved = ""  # text that belongs to the next paragraph, behind that one's number
        self._in_cell = False
        self._contents = False  # the last line is 目录 or an entry below it
        self._entry = False  # the paragraph being read is an entry of a table of contents
        self._nested = False  # a table stands in the cell being read
        self.notes: dict[tuple[str, str], int] = {}  # number of the notes referred to, by kind ("footnote") and id

    def lines(self, container: Element) -> list[str]:
        """Return the lines of what a container holds, without empty ones."""
        outer = self._lines, self._begun, self._moved
        self._lines, self._begun, self._moved = [], "", ""
        self._blocks(container)
        self._add(self._begun + self._moved)
        found = self._lines
        self._lines, self._begun, self._moved = outer
        return found

    def _blocks(self, container: Iterable[Element]) -> None:
        for element in container:
            if element.tag == W + "p":
                self._paragraph(element)
            elif element.tag == W + "tbl":
                self._nested = True
                self._lines.extend(table_lines(self._rows(element)))
            elif element.tag == MC + "AlternateContent":
                self._blocks(chosen(element))
            elif element.tag == W + "sdt":
                self._blocks(content(element))
            elif element.tag not in _DROPPED:
                self._blocks(element)

    def _paragraph(self, element: Element) -> None:
        properties = element.find(W + "pPr")
        style = self._styles.paragraph(properties)
        self._entry = self._styles.lists_contents(style)
        if self._entry and not self._contents:
            return  # it would be read as the heading itself, which stands below
        runs = Runs(self._styles, style, self.notes)
        text = runs.text(element)
        for box in runs.boxes:
            self._lines.extend(self._boxed(box))
        mark = properties.find(W + "rPr") if properties is not None else None
        if mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None):
            self._moved += text
            return
        text, self._moved = self._moved + text, ""
        unseen = mark is not None and (hidden(mark, self._styles, "") or switched(mark, "specVanish"))
        if unseen and not text.strip():
            return
        line = _numbered(self._numbering.label(properties), text, keep=self._in_cell)
        line, self._begun = self._begun + line, ""
        if unseen:
            self._begun = line
        else:
            self._add(line)

    def _boxed(self, box: Element) -> list[str]:
        outer, self._in_cell = self._in_cell, False
        found = self.lines(box)
        self._in_cell = outer
        return found

    def _add(self, text: str) -> None:
        for line in text.split("\n"):
            cleaned = _SPACE.sub(" ", line).strip(" \u3000\ufeff\u200b")
            if cleaned:
                self._lines.append(cleaned)
                self._contents = CONTENTS.match(cleaned) is not None or (self._contents and self._entry)

    def _rows(self, table: Element) -> list[Row]:
        rows = []
        for element in _within(table, "tr"):
            properties = element.find(W + "trPr")
            if properties is not None and (properties.find(W + "del") is not None or switched(properties, "hidden")):
                continue
            rows.append(self._row(element, properties))
        return rows

    def _row(self, element: Element, properties: Element | None) -> Row:
        column = min(whole(value(properties, "gridBefore")) or 0, _GRID)
        continued = False
        cells = []
        for cell in _within(element, "tc"):
            of_cell = cell.find(W + "tcPr")
            span = min(max(whole(value(of_cell, "gridSpan")) or 1, 1), _GRID)
            merged = _merges(of_cell, "vMerge") or _merges(of_cell, "hMerge")
            continued = continued or merged
            lines, nested = ([], False) if merged else self._cell(cell)
            cells.append(Cell(column, span, tuple(lines), nested))
            column += span
        return Row(tuple(cells), switched(properties, "tblHeader") or False, continued)

    def _cell(self, cell: Element) -> tuple[list[str], bool]:
        outer = self._in_cell, self._nested
        self._in_cell, self._nested = True, False
        lines, nested = self.lines(cell), self._nested
        self._in_cell, self._nested = outer
        return lines, nested


def _within(parent: Element, name: str) -> list[Element]:
    """Return the rows of a table or the cells of a row, those in content controls too."""
    found = []
    for element in parent:
        if element.tag == W + name:
            found.append(element)
        elif element.tag not in _DROPPED:
            found.extend(_within(element, name) if element.tag not in (W + "tc", W + "p", W + "tbl") else [])
    return found


def _merges(properties: Element | None, name: str) -> bool:
    """Whether a cell goes on with the one above (vMerge) or to the left of it (hMerge, in old files)."""
    stated = value(properties, name)
    return stated is not None and stated != "restart"


def _numbered(label: str, text: str, *, keep: bool) -> str:
    """Put a number before its text; an empty paragraph has no line, but for a number alone in a cell (``keep``)."""
    if not text.strip():
        return label.strip() if keep else ""
    text = text.lstrip(" \t\u3000")
    if label.endswith("\t"):
        bare = label.rstrip("\t")
        return bare + ("" if bare[-1:] in _CLOSING and text[0] >= "\u2e80" else " ") + text
    return label + text


# Signs that part a number from Chinese text by themselves.
_CLOSING = "、，．.)）〕】：:；;。•●○■□◆◇★☆➢→✓☑☒"
