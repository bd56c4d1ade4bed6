"""Which kinds of fact a question asks for, and which a text holds."""

from __future__ import annotations

import pytest

from qa.expectation import Kind, expected, holds


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("一个人补多少钱", {"amount", "number"}),
        ("担保费率大概多少", {"rate", "number"}),
        ("几个工作日能办好", {"duration"}),
        ("什么时候截止", {"date"}),
        ("一共帮了几家企业", {"count"}),
        ("联系电话给我一个", {"phone"}),
        ("公众号叫什么", {"website"}),
        ("那笔补助是几百还是几千", {"amount"}),
        ("养了几百头猪", set()),
        ("Which number do I ring?", {"phone"}),
        ("打电话叫我们交钱，该不该交", set()),
        ("Which exchange rate do we use?", set()),
        ("归哪个部门管", {"office"}),
        ("要交哪些材料", {"documents"}),
        ("怎么申请", {"steps"}),
        ("个体户够不够条件", {"condition"}),
        ("How much can a small firm borrow, and at what rate?", {"amount", "rate"}),
        ("What is the deadline?", {"date"}),
        ("Does the city pay when a firm exhibits abroad?", set()),
        ("Which office should I call?", {"office", "phone"}),
        ("没房子抵押能贷到款", set()),
    ],
)
def test_what_a_question_asks_for(question: str, kinds: set[Kind]) -> None:
    assert set(expected(question)) == kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("每人一次性补助1500元", "amount"),
        ("保费由财政全额承担", "amount"),
        ("利率不超过LPR加50个基点", "rate"),
        ("按五成返还", "rate"),
        ("占总课时一半以上", "rate"),
        ("每千瓦时加价2分钱", "amount"),
        ("惠及企业230家", "count"),
        ("申报时间截至9月30日", "date"),
        ("在5个工作日内办结", "duration"),
        ("咨询电话：0519-85681234", "phone"),
        ("拨打12345", "phone"),
        ("到政务服务大厅综合窗口", "address"),
        ("登录省政务服务网", "website"),
        ("由市人社局牵头", "office"),
        ("携带营业执照和申请表", "documents"),
        ("向所在区提交申请", "steps"),
        ("应当符合下列条件", "condition"),
    ],
)
def test_a_text_that_states_it_holds_it(text: str, kind: Kind) -> None:
    assert holds(text, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("对企业给予适当奖励", "amount"),
        ("适当提高补助比例", "rate"),
        ("在规定时间内提出", "date"),
        ("尽快办理", "duration"),
        ("发文〔2020〕28号", "phone"),
        ("详见有关规定", "address"),
        ("加大宣传力度", "website"),
    ],
)
def test_a_text_that_does_not_state_it_does_not_hold_it(text: str, kind: Kind) -> None:
    assert not holds(text, kind)
