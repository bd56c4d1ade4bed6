"""Names of regions."""

from __future__ import annotations

import subprocess
import sys

import pytest

from corpus import Region, find_regions, lookup, region_names


@pytest.mark.parametrize("name", ["常州", "常州市", "Changzhou", "changzhou", "Changzhou City", " 常州 "])
def test_city_is_found_by_its_names(name: str) -> None:
    assert lookup(name) == Region("常州市", "常州", "Changzhou", "江苏省", None, "prefecture")


@pytest.mark.parametrize(
    ("name", "region", "province", "parent"),
    [
        ("慈溪", "慈溪市", "浙江省", "宁波市"),
        ("武进区", "武进区", "江苏省", "常州市"),
        ("天津", "天津市", "天津市", None),
        ("滨海新区", "滨海新区", "天津市", "天津市"),
        ("内蒙古", "内蒙古自治区", "内蒙古自治区", None),
        ("恩施", "恩施土家族苗族自治州", "湖北省", None),
        ("Xi'an", "西安市", "陕西省", None),
        ("Xian", "西安市", "陕西省", None),
        ("Hohhot", "呼和浩特市", "内蒙古自治区", None),
        ("Inner Mongolia", "内蒙古自治区", "内蒙古自治区", None),
        ("Cixi", "慈溪市", "浙江省", "宁波市"),
        ("Suzhou", "苏州市", "江苏省", None),
        ("鹏城", "深圳市", "广东省", None),
        ("雄安新区", "保定市", "河北省", None),
        ("Canton", "广州市", "广东省", None),
        ("HK", "香港特别行政区", "香港特别行政区", None),
    ],
)
def test_regions_know_where_they_belong(name: str, region: str, province: str, parent: str | None) -> None:
    found = lookup(name)
    assert found is not None
    assert (found.name, found.province, found.parent) == (region, province, parent)


@pytest.mark.parametrize("name", ["", "朝阳", "鼓楼区", "银河市", "Atlantis", "江山"])
def test_unknown_and_ambiguous_names_are_none(name: str) -> None:
    assert lookup(name) is None


def test_province_tells_districts_of_the_same_name_apart() -> None:
    found = lookup("西湖区", "浙江省")
    assert found is not None
    assert found.parent == "杭州市"
    assert lookup("西湖区") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("常州有哪些贷款贴息政策？", ["常州市"]),
        ("大同海关、人行大同中心支行", ["大同市", "大同市"]),
        ("江苏省常州市武进区财政局", ["江苏省", "常州市", "武进区"]),
        ("南京市鼓楼区", ["南京市", "鼓楼区"]),
        ("Who pays in Datong and xi'an?", ["大同市", "西安市"]),
        ("support in inner mongolia", ["内蒙古自治区"]),
        ("昆山和慈溪的企业", ["昆山市", "慈溪市"]),
        ("朝阳产业、和平发展、合作共赢", []),
        ("世界大同", []),
        ("南京路步行街上的宁德时代", []),
        ("阿里巴巴", []),
        ("朝阳区的补贴", ["朝阳区"]),
        ("no place at all, he said in may", []),
    ],
)
def test_regions_are_found_in_text(text: str, names: list[str]) -> None:
    assert [region.name for region, _, _ in find_regions(text)] == names


def test_spans_point_at_the_names() -> None:
    text = "支持天津市和Datong企业"
    assert [text[start:end] for _, start, end in find_regions(text)] == ["天津市", "Datong"]


def test_gazetteer_is_complete_at_the_upper_levels() -> None:
    regions = {region for name in region_names() if (region := lookup(name))}
    assert sum(region.level == "province" for region in regions) == 34
    assert sum(region.level == "prefecture" for region in regions) >= 330
    assert sum(region.level == "county" and region.name.endswith("市") for region in regions) >= 380


def test_first_use_takes_less_than_a_tenth_of_a_second() -> None:
    code = (
        "import time; from corpus.gazetteer import lookup; t = time.process_time(); lookup('常州'); "
        "print(time.process_time() - t)"
    )
    spent = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert float(spent) < 0.1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("平遥的小店能贷款吗", ["平遥县"]),
        ("山东曹县做汉服的", ["山东省", "曹县"]),
        ("在曹县开厂", ["曹县"]),
        ("省市和县的企业", []),
        ("信息县域经济", []),
        ("蜜雪冰城加盟", []),
        ("冰城开店", ["哈尔滨市"]),
        ("乌市的个体户", ["乌鲁木齐市"]),
        ("She can apply", []),
        ("in Chengdu's high-tech zone", ["成都市"]),
        ("Xi'an and Xi'an's firms", ["西安市", "西安市"]),
    ],
)
def test_names_of_counties_and_nicknames_are_told_from_words(text: str, names: list[str]) -> None:
    assert [region.name for region, _, _ in find_regions(text)] == names
