"""Tells what kind of document a title names."""

from __future__ import annotations

import re

# First match decides; the words stand at the end of titles, before a bracket such as （试行）.
_KINDS = (
    ("proposal reply", r"(?:提案|建议|议案|委员|代表).{0,80}(?:答复|复函|回复|函复)"),
    ("interpretation", r"解读|图解|一图读懂|起草说明|答记者问"),
    (
        "service guide",
        r"办事指南|服务指南|指南$|申报指南|须知$|问答|办理流程|操作指引|指引$|手册$|FAQ|[Gg]uide",
    ),
    ("implementation plan", r"(?:实施|工作|行动|试点|总体|专项|改革)方案$|行动计划$|实施计划$|方案$"),
    ("notice", r"通知$|[Nn]otice"),
    ("announcement", r"公告$|通告$|公示$|公报$|[Aa]nnouncement"),
    ("reply", r"批复$|复函$|答复$|函$|回复$"),
    ("opinions", r"意见$|[Oo]pinions?"),
    ("regulation", r"条例$"),
    ("decision", r"决定$|决议$"),
    ("measures", r"办法$|措施$|若干政策$|政策$|细则$|规定$|规则$|制度$|[Mm]easures"),
    ("interpretation of law", r"(?:人民法院|检察院).*解释"),
    ("law", r"法$|修正案$|\bLaw\b"),
    ("plan", r"规划$|计划$|纲要$|要点$|预案$|\b[Pp]lan\b"),
    ("report", r"报告$|通报$|总结$|白皮书$|\b[Rr]eport\b"),
    ("order", r"令$"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_BRACKET = re.compile(r"[（(][^（）()]{1,30}[）)]$|[》”]$")
_REGULATION_FORMS = re.compile(r"条例实施(?:细则|办法)$|条例(?:\S{0,12}(?:规定))$")


def read_kind(title: str | None) -> str:
    """Return the kind of document by its title: "notice", "measures", ...; "other" where nothing tells."""
    if not title:
        return "other"
    bare = title.strip()
    while (shorter := _BRACKET.sub("", bare)) != bare:
        bare = shorter
    if _REGULATION_FORMS.search(bare):
        return "measures"
    for kind, pattern in _PATTERNS:
        if pattern.search(bare):
            return kind
    return "other"
