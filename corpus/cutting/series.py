"""Finds the labels of a paragraph: the one it begins with and those inside it.

Inside running text a numeral is a label only as a member of a series: it follows the end of a sentence
and goes on from the number before it, or opens a series that goes on.
"""

from __future__ import annotations

import re

from corpus.cutting.numbering import REFERENCE, Label, label_at, number_value

_CN = "[一二三四五六七八九十]{1,3}"
_INLINE = re.compile(
    rf"(?P<is>(?<![一二三四五六七八九十统唯之第同专划单归万其亿年月日])(?P<is_n>{_CN})[是要](?![一二三四五六七八九十否]))"
    rf"|(?P<paren>[（(](?P<paren_n>{_CN})[)）](?!{REFERENCE}))"
    rf"|(?P<nparen>[（(](?P<nparen_n>\d{{1,2}})[)）](?!{REFERENCE}))"
    r"|(?P<num>(?<=[。！？；： 　])(?P<num_n>\d{1,2})[.．、](?![\d\s]))"
    r"|(?P<circled>[①-⑳])"
    rf"|(?P<ordinal>(?<=[。！？；：])[第其](?P<ordinal_n>{_CN})[，,、])"
    r"|(?P<first>(?<=[。！？；：])(?P<first_n>首先|其次|再次|最后)(?=[，,、：:是要]))"
    rf"|(?P<comma>(?:(?<=[。！？：!?: 　])(?P<comma_n>{_CN})|(?<![一二三四五六七八九十第其同统之唯单专])一)"
    rf"、(?!{_CN}[、季产级类线等年月]))"
    rf"|(?P<article>(?<=[。！？：\s])第(?P<article_n>[零〇一二三四五六七八九十百\d]{{1,6}})(?P<article_k>[条章节])(?=\s))"
)
_KIND = {
    "paren": "（一）",
    "nparen": "（1）",
    "num": "1.",
    "circled": "①",
    "ordinal": "第一，",
    "first": "首先",
    "comma": "一、",
}
_FIRST = {"首先": 1, "其次": 2, "再次": 3, "最后": 4}
_STRUCTURE = frozenset({"编", "章", "节", "条", "#"})
_UNBROKEN = 2000  # chars: a longer paragraph may be a whole file without line breaks
_REACH = 200  # chars before a candidate that are searched for an open bracket
_STEP_REACH = 800  # chars
_UNMARKED = 8  # chars at least in a member that no full stop sets apart
_THANKS = re.compile(r"[，,]?(?:再次|衷心|诚挚|非常|真诚)?感谢|[，,]?(?:衷心|诚挚|再次)")
# Series whose members are things to do even when a semicolon, not a full stop, parts them.
_LOOSE = frozenset({"一是", "一要", "（一）", "第一，", "首先", "一、"})


