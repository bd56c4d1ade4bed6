"""What kind of words would answer a question: a figure, an office, a phone number."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["figure", "office", "phone"]

_ASKS: dict[Kind, re.Pattern[str]] = {
    "figure": re.compile(
        r"多少|几[个天年家户亿万成%件名人亩笔次项条款场月]|多久|多大|比例|占比|额度|金额|规模|百分之|最高|最多|最低|上限|期限|"
        r"截止|什么时候|何时|利率|费率|\bhow (?:much|many|long|soon|often)\b|\bwhat (?:rate|percentage|share|amount)\b|"
        r"\bdeadline\b|\bwhen\b|\bmaximum\b", re.IGNORECASE,
    ),
    "office": re.compile(
        r"谁|哪个(?:部门|单位|局|委|办)|哪些(?:部门|单位)|什么部门|归哪|负责|责任单位|哪家单位|牵头|经办|联系人|"
        r"\bwho\b|\bwhich (?:department|office|agenc|authorit|bureau)", re.IGNORECASE,
    ),
    "phone": re.compile(
        r"电话|热线|号码|联系方式|\bphone\b|\bhotline\b|\bcall\b|\bcontact (?:number|details)\b", re.IGNORECASE
    ),
}  # fmt: skip
_HOLDS: dict[Kind, re.Pattern[str]] = {
    "figure": re.compile(r"[0-9０-９]|百分之|[一二三四五六七八九十两]+[个年天倍成]"),
    "office": re.compile(r"责\s*任\s*(?:单\s*位|部\s*门)|牵头|经办人|联系人|由[^，。；]{2,12}负责"),
    "phone": re.compile(r"(?<!\d)(?:0\d{2,3}[-－ ]?)?\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)1?23\d{2,3}(?!\d)"),
}


def expected(question: str) -> tuple[Kind, ...]:
    """The kinds of words that a question asks for."""
    return tuple(kind for kind, pattern in _ASKS.items() if pattern.search(question))


def holds(text: str, kind: Kind) -> bool:
    """Whether a text has words of a kind."""
    return bool(_HOLDS[kind].search(text))
