"""Names of Chinese regions: provinces, prefecture-level cities, county-level cities, districts, some counties.

The names stand in gazetteer.json; where a short name is an ordinary word as well (朝阳, 来宾, 江山) only the
full name counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

Level = Literal["province", "prefecture", "county"]

_DATA = Path(__file__).with_name("gazetteer.json")
# Districts and counties so well known that the short name is enough although it has two characters: 海淀, 平遥.
_KNOWN = Path(__file__).with_name("short_names.json")
_NICKNAMES = Path(__file__).with_name("nicknames.json")  # 鹏城, 羊城, Canton: everyday and former names, of one place
_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|矿区|林区|特区|省|市|盟|州|区|县|旗)$")
_PEOPLES = re.compile(
    r"(?:蒙古族?|藏族|回族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|侗族|白族|土家族|哈尼族|哈萨克族?|傣族|景颇族|傈僳族|"
    r"柯尔克孜|羌族|达斡尔族|瑶族|满族|黎族|土族|水族|纳西族|拉祜族|佤族|仫佬族|毛南族|仡佬族|畲族|撒拉族|东乡族|保安族|裕固族|"
    r"锡伯族|布朗族|怒族|独龙族|普米族|塔吉克|鄂温克族|各族)$"
)
# Short names that are ordinary words, names of companies or ambiguous: never without 市, 区, 县.
_WORDS = frozenset(
    (
        "朝阳 白银 来宾 安康 平安 阿里 兴安 黄南 海北 海东 海西 东方 合作 无为 江山 安宁 同仁 大安 新星 双河 "
        "永安 福安 高安 阳春 新民 兴仁 兴城 东兴 利川 沙河 三河 泰兴 开平 开远 新乐 兴平 长安 安达 天长 海安 "
        "明光 海林 北安 集安 龙井 东宁 尚志 同江 海城 灯塔 开原 凤城 东港 高平 原平 南宫 任丘 孝义 平泉 常宁 "
        "资兴 广水 应城 赤壁 当阳 安陆 化州 恩平 台山 鹤山 北流 平果 福泉 东台 兴化 宁国 临海 平湖 龙泉 龙港 "
        "乐平 赤水 河间 宁安 和龙 共青城 老河口 大冶 石首 华亭 玉门 太和 安国 新泰 建德 永康 永城 界首 东阳 开化 "
        "文成 云和 元阳 红河 仁和 太平 友好 前锋 华山 泰山 解放 复兴 和平 向阳 前进 东风 五常 扶余 安丘 "
    ).split()
)
# What follows a short name where it is part of another name: 南京路, 中山大道, 宁德时代.
_NOT_AFTER = re.compile(r"[东西南北中]?(?:路|街|大道|时代|巴巴|大厦|舰)")
_NOT_BEFORE = ("蜜雪", "世界", "天下", "走向", "黄", "人心")  # 世界大同, 黄河南岸


@dataclass(frozen=True, slots=True)
class Region:
    """A region as official documents name it."""

    name: str  # "常州市"
    short: str  # "常州"
    english: str  # "Changzhou", pinyin without tones or the usual English name
    province: str  # "江苏省"; the name itself for provinces and municipalities
    parent: str | None  # the prefecture-level city of a district or county, else None
    level: Level


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    regions: tuple[Region, ...]
    by_name: dict[str, tuple[Region, ...]]  # full and short Chinese names
    by_english: dict[str, tuple[Region, ...]]  # in small letters, without apostrophes
    names_by_start: dict[str, tuple[str, ...]]  # first two characters -> names, longest first
    prefixes: dict[str, str]  # "苏" -> "江苏省"


def region_names() -> tuple[str, ...]:
    """Return every Chinese name and short name that is recognised, longest first."""
    return tuple(sorted(_load().by_name, key=lambda name: (-len(name), name)))


def province_of_prefix(character: str) -> str | None:
    """Return the province that a one-character abbreviation stands for: 晋 -> 山西省."""
    return _load().prefixes.get(character)


def lookup(name: str, province: str | None = None) -> Region | None:
    """Return the region of a Chinese name with or without suffix, or of an English one; None for others.

    Of several regions of the same name the highest in level is returned, then the first in the usual order
    of provinces; districts that share a name with others of their level (鼓楼区) are None, unless
    ``province`` tells which is meant.
    """
    name = name.strip()
    gazetteer = _load()
    candidates = gazetteer.by_name.get(name, ())
    if province is not None:
        candidates = tuple(region for region in candidates if region.province == province) or candidates
    if not candidates:
        key = _english_key(re.sub(r"\s+(?:city|province|district|prefecture|county)$", "", name, flags=re.I))
        candidates = gazetteer.by_english.get(key, ())
        return candidates[0] if candidates else None
    return _choose(candidates, "")


def find_regions(text: str) -> list[tuple[Region, int, int]]:
    """Return the regions named in a text with their spans, in order, the longest name at each place.

    Chinese names by characters, English ones by words (small letters count for provinces and
    prefecture-level cities of five letters and more).
    """
    found = [*_chinese(text), *_english(text)]
    return sorted(found, key=lambda hit: (hit[1], hit[2]))


def _chinese(text: str) -> Iterator[tuple[Region, int, int]]:
    gazetteer = _load()
    by_start, by_name = gazetteer.names_by_start, gazetteer.by_name
    at, end, last = 0, len(text) - 1, -1
    while at < end:
        for name in by_start.get(text[at : at + 2], ()):
            if text.startswith(name, at):
                region = _choose(by_name[name], text)
                stop = at + len(name)
                partial = name != region.name if region else False
                if len(name) == 2 and name[1] == "县" and _within_word(text, at, last):
                    continue
                if region and not (partial and (_NOT_AFTER.match(text, stop) or text.endswith(_NOT_BEFORE, 0, at))):
                    yield region, at, stop
                    last = stop
                    at = stop - 1
                    break
        at += 1


def _within_word(text: str, at: int, last: int) -> bool:
    """Whether the characters at a place belong to a word before them (省市和县, 信息县域), not to a name of two."""
    return (
        at > 0
        and at != last
        and re.match(r"[\u4e00-\u9fff]", text[at - 1]) is not None
        and text[at - 1] not in "在来去到从"
    )


def _english(text: str) -> Iterator[tuple[Region, int, int]]:
    by_english = _load().by_english
    words = list(re.finditer(r"[A-Za-z]+(?:['’\-](?!s\b)[A-Za-z]+)*", text))
    index = 0
    while index < len(words):
        step = 1
        for count in (2, 1):
            group = words[index : index + count]
            if len(group) < count:
                continue
            written = text[group[0].start() : group[-1].end()]
            regions = by_english.get(_english_key(written), ())
            if regions and (written[0].isupper() or (regions[0].level != "county" and len(written) >= 5)):
                yield regions[0], group[0].start(), group[-1].end()
                step = count
                break
        index += step


def _english_key(name: str) -> str:
    return re.sub(r"['’]", "", name).lower().replace("-", "").strip()


def _choose(candidates: tuple[Region, ...], text: str) -> Region | None:
    """Return the one region meant: the only one of the highest level, the one whose city is named."""
    if len(candidates) == 1:
        return candidates[0]
    if candidates[0].level != candidates[1].level:
        return candidates[0]
    for region in candidates:
        if region.parent and _SUFFIX.sub("", region.parent) in text:
            return region
    for region in candidates:
        if _SUFFIX.sub("", region.province) in text or region.parent == region.province:
            return region
    return None


@lru_cache(maxsize=1)
def _load() -> _Gazetteer:
    data: dict[str, dict[str, Any]] = json.loads(_DATA.read_text(encoding="utf-8"))
    regions = tuple(_regions(data))
    known = frozenset(json.loads(_KNOWN.read_text(encoding="utf-8")))
    by_name: dict[str, list[Region]] = {}
    by_english: dict[str, list[Region]] = {}
    order: dict[Level, int] = {"province": 0, "prefecture": 1, "county": 2}
    for region in sorted(regions, key=lambda r: order[r.level]):
        by_name.setdefault(region.name, []).append(region)
        if region.short != region.name and _short_is_enough(region, known):
            by_name.setdefault(region.short, []).append(region)
        by_english.setdefault(_english_key(region.english), []).append(region)
    full = {region.name: region for region in regions if region.level != "county"}
    for nickname, name in json.loads(_NICKNAMES.read_text(encoding="utf-8")).items():
        if nickname.isascii():
            by_english.setdefault(_english_key(nickname), []).append(full[name])
        else:
            by_name.setdefault(nickname, []).append(full[name])
    starts: dict[str, list[str]] = {}
    for name in sorted(by_name, key=len, reverse=True):
        starts.setdefault(name[:2], []).append(name)
    return _Gazetteer(
        regions,
        {name: tuple(found) for name, found in by_name.items()},
        {name: tuple(found) for name, found in by_english.items()},
        {start: tuple(names) for start, names in starts.items()},
        {entry["prefix"]: province for province, entry in data.items()},
    )


def _regions(data: dict[str, dict[str, Any]]) -> Iterator[Region]:
    for province, entry in data.items():
        yield Region(province, short_name(province), entry["english"], province, None, "province")
        for city, details in entry["cities"].items():
            yield Region(city, short_name(city), details["english"], province, None, "prefecture")
            for name, english in details["districts"].items():
                yield Region(name, short_name(name), english, province, city, "county")
        for name, english in entry.get("districts", {}).items():
            yield Region(name, short_name(name), english, province, province, "county")
        for name, english in entry.get("direct", {}).items():
            yield Region(name, short_name(name), english, province, None, "county")


def _short_is_enough(region: Region, known: frozenset[str]) -> bool:
    short = region.short
    if len(short) < 2 or short in _WORDS:
        return False
    if region.level != "county" or region.name.endswith("市") or short in known:
        return True
    return len(short) >= 3


def short_name(name: str) -> str:
    """Return a name without its suffix and the names of peoples: 恩施土家族苗族自治州 -> 恩施."""
    short = _SUFFIX.sub("", name)
    while (shorter := _PEOPLES.sub("", short)) != short and len(shorter) >= 2:
        short = shorter
    return short if len(short) >= 2 else name
