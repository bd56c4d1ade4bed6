"""Mends text taken from PDF files and web pages: joins what a page break or a hard wrap has torn apart.

The mended text is for searching, cutting and display; every character of it knows its place in the
original, and nothing is added: a removed line break between Chinese characters leaves nothing, one
between Latin words becomes a space in the place of the line break.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from corpus.cutting.numbering import label_at

_WHITE = " \t\r\f\v\u3000\xa0\ufeff\u200b\u2002\u2003"
_DASH = re.compile(r"-[ \t\u3000]+(?=\S)")
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]*\d{1,4}[-—–－·\s]*|第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
    r"|Page\s+\d+(?:\s+of\s+\d+)?",
    re.I,
)
# Lines that begin something of their own, however the line before them ends.
OWN = re.compile(
    r"附\s*件|附[：:]|抄\s*[送报]|签\s*发|经\s*办|承\s*办|联\s*系|工作人员|电\s*话|邮\s*编|地\s*址|来\s*源|发布|"
    r"感谢|再次感谢|特此|专此|此复|此致|以上|（此件|\(此件|主动公开|责任(?:单位|部门)|牵头(?:单位|部门)|（责任|\(责任|"
    r"问\s*[：:]|答\s*[：:]|[QA]\s*[：:]|<!--|\||>|(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$|"
    r"[二一][〇○零О0一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日\s*$|"
    r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
)
_CELLS = " | "  # between the cells of a row of a table: a line of its own
_DATE = re.compile(r"[（(]?[12二一][\d〇○零О一二三四五六七八九]{3}\s*年.{1,4}月.{1,4}日[）)]?")
_ENDED = re.compile(
    r"[。！？!?…：:；;][”’」』）)】》\"']*$|[.][\"')]*$|[|\t>]$"
    # a bracket after the full stop: （责任单位：市财政局）
    r"|[。！？；.][（(](?:[^（）()]|[（(][^（）()]*[）)])*[）)]$"
)
_RUNNING = re.compile(r"[。；！？]|[a-z]{2}[.;,] [A-Za-z]")
_TITLE = re.compile(
    r"(?:通知|通告|公告|意见|办法|方案|规定|细则|答复|复函|决定|批复|报告|条例|措施|计划|规划|函|指南|解读)"
    r"(?:[（(][^（）()]{1,20}[）)])?$"
)
_SPACE = re.compile(
    r"(?<=[\u4e00-\u9fff，。；：、！？）)”》,;\"])[ ](?=[\u4e00-\u9fff，。；：、！？（(“《\"])"
    r"(?:(?<=责任 )|(?<=牵头 )|(?<=配合 )|(?<=负责 )|(?![\u4e00-\u9fff]{2,6}[：:]))"
)
_LABEL_SPACE = re.compile(r"(?:第\S{1,6}[编章节条]|[（(]?\S{1,3}[)）、.．])$")


@dataclass(frozen=True, slots=True)
class Mended:
    """Mended text with, for each of its characters, the offset of that character in the original."""

    text: str
    offsets: tuple[int, ...]  # strictly increasing, len(offsets) == len(text)


def mended_span(mended: Mended, start: int, end: int) -> tuple[int, int]:
    """Return the span of the mended text that holds what is left of ``original[start:end]``."""
    return bisect_left(mended.offsets, start), bisect_left(mended.offsets, end)


def original_span(mended: Mended, start: int, end: int) -> tuple[int, int]:
    """Return the span of the original that ``mended.text[start:end]`` came from, tears included."""
    if start >= end:
        at = mended.offsets[start] if start < len(mended.offsets) else _end(mended)
        return at, at
    return mended.offsets[start], mended.offsets[end - 1] + 1


def _end(mended: Mended) -> int:
    return mended.offsets[-1] + 1 if mended.offsets else 0


def mend(text: str) -> Mended:
    """Return the text with torn sentences joined, blank lines and list dashes gone, one line a paragraph."""
    lines = _lines(text)
    wrap = _wrap(text, lines)
    pieces: list[str] = []
    offsets: list[int] = []
    previous: tuple[int, int] | None = None
    for index, (start, end) in enumerate(lines):
        if previous is not None:
            before = text[previous[0] : previous[1]]
            if _joins(text, before, lines, index, wrap):
                if before[-1].isascii() and text[start].isascii() and _latin(before[-1], text[start]):
                    pieces.append(" ")
                    offsets.append(previous[1])
            elif _is_torn_by_page_number(text, before, lines, index, wrap):
                continue
            else:
                pieces.append("\n")
                offsets.append(text.index("\n", previous[1]))
        _append(text, start, end, pieces, offsets)
        previous = (start, end)
    return Mended("".join(pieces), tuple(offsets))


def _lines(text: str) -> list[tuple[int, int]]:
    """Return the spans of the non-blank lines, white space and list dashes at their ends left out."""
    spans = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip(_WHITE)
        if stripped:
            begin = start + line.index(stripped)
            dashed = stripped[0] == "-" and not _PAGE_NUMBER.fullmatch(stripped)
            dash = _DASH.match(stripped) if dashed else None
            spans.append((begin + (dash.end() if dash else 0), begin + len(stripped)))
        start += len(line) + 1
    return spans


def _width(text: str) -> float:
    """Return the printed width, Chinese characters counting one and Latin ones a half."""
    n = len(text)
    wide = n if not text.isascii() else 0
    if wide:
        wide = (len(text.encode("utf-8", "replace")) - n) // 2
    return min(wide, n) + (n - min(wide, n)) / 2


@dataclass(frozen=True, slots=True)
class _Wrap:
    """The width at which the lines of a file are broken, infinity where they are not."""

    width: float = float("inf")
    printed: bool = True  # in printed width; else in characters

    def fills(self, line: str) -> bool:
        return (_width(line) if self.printed else len(line)) >= self.width - 2.5


def _wrap(text: str, lines: list[tuple[int, int]]) -> _Wrap:
    """Find the width at which a file is hard-wrapped.

    Wrapped text has many lines of nearly the same width that end inside a sentence; programs that wrap
    count printed width or characters, the measure that agrees better is taken.
    """
    broken = [text[s:e] for s, e in lines if 15 < e - s < 90 and not _ENDED.search(text, s, e)]
    if len(broken) < 5:
        return _Wrap()
    found: list[tuple[int, _Wrap]] = []
    for printed in (True, False):
        widths = sorted(_width(line) if printed else float(len(line)) for line in broken)
        widest = widths[int(len(widths) * 0.9)]
        near = sum(1 for width in widths if widest - 2.5 <= width <= widest + 2.5)
        if near >= 0.5 * len(widths) and near >= 0.2 * len(lines) and widest >= 18:
            found.append((near, _Wrap(widest, printed)))
    return max(found, key=lambda candidate: candidate[0])[1] if found else _Wrap()


def _joins(text: str, before: str, lines: list[tuple[int, int]], index: int, wrap: _Wrap) -> bool:
    """Whether the line at ``index`` goes on with the sentence of the line before it."""
    start, _ = lines[index]
    if text[start].islower() and before[-1].isascii() and not _ENDED.search(before):
        return not _begins_something(text, lines, index)
    return _is_open(before, wrap) and not _begins_something(text, lines, index)


def _is_torn_by_page_number(text: str, before: str, lines: list[tuple[int, int]], index: int, wrap: _Wrap) -> bool:
    start, end = lines[index]
    if index + 1 >= len(lines) or not _PAGE_NUMBER.fullmatch(text, start, end):
        return False
    return _is_open(before, wrap) and not _begins_something(text, lines, index + 1)


def _is_open(line: str, wrap: _Wrap) -> bool:
    """Whether a line stops inside a sentence."""
    if line[0] in "|#<>" or _CELLS in line or OWN.match(line):
        return False
    full = wrap.fills(line)
    ended = _ENDED.search(line)
    if ended:
        return full and line[-1] in "；;，"
    if line[-1] in "，,、（(“《":
        return True
    if full or _RUNNING.search(line):
        return True
    if _TITLE.search(line):
        return False
    return len(line) >= 40 and ("，" in line or "," in line) and label_at(line, 0, len(line)) is None


def _begins_something(text: str, lines: list[tuple[int, int]], index: int) -> bool:
    start, end = lines[index]
    if (
        text[start] in "#|<"
        or _CELLS in text[start:end]
        or OWN.match(text, start, end)
        or _PAGE_NUMBER.fullmatch(text, start, end)
    ):
        return True
    return label_at(text, start, end) is not None or _is_signed(text, lines, index)


def _is_signed(text: str, lines: list[tuple[int, int]], index: int) -> bool:
    """Whether a short line without punctuation stands above a date: the name of an office that signs."""
    start, end = lines[index]
    if end - start > 40 or index + 1 >= len(lines) or any(c in "，。；：、,;:" for c in text[start:end]):
        return False
    return _DATE.fullmatch(text, *lines[index + 1]) is not None


def _latin(before: str, after: str) -> bool:
    return not (before.isdigit() and after.isdigit())


def _append(text: str, start: int, end: int, pieces: list[str], offsets: list[int]) -> None:
    """Append a line without the spaces that a line break has left between Chinese characters."""
    line = text[start:end]
    if len(line) >= 25 and " " in line:
        spaces = [m.start() for m in _SPACE.finditer(line) if not _LABEL_SPACE.search(line[: m.start()][-9:])]
        if spaces and len(spaces) <= 1 + len(line) / 25:
            at = 0
            for space in spaces:
                pieces.append(line[at:space])
                offsets.extend(range(start + at, start + space))
                at = space + 1
            pieces.append(line[at:])
            offsets.extend(range(start + at, end))
            return
    pieces.append(line)
    offsets.extend(range(start, end))
