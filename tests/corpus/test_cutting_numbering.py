"""Cutting by the numbering: each test is a form of document, written for it."""

from __future__ import annotations

import pytest

from tests.corpus.shapes import measures, parts_of, shapes


def test_standard_order_of_levels_nests_to_the_innermost_number() -> None:
    text = (
        "一、加大财政支持\n（一）设立专项资金\n1.安排预算。每年安排2000万元。\n（1）首年到位50%。\n（2）次年到位50%。\n"
        "2.加强监管。专款专用。\n（二）落实税收优惠。免征房产税。\n二、加强保障\n健全机制，压实责任。\n"
    )
    assert shapes(text) == [
        ("heading", "一、", (), "一、加大财政支持"),
        ("heading", "（一）", ("一、加大财政支持",), "（一）设立专项资金"),
        ("heading", "1.", ("一、加大财政支持", "（一）设立专项资金"), "1.安排预算。"),
        ("text", "", ("一、加大财政支持", "（一）设立专项资金", "1.安排预算。"), "每年安排2000万元。"),
        ("measure", "（1）", ("一、加大财政支持", "（一）设立专项资金", "1.安排预算。"), "（1）首年到位50%。"),
        ("measure", "（2）", ("一、加大财政支持", "（一）设立专项资金", "1.安排预算。"), "（2）次年到位50%。"),
        ("measure", "2.", ("一、加大财政支持", "（一）设立专项资金"), "2.加强监管。专款专用。"),
        ("measure", "（二）", ("一、加大财政支持",), "（二）落实税收优惠。免征房产税。"),
        ("heading", "二、", (), "二、加强保障"),
        ("measure", "", ("二、加强保障",), "健全机制，压实责任。"),
    ]


def test_arabic_numbers_may_stand_directly_below_chinese_ones() -> None:
    text = "一、申报条件\n1．在本市注册。\n2．信用良好。\n二、补贴标准\n1．按10%补贴。\n"
    assert measures(text) == [
        ("1．", ("一、申报条件",), "1．在本市注册。"),
        ("2．", ("一、申报条件",), "2．信用良好。"),
        ("1．", ("二、补贴标准",), "1．按10%补贴。"),
    ]


def test_arabic_numbers_run_on_across_sections() -> None:
    text = "（一）降成本\n1、减税。按规定减税。\n2、降费。按规定降费。\n（二）稳就业\n3、返还。按规定返还。\n"
    assert [(label, outline) for label, outline, _ in measures(text)] == [
        ("1、", ("（一）降成本",)),
        ("2、", ("（一）降成本",)),
        ("3、", ("（二）稳就业",)),
    ]


def test_decimal_numbers_nest_by_their_components() -> None:
    text = (
        "1 总则\n1.1 适用范围\n本预案适用于全市。\n1.2 原则\n1.2.1 统一领导。\n1.2.2 2.5万元以上须报批。\n"
        "2 附则\n2.1 本预案自印发之日起实施。\n"
    )
    assert measures(text) == [
        ("", ("1 总则", "1.1 适用范围"), "本预案适用于全市。"),
        ("1.2.1", ("1 总则", "1.2 原则"), "1.2.1 统一领导。"),
        ("1.2.2", ("1 总则", "1.2 原则"), "1.2.2 2.5万元以上须报批。"),
        ("2.1", ("2 附则",), "2.1 本预案自印发之日起实施。"),
    ]


def test_series_inside_a_paragraph_is_cut_at_each_member() -> None:
    text = "一、金融支持\n一是降低利率。利率下降1个百分点；二是延长期限。最长三年；三是扩大规模。\n"
    assert measures(text) == [
        ("一是", ("一、金融支持",), "一是降低利率。利率下降1个百分点；"),
        ("二是", ("一、金融支持",), "二是延长期限。最长三年；"),
        ("三是", ("一、金融支持",), "三是扩大规模。"),
    ]


