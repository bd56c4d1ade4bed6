"""Workbooks and delimited tables of measures: one row, one measure, each figure beside the name of its column."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlwt
from openpyxl import Workbook

from corpus import Policy, ReadError, load
from corpus.readers.delimited import read as read_delimited
from corpus.readers.sheets.formats import shown
from corpus.readers.spreadsheet import read as read_workbook
from qa import PolicyQA
from tests.corpus.archive_files import zipped

HEADER = ["企业类型", "补贴项目", "补贴标准", "责任单位"]


def saved(workbook: Any) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def workbook(rows: Sequence[Sequence[object]], merged: str = "", title: str = "Sheet") -> Any:
    made = Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for reference in merged.split():
        sheet.merge_cells(reference)
    return made


def lines(rows: Sequence[Sequence[object]], merged: str = "") -> list[str]:
    return read_workbook(saved(workbook(rows, merged))).text.split("\n")


def policy_of(folder: Path, name: str, data: bytes) -> Policy:
    (folder / name).write_bytes(data)
    return load(folder / name, name)


def measures(policy: Policy) -> list[str]:
    return [part.text.strip() for part in policy.parts if part.kind == "measure"]


def test_each_row_is_one_line_with_the_names_of_its_columns() -> None:
    assert lines([HEADER, ["小型企业", "厂房租金", "每月500元", "市工信局"], ["微型企业", "", "每月\n300元", ""]]) == [
        "企业类型：小型企业 | 补贴项目：厂房租金 | 补贴标准：每月500元 | 责任单位：市工信局",
        "企业类型：微型企业 | 补贴标准：每月 300元",
    ]


def test_rows_above_the_header_are_title_and_remarks(tmp_path: Path) -> None:
    rows = [
        ["附件1"],
        ["常州市2022年补贴标准一览表"],
        ["编制单位：市工信局", None, None, "2022年3月1日"],
        HEADER,
        ["甲", "乙", "5元", "市财政局"],
    ]
    policy = policy_of(tmp_path, "表.xlsx", saved(workbook(rows, "A2:D2")))
    assert [(part.kind, part.text.strip()) for part in policy.parts] == [
        ("furniture", "附件1"),
        ("title", "常州市2022年补贴标准一览表"),
        ("preamble", "编制单位：市工信局"),
        ("preamble", "2022年3月1日"),
        ("measure", "企业类型：甲 | 补贴项目：乙 | 补贴标准：5元 | 责任单位：市财政局"),
    ]
    assert (policy.title, policy.date, policy.region) == ("常州市2022年补贴标准一览表", "2022-03-01", "常州市")
    assert "".join(part.text for part in policy.parts) == policy.text


def test_table_without_a_title_is_called_by_its_file(tmp_path: Path) -> None:
    assert policy_of(tmp_path, "补贴标准.csv", "项目,标准\n租金,5元\n".encode()).title == "补贴标准"


def test_merged_cells_stand_in_each_of_their_rows() -> None:
    rows = [HEADER, ["小型企业", "租金", "5元", "市工信局"], [None, "利息", "6元", None], [None, "培训", "7元", None]]
    assert lines(rows, "A2:A4 D2:D3")[1:] == [
        "企业类型：小型企业 | 补贴项目：利息 | 补贴标准：6元 | 责任单位：市工信局",
        "企业类型：小型企业 | 补贴项目：培训 | 补贴标准：7元",
    ]


def test_names_above_each_other_are_joined() -> None:
    rows = [["项目", "补贴标准", None, "责任\n单位"], [None, "小型", "微型", None], ["租金", "5元", "6元", "市工信局"]]
    assert lines(rows, "A1:A2 B1:C1 D1:D2") == [
        "项目：租金 | 补贴标准·小型：5元 | 补贴标准·微型：6元 | 责任单位：市工信局"
    ]


def test_names_with_gaps_above_each_other_are_joined_in_text_too() -> None:
    table = "项目,补贴标准,,责任单位\n,小型,微型,\n租金,5元,6元,市工信局\n"
    assert read_delimited(table.encode()).text == (
        "项目：租金 | 补贴标准·小型：5元 | 补贴标准·微型：6元 | 责任单位：市工信局"
    )


@pytest.mark.parametrize("name", ["金额（单位：万元）", "2021", "1月", "补贴比例%", "按照企业规模核定的最高补贴金额"])
def test_names_of_columns_may_hold_units_and_years(name: str) -> None:
    assert read_delimited(f"项目,{name}\n租金,5\n".encode()).text == f"项目：租金 | {name}：5"


def test_measure_without_other_cells_stays_a_measure(tmp_path: Path) -> None:
    policy = policy_of(
        tmp_path, "a.csv", "措施,责任单位,备注\n推进减税降费,,\n一、融资,,\n扩大贷款,市金融办,\n".encode()
    )
    assert [(part.kind, part.text.strip()) for part in policy.parts] == [
        ("measure", "措施：推进减税降费"),
        ("heading", "一、融资"),
        ("measure", "措施：扩大贷款 | 责任单位：市金融办"),
    ]


def test_empty_rows_and_columns_are_dropped() -> None:
    rows: list[list[object]] = [
        [],
        [None, "项目", None, "标准"],
        [],
        [None, "租金", None, "5元"],
        [None, " ", None, ""],
    ]
    assert lines(rows) == ["项目：租金 | 标准：5元"]


def test_row_across_the_table_is_the_heading_of_those_below(tmp_path: Path) -> None:
    rows = [
        HEADER,
        ["一、租金类"],
        ["甲", "乙", "5元", "市财政局"],
        ["二、融资类"],
        ["甲", "丙", "6元", "市金融办"],
        ["注：按年发放。"],
    ]
    policy = policy_of(tmp_path, "a.xlsx", saved(workbook(rows, "A2:D2 A4:D4 A6:D6")))
    assert [(part.kind, part.outline) for part in policy.parts] == [
        ("heading", ()),
        ("measure", ("一、租金类",)),
        ("heading", ()),
        ("measure", ("二、融资类",)),
        ("measure", ("二、融资类",)),
    ]
    assert policy.parts[-1].text == "注：按年发放。"


def test_header_printed_again_is_dropped() -> None:
    assert lines([["项目", "标准"], ["租金", "5元"], ["项目", "标准"], ["利息", "6元"]]) == [
        "项目：租金 | 标准：5元",
        "项目：利息 | 标准：6元",
    ]


def test_who_filled_in_a_form_is_no_cell_of_its_columns() -> None:
    table = "名称,标准,电话\n甲,5元,0519-2\n填表人：张三,,2022年3月1日\n"
    assert read_delimited(table.encode()).text.split("\n")[1] == "填表人：张三 | 2022年3月1日"


def test_table_without_names_gives_its_cells() -> None:
    assert lines([["租金", "500元"], ["利息", "600元"]]) == ["租金 | 500元", "利息 | 600元"]


def test_visible_sheets_are_headings_of_their_rows(tmp_path: Path) -> None:
    made = workbook([["项目", "标准"], ["租金", "5元"]], title="工业类")
    made.create_sheet("空表")
    second = made.create_sheet("商贸类")
    for row in ["2022年商贸补贴表"], ["项目", "标准"], ["展位", "6元"]:
        second.append(row)
    second.merge_cells("A1:B1")
    hidden = made.create_sheet("隐藏")
    hidden.append(["项目", "标准"])
    hidden.sheet_state = "hidden"
    policy = policy_of(tmp_path, "补贴.xlsx", saved(made))
    assert [(part.kind, part.outline, part.text.strip()) for part in policy.parts] == [
        ("heading", (), "工业类"),
        ("measure", ("工业类",), "项目：租金 | 标准：5元"),
        ("heading", (), "商贸类"),
        ("heading", ("商贸类",), "2022年商贸补贴表"),
        ("measure", ("商贸类", "2022年商贸补贴表"), "项目：展位 | 标准：6元"),
    ]
    assert policy.title == "补贴"


@pytest.mark.parametrize(
    "name", ["责任单位", "责任部门", "牵头单位", "主管部门", "Responsible unit", "lead department"]
)
def test_units_come_from_the_column_that_names_them(tmp_path: Path, name: str) -> None:
    policy = policy_of(tmp_path, "a.csv", f"项目,{name},备注\n租金,市工信局、市财政局,由市审计局监督\n".encode())
    assert policy.parts[-1].responsible_units[:2] == ("市工信局", "市财政局")
    assert "备注" not in "".join(policy.parts[-1].responsible_units)


def test_units_in_english_are_told_from_other_cells(tmp_path: Path) -> None:
    table = 'Item,Responsible units,Remarks\nRent,"Bureau of Industry, Municipal Office of Finance",Bureau of Air\n'
    (measure,) = policy_of(tmp_path, "a.csv", table.encode()).parts
    assert measure.responsible_units == ("Bureau of Industry", "Municipal Office of Finance")


def test_row_over_eight_hundred_characters_is_cut_at_sentence_ends(tmp_path: Path) -> None:
    long = "对符合条件的企业给予补贴。" * 100
    policy = policy_of(tmp_path, "a.csv", f"项目,内容,责任单位\n租金,{long},市工信局\n利息,5元,市金融办\n".encode())
    assert len(policy.parts) == 3
    assert all(len(part.text) <= 800 for part in policy.parts)
    assert policy.parts[0].text.endswith("。")
    assert [part.responsible_units for part in policy.parts] == [("市工信局",)] * 2 + [("市金融办",)]
    assert len({part.id for part in policy.parts}) == 3


@pytest.mark.parametrize(
    ("value", "written", "text"),
    [
        (0.025, "0.0%", "2.5%"),
        (0.5, "0%", "50%"),
        (1000, "#,##0.00", "1,000.00"),
        (1234567.891, "#,##0", "1,234,568"),
        (0.125, "0.00", "0.13"),
        (1.5, "0.##", "1.5"),
        (-3.5, "0.00;(0.00)", "(3.50)"),
        (-3.5, "0.00;[Red]0.00", "-3.50"),
        (-3.5, "#,##0.00_);(#,##0.00)", "(3.50)"),
        (0, '0;-0;"无"', "无"),
        (0.5, "[<1]0%;0", "0.5"),
        (123456789012.5, "0.00000000000000000000", "123456789012.5000000000"),
        (0.07, "0.00%", "7.00%"),
        (500, '0"元"', "500元"),
        (500, '"¥"#,##0.00', "¥500.00"),
        (500, "[$¥-804]#,##0.00", "¥500.00"),
        (12, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ', "12.00"),
        (7, "000", "007"),
        (1500000, '0.0,,"百万"', "1.5百万"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (1e22, "General", "1e+22"),
        (12345678901234, "General", "12345678901234"),
        (True, "General", "TRUE"),
        ("2.50%", "@", "2.50%"),
        (date(2022, 3, 1), "yyyy-mm-dd", "2022-03-01"),
        (datetime(2022, 3, 1), "mm-dd-yy", "2022-03-01"),
        (datetime(2022, 3, 1), 'yyyy"年"m"月"d"日"', "2022年3月1日"),
        (datetime(2022, 3, 1), "yyyy/m/d;@", "2022/3/1"),
        (datetime(2022, 3, 1), "[$-804]yyyy\\.mm", "2022.03"),
        (datetime(2022, 3, 1, 9, 5), "yyyy-mm-dd hh:mm", "2022-03-01 09:05"),
        (datetime(2022, 3, 1, 15, 5), "h:mm AM/PM", "3:05 PM"),
    ],
)  # fmt: skip
def test_values_are_written_as_shown(value: object, written: str, text: str) -> None:
    assert shown(value, written) == text


def test_formats_of_a_workbook_count() -> None:
    made = workbook([["项目", "比例", "金额", "日期"], ["租金", 0.025, 1000, date(2022, 3, 1)]])
    for place, written in (("B2", "0.0%"), ("C2", "#,##0.00"), ("D2", "yyyy-mm-dd")):
        made.active[place].number_format = written
    assert read_workbook(saved(made)).text == "项目：租金 | 比例：2.5% | 金额：1,000.00 | 日期：2022-03-01"


@pytest.mark.parametrize("suffix", [".xls", ".xlsx", ".et"])
def test_old_workbooks_are_read_as_new_ones(tmp_path: Path, suffix: str) -> None:
    made = xlwt.Workbook()
    sheet = made.add_sheet("补贴")
    sheet.write_merge(0, 0, 0, 3, "2022年补贴标准")
    for column, name in enumerate(("项目", "比例", "金额", "日期")):
        sheet.write(1, column, name)
    sheet.write_merge(2, 3, 0, 0, "租金")
    for row in (2, 3):
        sheet.write(row, 1, 0.025, xlwt.easyxf(num_format_str="0.0%"))
        sheet.write(row, 2, 1000 * row, xlwt.easyxf(num_format_str="#,##0.00"))
        sheet.write(row, 3, datetime(2022, 3, row), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    policy = policy_of(tmp_path, f"a{suffix}", saved(made))
    assert policy.title == "2022年补贴标准"
    assert measures(policy) == [
        "项目：租金 | 比例：2.5% | 金额：2,000.00 | 日期：2022-03-02",
        "项目：租金 | 比例：2.5% | 金额：3,000.00 | 日期：2022-03-03",
    ]


def test_xls_that_is_a_web_page_or_text_is_read_as_what_it_is(tmp_path: Path) -> None:
    page = (
        "<html><body><table><tr><td>项目</td><td>标准</td></tr><tr><td>租金</td><td>5元</td></tr></table></body></html>"
    )
    assert "项目：租金 | 标准：5元" in policy_of(tmp_path, "a.xls", page.encode()).text
    assert policy_of(tmp_path, "b.xls", "项目\t标准\n租金\t5元\n".encode("gb18030")).text == "项目：租金 | 标准：5元"


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_delimiters_and_encodings_of_spreadsheet_programs_are_told(delimiter: str, encoding: str) -> None:
    table = '项目;标准\n租金;"每月1,000元；先到先得"\n利息;2.5%\n'.replace(";", delimiter).replace("\n", "\r\n")
    assert (
        read_delimited(table.encode(encoding)).text
        == "项目：租金 | 标准：每月1,000元；先到先得\n项目：利息 | 标准：2.5%"
    )


def test_delimiter_that_the_file_states_counts() -> None:
    assert read_delimited("sep=;\r\n项目;标准\r\n租金;1,5\r\n".encode()).text == "项目：租金 | 标准：1,5"


SUBSIDIES = [
    [kind, item, f"按实际支出的{10 + 7 * at + 3 * of}%补贴，最高不超过{at + 1}.{of}万元", office]
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


@pytest.mark.parametrize("name", ["标准.xlsx", "标准.csv"])
def test_questions_about_a_figure_find_its_row(tmp_path: Path, name: str) -> None:
    rows = [HEADER, *SUBSIDIES]
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    policy = policy_of(tmp_path, name, saved(workbook(rows)) if name.endswith("xlsx") else text.encode("gb18030"))
    assert len(measures(policy)) == len(SUBSIDIES)
    asked = PolicyQA.from_policies([policy])
    for kind, item, standard, office in SUBSIDIES[::3]:
        first = asked.ask(f"{kind}的{item}补贴最高多少钱?").quotes[0]
        assert first.text.strip() == f"企业类型：{kind} | 补贴项目：{item} | 补贴标准：{standard} | 责任单位：{office}"
        assert policy.text[first.start : first.end] == first.text
        assert first.responsible_units == (office,)


def test_tables_in_an_archive_are_asked_by_their_source(tmp_path: Path) -> None:
    data = {
        city: saved(workbook([HEADER, ["小型企业", "厂房租金", figure, "市工信局"]]))
        for city, figure in (("甲市", "每月500元"), ("乙市", "每月800元"))
    }
    (tmp_path / "各市.zip").write_bytes(zipped({f"{city}.xlsx": made for city, made in data.items()}))
    asked = PolicyQA.build([tmp_path])
    quotes = asked.ask("厂房租金补贴多少?", documents=["各市.zip/乙市.xlsx"]).quotes
    assert {quote.source for quote in quotes} == {"各市.zip/乙市.xlsx"}
    assert "每月800元" in quotes[0].text


def altered(name: str, change: Any) -> bytes:
    """A workbook of which one part is changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(workbook([HEADER, ["甲", "乙", "5元", "丙"]])))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, change(content) if info.filename == name else content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


