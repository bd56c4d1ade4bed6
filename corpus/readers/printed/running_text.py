"""Makes the text of a document from its printed pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.datatypes import Recognised
from corpus.readers.document import Document
from corpus.readers.printed.columns import Placed, gaps_of, in_order
from corpus.readers.printed.furniture import without_furniture
from corpus.readers.printed.margins import margins_of, setting_of
from corpus.readers.printed.page import Page, Table
from corpus.readers.printed.paragraphs import Set, goes_on
from corpus.readers.printed.table_lines import Header, lines_of_table
from corpus.readers.printed.wraps import separator


def document_of(pages: Sequence[Page]) -> Document:
    """Return the text of the pages: wrapped lines joined to paragraphs, also over the end of a page."""
    pages = without_furniture(pages)
    items = [in_order(page, gap) for page, gap in zip(pages, gaps_of(pages), strict=True)]
    lines = [[item for item in page if isinstance(item, Placed)] for page in items]
    places = margins_of(lines, pages)
    setting = setting_of(lines, places)
    writer = _Writer()
    paragraph: list[Set] = []
    for number, page in enumerate(items):
        writer.begin_page()
        for item in page:
            if isinstance(item, Table):
                paragraph = []
                writer.table(item)
                continue
            following = Set(item.line, places[number, item.column], number, item.column)
            if paragraph and goes_on(paragraph, following, setting):
                writer.go_on(item.line.text, item.line.confidence)
                paragraph.append(following)
            else:
                writer.line(item.line.text, item.line.confidence)
                paragraph = [following]
    return writer.document()


@dataclass
class _Writer:
    """Puts the pieces together and knows where each page and each recognised stretch begins."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[int] = field(default_factory=list)
    recognised: list[Recognised] = field(default_factory=list)
    waiting: int = 0  # pages that begin with the next character
    last: str = ""  # the line before, with the spaces at its ends
    above: tuple[Table, Header] | None = None  # the table that nothing has followed yet

    def begin_page(self) -> None:
        self.waiting += 1

    def line(self, text: str, confidence: float | None) -> None:
        """Begin a new line."""
        self.above = None
        self._append("\n" if self.pieces else "", text, confidence)

    def go_on(self, text: str, confidence: float | None) -> None:
        """Continue the line."""
        self._append(separator(self.last, text), text, confidence)

    def table(self, table: Table) -> None:
        """Append the rows of a table, the header of the table that ended the page before going on."""
        lines, header = lines_of_table(table, self.above if self.waiting else None)
        for line in lines:
            if line:
                self._append("\n" if self.pieces else "", line, table.confidence)
        self.above = (table, header)

    def _append(self, before: str, text: str, confidence: float | None) -> None:
        self.last, text = text, text.strip()
        self.pieces.append(before)
        self.length += len(before)
        self.pages.extend([self.length] * self.waiting)
        self.waiting = 0
        if confidence is not None and text:
            self.recognised.append(Recognised(self.length, self.length + len(text), round(confidence, 4)))
        self.pieces.append(text)
        self.length += len(text)

    def document(self) -> Document:
        text = "".join(self.pieces)
        pages = (*self.pages, *[self.length] * self.waiting)
        return Document(text, pages=pages, recognised=tuple(self.recognised))
