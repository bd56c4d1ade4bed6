"""Files that hold many documents or measures: archives, JSON Lines, spreadsheets and CSV tables."""

from __future__ import annotations

import gzip
import json
import lzma
import zipfile
from datetime import date
from pathlib import Path

import pytest

from corpus import Policy, ReadError, Unread, load, load_all
from corpus.loading import policy_id
from corpus.readers.spreadsheet import shown
from tests.corpus.hostile_files import FLAGS, patched, zipped

GOOD = "一、给予贷款贴息。".encode()


def sources(path: Path) -> list[str]:
    return [result.source for result in load_all(path, path.name) if isinstance(result, Policy)]


def unread(path: Path) -> list[Unread]:
    return [result for result in load_all(path, path.name) if isinstance(result, Unread)]


def archive(path: Path, *members: tuple[str, bytes]) -> Path:
    path.write_bytes(zipped(*members))
    return path


def test_members_of_archives_are_documents_in_the_archives_order(tmp_path: Path) -> None:
    inner = zipped(("常州/b.txt", GOOD), ("c.csv", "项目,标准\n稳岗,2.5%".encode()))
    path = archive(tmp_path / "a.zip", ("z.txt", GOOD), ("inner.zip", inner), ("y.md", GOOD))
    assert sources(path) == ["a.zip/z.txt", "a.zip/inner.zip/常州/b.txt", "a.zip/inner.zip/c.csv", "a.zip/y.md"]
    assert [p.id for p in load_all(path, "a.zip") if isinstance(p, Policy)] == [policy_id(s) for s in sources(path)]


def test_bad_member_does_not_stop_the_others(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("1.txt", GOOD), ("2.txt", b""), ("3.exe", b"x"), ("4.txt", GOOD))
    assert sources(path) == ["a.zip/1.txt", "a.zip/4.txt"]
    assert [(u.source, u.why.split(": ")[:2]) for u in unread(path)] == [
        ("a.zip/2.txt", [f"{path}/2.txt", "the file is empty; replace it by one with text"]),
        ("a.zip/3.exe", [f"{path}/3.exe", "unknown format .exe; supported"]),
    ]


def test_resource_forks_and_hidden_files_are_left_out_without_a_word(tmp_path: Path) -> None:
    names = ("__MACOSX/._a.txt", "._a.txt", ".hidden/b.txt", "folder/.DS_Store", "folder/")
    path = archive(tmp_path / "a.zip", *((name, b"" if name.endswith("/") else GOOD) for name in names))
    assert list(load_all(path, "a.zip")) == []


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("补贴办法.txt".encode("gb18030"), "补贴办法.txt"),
        ("补贴办法.txt".encode(), "补贴办法.txt"),
        ("Müller.txt".encode("cp437"), "Müller.txt"),
        (b"plain.txt", "plain.txt"),
    ],
)
def test_names_without_the_flag_are_read_as_they_were_meant(tmp_path: Path, raw: bytes, name: str) -> None:
    data = zipped(("x" * len(raw), GOOD)).replace(b"x" * len(raw), raw)
    (tmp_path / "a.zip").write_bytes(patched(data, FLAGS, 0))
    assert sources(tmp_path / "a.zip") == [f"a.zip/{name}"]


def test_members_of_the_same_name_stay_distinct(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("a.txt", GOOD)
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("a.txt", GOOD)
    assert sources(tmp_path / "a.zip") == ["a.zip/a.txt", "a.zip/2/a.txt"]


def test_members_beyond_the_limit_are_left_out_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "a.zip", *((f"{n}.txt", b"a.") for n in range(10_005)))
    monkeypatch.setattr("corpus.loading._policy", lambda document, source, stated: source)
    results = list(load_all(path, "a.zip"))
    assert len(results) == 10_001
    assert isinstance(results[-1], Unread)
    assert f"{path}: the archive holds more than 10,000 files" in results[-1].why


def test_file_of_many_documents_is_not_one(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("1.txt", GOOD))
    with pytest.raises(ReadError, match=r"a\.zip: the file holds many documents"):
        load(path, "a.zip")


ROWS = [
    {
        "id": "x1",
        "title": "关于稳岗的通知",
        "text": "一、给予补贴。\r\n二、给予奖励。",
        "date": "2022-01-01",
        "issuer": "市财政局",
    },
    {
        "id": 7,
        "text": "一、给予补贴。",
        "region": "常州市",
        "doc_number": "常财〔2022〕1号",
        "url": "https://example.org",
    },
    {"text": "给予补贴。"},
]


@pytest.mark.parametrize("suffix", ["jsonl", "jsonl.gz", "jsonl.xz"])
def test_each_row_is_a_document_with_what_it_states(tmp_path: Path, suffix: str) -> None:
    data = "\n".join([*(json.dumps(row, ensure_ascii=False) for row in ROWS), "", "broken", '{"text": 1}']).encode()
    pack = {"jsonl": bytes, "jsonl.gz": gzip.compress, "jsonl.xz": lzma.compress}[suffix]
    path = tmp_path / f"rows.{suffix}"
    path.write_bytes(pack(data))
    first, second, third, *bad = load_all(path, path.name)
    assert isinstance(first, Policy)
    assert (first.source, first.title, first.date) == (f"rows.{suffix}/x1", "关于稳岗的通知", "2022-01-01")
    assert first.text == "一、给予补贴。\n二、给予奖励。"
    assert isinstance(second, Policy)
    assert (second.source, second.region, second.doc_number) == (f"rows.{suffix}/7", "常州市", "常财〔2022〕1号")
    assert third.source == f"rows.{suffix}/3"
    assert [(b.source, b.why.split(": ")[1]) for b in bad if isinstance(b, Unread)] == [
        (f"rows.{suffix}/5", "line 5"),
        (f"rows.{suffix}/6", "line 6"),
    ]