FAR_ROWS = b'<row r="1"><c r="ALL1"><v>1</v></c></row><row r="190000"><c r="A190000"><v>1</v></c></row>'
FAR = b"<sheetData>" + FAR_ROWS + b"</sheetData>"


def cells(xml: bytes) -> Any:
    return lambda content: (
        content[: content.index(b"<sheetData>")] + xml + content[content.index(b"</sheetData>") + 12 :]
    )


@pytest.mark.parametrize(
    ("name", "change", "why"),
    [
        (SHEET, lambda content: BOMB + content, "declares a document type"),
        (SHEET, lambda content: (BOMB.decode() + content.decode()).encode("utf-16"), "'xl/worksheets/sheet1.xml'"),
        ("xl/styles.xml", lambda content: BOMB + content, "declares a document type"),
        (SHEET, cells(b'<sheetData><row r="2000000000"><c r="A1"><v>1</v></c></row></sheetData>'), "row 2,000,000,000"),
        (SHEET, cells(b'<sheetData><row r="1"><c r="ZZZ1"><v>1</v></c></row></sheetData>'), "'ZZZ1' that no sheet has"),
        (SHEET, cells(b'<sheetData><row r="nan"><c r="A1"><v>1</v></c></row></sheetData>'), "damaged"),
        (SHEET, cells(b"<sheetData>" + b"<row>" * 5_000 + b"</row>" * 5_000 + b"</sheetData>"), "inside each other"),
        (SHEET, cells(b'<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>'), "damaged"),
        (SHEET, cells(b'<sheetData><row r="1"><c r="A1" s="99"><v>9</v></c></row></sheetData>'), "damaged|no text"),
        (SHEET, lambda content: content[:200], "not valid XML"),
        (SHEET, cells(FAR), "190,000 rows and 1,000 columns"),
        (SHEET, lambda content: b"", "not valid XML"),
        ("xl/workbook.xml", lambda content: b"<a/>", "damaged|no rows"),
        (SHEET, cells(b'<sheetData><row r="1">' + b"<c><v>1</v></c>" * 2_000 + b"</row></sheetData>"), "2,000 columns"),
    ],
)  # fmt: skip
def test_hostile_workbook_is_a_clear_error_at_once(tmp_path: Path, name: str, change: Any, why: str) -> None:
    began = time.monotonic()
    with pytest.raises(ReadError, match=why) as error:
        policy_of(tmp_path, "a.xlsx", altered(name, change))
    assert str(tmp_path / "a.xlsx") in str(error.value)
    assert time.monotonic() - began < 3


