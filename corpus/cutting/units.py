"""Reads the responsible units (责任单位) written beside a measure, and the clauses that name units for many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_ROLE = (
    r"(?:责\s*任\s*(?:单\s*位|部\s*门|主\s*体|处\s*室|科\s*室)|(?:牵\s*头|配\s*合|负\s*责|落\s*实|实\s*施|承\s*办|参\s*与|"
    r"协\s*办|主\s*办|参\s*加|协\s*同|完\s*成)\s*(?:责任)?\s*(?:单\s*位|部\s*门)|"
    r"Responsible (?:units?|departments?|bod(?:y|ies)))"
)
_LISTED = re.compile(rf"{_ROLE}\s*(?:[：:]|为)\s*(?P<units>(?:[^。；;（()）\n【】\[\]]|[（(][^（）()\n]*[）)])+)")
_ANOTHER = re.compile(rf"{_ROLE}\s*[：:]")
_DUTY = (
    r"(?:共同|分别|按照?(?:各自)?职责(?:分工)?|分工|具体|牵头|协同)*(?:负责落实|牵头负责|组织实施|负责|牵头|配合|落实)"
)
_BRACKETED = re.compile(
    rf"[（(](?P<units>[^（）()。；：:]{{2,200}}?){_DUTY}(?:[，,；;、]?(?P<more>[^（）()。：:]*?)(?:{_DUTY})?)?[）)]"
)
_BY = re.compile(rf"(?<![理自缘])由(?P<units>[^，。；：:,;（）()]{{2,80}}?)(?:{_DUTY})")
# 各市、区人民政府 is one unit, not two.
_KINDS_OF_REGION = re.compile(
    r"各(?:省|市|县|区|旗|镇|乡|街道)(?:[、，](?:自治区|直辖市|市|县|区|旗|镇|乡|街道|园区))+(?=人民政府|政府|[（(])"
)
_ITEM = re.compile(r"(?:[^、，,；;/\s（()）]|[（(][^（）()]*[）)])+(?: (?=[A-Za-z])[^、，,；;/（()）]*)?")
_AND = re.compile(r"(?<=[局委办部厅府院署行会])(?:[和及与]|会同|联合)(?=[^、，]{2})")
_TAIL = re.compile(
    rf"(?:会同(?:有关|相关|各有关)?(?:单位|部门|地区)?)?(?:等)?"
    rf"(?:(?:有关|相关)(?:单位|部门|地区)|等单位|等部门|等)?(?:{_DUTY}|(?:，|,)?不再列出|按职责分工|参与|参加)?[)）。.]*$"
)
_UNIT = re.compile(
    r"(?:局|委|办|厅|部|院|中心|政府|公司|会|署|处|站|所|海关|关|行|司|大队|支队|总队|街道|镇|乡|区|县|市|州|旗|集团|银行|"
    r"学校|大学|学院|医院|社|团|台|馆|库|组|室|队|单位|部门|企业|园|工会|妇联|团委|工商联|侨联|残联|科协|文联|贸促会|盟|"
    r"Bureau|Commission|Office|Department|Ministry|Government|Committee|Administration|Branch|Customs|Bank)$"
)
_ENGLISH = re.compile(r"(?:[A-Z][\w&-]* )*(?:Bureau|Commission|Office|Department|Ministry|Committee|Administration)\b")
_VAGUE = re.compile(
    r"^(?:各|市|省|区|县|其他)?(?:有关|相关|各有关|各相关|各责任|成员|牵头|责任|配合|上述|以上)?(?:单位|部门|企业|地区)$"
)
_VERB = re.compile(
    r"不再|均需|以下|应当|可以|不得|给予|进行|提供|按照|根据|适用|完成时限|时限|支持|推动|的$|是|对(?!外)|为"
)
_ROLE_BESIDE = re.compile(r"[（(](?:牵头|配合|负责|主办|协办|主要|共同|排名第一的?为牵头单位)(?:单位|部门)?[）)]")
_CLAUSE = re.compile(
    r"(?<![^。；，,;（(、\s])(?P<which>以下|下列|后续|以上|上述)(?:各项|各条|所有|全部|[一二三四五六七八九十两\d]{1,3}[项条点])?(?:政策)?"
    r"(?:措施|任务|事项|条款|工作|内容)?"
    rf"[，,]?(?:均|都|全部|统一)?(?:需|由|须|应)(?:要|由|当由)?(?P<units>[^，。,；;）)（(]{{2,40}}?)(?:{_DUTY}|执行|承担)"
)


@dataclass(frozen=True, slots=True)
class GeneralClause:
    """A clause that makes units responsible for the measures after it, or before it."""

    reach: Literal["following", "preceding"]
    units: tuple[str, ...]


def responsible_units(text: str) -> tuple[str, ...]:
    """Return the units named in a (mended) text as in charge, in order, without repetition."""
    if "责" not in text and "牵" not in text and "配" not in text and "单" not in text and "esponsible" not in text:
        return ()
    units: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _LISTED.finditer(text):
        another = _ANOTHER.search(match["units"])
        listed = match["units"][: another.start()] if another else match["units"]
        spans.append((match.start(), match.start("units") + len(listed)))
        units.extend(_split(listed))
        if another:
            rest = _LISTED.search(text, match.start("units") + another.start())
            while rest is not None and rest.start() < match.end():
                units.extend(_split(rest["units"]))
                rest = _LISTED.search(text, rest.end())
    if not spans:
        for match in _BRACKETED.finditer(text):
            named = [*_split(match["units"]), *_split(match["more"] or "")]
            if named and len(named) >= 0.7 * len(_pieces(match["units"])):
                units.extend(named)
        for match in _BY.finditer(text):
            named = _split(match["units"])
            if named == _pieces(match["units"]) and all(len(u) <= 20 for u in named):
                units.extend(named)
    return tuple(dict.fromkeys(units))


def listed_units(text: str) -> tuple[str, ...]:
    """Return the units of a text that is nothing but a list of units, such as a cell of a table."""
    return tuple(dict.fromkeys(unit for unit in _pieces(text) if _is_unit(unit) or _ENGLISH.match(unit)))


def general_clause(text: str) -> GeneralClause | None:
    """Return the clause of a text that names units for other measures, or None."""
    match = _CLAUSE.search(text)
    if match is None:
        return None
    units = _split(match["units"])
    if not units:
        return None
    return GeneralClause("following" if match["which"] in ("以下", "下列", "后续") else "preceding", tuple(units))


def _pieces(listed: str) -> list[str]:
    """Return the items of a list, brackets kept whole, duties and vague items (有关部门) left out."""
    listed = _KINDS_OF_REGION.sub(lambda match: match[0].replace("、", "\0").replace("，", "\0"), listed)
    items = [item for piece in _ITEM.findall(listed) for item in _AND.split(piece)]
    named = [_named(item.replace("\0", "、")) for item in items]
    return [unit for unit in named if unit and not _VAGUE.match(unit)]


def _named(item: str) -> str:
    """Return the name in an item of a list, without the words for its duty around it."""
    bare = _ROLE_BESIDE.sub("", item).strip(':：-—"“”')
    return re.sub(r"^(?:由|及|和|以及|会同|联合)(?=.{3})", "", _TAIL.sub("", bare))


def _split(listed: str) -> list[str]:
    return [unit for unit in _pieces(listed) if _is_unit(unit)]


def _is_unit(name: str) -> bool:
    return 2 <= len(name) <= 40 and _UNIT.search(name) is not None and _VERB.search(name) is None
