"""Reads from when and until when a document says that it is in force: its own words on itself, nobody else's.

"本办法自2021年5月1日起施行，有效期至2025年12月31日", "有效期两年" from the day it takes effect, "试行一年",
"执行期限为…至…". What a measure, a licence or another document is valid for does not count: a sentence must be about
本办法, 本通知 …, or stand where only the document itself can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.datatypes import Part
from corpus.metadata.clauses import SENTENCE, paragraphs
from corpus.metadata.days import DAY, LENGTH, day_of, later

_WORTH_READING = re.compile(  # of text without white space; most parts hold none of these
    r"(?:[起后到日]|开始|正式)(?:施行|实施|执行|生效|试行|实行|有效)|(?:有效|执行|实施|试行|施行|政策|适用)(?:期|时|至|到)"
    r"|(?:试行|暂行|施行|执行|实施|有效)(?:为|暂定)?[\d一二两三四五六七八九十半]|期限|[日月底末年]为?(?:止|失效|废止|自动|自行)|时效"
)

_DOCUMENT = (
    r"(?:通知|公告|通告|意见|办法|规定|细则|条例|决定|决议|措施|政策|方案|规则|解释|法|计划|规划|纲要|指南|清单|目录|标准|"
    r"制度|规范|预案|指引|规程|章程|文件|文|若干条|修正案|批复|复函|安排|\d{1,2}条)"
)
_ALL_OF_IT = (  # 本通知规定的各项优惠政策
    r"(?:(?:所列|所涉|所述|规定|明确|涉及|提出|确定|中)?的?(?:各项|所有|全部|相关|有关|优惠|扶持|支持|奖励|惠企)*"
    r"(?:政策|措施|条款){0,2})?"
)
_SELF = re.compile(
    rf"(?:(?<![《〈])本(?!市|省|区|县)《?(?:[\u4e00-\u9fff]{{0,8}}?){_DOCUMENT}》?(?:[（(][^（）()]{{1,12}}[）)])?{_ALL_OF_IT}|此{_DOCUMENT}"
    r"|现(?:予以?|将)?[^，,]{0,60}?(?:公布|发布|印发|颁布)(?:给你们|实施|施行)?)"
    r"(?:[，,]?请[^，,]{2,20}[，,])?(?:[，,]?(?:由[^，,]{2,40}解释|除[^，,]{2,30}外))?(?:[，,]?经[^，,]{2,30}[，,])?[，,]?"
    rf"(?=(?:并|将|暂|统一|均|原则上|拟)*(?:的?(?:有效|执行|实施|试行|施行|适用|时效|政策|期限)|[自从于至到暂]|{DAY}))"
)
_THESE = re.compile(r"(?:以上|上述)(?:各项|所有|全部|相关|有关)?(?:政策|措施|规定){1,2}(?:除[^，,]{2,30}外[，,])?")
_CAPTION = re.compile(
    r"[^，,：:。]{0,6}(?:有效期限?|执行期限?|实施期限?|施行日期|生效日期|(?:实施|执行|施行|生效|政策)(?:时间|期限)|附则|其他(?:事项)?)"
    r"(?:及解释权?)?(?:[：:]|$)"
)
_CLOSING = re.compile(r"附\s*则|其\s*[他它]|期限|有效|施行|生效|(?:实施|执行)(?:时间|期限|日期)|附加说明")

_BEGINS = r"(?:正式)?(?:开始)?(?:施行|实施|执行|生效|试行|实行|试施行|起效)"
_ISSUING = r"[^，,至]{0,8}?(?:发布|公布|印发|颁布|下发|发文|签发|出台|公开发布|通过|批准|颁发)之?日"
_ISSUE = re.compile(rf"(?:自|从)?{_ISSUING}起?")
_FROM = re.compile(
    rf"(?:并|将|暂|统一|均|原则上|拟|定)*(?:(?:自|从|于)?(?P<day>{DAY})(?:起|开始)?"
    rf"|(?:自|从){_ISSUING}"
    rf"(?:起)?(?:满?(?P<after>{LENGTH})(?:之?后|(?={_BEGINS})))?起?)(?P<begins>{_BEGINS})?"
)
_TO = rf"(?:起|开始)?(?:{_BEGINS})?[，,]?(?:执行|实施|施行|有效期|暂定)?(?:至|到|—+|－|-|–|~|～)"
_INTERVAL = re.compile(rf"(?:为|自|从)*(?P<first>{DAY}){_TO}(?P<last>{DAY})(?:止|结束|为止)?")
_PERIOD = re.compile(
    r"(?:其|该|其[余他它]|文件|措施|政策|且|并|原则上|的)*(?:有效期限?|有效时间|时效期?|(?:执行|实施|试行|施行|适用)(?:有效)?(?:期限?|时[间限])|期限|有效)"
    r"(?:[：:]|暂定为?|暂|为|是|定为|自|从|截止|截至|至|到|延续|共)*"
)
_UNTIL = re.compile(
    rf"(?:暂定?)?(?P<verb>执行|实施|施行|有效期?|试行|适用|延续)?(?:截至|截止至?到?|至|到)(?P<last>{DAY})"
    r"(?P<ends>止|为止|终止|结束|(?:自动|自行)?(?:失效|废止))?"
)
_ENDS = re.compile(rf"(?:[，,]?并?(?:自|于|在))?(?P<last>{DAY})起?(?:自动|自行|予以|同时)?(?:失效|废止|终止)")
_FOR = re.compile(
    rf"(?:暂定)?(?:试行|暂行|执行|实施|施行|有效)(?:期限?)?(?:为|暂定为?)?(?P<length>{LENGTH})(?![内之前后以]|期满)"
)
_WITHIN = ("内", "前", "后", "以")  # 一年内: a time limit for something else
_LENGTH = re.compile(LENGTH)
_DAY = re.compile(DAY)


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day that a document says it is in force on, ISO 8601; None where it names none."""

    valid_from: str | None
    valid_until: str | None


