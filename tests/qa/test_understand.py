"""What is read from a question, and what it takes from the turns before."""

from __future__ import annotations

import pytest

from corpus.gazetteer import lookup
from qa.understand import BEFORE, LEANING, leans_on_history, understand


def regions(question: str, *history: str) -> list[str]:
    return [region.name for region in understand(question, history=history).regions]


def test_language_is_chinese_where_any_chinese_character_is() -> None:
    assert understand("APEC 商务旅行卡").language == "zh"
    assert understand("APEC card, please").language == "en"
    assert understand("12345").language == "zh"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("常州有哪些转贷产品", ["常州市"]),
        ("Who pays the interest in Datong?", ["大同市"]),
        ("天津和慈溪分别怎么办", ["天津市", "慈溪市"]),
        ("没房子抵押能贷到钱吗", []),
    ],
)
def test_places_are_recognised_in_both_languages(question: str, expected: list[str]) -> None:
    assert regions(question) == expected


def test_a_chosen_region_counts_where_the_question_names_none() -> None:
    changzhou = lookup("常州")
    assert [r.name for r in understand("怎么贷款", changzhou).regions] == ["常州市"]
    assert [r.name for r in understand("天津怎么贷款", changzhou).regions] == ["天津市"]


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("常州2024年贷款贴息", (2024,)),
        ("deadline in 2021 for exporters", (2021,)),
        ("补贴2000元怎么领", ()),
        ("2000多元的补贴", ()),
        ("常州2021多少补贴", (2021,)),
        ("how do I get the 2000 yuan subsidy?", ()),
        ("subsidies for 2000 employees, in 2021.", (2021,)),
        ("2020年和2021年", (2020, 2021)),
        ("２０２５年能申请吗", (2025,)),
        ("慈溪二〇一五年减负多少", (2015,)),
        ("二零一三年的退税", (2013,)),
        ("26年还有没有补贴", (2026,)),
        ("常州25年的稳岗返还", (2025,)),
        ("天津98年的贷款余额", (1998,)),
        ("常州零九年发了多少", (2009,)),
        ("两千零三年怎么扶持", (2003,)),
        ("二十年的厂", ()),
        ("一九年", (2019,)),
        ("干了20年的老店", ()),
        ("20年老店有补助吗", ()),
        ("30年期的贷款", ()),
        ("90年代的厂", ()),
        ("grants in FY24", (2024,)),
        ("the '19 rebate", (2019,)),
        ("twenty nineteen subsidies", (2019,)),
        ("two thousand and eight", (2008,)),
        ("in twenty twenty-six", (2026,)),
        ("twenty one workers", ()),
        ("from nineteen ninety-eight", (1998,)),
        ("nineteen workers", ()),
        ("上世纪90年代的照顾", tuple(range(1990, 2000))),
        ("support in the 1980s", tuple(range(1980, 1990))),
        ("twenty twelve people", ()),
    ],
)
def test_years_are_told_from_amounts(question: str, years: tuple[int, ...]) -> None:
    assert understand(question).years == years


@pytest.mark.parametrize(
    "question", ["那大同呢?", "利率多少", "what about exporters?", "怎么申请", "联系电话", "它的期限呢"]
)
def test_a_facet_or_an_exchange_leans_on_the_turn_before(question: str) -> None:
    assert leans_on_history(question)


@pytest.mark.parametrize(
    "question",
    [
        "小餐馆用电有没有优惠价",
        "失业保险能不能退一部分",
        "Can our workers take courses online?",
        "那家大国企欠我们货款一年多不给怎么办",
    ],
)
def test_a_new_topic_stands_alone(question: str) -> None:
    assert not leans_on_history(question)
    asked = understand(question, history=["常州的创业担保贷款"])
    assert asked.in_context == question
    assert asked.weight_before == BEFORE
    assert asked.regions == ()


def test_without_earlier_turns_nothing_leans() -> None:
    asked = understand("利率多少")
    assert (asked.leans, asked.weight_before, asked.in_context) == (False, 0.0, "利率多少")


def test_a_new_place_replaces_the_old_one() -> None:
    asked = understand("那大同呢?", history=["常州的创业担保贷款怎么申请"])
    assert [region.name for region in asked.regions] == ["大同市"]
    assert asked.before == "的创业担保贷款怎么申请"
    assert asked.weight_before == LEANING


def test_a_facet_keeps_the_place_and_the_subject_over_several_turns() -> None:
    asked = understand("利率多少", history=["常州的创业担保贷款", "那大同呢?"])
    assert [region.name for region in asked.regions] == ["大同市"]
    assert "创业担保贷款" in asked.in_context


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("《关于稳定就业岗位的通知》里怎么说", ("关于稳定就业岗位的通知",)),
        ("“周转贷”怎么申请", ("周转贷",)),
        ('what is the "first loan" product?', ("first loan",)),
        ("连商发〔2022〕第8号有哪些支持", ("连商发〔2022〕第8号",)),
        ("没有名字的问题", ()),
    ],
)
def test_titles_programmes_and_document_numbers_are_names(question: str, names: tuple[str, ...]) -> None:
    assert understand(question).names == names


@pytest.mark.parametrize(
    ("question", "wants_list"),
    [
        ("有哪些贷款贴息?", True),
        ("what support is there for exporters?", True),
        ("哪些部门负责", False),
        ("创业担保贷款利率多少", False),
        ("Who pays the interest?", False),
    ],
)
def test_questions_for_all_there_is_are_told_from_those_for_one_fact(question: str, wants_list: bool) -> None:
    assert understand(question).wants_list is wants_list
