"""Reads the text of a paragraph as Word shows it: results of fields, without deleted and hidden text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.readers.docx.choices import chosen, content
from corpus.readers.docx.names import MC, M, W, switched, value
from corpus.readers.docx.symbols import symbol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

    from corpus.readers.docx.styles import Styles

_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_DROPPED = {
    W + name
    for name in ("del", "moveFrom", "pPr", "rPr", "delText", "delInstrText", "fldData", "rt", "sdtPr", "sdtEndPr")
}
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


class Runs:
    """Gathers the text of one paragraph and the text boxes anchored in it."""

    def __init__(self, styles: Styles, style: str, notes: dict[tuple[str, str], int]) -> None:
        self._styles = styles
        self._style = style
        self._notes = notes
        self._pieces: list[str] = []
        self._fields: list[_Field] = []  # those that are open, outermost first
        self.boxes: list[Element] = []

    def text(self, paragraph: Element) -> str:
        """Return the text; soft line breaks are "\\n", tabs "\\t"."""
        self._walk(paragraph)
        return "".join(self._pieces)

    def _walk(self, parent: Iterable[Element]) -> None:
        for element in parent:
            tag = element.tag
            if tag in (W + "t", M + "t"):
                self._put(element.text or "")
            elif tag in _SIGNS:
                self._put(_SIGNS[tag])
            elif tag == W + "r":
                if not hidden(element.find(W + "rPr"), self._styles, self._style):
                    self._walk(element)
            elif tag == W + "fldChar":
                self._field(element.get(W + "fldCharType", ""))
            elif tag == W + "instrText":
                if self._fields:
                    self._fields[-1].code += element.text or ""
            elif tag == W + "fldSimple":
                if not _is_page_number(element.get(W + "instr", "")):
                    self._walk(element)
            elif tag == W + "txbxContent":
                self.boxes.append(element)
            elif tag == MC + "AlternateContent":
                self._walk(chosen(element))
            elif tag == W + "sdt":
                self._walk(content(element))
            elif tag not in _DROPPED:
                self._other(element)

    def _other(self, element: Element) -> None:
        tag = element.tag
        if tag in (W + "footnoteReference", W + "endnoteReference"):
            note = tag.removeprefix(W).removesuffix("Reference"), element.get(W + "id", "")
            self._put(f"[{self._notes.setdefault(note, len(self._notes) + 1)}]")
        elif tag == W + "sym":
            self._put(symbol(element.get(W + "char", "")))
        else:
            if tag == M + "den":  # the lower half of a fraction
                self._put("/")
            self._walk(element)

    def _put(self, text: str) -> None:
        if all(field.shown for field in self._fields):
            self._pieces.append(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = not _is_page_number(self._fields[-1].code)
        elif kind == "end" and self._fields:
            self._fields.pop()


class _Field:
    """A field that has begun: its code, and whether its result is being read and wanted."""

    def __init__(self) -> None:
        self.code = ""
        self.shown = False


def _is_page_number(code: str) -> bool:
    return next(iter(code.split()), "").upper() in _PAGE_FIELDS


def hidden(properties: Element | None, styles: Styles, style: str) -> bool:
    """Whether a run with the given w:rPr in a paragraph of the given style is hidden text."""
    stated = switched(properties, "vanish")
    if stated is not None:
        return stated
    own = value(properties, "rStyle")
    return styles.hides(own or "") or styles.hides(style)
