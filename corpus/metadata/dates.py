"""Reads dates as official documents write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from corpus.cutting.numbering import number_value

_ARABIC = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s*(?:年|[-/.])\s*(?P<m>\d{1,2})\s*(?:月|[-/.])\s*(?P<d>\d{1,2})(?!\d)\s*日?"
)
_CHINESE = re.compile(
    r"(?P<y>[一二][一二三四五六七八九零〇○О0ＯO]{3})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})日"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<m>{'|'.join(_MONTHS)})[a-z]*\.?"
_ENGLISH = re.compile(
    rf"\b(?:{_MONTH}\s+(?P<d>\d{{1,2}}),?\s+|(?P<d2>\d{{1,2}})\s+{_MONTH.replace('<m>', '<m2>')},?\s+)"
    r"(?P<y>(?:19|20)\d\d)\b",
    re.I,
)
_ISSUED = re.compile(r"(?:成文|发文|印发|签发|落款)(?:日期|时间)")
_PUBLISHED = re.compile(r"(?:发布|公布|公开|生成|更新)(?:日期|时间)")
_ADOPTED = re.compile(r"公布|发布|通过|印发|批准")


def read_date(text: str) -> str | None:
    """Return the first date in a text as ISO 8601, None where there is none that exists."""
    if match := _ENGLISH.search(text):
        month = _MONTHS.index((match["m"] or match["m2"]).lower()) + 1
        text = f"{text[: match.start()]}{match['y']}-{month}-{match['d'] or match['d2']}{text[match.end() :]}"
    found = [m for m in (_ARABIC.search(text), _CHINESE.search(text)) if m]
    for match in sorted(found, key=lambda m: m.start()):
        year = match["y"]
        if not year.isdecimal():
            year = "".join(str("零一二三四五六七八九".find(c)) if c in "一二三四五六七八九" else "0" for c in year)
        try:
            return date(int(year), number_value(match["m"]), number_value(match["d"])).isoformat()
        except ValueError:
            continue
    return None


def read_issue_date(head: Sequence[str], signature: Sequence[str]) -> str | None:
    """Return the date of issue: of the signature, else what the head states, else that of the adoption.

    Dates inside the text are of other things and never count.
    """
    for line in signature:
        if not re.search(r"印发\s*$", line) and (found := read_date(line)):
            return found
    for pattern in (_ISSUED, _PUBLISHED):
        for line in head:
            if (match := pattern.search(line)) and (found := read_date(line[match.end() :])):
                return found
    adopted = [read_date(line) for line in head if _ADOPTED.search(line) and len(line) < 200]
    dates = [found for found in adopted if found]
    if dates:
        return _of_publication(head) or dates[0]
    alone = [
        read_date(line) for line in head if re.sub(r"[\d年月日\-/.\s（）()一二三四五六七八九十〇零]", "", line) == ""
    ]
    for line in signature:  # the imprint (印发) is later than the signature, but better than nothing
        alone.append(read_date(line))
    return next((found for found in alone if found), None)


def _of_publication(head: Sequence[str]) -> str | None:
    """Return the date of the line that says that a law was published (公布), the adoption being earlier."""
    for line in head:
        if "公布" in line or "发布" in line or "公告" in line:
            match = re.search(r"([^。；，]*?)(?:公布|发布|公告)", line)
            if match and (found := read_date(match[1])):
                return found
    return None