class Series:
    """Knows the last number seen of every kind, over the paragraphs of one document."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self._in_article = False

    def labels(self, text: str, start: int, end: int) -> list[Label]:
        """Return the labels of the paragraph ``text[start:end]`` in order."""
        first = label_at(text, start, end)
        if first is not None and first.kind == "首先" and not self._is_step(text, first):
            first = None
        found = [first] if first is not None else []
        if first is not None:
            self._note(first)
        self._in_article = first.kind == "条" if first and first.kind in _STRUCTURE else self._in_article
        if self._in_article and end - start < _UNBROKEN:
            return found
        candidates = self._candidates(text, first.end if first else start, start, end)
        for label, follower in zip(candidates, _followers(candidates), strict=True):
            if self._belongs(text, start, label, follower, found):
                self._note(label)
                found.append(label)
        return found

    def reset(self) -> None:
        """Forget what was seen: an attachment begins."""
        self._last.clear()
        self._in_article = False

    def _is_step(self, text: str, label: Label) -> bool:
        """Whether 首先 … 最后 at the beginning of a paragraph is a step of a series, not a turn of phrase."""
        if label.number == 1:
            return text.find("其次", label.end, label.end + 3 * _STEP_REACH) >= 0
        return 0 < self._last.get("首先", 0) < label.number and not _THANKS.match(text, label.end)

    def _note(self, label: Label) -> None:
        self._last[label.kind] = label.number
        if label.kind in ("一、", "（一）", "条", "章", "节", "#"):
            for inner in ("一是", "一要", "第一，", "首先", "1.", "（1）", "①"):
                self._last.pop(inner, None)
        if label.kind in ("一、", "章", "#"):
            self._last.pop("（一）", None)

    def _candidates(self, text: str, at: int, start: int, end: int) -> list[Label]:
        labels = []
        for match in _INLINE.finditer(text, at, end):
            group = next(g for g in ("is", *_KIND, "article") if match[g] is not None)
            if group == "circled":
                kind, number = "①", ord(match[0]) - 0x2460 + 1
            elif group == "first":
                kind, number = "首先", _FIRST[match[0]]
            elif group == "is":
                kind, number = "一" + match[0][-1], number_value(match["is_n"])
            elif group == "article":
                kind, number = match["article_k"], number_value(match["article_n"])
            else:
                kind, number = _KIND[group], number_value(match[group + "_n"] or "一")
            if not _in_brackets(text, max(start, match.start() - _REACH), match.start()):
                labels.append(Label(kind, number, match[0], match.start(), match.end()))
        return labels

    def _belongs(self, text: str, start: int, label: Label, follower: Label | None, found: list[Label]) -> bool:
        joint = _joint(text, start, label.start)
        goes_on = self._last.get(label.kind) == label.number - 1 and label.number > 1
        opens = label.number == 1 and follower is not None and follower.number == 2
        if label.kind in ("条", "章", "节"):
            return goes_on or label.number == 1
        if joint == "none":
            if label.kind == "一、":
                return opens and follower is not None and _joint(text, start, follower.start) == "end"
            return label.kind == "一是" and self._belongs_unmarked(text, label, follower, found)
        if joint == "comma":
            return False
        if opens and follower is not None:
            parted = _joint(text, start, follower.start)
            if label.kind not in _LOOSE:
                return parted == "end"
            return parted in ("end", "semicolon") or (parted == "none" and label.kind == "一是")
        if label.kind in _LOOSE:
            return goes_on or (label.kind == "一是" and joint == "end" and label.number > 1)
        return goes_on and joint == "end"

    def _belongs_unmarked(self, text: str, label: Label, follower: Label | None, found: list[Label]) -> bool:
        """Whether 一是 … without a sentence end before it is a label whose full stop was lost."""
        if label.number == 1:
            return follower is not None and follower.number == 2 and follower.start - label.end > _UNMARKED
        before = found[-1] if found else None
        return (
            before is not None
            and before.kind == label.kind
            and before.number == label.number - 1
            and label.start - before.end > _UNMARKED
        )


def _followers(candidates: list[Label]) -> list[Label | None]:
    """Return for each candidate the next one of its kind."""
    followers: list[Label | None] = []
    later: dict[str, Label] = {}
    for label in reversed(candidates):
        followers.append(later.get(label.kind))
        later[label.kind] = label
    return followers[::-1]


def _in_brackets(text: str, start: int, at: int) -> bool:
    opened = text.count("（", start, at) + text.count("(", start, at)
    return opened > text.count("）", start, at) + text.count(")", start, at)


def _joint(text: str, start: int, at: int) -> str:
    """What stands before a candidate: "start", "end" of a sentence, "semicolon", "comma" or "none"."""
    before = text[max(start, at - 50) : at].rstrip()
    if not before:
        return "start"
    sign = before[-1]
    if sign in "。！？!?…" or (len(before) > 1 and sign in "”）)》" and before[-2] in "。！？"):
        return "end"
    if sign in "；;：:":
        return "semicolon"
    return "comma" if sign in "，,、和及与（(“—" else "none"
