"""The years that a question names: 2021, ２０２１年, 二〇二一年, 26年, FY21, twenty nineteen, 上世纪90年代."""

from __future__ import annotations

import re
import unicodedata

from corpus.gazetteer import find_regions

# Four digits: amounts, counts and codes are none.
_DIGITS = re.compile(
    r"(?<![\d¥￥$])(?<!RMB )(19[5-9]\d|20[0-4]\d)"
    r"(?=\s*年|(?![\d%]|\.\d|多(?!少)|余"
    r"|\s*(?:万|亿|元|块|家|户|个(?![人体])|人(?![才力社])|名(?!单)|笔|号|吨|亩|平[方米]|件|份"
    r"|(?:yuan|rmb|cny|usd|dollars|people|persons|workers|employees|staff|firms|companies|enterprises|businesses)\b)))",
    re.IGNORECASE,
)
_NUMERALS = re.compile(r"(?:一九|二[零〇○Oo0])[零〇○Oo0一二三四五六七八九]{2}(?![零〇○一二三四五六七八九十百千万])")
_THOUSANDS = re.compile(r"[二两]千[零〇]([一二三四五六七八九])(?=年)")
_DIGIT = {
    **{numeral: str(digit) for digit, numeral in enumerate("〇一二三四五六七八九")},
    **dict.fromkeys("零○Oo0", "0"),
}
# Two digits or numerals are a year where a sentence or a clause begins with them, or after a place (26年, 常州零九年),
# and no length of time.
_SHORT = re.compile(
    r"(?<![\d零〇一二三四五六七八九十百千万])(?:([0-2]\d|30|[89]\d)|([零〇一二八九][零〇一二三四五六七八九]))"
    r"年(?!代|期|限|以|之?内|之?后|之?前|来|间|多|老|[工司]?龄|左右|了)"
)
_BEFORE_SHORT = frozenset("，。？！、；：,.?!;: 在从自到于今")
_FISCAL = re.compile(r"(?:\bFY\s?|(?<!\w)['’])([0-3]\d)(?!\d|\s*%)", re.IGNORECASE)
_UNITS = {name: at for at, name in enumerate("one two three four five six seven eight nine".split(), 1)}
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_SPOKEN = {name: at for at, name in enumerate(_TEENS, 10)} | {"twenty": 20, "thirty": 30} | _UNITS
_WORDS = re.compile(
    rf"\b(?:twenty|two[ -]thousand(?: and)?)[ -](?:oh[ -])?({'|'.join((*_TEENS, 'twenty', 'thirty', *_UNITS))})"
    rf"(?:[ -]({'|'.join(_UNITS)}))?\b(?!\s*(?:%|percent|per cent|years?|days?|months?|people|firms|yuan))",
    re.IGNORECASE,
)
_TENS = {name: 10 * at for at, name in enumerate("fifty sixty seventy eighty ninety".split(), 5)}
_LAST_CENTURY = re.compile(rf"\bnineteen[ -]({'|'.join(_TENS)})(?:[ -]({'|'.join(_UNITS)}))?\b", re.IGNORECASE)
_DECADE = re.compile(r"(?:上个?|20|二十)世纪([5-9]0|[五六七八九]十)年代|\b19([5-9]0)s\b")


def in_digits(text: str) -> str:
    """The text with years in Chinese numerals written in digits: 二〇二一年 becomes 2021年."""
    text = _THOUSANDS.sub(lambda match: f"200{_DIGIT[match[1]]}", text)
    return _NUMERALS.sub(lambda match: _digits(match[0]), text)


def _digits(numerals: str) -> str:
    return "".join(_DIGIT[numeral] for numeral in numerals)


def find_years(text: str) -> tuple[int, ...]:
    """The years named in a text, each once, in order of their place."""
    text = in_digits(unicodedata.normalize("NFKC", text))
    found = [(match.start(), int(match[1])) for match in _DIGITS.finditer(text)]
    if short := list(_SHORT.finditer(text)):
        places = {end for _, _, end in find_regions(text)}
        for match in short:
            at, number = match.start(), int(match[1] or _digits(match[2]))
            if at == 0 or text[at - 1] in _BEFORE_SHORT or at in places:
                found.append((at, number + (1900 if number > 30 else 2000)))
    found += [(match.start(), 2000 + int(match[1])) for match in _FISCAL.finditer(text)]
    for match in _LAST_CENTURY.finditer(text):
        found.append((match.start(), 1900 + _TENS[match[1].lower()] + _UNITS.get((match[2] or "").lower(), 0)))
    for match in _DECADE.finditer(text):
        decade = match[1] or match[2]
        first = 1900 + 10 * int(_DIGIT.get(decade[0], decade[0]))
        found += [(match.start(), year) for year in range(first, first + 10)]
    for match in _WORDS.finditer(text):
        if spoken := _year_of(match):
            found.append((match.start(), spoken))
    return tuple(dict.fromkeys(year for _, year in sorted(found)))


def _year_of(match: re.Match[str]) -> int | None:
    """The year of English words: twenty nineteen, two thousand and eight, twenty oh nine; None for a number."""
    tens, units = _SPOKEN[match[1].lower()], _UNITS.get((match[2] or "").lower(), 0)
    thousand = "thousand" in match[0].lower()
    if tens < 10:  # "twenty one" is a number, "twenty oh one" a year
        return 2000 + tens if thousand or "oh" in match[0].lower() else None
    return 2000 + tens + units if tens >= 20 or not units else None
