"""Tables of Word documents: one line a row, each figure beside the name of its column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus import load
from corpus.readers.word import read
from qa import PolicyQA
from tests.corpus.word_files import level_xml, number_paragraph, numbering_xml, saved, set_numbering


def table(document: Any, rows: list[list[str]]) -> Any:
    made = document.add_table(len(rows), len(rows[0]))
    for cells, row in zip(made.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    return made


def lines(rows: list[list[str]]) -> list[str]:
    document = Document()
    table(document, rows)
    return read(saved(document)).text.splitlines()


def test_rows_name_the_columns_of_their_cells() -> None:
    assert lines([["企业类型", "补贴标准"], ["小型", "1万元"], ["微型", "5000元"]]) == [
        "企业类型 | 补贴标准",
        "企业类型：小型 | 补贴标准：1万元",
        "企业类型：微型 | 补贴标准：5000元",
    ]


def test_empty_cells_leave_nothing_behind() -> None:
    assert lines([["项目", "标准", "备注"], ["甲", "", "乙"], ["", "", ""]]) == [
        "项目 | 标准 | 备注",
        "项目：甲 | 备注：乙",
    ]


def test_table_without_names_of_columns_is_its_cells() -> None:
    assert lines([["张三", "13800000000"], ["李四", "13900000000"]]) == ["张三 | 13800000000", "李四 | 13900000000"]


def test_row_that_word_repeats_names_the_columns_whatever_it_says() -> None:
    document = Document()
    made = table(document, [["甲", "乙"], ["1", "2"]])
    made.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    assert read(saved(document)).text.splitlines() == ["甲 | 乙", "甲：1 | 乙：2"]


def test_title_above_the_columns_stands_alone() -> None:
    document = Document()
    made = table(document, [["补贴标准表", ""], ["类型", "金额"], ["小型", "1万元"]])
    made.cell(0, 0).merge(made.cell(0, 1))
    assert read(saved(document)).text.splitlines() == ["补贴标准表", "类型 | 金额", "类型：小型 | 金额：1万元"]


def test_merged_cells_stand_once() -> None:
    document = Document()
    made = table(
        document, [["类别", "条件", "金额"], ["企业", "小型", "1万元"], ["", "微型", "5000元"], ["合计", "", "2万元"]]
    )
    made.cell(1, 0).merge(made.cell(2, 0))
    made.cell(3, 0).merge(made.cell(3, 1))
    assert read(saved(document)).text.splitlines() == [
        "类别 | 条件 | 金额",
        "类别：企业 | 条件：小型 | 金额：1万元",
        "条件：微型 | 金额：5000元",
        "类别、条件：合计 | 金额：2万元",
    ]


def test_names_in_two_rows_are_joined() -> None:
    document = Document()
    made = table(document, [["企业类型", "补贴标准", ""], ["", "首次", "续贷"], ["小型", "2%", "1%"]])
    made.cell(0, 1).merge(made.cell(0, 2))
    made.cell(0, 0).merge(made.cell(1, 0))
    assert read(saved(document)).text.splitlines() == [
        "企业类型 | 补贴标准",
        " | 首次 | 续贷".strip(" |"),
        "企业类型：小型 | 补贴标准·首次：2% | 补贴标准·续贷：1%",
    ]


def test_subheading_across_the_table_stands_alone() -> None:
    document = Document()
    made = table(document, [["项目", "标准"], ["一、就业", ""], ["培训", "500元"]])
    made.cell(1, 0).merge(made.cell(1, 1))
    assert read(saved(document)).text.splitlines() == ["项目 | 标准", "一、就业", "项目：培训 | 标准：500元"]


def test_numbers_that_word_counts_in_cells_are_written() -> None:
    document = Document()
    made = table(document, [["序号", "项目"], ["", "甲"], ["", "乙"]])
    set_numbering(document, numbering_xml(level_xml(0, "%1")))
    for row in (1, 2):
        number_paragraph(made.cell(row, 0).paragraphs[0], 1)
    assert read(saved(document)).text.splitlines()[1:] == ["序号：1 | 项目：甲", "序号：2 | 项目：乙"]


def test_nested_table_and_table_that_lays_out_the_page_are_read_in_order() -> None:
    document = Document()
    made = table(document, [["事项", "材料"], ["", "说明"]])
    inner = made.cell(1, 0).add_table(2, 2)
    for place, text in zip(((0, 0), (0, 1), (1, 0), (1, 1)), ("类型", "金额", "小型", "1万元"), strict=True):
        inner.cell(*place).text = text
    assert read(saved(document)).text.splitlines() == [
        "事项",
        "材料",
        "类型 | 金额",
        "类型：小型 | 金额：1万元",
        "说明",
    ]
    assert lines([["申报条件", "一、条件。" * 100], ["申报材料", "营业执照"]])[2:] == ["申报材料", "营业执照"]


def test_deleted_rows_are_dropped() -> None:
    document = Document()
    made = table(document, [["项目", "标准"], ["旧", "1元"], ["新", "2元"]])
    made.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')}/>"))
    assert read(saved(document)).text.splitlines() == ["项目 | 标准", "项目：新 | 标准：2元"]


def test_huge_span_costs_nothing() -> None:
    document = Document()
    made = table(document, [["项目", "标准"], ["甲", "1元"]])
    span = parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="99999999"/>')
    made.cell(0, 0)._tc.get_or_add_tcPr().append(span)
    assert len(read(saved(document)).text) < 200


HEADER = ["企业类型", "补贴项目", "补贴标准", "责任单位"]
SUBSIDIES = [  # long enough to be cut into several measures
    [kind, item, f"按实际支出的{10 + 7 * at + 3 * of}%补贴，最高不超过{at + 1}.{of}万元，每年只补贴一次", office]
    for at, (item, office) in enumerate(
        (
            ("厂房租金", "市工信局"),
            ("展会摊位费", "市商务局"),
            ("贷款利息", "市金融办"),
            ("员工培训费", "市人社局"),
            ("专利申请费", "市市场监管局"),
            ("宽带上网费", "市大数据局"),
        )
    )
    for of, kind in enumerate(("小型企业", "微型企业", "个体工商户", "合作社"), 1)
]


def test_rows_are_found_by_questions_about_their_figures(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("某市关于扶持中小企业的补贴办法")
    document.add_paragraph("为减轻企业负担，现就各类企业可以申请的补贴规定如下。")
    document.add_paragraph("一、补贴标准")
    table(document, [HEADER, *SUBSIDIES])
    document.add_paragraph("二、申请时间。企业应当于每年6月30日前通过政务服务网提出申请，逾期不予受理。")
    path = tmp_path / "办法.docx"
    path.write_bytes(saved(document))
    policy = load(path, path.name)
    asked = PolicyQA.from_policies([policy])
    assert len(asked.ask("补贴标准").quotes) > 1
    for at in range(0, len(SUBSIDIES), 3):
        kind, item, _, _ = SUBSIDIES[at]
        quotes = asked.ask(f"{kind}的{item}补贴最高多少钱?").quotes
        line = " | ".join(f"{name}：{cell}" for name, cell in zip(HEADER, SUBSIDIES[at], strict=True))
        assert line in quotes[0].text
        assert policy.text[quotes[0].start : quotes[0].end] == quotes[0].text
