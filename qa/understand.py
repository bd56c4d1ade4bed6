"""Reads a question: its language, the regions and years it names, and what it leaves to the turns before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.gazetteer import Region, find_regions
from qa.datatypes import Turn
from qa.words import HAN, normalise, words

Language = Literal["zh", "en"]

# Openings that take the subject from the turn before, and endings that only change one side of it.
_LEANING = re.compile(
    r"^(那|那么|还有|另外|它|这个|这种|这笔|上面|刚才|and\b|also\b|what about\b|how about\b|what if\b)|呢[?？]?$",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<![\d¥￥$])(?<!RMB )(19[5-9]\d|20[0-4]\d)"
    r"(?=\s*年|(?![\d%]|\.\d|多(?!少)|余"
    r"|\s*(?:万|亿|元|块|家|户|个(?![人体])|人(?![才力社])|名(?!单)|笔|号|吨|亩|平[方米]|件|份"
    r"|(?:yuan|rmb|cny|usd|dollars|people|persons|workers|employees|staff|firms|companies|enterprises|businesses)\b)))",
    re.IGNORECASE,
)
MOST_FACET_WORDS = 2  # "利率多少", "怎么申请", "电话": a facet of the turn before, not a subject of its own
# Words that ask for a facet of a subject and name none.
_FACETS = frozenset(
    (
        "利率 利息 额度 金额 比例 标准 条件 要求 材料 资料 流程 手续 申请 申报 办理 时间 期限 截止 电话 "
        "热线 联系 联系人 联系电话 地址 "
        "网址 部门 单位 负责 对象 范围 多久 几天 几年 最高 最低 一年 次数 资格 要 带 去 找 谁 打 哪里 哪儿 "
        "rate interest amount condit requir document process appli deadlin phone number contact depart who how much "
        "long when where limit maximum elig qualifi cost fee"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """What is known of a question before anything is searched."""

    question: str  # as asked
    text: str  # what is searched: with the subject of the turn before, where the question leans on it
    language: Language
    regions: tuple[Region, ...]  # named in the question, or chosen by the asker
    years: tuple[int, ...]


def language_of(text: str) -> Language:
    """Chinese where there is any Chinese character, English otherwise."""
    return "zh" if HAN.search(text) or not re.search("[A-Za-z]", text) else "en"


def leans_on_history(question: str) -> bool:
    """Whether a question only makes sense with the turn before it: "那大同呢?", "利率多少", "what about exporters?"."""
    asked = question.strip()
    if _LEANING.search(asked) and len(words(normalise(asked))) <= 6:
        return True
    content = words(normalise(asked))
    return 0 < len(content) <= MOST_FACET_WORDS + 1 and all(word in _FACETS for word in content)


def in_context(question: str, history: Sequence[Turn]) -> str:
    """The question with the subject that it leans on from the turns before, oldest first."""
    question = question.strip()
    if not history or not leans_on_history(question):
        return question
    before = in_context(history[-1].question, history[:-1])
    if find_regions(question):  # the place is exchanged, not added
        for _, start, end in reversed(find_regions(before)):
            before = before[:start] + before[end:]
    return f"{before} {question}"


def understand(question: str, region: Region | None = None, history: Sequence[Turn] = ()) -> Understanding:
    """Reads a question; ``region`` is one the asker chose, ``history`` the turns before, oldest first."""
    # Half a surrogate pair cannot be encoded, nor does it mean anything.
    text = in_context(question, history).encode("utf-8", "replace").decode("utf-8")
    regions = tuple(dict.fromkeys(found for found, _, _ in find_regions(text)))
    if region is not None and not regions:
        regions = (region,)
    years = tuple(dict.fromkeys(int(year) for year in _YEAR.findall(text)))
    return Understanding(question, text, language_of(question), regions, years)
