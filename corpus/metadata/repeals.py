"""Reads which documents a document repeals: "《…通知》（…〔2015〕3号）同时废止", "原《…》停止执行", lists of them.

Only whole documents count, and only what the document does itself: not articles or rules of another ("《…》第三条",
"《…》中有关…的规定"), not what ought to be, has been or may be repealed, not what gives way where it differs
("与本办法不一致的，以本办法为准").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.datatypes import Part, Repealed
from corpus.metadata.clauses import SENTENCE, paragraphs

_WORTH_READING = ("废止", "失效", "作废", "停止", "终止", "不再")  # most parts hold none of these
_NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,20}[〔\[［（(【﹝](?:19|20)\d\d[〕\]］）)】﹞]第?[A-Z]{0,2}\d{1,5}号"
    r"|[\u4e00-\u9fff]{2,20}令(?:[〔\[（(]?(?:19|20)\d\d[〕\]）)]?)?第?[\d一二三四五六七八九十百零〇]{1,5}号"
)
_DOCUMENT = re.compile(
    rf"(?:(?P<before>{_NUMBER.pattern})(?:文件?|印发的?)?)?《(?P<title>(?:[^《》]|《[^《》]*》)+)》"
    r"(?:[（(](?P<behind>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)])?"
    rf"|(?P<alone>{_NUMBER.pattern})(?!(?:文件?)?(?:发布|公布|印发|颁布|下发|修[改订正]|令))文?"
)
_ORIGIN = re.compile(r"^(?:原|和|及|以及|与|由|将|对|我[省市县区州局]|(?:\S*?[印制发颁]发的))+(?=[\u4e00-\u9fff]{2})")

# A sentence is read as a skeleton: "\x01" stands for each document that it names.
_NAMED = "\x01"
_BEHIND = (
    r"(?:等?[\d一二两三四五六七八九十]{0,3}[件个份项]?(?:[\u4e00-\u9fff]{0,6}文件|规定|通知|办法)?"
    r"|及其[^，,。\x01]{1,12}|全文)"
)
_MANNER = (
    r"(?:自[^，,\x01]{2,24}(?:日|时)起?|同时|同步|即行|即|予以|一律|相应|一并|均|都|全部|全文|亦|也|自动|自行|随之|正式"
    r"|有效期?届?满|到期|不再作为[^，,\x01]{2,12}依据|[，,])*"
)
_VERB = (
    r"(?:废止|失效|作废|(?:停止|终止)(?:执行|施行|实施|使用|适用)|不再(?:执行|施行|实施|适用|有效))"
    r"(?=$|[，,）)：:、]|并|但|由|执行)"
)
_PASSIVE = re.compile(rf"{_NAMED}(?P<behind>{_BEHIND}){_MANNER}{_VERB}")
_ACTIVE = re.compile(
    rf"(?:(?:^|起[，,]?)(?:现|经[^，,\x01]{{2,30}}[，,])?|决定|现(?:予以|将)?|(?:起|本)[^\x01]*[，,](?:同时|一并))(?:对)?(?:予以)?"
    r"(?:废止|停止执行|终止执行)(?!了)(?:以下|下列)?(?:[\d一二三四五六七八九十]+[件个份项])?(?:文件|规定|规范性文件)?[：:]?"
    rf"[^，,\x01]{{0,60}}{_NAMED}"
)
_LIST = re.compile(
    rf"(?:以下|下列|如下)[^\x01]*?{_VERB}[：:]?$|(?:废止|停止执行|失效)(?:的|以下|下列|如下)[^\x01]{{0,20}}[：:]$"
)
_BETWEEN = re.compile(r"$|[、,，]|和|及|以及|与|或|并")
_YIELDING = re.compile(r"不一致|抵触|不符|为准|执行|继续")  # 《…》与本办法不一致的，按本办法执行
_AMENDED = re.compile(
    r"(?:第[一二三四五]次)?修[正订改]"
)  # the title before it is that of an amendment, not of the list
_RELATION = re.compile(r"(?:因|由于|待|根据|依据|按照|依照|遵照|除|执行|贯彻|落实|参照|不符合|违反|修改|修订)$")
_ISSUING = re.compile(r"(?:制定|出台|印发|发布|公布|施行|实施)了?$")
_NO_DOCUMENT = re.compile(r"(?:证|证书|执照|批件|合同|协议|票据|登记表)$")
_PARTIAL = re.compile(r"^[^，,]{0,4}(?:第[\d一二三四五六七八九十百]+[条章款项]|中|内|的|有关|相关)")
_ITEM = re.compile(rf"^[^，,。\x01]{{0,60}}{_NAMED}(?:[，,]?[^\x01]{{0,30}})?$")


def read_repeals(parts: Sequence[Part]) -> tuple[Repealed, ...]:
    """Return the documents that a document says it repeals, each once, in order."""
    found: list[Repealed] = []
    listing = False
    for part in parts:
        bare = "".join(part.text.split())
        if not listing and not any(word in bare for word in _WORTH_READING):
            continue
        for text in paragraphs(part):
            for skeleton, named in _sentences(text):
                if listing and _ITEM.match(skeleton):
                    found.append(named[0])
                    continue
                found += _repealed(skeleton, named)
                listing = _LIST.search(skeleton) is not None
    return tuple(dict.fromkeys(found))


def _repealed(skeleton: str, named: Sequence[Repealed]) -> Iterator[Repealed]:
    places = [at for at, sign in enumerate(skeleton) if sign == _NAMED]
    for passive in _PASSIVE.finditer(skeleton):
        yield from reversed(_list_before(skeleton, named, places, places.index(passive.start())))
    if active := _ACTIVE.search(skeleton):
        number = places.index(active.end() - 1)
        while not _PARTIAL.match(skeleton[places[number] + 1 :]):
            yield named[number]
            number += 1
            if number == len(places) or not re.fullmatch(
                r"(?:[、,，]|和|及|以及)[^，,、]{0,40}", skeleton[places[number - 1] + 1 : places[number]]
            ):
                break


def _list_before(skeleton: str, named: Sequence[Repealed], places: Sequence[int], last: int) -> list[Repealed]:
    """The documents of the list that ends with the one at a place, last first."""
    found: list[int] = []
    gaps: dict[int, str] = {}  # what stands before each of them
    number = last
    member = True
    while True:
        gap = gaps[number] = skeleton[places[number - 1] + 1 if number else 0 : places[number]]
        if _RELATION.search(gap) or (number < last and _ISSUING.search(gap)):
            while found and not gaps[found[-1]].startswith(("，", ",")):  # linked with it: 根据《甲》、《乙》
                found.pop()
            break
        if member:
            found.append(number)
        if number == 0:
            break
        member = _BETWEEN.match(gap) is not None and not _YIELDING.search(gap)
        if not member and not _AMENDED.match(gap):
            break
        number -= 1
    return [named[at] for at in found if not _NO_DOCUMENT.search(named[at].title or "")]


def _sentences(text: str) -> Iterator[tuple[str, list[Repealed]]]:
    """Yield the skeleton of each sentence, and the documents that it names in their order."""
    named: list[Repealed] = []

    def stand_in(match: re.Match[str]) -> str:
        number = match["before"] or match["alone"] or ""
        if match["title"] and (inside := _NUMBER.search(match["behind"] or "")):
            number = inside[0]
        number = _ORIGIN.sub("", number)
        named.append(Repealed(match["title"], number or None))
        return _NAMED

    skeleton = _DOCUMENT.sub(stand_in, text)
    at = 0
    for sentence in re.findall(SENTENCE, skeleton):
        count = sentence.count(_NAMED)
        yield sentence, named[at : at + count]
        at += count