def test_new_series_inside_an_open_one_goes_deeper_and_the_outer_one_goes_on() -> None:
    text = (
        "一是优化环境。总的要求。一是简化手续。当天办结。二是压缩时限。三天办完。\n"
        "二是强化服务。总的安排。一是设立窗口。专人负责。二是开通热线。全天接听。\n"
    )
    assert [(label, outline) for label, outline, _ in measures(text)] == [
        ("一是", ("一是优化环境。",)),
        ("二是", ("一是优化环境。",)),
        ("一是", ("二是强化服务。",)),
        ("二是", ("二是强化服务。",)),
    ]


def test_series_whose_first_member_lost_the_full_stop_before_it_is_found_by_the_second() -> None:
    text = "一、服务\n不断完善服务功能一是建设平台质量提升，新增三十家。二是丰富内容，新增五项。\n"
    assert [label for label, _, _ in measures(text)] == ["一是", "二是"]


def test_paragraph_after_a_series_is_not_part_of_its_last_member() -> None:
    text = "一、做法\n一是减税。减了一亿元。二是降费。降了两亿元。\n下一步，我局将继续努力。\n"
    assert shapes(text)[-2:] == [
        ("measure", "二是", ("一、做法",), "二是降费。降了两亿元。"),
        ("text", "", (), "下一步，我局将继续努力。"),
    ]


def test_heading_that_ends_in_a_full_stop_is_a_heading_when_items_follow() -> None:
    text = "（一）完善机制，提升质效。一是印发办法。下达目标。二是设立资金。予以奖励。\n（二）健全体系。设立基金。\n"
    assert shapes(text)[0] == ("heading", "（一）", (), "（一）完善机制，提升质效。")
    assert measures(text)[0] == ("一是", ("（一）完善机制，提升质效。",), "一是印发办法。下达目标。")
    assert measures(text)[-1] == ("（二）", (), "（二）健全体系。设立基金。")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("首先，减税降费。减了一亿元。", "其次，稳岗返还。返了两亿元。"),
        ("第一，减税降费。减了一亿元。", "第二，稳岗返还。返了两亿元。"),
        ("一要减税降费。减了一亿元。", "二要稳岗返还。返了两亿元。"),
        ("①减税降费。减了一亿元。", "②稳岗返还。返了两亿元。"),
        ("★减税降费。减了一亿元。", "★稳岗返还。返了两亿元。"),
        ("1）减税降费。减了一亿元。", "2）稳岗返还。返了两亿元。"),
        ("(一)减税降费。减了一亿元。", "(二)稳岗返还。返了两亿元。"),
        ("第1条 减税降费。减了一亿元。", "第2条 稳岗返还。返了两亿元。"),
    ],
)
def test_every_form_of_number_at_line_starts_begins_a_measure(first: str, second: str) -> None:
    assert [text for _, _, text in measures(f"支持企业的措施\n{first}\n{second}\n")] == [first, second]


@pytest.mark.parametrize(
    "sentence",
    [
        "1.5万元以下的免征。",
        "2020年新增十万家。",
        "2、3月份的房租减半。",
        "二是一家企业的简称吗？",
        "（一）项所列企业除外。",
        "第五条规定的情形除外。",
        "三、四线城市执行同样标准。",
        "一是一，二是二，不得变通。",
        "12345热线接受咨询。",
    ],
)
def test_numbers_that_are_not_labels_do_not_begin_a_measure(sentence: str) -> None:
    text = f"一、标准\n按规定给予补贴。\n{sentence}\n二、期限\n长期有效。\n"
    assert [label for label, _, _ in measures(text)] == ["", ""]


@pytest.mark.parametrize(
    "sentence",
    [
        "符合本办法第三条、第五条规定的，按（一）项执行。",
        "该统一是必要的。另一要点是公开。",
        "（2021）5号文件同时废止。",
    ],
)
def test_references_inside_sentences_do_not_cut(sentence: str) -> None:
    assert len(measures(f"一、条件。企业须依法纳税。{sentence}\n二、程序。网上办理。\n")) == 2