def read_period(parts: Sequence[Part], issued: str | None) -> Period:
    """Return the period that a document states of itself.

    ``issued`` is its date of issue, ISO 8601, from which "有效期两年" and "发布之日起30日后" count; without it they
    say nothing. A document "自发布之日起施行" names no first day: it is that of its issue. Where it states several ends
    (a notice, and the measures that it issues), the last counts.
    """
    base = _iso(issued)
    first: date | None = None
    ends: list[date] = []
    for clause in _own_clauses(parts):
        found = _Reading(clause, base)
        first = first or found.first
        if found.last is not None:
            ends.append(found.last)
    last = max(ends, default=None)
    return Period(first.isoformat() if first else None, last.isoformat() if last else None)


def _own_clauses(parts: Sequence[Part]) -> Iterator[str]:
    """Yield what a document says of itself: from behind 本办法 to the end of the sentence, and what leans on it."""
    for part in parts:
        if not _worth_reading(part.text):
            continue
        closing = not part.outline or _CLOSING.search(part.outline[-1]) is not None
        for number, paragraph in enumerate(paragraphs(part)):
            yield from _of_paragraph(paragraph, closing and number == 0)


def _worth_reading(text: str) -> bool:
    """Whether a text may say something of its validity; most do not, and are told by the characters they lack."""
    if not any(sign in text for sign in "行效限止期起"):
        return False
    return _WORTH_READING.search("".join(text.split())) is not None


def _of_paragraph(text: str, closing: bool) -> list[str]:
    """``closing``: a sentence at the beginning that names no subject is about the document."""
    found: list[str] = []
    own = closing
    for sentence in re.findall(SENTENCE, text):
        caption = _CAPTION.match(sentence) if own else None
        rest = sentence[caption.end() :] if caption else sentence
        if subject := _SELF.search(rest):
            found.append(rest[subject.end() :])
            own = True
        elif own and (these := _THESE.match(rest)):
            found.append(rest[these.end() :])
        elif own and rest and (caption or _PERIOD.match(rest) or _begins(rest)):
            rest = f"有效期{rest}" if caption else rest
            found[-1:] = [f"{found[-1]}，{rest}" if found else rest]
        else:
            own = bool(caption) and not rest
    return found


