"""Reads a question: its language, the places, years and documents it names, and what it leaves to the turns before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.gazetteer import Region, find_regions
from qa.words import HAN, bare, normalise, words
from qa.years import find_years

Language = Literal["zh", "en"]

# Words that stand for something in the turns before, and openings that change only one side of it.
_LEANING = re.compile(
    r"它|他们|她们|那个|这个|这条|那条|这种|那种|这笔|那笔|那边|这边|那里|里面|其中|前面|后面|上面|刚才|该|此|这些|那些|这样|还有别的|"
    r"^(?:不是|要是|如果|那要|假如|换成|比)|^(?:最[长高低多少短快慢晚]|一共|总共|以后|现在|什么时候|多久|多少|谁)|呢[?？]?$|"
    r"\b(?:it|its|they|their|theirs|them|that|those|these|there|this|he|his|she|her|one|ones|else|instead|such)\b|"
    r"^(?:what|how) about\b|^(?:and |or |but |what )?if\b|^and (?:for|the|what|if|in|at|of)\b|"
    r"^(?:up to|since|by|from|to|for|under|within) ",
    re.IGNORECASE,
)
MOST_FACET_WORDS = 3  # "利率多少", "怎么申请", "电话": a facet of the turn before, not a subject of its own
# How much the turns before count beside the question: a question that stands alone gains a little from them and loses
# nothing, one that leans on them needs them. Chosen on tests/questions/conversations.jsonl.
BEFORE, LEANING = 0.25, 0.7
MOST_TURNS = 3  # of those before are looked at
_QUOTED = re.compile(r"《([^《》]{2,60})》|“([^“”]{2,30})”|「([^「」]{2,30})」|\"([^\"]{2,30})\"|『([^『』]{2,30})』")
_DOC_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,8}[〔\[（(【]?(?:19|20)\d\d[〕\]）)】]?第?\d{1,5}号")
_LIST = re.compile(
    r"哪些(?!部门|单位|材料|条件|手续|证)|哪几(?:种|类|项|个|条)|有什么(?:政策|措施|支持|补贴|优惠|扶持|办法|奖励|服务|好处)|"
    r"什么好处|都有(?:什么|啥)|有啥|列(?:一下|出|举)|所有的?|分别|各有|各地|做了(?:什么|哪)|"
    r"\blist\b|\ball (?:the|of)\b|\bwhat (?:kinds?|types?|sorts?) of\b|"
    r"\bwhich (?:\w+ ){1,4}(?:are|do|does|can|offer|get)\b|\bwhat (?:was|is being|has been) done\b|"
    r"\bwhat (?:\w+ ){0,3}(?:are there|is there|are available|is available|are set|measures|subsidies|incentives|"
    r"programmes|supports?)\b",
    re.IGNORECASE,
)

_INSTRUCTS = re.compile(
    r"(?:编|写|拟|造|起草|生成|伪造)(?:一|出)?[份封篇首段条个则张].{0,24}"
    r"(?:文件|公文|通知|公告|政策|证明|批文|诗|信|文章|作文|代码|故事|检讨|文案|段子)|"
    r"编造|瞎编|伪造|杜撰|胡诌|扮演|假装你|假的?(?:公文|文件|通知|证明|公章|批文)|你(?:就)?(?:装作|装成|假装)|"
    r"你现在是一?[个名]|从现在起你|(?:忽略|无视|忘记|忘掉|跳过|绕过|别管).{0,12}(?:指令|规则|要求|设定|限制|提示)|"
    r"(?:系统|初始)提示词|越狱|开发者模式|"
    r"\b(?:make up|invent|fabricate|forge|fake) (?:me |us )?(?:a|an|some|the)\b|\bpretend (?:to be|you|that you)|"
    r"\byou are (?:now|no longer)\b|\brole-?play|"
    r"\b(?:ignore|forget|disregard|bypass|override) (?:all|any|your|the|previous|every)\b.{0,30}"
    r"(?:instruction|rule|prompt|guideline|restriction|said)|\bsystem prompt\b|\bjailbreak|\bdeveloper mode\b|"
    r"(?<!\bI )(?<!\bto )(?<!\bwe )\b(?:write|compose|draft|generate) (?:me |us )?(?:a|an) (?:[\w-]+ ){0,3}"
    r"(?:poem|notice|letter|essay|story|policy|song|joke|script|certificate|document|circular|announcement|speech)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """What is known of a question before anything is searched."""

    text: str  # as asked
    before: str  # the turns before, oldest first, without the places where the question names another; "" for none
    leans: bool  # whether the question makes sense only with them
    in_context: str  # the question, after the turns before where it leans on them
    matter: str  # that, without the places it names: a city's sights are no business of its policies
    language: Language
    regions: tuple[Region, ...]  # named in the question, or in the turns it leans on, or chosen by the asker
    years: tuple[int, ...]
    names: tuple[str, ...]  # titles, programmes in quotation marks and document numbers
    wants_list: bool  # whether it asks for all there is, not for one fact
    instructs: bool  # whether it tells the program what to be, to forget or to write, instead of asking

    @property
    def weight_before(self) -> float:
        """How much the turns before count beside the question, 0..1."""
        return 0.0 if not self.before else LEANING if self.leans else BEFORE


def language_of(text: str) -> Language:
    """Chinese where there is any Chinese character, English otherwise."""
    return "zh" if HAN.search(text) or not re.search("[A-Za-z]", text) else "en"


def leans_on_history(question: str) -> bool:
    """Whether a question only makes sense with the turn before it: "那大同呢?", "利率多少", "what about exporters?"."""
    asked = question.strip()
    return bool(_LEANING.search(asked)) or len(words(normalise(asked))) <= MOST_FACET_WORDS


def understand(question: str, region: Region | None = None, history: Sequence[str] = ()) -> Understanding:
    """Reads a question; ``region`` is one the asker chose, ``history`` the questions before, oldest first."""
    # Half a surrogate pair cannot be encoded, nor does it mean anything.
    text = question.strip().encode("utf-8", "replace").decode("utf-8")
    before = " ".join(turn.strip() for turn in history[-MOST_TURNS:])
    before = before.encode("utf-8", "replace").decode("utf-8")
    leans = bool(before) and leans_on_history(text)
    places = find_regions(text)
    earlier = find_regions(before)
    if places:  # the place is exchanged, not added
        for _, start, end in reversed(earlier):
            before = before[:start] + before[end:]
    elif leans:
        places = earlier[-1:]  # the last one spoken of
    regions = tuple(dict.fromkeys(found for found, _, _ in places))
    if region is not None and not regions:
        regions = (region,)
    before = before.strip()
    in_context = f"{before} {text}" if leans else text
    return Understanding(
        text,
        before,
        leans,
        in_context,
        _without_places(in_context),
        language_of(question),
        regions,
        find_years(text),
        _names(text),
        bool(_LIST.search(text)),
        bool(_INSTRUCTS.search(text)),
    )


def _without_places(text: str) -> str:
    """The text without the places it names; unchanged where it names nothing else."""
    rest = text
    for _, start, end in reversed(find_regions(text)):
        rest = f"{rest[:start]} {rest[end:]}"
    return rest.strip() or text


def _names(text: str) -> tuple[str, ...]:
    quoted = (next(filter(None, found)).strip() for found in _QUOTED.findall(text))
    return tuple(dict.fromkeys((*quoted, *_DOC_NUMBER.findall(bare(text)))))
