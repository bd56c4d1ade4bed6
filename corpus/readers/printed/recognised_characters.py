"""Corrects what a recogniser confuses: brackets and punctuation of the wrong width, characters that look alike."""

from __future__ import annotations

import re

_WIDE = r"\u2e80-\u9fff\uf900-\ufaff“”‘’（）《》〔〕【】「」、。，；：！？％"
_FULL = str.maketrans(",:;?!()", "，：；？！（）")
_ALNUM = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_YEAR = re.compile(r"[\[【〔［﹝(（]\s*((?:19|20)\d\d)\s*[\]】〕］﹞)）](?=\s*第?\s*\d+\s*号)")
_PUNCTUATION = re.compile(rf"(?<=[{_WIDE}])\s*([,:;?!])\s*|([,;?!])(?=[{_WIDE}])")
_PAIR = re.compile(r"[(（]([^()（）]*)[)）]")
_SINGLE = re.compile(rf"(?<=[{_WIDE}])[()]|[()](?=[{_WIDE}])")
_LIST_DASH = re.compile(r"[-–—](?=\d{1,2}[、.．](?!\d)|[（(][一二三四五六七八九十]{1,3}[)）])")
_HAS_WIDE = re.compile(f"[{_WIDE}]")
# Characters that look alike, where the other one makes no word.
_ALIKE = (
    (re.compile(r"(?<=部)內|(?<=部)内(?![容部设司局外涵])|(?<=[专热])[内內]|[内內](?=槛|户网)"), "门"),
    (
        re.compile(
            r"(?<=[收投深纳列准])人(?![才口员民数均])|(?<=引)人(?![注入瞩深关])|人(?=驻|围|选国家|选省|境(?![内外]))"
        ),
        "入",
    ),
    (re.compile(r"(?<=接)人(?=平台|系统|国家|网)|(?<=(?<!金)融)人(?=[“\"国新全双])"), "入"),
    (re.compile(r"经(?=困|解中)"), "纾"),
    (re.compile(r"(?<=\d)一(?=\d)"), "—"),
    (re.compile(r"一一(?![对列落解说回])"), "——"),
)


def corrected(text: str) -> str:
    """Return a recognised line as it was most likely printed.

    In Chinese text punctuation and brackets are full-width, both of a pair; the year of a document number stands in
    〔〕 (GB/T 9704-2012, 7.2.5); letters and digits are half-width; a dash before a numbered item is a list's.
    """
    text = _YEAR.sub(r"〔\1〕", text.translate(_ALNUM))
    text = _PUNCTUATION.sub(lambda match: match[0].strip().translate(_FULL), text)
    text = _PAIR.sub(_paired, text)
    text = _SINGLE.sub(lambda match: match[0].translate(_FULL), text)
    text = _LIST_DASH.sub("- ", text, count=1) if text[:1] in "-–—" else text
    for pattern, character in _ALIKE:
        text = pattern.sub(character, text)
    return text


def _paired(match: re.Match[str]) -> str:
    around = match.string[max(0, match.start() - 1) : match.start()] + match[0]
    return f"（{match[1]}）" if _HAS_WIDE.search(around) else f"({match[1]})"


def printed_width(text: str) -> float:
    """Return the width of a text in em: a Chinese character one, a Latin one a half."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)
