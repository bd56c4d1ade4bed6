"""Sentence boundaries in Chinese and English official text."""

from __future__ import annotations

import re

from corpus.mending import mend, original_span

_CLOSERS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "“": "”",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "[": "]",
}
_MARK = re.compile(r"[（(《“「『【〔\[]|[。！？；!?;\n]|\.(?=\s|$|[\u4e00-\u9fff])|…+")
_TRAIL = re.compile(r"[。！？；!?;…”’」』）)】》\"']*[ \t\u3000]*")
_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:No|Art|Arts|Nos|Mr|Ms|Dr|Co|Ltd|Inc|etc|vs|e\.g|i\.e|para|Sec))$", re.I)
_LABEL = re.compile(r"\s*(?:[#*]+\s*)?(?:\d{1,3}|[IVXL]{1,5}|[A-Za-z])")  # "2." begins a sentence, it is none
_REACH = 200  # chars: brackets that do not close within it are taken as a mistake of the text


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences, in order; they cover every character but white space.

    A sentence ends at 。！？；, their half-width forms before a space or a Chinese character, and at a line
    break that is not a hard wrap; never inside quotation marks or brackets, never inside a number.
    """
    if "\n" in text:
        mended = mend(text)
        if mended.text != text:
            spans = (original_span(mended, s, e) for s, e in _sentences(mended.text))
            return _covering(text, list(spans))
    return _sentences(text)


def _covering(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Extend each span backwards over what mending left out before it, list dashes for one."""
    result = []
    before = 0
    for start, end in spans:
        gap = text[before:start]
        result.append((start - len(gap.lstrip()) if gap.strip() else start, end))
        before = end
    if result and text[before:].strip():
        result[-1] = (result[-1][0], before + len(text[before:].rstrip()))
    return result


def _sentences(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = at = 0
    while (mark := _MARK.search(text, at)) is not None:
        sign = mark[0]
        at = mark.end()
        closer = _CLOSERS.get(sign)
        if closer is not None:
            close = _closing(text, mark.start(), sign, closer)
            if close < 0:
                continue
            at = close + 1
            ended_inside = text[close - 1] in "。！？!?" and closer in "”」』）)"
            if not ended_inside or (at < len(text) and text[at] in "，,、；;。！？的"):
                continue
        elif not _ends(text, start, mark.start(), sign):
            continue
        if sign != "\n" and (trail := _TRAIL.match(text, at)) is not None:
            at = _after_bracket(text, trail.end())
        _append(text, start, at, spans)
        start = at
    _append(text, start, len(text), spans)
    return spans


def _ends(text: str, start: int, at: int, sign: str) -> bool:
    """Whether the sign at ``at`` ends the sentence that began at ``start``."""
    if sign == ".":
        label = _LABEL.fullmatch(text, start, at)
        return label is None and _ABBREVIATION.search(text, max(0, at - 5), at) is None
    following = text[at + 1 : at + 2]
    return sign not in "!?;" or not following.isascii() or not following.strip()


def _after_bracket(text: str, at: int) -> int:
    """Return where a bracket ends that follows a full stop at once, such as （责任单位：…）, else ``at``."""
    if at < len(text) and text[at] in "（(" and text[at - 1] not in " \t\u3000":
        close = _closing(text, at, text[at], _CLOSERS[text[at]])
        if close > 0 and not re.match(r"[（(][一二三四五六七八九十\d]{1,3}[)）]", text[at : at + 6]):
            trail = _TRAIL.match(text, close + 1)
            return trail.end() if trail else close + 1
    return at


def _closing(text: str, opened: int, opener: str, closer: str) -> int:
    """Return where the bracket at ``opened`` closes within its line, -1 where it does not."""
    depth = 0
    line_end = text.find("\n", opened)
    limit = min(len(text) if line_end < 0 else line_end, opened + _REACH)
    for at in range(opened, limit):
        if text[at] == opener:
            depth += 1
        elif text[at] == closer:
            depth -= 1
            if depth == 0:
                return at
    return -1


def _append(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        begin = start + len(piece) - len(piece.lstrip())
        spans.append((begin, begin + len(stripped)))
