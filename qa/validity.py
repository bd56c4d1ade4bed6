"""Which documents of a collection are in force on a day: not those that another has repealed, or that have expired."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.datatypes import Policy, Repealed
from qa.datatypes import Repealer, Validity
from qa.scope import plain_number

_ALWAYS, _NEVER = "9999-12-31", "0001-01-01"  # the last day in force of what does not end, and of what never was
_MARKS = re.compile(r"[\s《》〈〉<>“”\"]+|^中华人民共和国")
_ISSUED = re.compile(  # a notice that issues another document is cited by the title of either
    r"(?P<by>.*?)关于(?:印发|发布|公布|颁布|颁发|转发|批转|下发|实施)(?P<core>.{4,})的(?:通知|公告|通告|决定|函|批复)"
)
_ISSUER = re.compile(r"(?P<by>.*?)(?P<core>关于.+)")
_SHORT_ISSUER = re.compile(r"[省市区县州]?(?:人民)?政府(?:办公[室厅])?")  # 市政府: of whatever place
_ORDER = re.compile(r"令第?([\d一二三四五六七八九十百零〇]+)号")


class Validities:
    """Over the documents of one collection."""

    def __init__(self, policies: Sequence[Policy]) -> None:
        self._place = {policy.id: at for at, policy in enumerate(policies)}
        self._repealed: dict[int, list[tuple[str, Repealer]]] = {}  # since when, ISO date, earliest first
        self._repeals = list(_repealed(policies))
        for at, since, by in self._repeals:
            policy = policies[by]
            repealer = Repealer(policy.source, policy.title, policy.doc_number)
            self._repealed.setdefault(at, []).append((since, repealer))
        for found in self._repealed.values():
            found.sort(key=lambda repeal: (repeal[0], repeal[1].source))
        self._last = np.array([self._last_day(at, policy) for at, policy in enumerate(policies)], dtype="datetime64[D]")

    def of(self, policy: Policy, day: date | None = None) -> Validity:
        """The validity of a document of the collection on a day, by default today."""
        day = day or date.today()
        at = self._place[policy.id]
        by = next((by for since, by in self._repealed.get(at, ()) if since <= day.isoformat()), None)
        return Validity(bool(self._last[at] >= np.datetime64(day)), by)

    def lapsed(self, day: date | None = None) -> npt.NDArray[np.bool_]:
        """Which documents are no longer in force on a day, by default today; shape (policies,)."""
        return np.asarray(self._last < np.datetime64(day or date.today()), dtype=np.bool_)

    def repeals(self, day: date | None = None) -> list[tuple[int, int]]:
        """The positions of each document repealed by a day, by default today, and of one that repealed it."""
        until = (day or date.today()).isoformat()
        return [(at, by) for at, since, by in self._repeals if since <= until]

    def _last_day(self, at: int, policy: Policy) -> str:
        last = policy.valid_until or _ALWAYS
        for since, _ in self._repealed.get(at, ()):
            before = (date.fromisoformat(since) - timedelta(days=1)).isoformat() if since > _NEVER else _NEVER
            last = min(last, before)
        return last


def _repealed(policies: Sequence[Policy]) -> Iterator[tuple[int, str, int]]:
    """Yield the position of each document that another repeals, since when (ISO date), and the position of that one."""
    by_core: dict[str, list[int]] = {}
    by_number: dict[str, list[int]] = {}
    for at, policy in enumerate(policies):
        by_core.setdefault(_name(policy.title).core, []).append(at)
        if policy.doc_number:
            by_number.setdefault(plain_number(policy.doc_number), []).append(at)
    for at, policy in enumerate(policies):
        since = policy.valid_from or policy.date or _NEVER
        found = {
            other
            for cited in policy.repeals
            for other in (
                *by_core.get(_name(cited.title).core if cited.title else "", ()),
                *by_number.get(plain_number(cited.doc_number) if cited.doc_number else "", ()),
            )
            if _is_cited(policies[other], cited, policy) and _is_earlier(policies[other], policy)
        }
        for other in sorted(found - {at}):
            yield other, since, at


def _is_cited(policy: Policy, cited: Repealed, by: Policy) -> bool:
    """Whether a document is the one that another cites: by number where both have one, else by title and place."""
    if cited.doc_number and policy.doc_number:
        if plain_number(cited.doc_number) == plain_number(policy.doc_number):
            return True
        orders = [_ORDER.search(number) for number in (cited.doc_number, policy.doc_number)]
        if not (orders[0] and orders[1] and orders[0][1] == orders[1][1]):  # 国令第707号 and 国务院令第707号
            return False
    if cited.title is None:
        return False
    own, named = _name(policy.title), _name(cited.title)
    if own.core != named.core:
        return False
    if own.issuer and named.issuer:
        return own.issuer == named.issuer
    return (policy.region, policy.province) == (by.region, by.province)


def _is_earlier(policy: Policy, by: Policy) -> bool:
    """Whether a document can be one that another repeals: issued before it, and no other copy of it."""
    known = [day for day in (by.date, by.valid_from) if day]
    if policy.date and known:
        return policy.date < min(known)
    same = policy.doc_number is not None and policy.doc_number == by.doc_number
    return not same and _name(policy.title).core != _name(by.title).core


class _Name(NamedTuple):
    issuer: str  # "" where the title does not name it, or names no place: 市政府
    core: str


@lru_cache(maxsize=65_536)
def _name(title: str) -> _Name:
    """A title as titles are compared: 《常州市人民政府关于印发〈办法〉的通知》 is 办法 by 常州市人民政府."""
    plain = _MARKS.sub("", title).replace("(", "（").replace(")", "）")
    match = _ISSUED.fullmatch(plain) or _ISSUER.fullmatch(plain)
    if match is None:
        return _Name("", plain)
    return _Name("" if _SHORT_ISSUER.fullmatch(match["by"]) else match["by"], match["core"])
