"""Days and lengths of time as clauses on validity write them: 2025年12月底, 二〇二五年, 两年, 6个月.

The text is taken without white space and with digits of half width.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from corpus.cutting.numbering import number_value

_YEAR = r"(?:(?:19|20)\d\d|[一二][一二三四五六七八九零〇○О0ＯO]{3})"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
DAY = (  # of a month, of a month of the year before, or of a year: the named day, or the first or last of what is named
    rf"(?:{_YEAR}年(?:{_NUMBER}月(?:{_NUMBER}[日号]?)?)?|{_YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d)"
    rf"|{_NUMBER}月(?:{_NUMBER}[日号]?)?)(?:底|末)?"
)
_PARTS = re.compile(rf"(?:({_YEAR})[年\-./])?(?:({_NUMBER})[月\-./])?(?:({_NUMBER})[日号]?)?(?:底|末)?")
LENGTH = (
    r"(?:(?:\d{1,3}|[一二两三四五六七八九十壹贰叁肆伍]{1,3})(?:[（(]\w{1,3}[）)])?(?:周?年半?|个?整?年半?|个月|[天日])|半年)"
    r"(?![-—~～至\d])"
)
_LENGTH_PARTS = re.compile(r"(半)?(?:(\d{1,3}|[一二两三四五六七八九十壹贰叁肆伍]{1,3})(?:[（(]\w{1,3}[）)])?)?(.+)")
_FORMAL = str.maketrans("壹贰叁肆伍", "一二三四五")


def day_of(text: str, *, last: bool = False, year: int | None = None) -> date | None:
    """Return the day that a match of DAY names, None where it does not exist.

    Of a month or a year it is the first day, or the last one; ``year`` is that of a day without one.
    """
    match = _PARTS.fullmatch(text)
    if match is None:
        return None
    y, m, d = match.groups()
    number = _year(y) if y else year
    if number is None:
        return None
    month = number_value(m) if m else 12 if last else 1
    try:
        return date(number, month, number_value(d) if d else monthrange(number, month)[1] if last else 1)
    except ValueError:  # the month or the day does not exist; calendar raises a subclass
        return None


def later(start: date, length: str) -> date | None:
    """Return the day that lies a match of LENGTH after another: 2021-05-01 and 两年 give 2023-05-01."""
    match = _LENGTH_PARTS.fullmatch(length)
    if match is None:
        return None
    half, digits, unit = match.groups()
    number = number_value(digits.translate(_FORMAL)) if digits else 0
    if unit in ("天", "日"):
        return start + timedelta(days=number)
    months = 6 if half else number if "月" in unit else 12 * number + (6 if unit.endswith("半") else 0)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _year(text: str) -> int:
    digits = (str("零一二三四五六七八九".find(c)) if c in "一二三四五六七八九" else c for c in text)
    return int("".join(c if c.isdecimal() and c.isascii() else "0" for c in digits))
