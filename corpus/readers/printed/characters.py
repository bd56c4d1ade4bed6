"""Reads the characters of a PDF page and puts them together to lines."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from math import cos, degrees, hypot, radians, sin
from typing import TYPE_CHECKING

from corpus.errors import ReadError
from corpus.readers.printed.page import Line, Row, joined, rows_of

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MAX_CHARACTERS = 200_000  # of a page; a page of small print has 5,000
_PIECE_GAP = 1.2  # em: a wider gap parts columns or cells
_SAME_PLACE = 0.2  # em: bold type imitated by printing twice
_OPENING = "“‘（《〈【〔「『"
_SPACES = " \t\xa0\u3000\u2002\u2003"


@dataclass(frozen=True, slots=True)
class Turn:
    """Turns the coordinates of a PDF page, whose y grows upwards, so that its text runs to the right."""

    angle: int = 0  # degrees, counter-clockwise, of the text on the page: 0, 90, 180 or 270

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        c, s = round(cos(radians(self.angle))), round(sin(radians(self.angle)))
        return c * x + s * y, s * x - c * y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of a box after the turn."""
        (x0, y0), (x1, y1) = self(left, bottom), self(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def characters_of(page: PdfPage) -> tuple[list[Line], Turn]:
    """Return the printed characters of a page, each a line of its own, and how the page was turned.

    Characters at another angle than most (watermarks) are left out. Raises ReadError where there are more than
    a page can hold.
    """
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    count = text.count_chars()
    if count > _MAX_CHARACTERS:
        raise ReadError(f"a page has {count:,} characters, more than {_MAX_CHARACTERS:,}; split it or leave it out")
    box, matrix, x, y = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    found: list[tuple[str, float, float, tuple[float, float], tuple[float, float, float, float]]] = []
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text.raw, index)
        if code < 0x20 or 0xD800 <= code < 0xE000 or pdfium.FPDFText_IsGenerated(text.raw, index) == 1:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text.raw, index, ctypes.byref(box)):
            continue
        angle = -degrees(pdfium.FPDFText_GetCharAngle(text.raw, index)) % 360  # given clockwise
        pdfium.FPDFText_GetCharOrigin(text.raw, index, ctypes.byref(x), ctypes.byref(y))
        pdfium.FPDFText_GetMatrix(text.raw, index, ctypes.byref(matrix))
        size = pdfium.FPDFText_GetFontSize(text.raw, index) * hypot(matrix.c, matrix.d)
        corners = (box.left, box.bottom, box.right, box.top)
        found.append((_plain(chr(code)), angle, size, (x.value, y.value), corners))
    text.close()
    angles = Counter(round(angle / 90) % 4 * 90 for _, angle, *_ in found if _upright(angle))
    turn = Turn(angles.most_common(1)[0][0] if angles else 0)
    area = turn.box(*page.get_bbox())
    characters = []
    for character, angle, size, origin, corners in found:
        if abs((angle - turn.angle + 180) % 360 - 180) > 5:
            continue
        left, top, right, bottom = turn.box(*corners)
        if right < area[0] or left > area[2] or bottom < area[1] or top > area[3]:
            continue
        em = size or bottom - top
        # Fonts differ in how high their boxes are, but characters of a line stand on one baseline.
        baseline = turn(*origin)[1]
        characters.append(Line(character, left, right, baseline - 0.8 * em, baseline + 0.2 * em, em))
    return characters, turn


def lines_of(characters: list[Line]) -> list[Line]:
    """Return the pieces of lines that the characters make, parted where the gap is wide."""
    pieces: list[Line] = []
    for row in rows_of(characters):
        piece: Row = []
        spaced = False
        for character in sorted(row, key=_ink):
            if character.text in _SPACES:
                spaced = True
                continue
            if piece and _again(piece[-1], character):
                continue
            if piece and character.left - piece[-1].right > _PIECE_GAP * max(piece[-1].em, character.em):
                pieces.append(joined(piece))
                piece, spaced = [], False
            piece.append(replace(character, text=" " + character.text) if spaced and piece else character)
            spaced = False
        if piece:
            line = joined(piece)
            pieces.append(replace(line, text=line.text + " ") if spaced else line)
    return pieces


def _ink(character: Line) -> float:
    """Return where the ink of a character begins: in the right half of an opening bracket, which may overlap others."""
    return character.left + (0.45 * character.em if character.text in _OPENING else 0.0)


def _upright(angle: float) -> bool:
    return abs((angle + 45) % 90 - 45) <= 5


def _again(before: Line, character: Line) -> bool:
    """Whether a character is printed a second time to look bold; two in one box are a ligature (——)."""
    if before.text.lstrip() != character.text or character.left - before.left >= _SAME_PLACE * character.em:
        return False
    return (before.left, before.right) != (character.left, character.right)


def _plain(character: str) -> str:
    """Return the ordinary character for one that only a font's tables tell from it: radicals, ligatures."""
    if "\u2e80" <= character <= "\u2fdf" or "\uf900" <= character <= "\ufaff" or "\ufb00" <= character <= "\ufb06":
        return unicodedata.normalize("NFKC", character)
    return character
