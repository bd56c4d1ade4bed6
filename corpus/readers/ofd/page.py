"""Places the characters of a page and joins them to lines (GB/T 33190-2016, clauses 11.2 and 11.3)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.readers.ofd.names import children, local, numbers

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SIZE = 4.0  # mm, about 三号: where a size is missing or none
_SAME_LINE = 0.4  # of the size: how far baselines of one line may differ
_GAP = 1.2  # of the size: a space between Chinese characters
_LATIN_GAP = 0.35  # of the size: a space beside a Latin character
_WIDE_GAP = 2.0  # of the size: the cells of a row stand so far apart


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: left edge and baseline on the page, from its upper left corner, and sizes; all in mm."""

    x: float
    y: float
    size: float
    character: str
    spaced: bool = False  # a space is written before it

    @property
    def end(self) -> float:
        return self.x + self.size * (1.0 if ord(self.character) >= 0x2E80 else 0.5)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; ``row`` where wide gaps part it like the cells of a table."""

    start: float  # mm
    end: float  # mm
    y: float  # mm, baseline
    size: float  # mm, of its first character
    text: str
    row: bool


def page_lines(layers: Sequence[Element]) -> list[Line]:
    """Return the lines of a page from its content and the templates below it, from top to bottom."""
    glyphs = [glyph for layer in layers for element in _text_objects(layer) for glyph in _glyphs(element)]
    glyphs.sort(key=lambda glyph: glyph.y)
    lines: list[list[Glyph]] = []
    for glyph in glyphs:
        if lines and glyph.y - lines[-1][0].y <= _SAME_LINE * max(glyph.size, lines[-1][0].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [line for line in map(_line, lines) if line.text]


def _text_objects(element: Element) -> Iterator[Element]:
    for child in element.iter():
        if local(child) == "TextObject" and child.get("Visible", "true") != "false":
            yield child


def _glyphs(element: Element) -> Iterator[Glyph]:
    left, top = numbers(element.get("Boundary"), 2)[:2]
    matrix = numbers(element.get("CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    stated = numbers(element.get("Size"), 1)[0]
    scale = math.hypot(c, d) or 1.0
    x = y = 0.0
    for code in children(element, "TextCode"):
        text = (code.text or "").strip("\r\n")
        x = numbers(code.get("X"), 1)[0] if code.get("X") else x
        y = numbers(code.get("Y"), 1)[0] if code.get("Y") else y
        across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
        for index, character in enumerate(text):
            if index:
                usual = 0.0 if down else (stated or _SIZE) * (1.0 if ord(text[index - 1]) >= 0x2E80 else 0.5)
                x += across[index - 1] if index <= len(across) else usual
                y += down[index - 1] if index <= len(down) else 0.0
            place = (left + a * x + c * y + e, top + b * x + d * y + f)
            if not character.isspace() and all(map(math.isfinite, place)):
                yield Glyph(*place, (abs(stated) * scale) or _SIZE, character, text[:index][-1:].isspace())


def _deltas(text: str | None, length: int) -> list[float]:
    """Return the distances between characters; "g 3 5.5" stands for three times 5.5 (GB/T 33190, 11.3)."""
    words = (text or "").split()
    found: list[float] = []
    at = 0
    while at < len(words) and len(found) < length:
        if words[at] == "g" and at + 2 < len(words) and words[at + 1].isdecimal():
            times = min(int(words[at + 1][:9]), length - len(found))
            found.extend(numbers(words[at + 2], 1)[:1] * times)
            at += 3
        else:
            found.extend(numbers(words[at], 1)[:1])
            at += 1
    return found


def _line(glyphs: list[Glyph]) -> Line:
    glyphs.sort(key=lambda glyph: glyph.x)
    text = ""
    row = False
    previous: Glyph | None = None
    for glyph in glyphs:
        if previous is not None:
            if _drawn_twice(previous, glyph):
                continue
            gap = (glyph.x - previous.end) / glyph.size
            latin = previous.character.isascii() or glyph.character.isascii()
            row = row or gap > _WIDE_GAP
            text += " " if gap > (_LATIN_GAP if latin else _GAP) or (latin and glyph.spaced) else ""
        text += glyph.character
        previous = glyph
    return Line(glyphs[0].x, glyphs[-1].end, glyphs[0].y, glyphs[0].size, text.strip(), row)


def _drawn_twice(previous: Glyph, glyph: Glyph) -> bool:
    """Whether a character stands on itself: bold type drawn by hand."""
    return previous.character == glyph.character and glyph.x - previous.x < 0.2 * glyph.size
