"""Writes the value of a cell as a workbook shows it: number formats of ECMA-376 part 1, section 18.8.30/31."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<elapsed>h+|m+|s+)\]'
    r"|\[[^\]]*\]|(?P<ampm>AM/PM|A/P|上午/下午)|(?P<part>y+|m+|d+|h+|s+|a{3,4}|e+|g+)|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+)"
    r"|(?P<exponent>E[+-])|(?P<other>.)",
    re.I | re.S,
)
_SECTION: Final = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[]|["\\\[])*', re.S)
_PLACES: Final = 10  # decimals, at most; with the next line within the 28 digits of Decimal
_WHOLE: Final = 10**17
_CONDITION: Final = re.compile(r"\[[<>=]")  # sections by other conditions than the sign
_WEEKDAYS: Final = "一二三四五六日"
_MONTHS: Final = "January February March April May June July August September October November December".split()
_DAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def shown(value: object, number_format: str) -> str:
    """Return a cell's value as shown; "" for none. Dates in the program's own short form are written 2022-03-01."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, timedelta):
        return _elapsed(value)
    if isinstance(value, (datetime, date, time)):
        return _dated(value, number_format)
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    return str(value)


def _number(value: float, number_format: str) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    sections = [section for section in _SECTION.findall(number_format) if section] or ["General"]
    negative = value < 0 and len(sections) > 1
    section = sections[1] if negative else sections[2] if value == 0 and len(sections) > 2 else sections[0]
    tokens = list(_TOKEN.finditer(section))
    pattern = next((token["digits"] for token in tokens if token["digits"]), None)
    plain = section.strip().lower() in ("general", "@", "g/通用格式") or _CONDITION.search(number_format)
    if plain or any(token["exponent"] for token in tokens):
        return _general(value)
    if pattern is None:
        literal = "".join(_literal(token) for token in tokens)
        return literal if literal and not re.search(r"[A-Za-z@]", literal) else _general(value)
    if "/" in section and "?" in section:  # a fraction
        return _general(value)
    if negative and not re.search(r"[-(（]", "".join(map(_literal, tokens))):
        negative = False  # shown by a colour alone, which a text has not
    return _filled(Decimal(repr(value)), tokens, pattern, signed=not negative)


def _filled(number: Decimal, tokens: list[re.Match[str]], pattern: str, *, signed: bool) -> str:
    """Return the digits of a number in the place of the first pattern of digits, the literals around them."""
    scaled = pattern.rstrip(",")  # each comma at the end: a thousand
    whole, _, fraction = scaled.partition(".")
    percent = sum(1 for token in tokens if token["other"] == "%")
    number = number.scaleb(2 * percent - 3 * (len(pattern) - len(scaled)))
    places = min(len(fraction), _PLACES)
    rounded = abs(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if abs(number) < _WHOLE else abs(number)
    digits = f"{rounded:{',' if ',' in whole else ''}f}"
    for sign in reversed(fraction):
        if sign == "0" or not digits.endswith("0"):
            break
        digits = digits[:-1]  # an optional place
    digits = digits.rstrip(".") if not fraction else digits
    least = whole.count("0")
    head, point, tail = digits.partition(".")
    if "," not in head:
        head = head.zfill(least)
    minus = "-" if signed and number < 0 and rounded else ""
    written = False
    pieces = []
    for token in tokens:
        if token["digits"]:
            pieces.append("" if written else f"{head}{point}{tail}")
            written = True
        else:
            pieces.append(_literal(token))
    return (minus + "".join(pieces)).strip()


def _literal(token: re.Match[str]) -> str:
    for group in ("quoted", "escaped", "currency", "other", "part", "ampm"):
        if token[group] is not None:
            return token[group]
    return ""


def _general(value: float) -> str:
    """Return a number as the format General: at most 11 digits wide, without an exponent where it can be."""
    if isinstance(value, int) or value == int(value):
        return str(int(value)) if abs(value) < 1e15 else f"{value:.6g}"
    text = f"{value:.10g}"
    return text if "e" not in text else f"{value:f}".rstrip("0") if abs(value) >= 1e-6 else text


def _elapsed(value: timedelta) -> str:
    seconds = int(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    hours, seconds = divmod(abs(seconds), 3600)
    return f"{sign}{hours}:{seconds // 60:02}:{seconds % 60:02}"


def _dated(value: datetime | date | time, number_format: str) -> str:
    section = (_SECTION.match(number_format) or [""])[0]
    tokens = list(_TOKEN.finditer(section))
    parts = [token["part"].lower() for token in tokens if token["part"]]
    own = not parts or number_format.lower() in ("mm-dd-yy", "m/d/yy", "general") or "[$-f800]" in section.lower()
    if own or (isinstance(value, time) and any(part[0] in "yda" for part in parts)):
        if isinstance(value, datetime):
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        return value.isoformat()
    moment = value if isinstance(value, datetime) else _moment(value)
    half = any(token["ampm"] for token in tokens)
    pieces = []
    clock = False  # an hour came last: "m" are minutes
    for index, token in enumerate(tokens):
        part = (token["part"] or token["elapsed"] or "").lower()
        if not part:
            pieces.append(_half_day(moment, token["ampm"]) if token["ampm"] else _literal(token))
            continue
        following = next((t["part"].lower() for t in tokens[index + 1 :] if t["part"]), "")
        minutes = part[0] == "m" and (clock or following.startswith("s"))
        pieces.append(_part(moment, part, minutes=minutes, half=half))
        clock = part[0] == "h"
    return "".join(pieces).strip()


def _moment(value: date | time) -> datetime:
    if isinstance(value, time):
        return datetime.combine(date(1900, 1, 1), value)
    return datetime.combine(value, time())


def _half_day(moment: datetime, written: str) -> str:
    first, second = written.split("/")
    return first if moment.hour < 12 else second


def _part(moment: datetime, part: str, *, minutes: bool, half: bool) -> str:
    """Return one component of a date or time in the width that its letters ask for."""
    kind, width = part[0], len(part)
    if kind in "ye":
        return f"{moment.year:04}" if width > 2 or kind == "e" else f"{moment.year % 100:02}"
    if kind == "m" and not minutes and width > 2:
        name = _MONTHS[moment.month - 1]
        return name[:3] if width == 3 else name[:1] if width == 5 else name
    if kind == "d" and width > 2:
        name = _DAYS[moment.weekday()]
        return name[:3] if width == 3 else name
    if kind == "a":
        return ("星期" if width == 4 else "") + _WEEKDAYS[moment.weekday()]
    if kind == "g":
        return ""
    hour = (moment.hour % 12 or 12) if half else moment.hour
    numbers = {"m": moment.minute if minutes else moment.month, "d": moment.day, "h": hour, "s": moment.second}
    return f"{numbers[kind]:0{min(width, 2)}}"
