"""Tells which region a document is of, by the evidence of its names."""

from __future__ import annotations

import re
from collections import Counter

from corpus.gazetteer import Region, find_regions, lookup, province_of_prefix

_NATIONAL = re.compile(
    r"国务院|中共中央|全国|最高人民|国家|中华人民共和国|中国人民银行$|中央|"
    r"^(?:财政|教育|科学?技术|工业和信息化|公安|民政|司法|人力资源(?:和)?社会保障|自然资源|生态环境|住房(?:和)?城乡建设|交通运输|水利|"
    r"农业农村|商务|文化和旅游|卫生健康|应急管理|退役军人事务)部|^(?:海关|税务|市场监管|审计|统计)总?[局署]$"
)
_LOCAL = re.compile(r"我[市省区县州]|[本全][市省区县州]|(?<![\u4e00-\u9fff])市[\u4e00-\u9fff]{2,8}(?:局|委|办)")
_OFFICE = re.compile(r"[\u4e00-\u9fff]{0,10}?(?:局|委|办|厅|政府|支行|分局|海关|法院|中心|银行|公司|人大|政协)")
_NUMBER_PREFIX = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<prefix>[\u4e00-\u9fff])(?:政|府|财|科|工信|人社|发改|税|商|委|市监|教|卫|建|环|农|交|民|文旅|金)[\u4e00-\u9fff]{0,8}[〔\[（(](?:19|20)\d\d"
)
_SAMPLE = 12_000  # chars of the text that are searched for names


def read_region(
    issuer: str | None, title: str | None, head: str, doc_number: str | None, text: str
) -> tuple[str | None, str | None]:
    """Return region and province: ("常州市", "江苏省"); a province or municipality is both.

    The issuer decides where it names a region, and is national where it is an office of the state; then
    the title; then the names in the text, those of offices (大同海关) counting more, if the text speaks as
    a local one (我市, 市财政局). (None, None) for national documents and where nothing tells.
    """
    own = _deepest(issuer or "")
    if own is None and issuer and _NATIONAL.search(issuer):
        return None, None
    own = own or _deepest(title or "") or _deepest(head)
    if own is None and doc_number and (prefix := _NUMBER_PREFIX.match(doc_number)):
        province = province_of_prefix(prefix["prefix"])
        own = lookup(province) if province else None
        if own is not None and _LOCAL.search(text[:_SAMPLE]) is None:
            return own.name, own.province
    local = _LOCAL.search(text[:_SAMPLE]) or _LOCAL.search(issuer or "")
    if (own is None or own.level == "province") and local:
        own = _by_evidence(text[:_SAMPLE], own, "省" if "我省" in text or "全省" in text else "市") or own
    if own is None:
        return None, None
    return own.name, own.province


def _deepest(text: str) -> Region | None:
    """Return the last of a chain of names such as 江苏省常州市武进区."""
    found = [region for region, _, _ in find_regions(text)]
    if not found:
        return None
    deepest = found[0]
    for region in found[1:]:
        if region.province == deepest.province and region.name != deepest.name and _inside(region, deepest):
            deepest = region
    return deepest


def _inside(region: Region, outer: Region) -> bool:
    return outer.level == "province" or region.parent == outer.name


def _by_evidence(text: str, within: Region | None, speaks_as: str) -> Region | None:
    weights: Counter[Region] = Counter()
    for region, _, end in find_regions(text):
        if within is not None and region.province != within.province:
            continue
        weights[region] += 3 if _OFFICE.match(text, end, end + 12) else 1
    for match in _NUMBER_PREFIX.finditer(text):
        province = province_of_prefix(match["prefix"])
        cited = lookup(province) if province else None
        if cited is not None:
            weights[cited] += 2
    cities = Counter({r: w for r, w in weights.items() if r.level != "province" or _municipal(r)})
    if within is not None and within.level == "province" and (speaks_as == "省" or _municipal(within)):
        return within
    ranked = sorted(cities.items(), key=lambda item: (-item[1], item[0].name))
    if ranked and ranked[0][1] >= 3 and ranked[0][1] >= 0.34 * sum(cities.values()):
        return ranked[0][0]
    provinces = sorted(
        ((r, w) for r, w in weights.items() if r.level == "province"),
        key=lambda item: (-item[1], item[0].name),
    )
    return provinces[0][0] if provinces and provinces[0][1] >= 3 and speaks_as == "省" else None


def _municipal(region: Region) -> bool:
    return region.level == "province" and region.name.endswith("市")