def test_side_file_states_what_members_are(tmp_path: Path) -> None:
    from qa.reading import read_policies

    archive(tmp_path / "a.zip", ("1.txt", GOOD), ("2.txt", GOOD))
    (tmp_path / "metadata.csv").write_text("file,region,title\na.zip,常州市,\na.zip/2.txt,,甲办法\n", encoding="utf-8")
    first, second = read_policies([tmp_path]).policies
    assert (first.region, second.region, second.title) == ("常州市", "常州市", "甲办法")


def table(path: Path, text: str, encoding: str = "utf-8") -> Policy:
    path.write_bytes(text.encode(encoding))
    return load(path, path.name)


@pytest.mark.parametrize(("sign", "encoding"), [(",", "gb18030"), (";", "utf-8"), ("\t", "utf-16")])
def test_each_row_of_a_table_is_a_measure_with_its_headers(tmp_path: Path, sign: str, encoding: str) -> None:
    lines = [
        "2022年奖补一览表",
        "项目,补贴标准,空,责任单位",
        ",,,",
        '稳岗,"1,000.00元",,市人社局、市财政局',
        "技改,2.5%,,市工信局",
    ]
    text = "\n".join(line.replace(",", sign).replace(f'"1{sign}', '"1,') for line in lines)
    policy = table(tmp_path / "a.csv", text, encoding)
    assert [part.text.strip() for part in policy.parts] == [
        "2022年奖补一览表",
        "项目：稳岗 | 补贴标准：1,000.00元 | 责任单位：市人社局、市财政局",
        "项目：技改 | 补贴标准：2.5% | 责任单位：市工信局",
    ]
    assert [part.kind for part in policy.parts] == ["title", "measure", "measure"]
    assert policy.title == "2022年奖补一览表"
    assert policy.parts[1].outline == ("2022年奖补一览表",)
    assert policy.parts[1].responsible_units == ("市人社局", "市财政局")
    assert "".join(part.text for part in policy.parts) == policy.text


def test_long_row_is_cut_at_sentence_ends_and_numbering_in_cells_is_not(tmp_path: Path) -> None:
    policy = table(
        tmp_path / "a.csv",
        f"项目,内容\n甲,{'一、对企业给予补贴。二、对个人给予奖励。' * 60}\n乙,（一）贴息。（二）担保。",
    )
    assert all(len(part.text) <= 800 for part in policy.parts)
    assert all(part.text.rstrip()[-1] == "。" for part in policy.parts)
    assert policy.parts[-1].text == "项目：乙 | 内容：（一）贴息。（二）担保。"
    assert "".join(part.text for part in policy.parts) == policy.text


def workbook(path: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "惠企"
    for row in (
        ["惠企措施清单"],
        ["类别", "措施", "比例", "金额", "日期", "责任部门"],
        ["贷款", "给予贴息", 0.025, 1000, date(2022, 3, 1), "市财政局"],
        [None, "给予担保", 0.01, 20000.5, date(2022, 3, 2), "市金融局"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A3:A4")
    for number in (3, 4):
        sheet.cell(number, 3).number_format = "0.0%"
        sheet.cell(number, 4).number_format = "#,##0.00"
    other = book.create_sheet("人才")
    other.append(["措施", "金额"])
    other.append(["安家费", 300000])
    book.create_sheet("空表")
    book.save(path)
    return path


def test_workbook_is_read_sheet_by_sheet_as_excel_shows_it(tmp_path: Path) -> None:
    policy = load(workbook(tmp_path / "a.xlsx"), "a.xlsx")
    assert [(part.outline, part.text.strip()) for part in policy.parts if part.kind == "measure"] == [
        (
            ("惠企", "惠企措施清单"),
            "类别：贷款 | 措施：给予贴息 | 比例：2.5% | 金额：1,000.00 | 日期：2022-03-01 | 责任部门：市财政局",
        ),
        (
            ("惠企", "惠企措施清单"),
            "类别：贷款 | 措施：给予担保 | 比例：1.0% | 金额：20,000.50 | 日期：2022-03-02 | 责任部门：市金融局",
        ),
        (("人才",), "措施：安家费 | 金额：300000"),
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.025, "0.0%", "2.5%"),
        (1000, "#,##0.00", "1,000.00"),
        (1000.5, "General", "1000.5"),
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (1234.5, '#,##0.00"元"', "1,234.50元"),
        (2.5, "0.##", "2.5"),
        (True, "General", "TRUE"),
        (date(2022, 3, 1), "yyyy-mm-dd", "2022-03-01"),
        (None, "", ""),
    ],
)
def test_values_are_written_as_their_format_shows_them(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_question_about_a_figure_finds_its_row(tmp_path: Path) -> None:
    from qa import PolicyQA

    lines = [
        "项目,补贴标准,责任单位",
        "企业稳岗补贴,每人每月500元,市人社局",
        "高校毕业生租房补贴,每人每月800元,市住建局",
        "技术改造补助,设备投资额的12%,市工信局",
    ]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    answer = PolicyQA.build([tmp_path]).ask("技术改造补助按设备投资额的多少补助?")
    assert answer.quotes[0].text.strip() == "项目：技术改造补助 | 补贴标准：设备投资额的12% | 责任单位：市工信局"
