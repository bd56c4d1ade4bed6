"""Mending: what a page break or a hard wrap tore is joined, what really ends stays apart."""

from __future__ import annotations

import pytest

from corpus import Mended, mend, mended_span, original_span


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("支持企业参展。推进标准国\n\n际化进程。", "支持企业参展。推进标准国际化进程。"),
        ("发挥清单作用。加大检查\n\n- 力度。", "发挥清单作用。加大检查力度。"),
        ("给予补贴，\n最高10万元。", "给予补贴，最高10万元。"),
        ("加强领导。狠抓落\n\n- 3 -\n\n实。", "加强领导。狠抓落实。"),
        ("The city pays interest on\nloans for firms.", "The city pays interest on loans for firms."),
    ],
)
def test_torn_sentences_are_joined(torn: str, whole: str) -> None:
    assert mend(torn).text == whole


@pytest.mark.parametrize(
    "text",
    [
        "一、加强领导\n各部门要重视。",
        "第一段。\n第二段。",
        "服务中小企业10\n三是强化保障。其他",
        "打造合作平台。建设中心\n2021年3月22日",
        "按规定执行。其余从略\n附件：清单",
        "按规定给予补助。（责任单位：市财政局）\n某市商务局\n2022年5月16日",
        "类型 | 标准\n小型 | 1万元",
        "类型：小型 | 标准：按规定发放。最高1万元\n类型：微型 | 标准：5000元",
        "关于支持企业的通知\n各区人民政府：",
    ],
)
def test_what_really_ends_stays_apart(text: str) -> None:
    assert mend(text).text == text


def test_hard_wrapped_lines_are_joined_by_their_width() -> None:
    wrapped = (
        "为规范小微企业创业创新基地认定工作促进基地健康发\n展根据上级有关规定制定本办法现印发给你们请遵照\n"
        "执行并结合本地实际制定实施细则于每年年底之前向\n市主管部门报告工作进展情况同时做好宣传解读工作\n确保政策应享尽享并及时总结推广各地好的经验做法\n扎实推进各项任务落到实处取得实效。\n完。"
    )
    assert mend(wrapped).text == wrapped.replace("\n", "").replace("完。", "\n完。")


def test_spaces_that_line_breaks_left_between_chinese_characters_are_dropped() -> None:
    text = "对经营者存在价格违法行为 依法查处，并通过信用信息系统公示。依托 12345 平台。(责任 单位:市局)"
    assert (
        mend(text).text == "对经营者存在价格违法行为依法查处，并通过信用信息系统公示。依托 12345 平台。(责任单位:市局)"
    )


def test_space_after_an_article_number_is_kept() -> None:
    text = "第十二条 市人民政府应当加强对数据工作的领导，建立协调机制，统筹解决重大问题。"
    assert mend(text).text == text


def test_list_dashes_are_dropped_and_bullets_of_other_kinds_kept() -> None:
    assert mend("- 1、减税。\n - 2、降费。\n●稳岗。").text == "1、减税。\n2、降费。\n●稳岗。"


def test_offsets_lead_back_to_the_original() -> None:
    text = "甲乙。丙\n\n- 丁。"
    mended = mend(text)
    assert mended == Mended("甲乙。丙丁。", (0, 1, 2, 3, 8, 9))
    assert original_span(mended, 3, 5) == (3, 9)
    assert text[slice(*original_span(mended, 3, 5))] == "丙\n\n- 丁"
    assert mended_span(mended, 3, 9) == (3, 5)


def test_empty_span_maps_to_one_place() -> None:
    mended = mend("甲\n乙")
    assert original_span(mended, 1, 1) == (1, 1)
    assert original_span(mended, 3, 3) == (3, 3)
    assert mend("") == Mended("", ())