def test_missing_repeated_and_wrong_numbers_are_tolerated() -> None:
    text = "一、材料\n1、申请书原件；\n2、营业执照复印件；\n2、财务报表；\n5、承诺书。\n三、时限\n五日内办结。\n"
    assert [(label, outline) for label, outline, _ in measures(text)] == [
        ("1、", ("一、材料",)),
        ("2、", ("一、材料",)),
        ("2、", ("一、材料",)),
        ("5、", ("一、材料",)),
        ("", ("三、时限",)),
    ]
    ids = [part.id for part in parts_of(text)]
    assert "doc/一、/2、~1" in ids
    assert "doc/一、/2、~2" in ids


def test_inline_bracketed_numbers_after_full_stops_are_cut_and_inside_a_sentence_are_not() -> None:
    cut_up = measures("一、流程\n（1）提出申请。网上填报。（2）部门审核。五日办结。（3）资金拨付。\n")
    assert [label for label, _, _ in cut_up] == ["（1）", "（2）", "（3）"]
    whole = measures("一、条件。须同时具备：（1）依法注册；（2）按期纳税；（3）信用良好。\n二、标准。补贴10%。\n")
    assert [label for label, _, _ in whole] == ["一、", "二、"]


def test_text_without_any_line_break_is_cut_by_its_numbers() -> None:
    text = (
        "关于促进就业的意见一、扩大容量。对不裁员企业返还失业保险费。二、支持创业。（一）落实贷款。额度20万元。"
        "（二）建设基地。每个补助50万元。三、加强培训。一是开展技能培训。每人1000元。二是开展创业培训。每人1500元。"
    )
    assert measures(text) == [
        ("一、", (), "一、扩大容量。对不裁员企业返还失业保险费。"),
        ("（一）", ("二、支持创业。",), "（一）落实贷款。额度20万元。"),
        ("（二）", ("二、支持创业。",), "（二）建设基地。每个补助50万元。"),
        ("一是", ("三、加强培训。",), "一是开展技能培训。每人1000元。"),
        ("二是", ("三、加强培训。",), "二是开展创业培训。每人1500元。"),
    ]


def test_markdown_headings_make_the_outline_and_are_kept() -> None:
    text = (
        "# 惠企政策\n\n## 金融支持\n\n### 贷款贴息\n\n按利率的50%贴息。\n\n### 担保降费\n\n费率降到1%。\n\n"
        "## 用工支持\n\n每人补贴500元。\n"
    )
    assert shapes(text)[0] == ("title", "", (), "# 惠企政策")
    assert measures(text) == [
        ("", ("金融支持", "贷款贴息"), "按利率的50%贴息。"),
        ("", ("金融支持", "担保降费"), "费率降到1%。"),
        ("", ("用工支持",), "每人补贴500元。"),
    ]


def test_english_numbering_is_cut_like_chinese() -> None:
    text = (
        "Measures to Support Small Businesses\n\n1. Rent relief. Landlords waive rent for three months.\n"
        "2. Loan interest subsidy. The city pays 1.5 percentage points.\n(a) Individuals: up to RMB 200,000.\n"
        "(b) Companies: up to RMB 3 million.\n3. Contact. Call 12345.\n"
    )
    assert measures(text) == [
        ("1.", (), "1. Rent relief. Landlords waive rent for three months."),
        ("(a)", ("2. Loan interest subsidy.",), "(a) Individuals: up to RMB 200,000."),
        ("(b)", ("2. Loan interest subsidy.",), "(b) Companies: up to RMB 3 million."),
        ("3.", (), "3. Contact. Call 12345."),
    ]


def test_headings_that_begin_like_a_reference_are_headings() -> None:
    text = (
        "（一）目标任务\n培育企业。\n（二）项目建设\n给予补助。\n（三）款项支付保障\n"
        "按（二）项规定办理，（一）至（二）款另行通知。\n"
    )
    assert [part[1] for part in shapes(text) if part[0] == "heading"] == ["（一）", "（二）", "（三）"]
