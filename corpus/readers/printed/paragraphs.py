"""Decides where a paragraph goes on in the next line, by the margins, the indent and the space between."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.mending import OWN
from corpus.readers.printed.margins import Margins, Setting, is_labelled
from corpus.readers.printed.page import Line
from corpus.readers.printed.wraps import first_chunk

_SAME = 0.6  # em
_SPACED = 1.3  # times the usual advance: space between paragraphs
_OTHER_SIZE = 1.15
_CENTRED = 2.5  # em by which a centred line stands off both margins
_ENDED = re.compile(r"[。！？!?：:；;…][”’」』）)】》\"']*\s*$|[.][\"')]*\s*$")
_IMPRINT = re.compile(r"^[^。，；]{2,40}\d{4}年\d{1,2}月\d{1,2}日印发\s*$")
_WIDE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Set:
    """A line with the margins of its column, and the page and column it stands in."""

    line: Line
    margins: Margins
    page: int
    column: int


def goes_on(paragraph: list[Set], following: Set, setting: Setting) -> bool:
    """Whether a line belongs to the paragraph of the lines before it."""
    last = paragraph[-1]
    a, b = last.line, following.line
    if _is_spaced(last, following, setting) or _is_other_size(a, b) or _is_centred(following):
        return False
    if not _is_full(last, b) and len(a.text) != setting.length:
        return False
    ended = _ENDED.search(a.text) is not None
    if ended and (OWN.match(b.text) or _IMPRINT.search(b.text) or (setting.justified and _room(last) > _SAME)):
        return False
    labelled = is_labelled(b)
    begin, before = b.left - following.margins.left, a.left - last.margins.left
    if begin > _SAME * b.em:
        # Indented: it begins a paragraph, unless the lines of this one hang or are all indented.
        if labelled or begin > 6 * b.em:
            return False
        if len(paragraph) > 1:
            return abs(begin - before) <= _SAME * b.em
        if abs(begin - before) <= _SAME * b.em:
            return not ended
        return begin > before and is_labelled(a) and not ended
    if setting.indented and not setting.labels_at_margin:
        return True
    return not (labelled and (ended or a.text.rstrip()[-1:] in "）)"))


def _is_full(last: Set, following: Line) -> bool:
    """Whether a line is so long that the beginning of the next would not have fitted."""
    return _room(last) < first_chunk(following.text) + _SAME


def _room(last: Set) -> float:
    """Return how many em a line leaves free at its end."""
    return (last.margins.right - last.line.right) / max(last.line.em, 1.0)


def _is_spaced(last: Set, following: Set, setting: Setting) -> bool:
    if last.page != following.page or last.column != following.column:
        return False
    step = following.line.middle - last.line.middle
    return step > _SPACED * max(setting.advance, last.line.em)


def _is_other_size(a: Line, b: Line) -> bool:
    """Whether two lines are set in different sizes, as far as Chinese characters tell."""
    if len(_WIDE.findall(a.text)) < 3 or len(_WIDE.findall(b.text)) < 3 or a.confidence is not None:
        return False
    return max(a.em, b.em) > _OTHER_SIZE * min(a.em, b.em)


def _is_centred(item: Set) -> bool:
    left, right = item.line.left - item.margins.left, item.margins.right - item.line.right
    return min(left, right) > _CENTRED * item.line.em and abs(left - right) <= 2 * item.line.em
