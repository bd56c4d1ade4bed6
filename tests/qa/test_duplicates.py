"""The same document under several sources is recognised; an amended one is another."""

from __future__ import annotations

from pathlib import Path

from docx import Document

from qa import PolicyQA
from qa.duplicates import duplicates

NOTICE = [
    "关于支持灯具企业参展的通知",
    "一、参展补助。对赴境外参加展会的企业，按展位费的53%给予补助，每家最高8万元。",
    "二、办理地点。市民中心12号窗口，工作日受理。",
    "三、申报时间。2024年3月1日至4月30日。",
]


def groups(folder: Path) -> list[list[str]]:
    return [[policy.source for policy in group] for group in duplicates(PolicyQA.build([folder]).policies)]


def write(path: Path, lines: list[str]) -> None:
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def test_twice_and_in_two_formats(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", NOTICE)
    (tmp_path / "b.html").write_text("".join(f"<p>{line}</p>" for line in NOTICE), encoding="utf-8")
    document = Document()
    for line in NOTICE:
        document.add_paragraph(line)
    document.save(str(tmp_path / "c.docx"))
    write(tmp_path / "d.txt", ["关于别的事项的通知", "一、减免房租。免收六个月房租。"])
    assert groups(tmp_path) == [["a.txt", "b.html", "c.docx"]]


def test_both_are_found_and_named_by_one_quote(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", NOTICE)
    write(tmp_path / "b.txt", NOTICE)
    qa = PolicyQA.build([tmp_path])
    quotes = qa.ask("展位费补助多少", 3).quotes
    assert [quote.source for quote in quotes if "展位费" in quote.text] == ["a.txt"]
    assert [also.source for also in quotes[0].also_in] == ["b.txt"]
    assert qa.ask("展位费补助多少", documents=["b.txt"]).quotes[0].source == "b.txt"


def test_another_amount_is_another_document(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", NOTICE)
    write(tmp_path / "b.txt", [line.replace("53%", "60%") for line in NOTICE])
    assert groups(tmp_path) == []


def test_a_line_of_little_weight_does_not_tell_documents_apart(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", NOTICE * 3)
    write(tmp_path / "b.txt", [*NOTICE * 3, "（此页无正文）"])
    assert groups(tmp_path) == [["a.txt", "b.txt"]]


def test_a_document_with_more_measures_is_another(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", NOTICE)
    write(tmp_path / "b.txt", [*NOTICE, "四、其他事项。由市商务局负责解释，各区参照执行。"])
    assert groups(tmp_path) == []