def _begins(text: str) -> bool:
    """Whether a sentence says from when or until when something is in force, before it says anything else."""
    until, begin = _UNTIL.match(text), _FROM.match(text)
    return (until is not None and bool(until["verb"])) or (begin is not None and begin["begins"] is not None)


class _Reading:
    """What one clause says: its parts between commas and brackets are read one after the other."""

    def __init__(self, text: str, issued: date | None) -> None:
        self.first: date | None = None
        self.last: date | None = None
        self._issued = issued
        self._start = issued
        self._length: str | None = None  # of a period whose first day may be named after it
        at = 0
        known = False
        while at < len(text):
            if text.startswith("其中", at):
                break
            end = self._read(text, at, known)
            if end is None:
                following = re.compile(r"[，,（）()：:、]").search(text, at)
                at = following.end() if following else len(text)
            else:
                known, at = True, end

    def _read(self, text: str, at: int, known: bool) -> int | None:
        """Read what stands at a place and return where it ends; None where it says nothing of the period."""
        if match := _ENDS.match(text, at):
            self._end(day_of(match["last"]), exclusive=True)
            return match.end()
        if match := _INTERVAL.match(text, at):
            return self._interval(match)
        if (match := _PERIOD.match(text, at)) and (end := self._period(text, match.end())):
            return end
        if (match := _UNTIL.match(text, at)) and (
            match["verb"] or match["ends"] or (known and match.end() == len(text))
        ):
            return self._until(match)
        if match := _FOR.match(text, at):
            self._for(match["length"])
            return match.end()
        if (match := _FROM.match(text, at)) and (match["begins"] or text[match.end() - 1] == "起"):
            self._from(match)
            length = _LENGTH.match(text, match.end()) if match["begins"] else None  # 试行一年
            if length is None or text[length.end() : length.end() + 1] in _WITHIN:
                return match.end()
            self._for(length[0])
            return length.end()
        return None

    def _period(self, text: str, at: int) -> int | None:
        """Read what stands behind 有效期 and return where it ends: an interval, a length or a day."""
        if interval := _INTERVAL.match(text, at):
            return self._interval(interval)
        if issue := _ISSUE.match(text, at):  # 有效期自发布之日起三年
            at = issue.end()
            if until := _UNTIL.match(text, at):
                return self._until(until)
        if length := _LENGTH.match(text, at):
            if text[length.end() : length.end() + 1] in _WITHIN:
                return None
            self._for(length[0])
            return length.end()
        if day := _DAY.match(text, at):
            if text.startswith("起", day.end()):
                self._begin(day_of(day[0]))
            else:
                self._end(self._last_of(day[0]))
            return day.end()
        return None

    def _until(self, match: re.Match[str]) -> int:
        self._end(self._last_of(match["last"]))
        return match.end()

    def _last_of(self, day: str) -> date | None:
        return day_of(day, last=True, year=self._start.year if self._start else None)

    def _from(self, match: re.Match[str]) -> None:
        if match["day"]:
            self._begin(day_of(match["day"], year=self._issued.year if self._issued else None))
        elif match["after"] and self._issued:
            self._begin(later(self._issued, match["after"]))

    def _interval(self, match: re.Match[str]) -> int:
        self._begin(day_of(match["first"], year=self._issued.year if self._issued else None))
        return self._until(match)

    def _begin(self, day: date | None) -> None:
        if day is not None and self.first is None:
            self.first = self._start = day
            if self._length:
                self._for(self._length)

    def _for(self, length: str) -> None:
        self._length = length
        end = later(self._start, length) if self._start else None
        self._end(end, exclusive=True)

    def _end(self, day: date | None, exclusive: bool = False) -> None:
        """``exclusive``: the day is the first one on which it is no longer in force."""
        if day is not None and (self._start is None or day > self._start):
            self.last = day - timedelta(days=1) if exclusive else day


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
