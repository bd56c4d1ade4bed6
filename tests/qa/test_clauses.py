"""Clauses: whole sentences, and long ones in pieces at commas; together, all that was said."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qa.clauses import LEAST_CLAUSE, LONG_SENTENCE, clauses


def test_short_sentences_stay_whole() -> None:
    text = "对企业给予补贴，每年一次。资金由财政承担。"
    assert [clause.text for clause in clauses(text)] == ["对企业给予补贴，每年一次。", "资金由财政承担。"]


def test_a_long_sentence_is_cut_at_commas_into_pieces_that_can_be_read() -> None:
    text = (
        "对当年新招用高校毕业生并签订一年以上劳动合同的小微企业，按照每人一千五百元的标准给予一次性补助，"
        "补助资金从就业补助资金中列支，由人社部门负责审核，由财政部门负责拨付。"
    )
    found = clauses(text)
    assert len(text) > LONG_SENTENCE
    assert [clause.text[-1] for clause in found] == ["，"] * (len(found) - 1) + ["。"]
    assert len(found) == 4
    assert min(len(clause.text) for clause in found) >= LEAST_CLAUSE
    assert {clause.sentence for clause in found} == {0}


def test_a_row_of_a_table_is_cut_between_its_cells_so_that_figures_keep_their_names() -> None:
    row = (
        "企业类型：小型企业 | 补贴项目：厂房租金 | 最高金额（元）：1,000.00 | 责任单位：市工信局、市财政局 | "
        "施行日期：2022-03-01"
    )
    assert [clause.text for clause in clauses(row)] == [
        "企业类型：小型企业 | 补贴项目：厂房租金 | ",
        "最高金额（元）：1,000.00 | ",
        "责任单位：市工信局、市财政局 | ",
        "施行日期：2022-03-01",
    ]


@given(st.text("企业补贴，。；：\n a1", max_size=200))
def test_clauses_stand_in_order_and_hold_everything_but_white_space(text: str) -> None:
    found = clauses(text)
    assert all(text[clause.start : clause.end] == clause.text for clause in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join("".join(clause.text.split()) for clause in found) == "".join(text.split())
