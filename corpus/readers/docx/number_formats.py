"""Writes a list number as Word shows it in one of its number formats.

The formats are those of ECMA-376 Part 1, 17.18.59 (ST_NumberFormat) that Chinese and English documents use.
"""

from __future__ import annotations

from typing import Literal

_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# Formats that run through a row of signs and go on in decimals.
_SIGNS = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
_POSITIONAL = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}
_COUNTED_TO_99 = {"chineseCounting", "taiwaneseCounting"}
_LONGEST = 3_999  # greater numbers are written in decimals: a file may begin its list anywhere
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def written(number: int, number_format: str) -> str:
    """Return a number in a format by its name in numbering.xml; in decimals where the format is not known."""
    if number_format in ("none", "bullet"):
        return ""
    if number < 1:
        return str(number)
    if number_format in _SIGNS:
        signs = _SIGNS[number_format]
        return signs[number - 1] if number <= len(signs) else str(number)
    if number_format in _POSITIONAL:
        return _digits(number)
    if number_format in _COUNTED_TO_99:
        return _counted(number, _DIGITS, "十百千") if number < 100 else _digits(number)
    if number_format in ("chineseCountingThousand", "taiwaneseCountingThousand"):
        return _counted(number, "零一二三四五六七八九", "十百千")
    if number_format == "japaneseCounting":
        return _counted(number, _DIGITS, "十百千", "never")
    if number_format in ("chineseLegalSimplified", "ideographLegalTraditional"):
        simplified = number_format == "chineseLegalSimplified"
        return _counted(number, "零壹贰叁肆伍陆柒捌玖" if simplified else "零壹貳參肆伍陸柒捌玖", "拾佰仟", "always")
    return _latin(number, number_format)


def _latin(number: int, number_format: str) -> str:
    if number_format in ("upperRoman", "lowerRoman") and number <= _LONGEST:
        roman = _roman(number)
        return roman.upper() if number_format == "upperRoman" else roman
    if number_format in ("upperLetter", "lowerLetter") and number <= _LONGEST:  # ... Y, Z, AA, BB
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if number_format == "upperLetter" else letter.lower()
    if number_format in ("decimalFullWidth", "decimalFullWidth2"):
        return str(number).translate(_FULL_WIDTH)
    if number_format == "decimalZero":
        return f"{number:02d}"
    if number_format == "numberInDash":
        return f"- {number} -"
    if number_format == "ordinal":
        suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{suffix}"
    return str(number)


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _counted(number: int, digits: str, units: str, ones: Literal["always", "inside", "never"] = "inside") -> str:
    """Return 二百零五 and the like up to 9,999; ``ones`` says where a one stands before a unit.

    "always" 壹拾贰, "inside" 十二 but 一百一十二, "never" 百十二 (which has no zero between either).
    """
    if number > 9_999:
        return str(number)
    text = ""
    skipped = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            skipped = bool(text)
            continue
        if skipped and ones != "never":
            text += digits[0]
        skipped = False
        silent = digit == 1 and power > 0 and (ones == "never" or (ones == "inside" and power == 1 and not text))
        text += ("" if silent else digits[digit]) + (units[power - 1] if power else "")
    return text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text