def test_formulas_that_were_never_calculated_are_an_error_not_a_gap(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="1 formulas of the workbook were never calculated"):
        policy_of(tmp_path, "a.xlsx", saved(workbook([["项目", "标准"], ["租金", "=2*3"]])))


def test_million_merged_cells_and_far_styled_cells_cost_little(tmp_path: Path) -> None:
    first = b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="XFD1" s="0"/></row>'
    far = b"<sheetData>" + first + b'<row r="1048576"><c r="XFD1048576"/></row></sheetData>'
    merged = b'<mergeCells count="20000">' + b'<mergeCell ref="A1:XFD1048576"/>' * 20_000 + b"</mergeCells>"
    began = time.monotonic()
    policy = policy_of(tmp_path, "a.xlsx", altered(SHEET, cells(far + merged)))
    assert policy.text == "1 | 2"
    assert time.monotonic() - began < 5


def test_workbook_bomb_is_refused_without_unpacking(tmp_path: Path) -> None:
    bomb = altered(SHEET, cells(b"<sheetData>" + b" " * 50_000_000 + b"</sheetData>"))
    with pytest.raises(ReadError, match="unpacks from"):
        policy_of(tmp_path, "a.xlsx", bomb)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.csv", b"a," * 1_000_000 + b"b\n", "1,000,001 cells"),
        ("a.csv", ",".join(map(str, range(1_000_000))).encode(), "1,000,000 cells, more than the limit of 1,000"),
        ("a.csv", b'a,b\n"' + b"x,y\n" * 100_000, "quotation mark"),
        ("a.csv", b"a,b\n" * 200_001, "more than 200,000 rows"),
        ("a.csv", b",,,\n,,,\n", "no rows"),
        ("a.csv", b"\x00\x01\x02\x03", "binary"),
        ("a.tsv", b"", "empty"),
        ("a.xlsx", b"PK\x03\x04", "damaged"),
        ("a.xlsx", zipped({"x": "y"}), "no workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "damaged|protected"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (
            "a.xls",
            b"<?xml version=\"1.0\"?><W xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>",
            "save it as .xlsx",
        ),
    ],
)  # fmt: skip
def test_hostile_or_broken_table_is_a_clear_error(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    began = time.monotonic()
    with pytest.raises(ReadError, match=why) as error:
        policy_of(tmp_path, name, data)
    assert str(tmp_path / name) in str(error.value)
    assert time.monotonic() - began < 5
