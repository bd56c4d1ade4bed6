"""``metadata.csv`` beside documents: what it states counts, and what is wrong with it is said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Policy
from qa.reading import Reading, read_policies

TEXT = "关于发放补贴的通知\n\n一、标准。每户补贴500元。\n\n嘉兴市财政局\n\n2022年5月5日\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt", "下级/丙.txt", "下级/更下/丁.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    return tmp_path


def reading(folder: Path, side: str | bytes, where: str = "metadata.csv") -> Reading:
    (folder / where).write_bytes(side if isinstance(side, bytes) else side.encode())
    return read_policies([folder])


def policies(folder: Path, side: str | bytes, where: str = "metadata.csv") -> dict[str, Policy]:
    return {policy.source: policy for policy in reading(folder, side, where).policies}


ROWS = "文件,标题,发文机关,地区,文号,日期\na.txt,甲通知,杭州市商务局,杭州市,杭商〔2021〕1号,2021年3月2日\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_side_file_overrides_the_text_in_the_encodings_of_excel(folder: Path, encoding: str) -> None:
    found = policies(folder, ROWS.replace("\n", "\r\n").encode(encoding))
    a = found["a.txt"]
    assert (a.title, a.issuer, a.region, a.province) == ("甲通知", "杭州市商务局", "杭州市", "浙江省")
    assert (a.doc_number, a.date) == ("杭商〔2021〕1号", "2021-03-02")
    assert (found["b.txt"].title, found["b.txt"].date) == ("关于发放补贴的通知", "2022-05-05")
    assert "metadata.csv" not in found


def test_every_field_can_be_stated(folder: Path) -> None:
    side = (
        "file;title;issuer;region;province;doc_number;date;kind;addressee;digest\n"
        "a.txt;甲;乙局;丙县;丁省;戊〔2020〕1号;2020/1/2;notice;各单位;是\n"
    )
    a = policies(folder, side)["a.txt"]
    assert (a.title, a.issuer, a.region, a.province) == ("甲", "乙局", "丙县", "丁省")
    assert (a.doc_number, a.date, a.kind, a.addressee, a.digest) == (
        "戊〔2020〕1号", "2020-01-02", "notice", "各单位", True,
    )  # fmt: skip


def test_an_empty_cell_states_nothing(folder: Path) -> None:
    assert policies(folder, "file,title,date\na.txt,,2020-01-01\n")["a.txt"].title == "关于发放补贴的通知"


def test_cells_may_hold_commas_and_line_breaks(folder: Path) -> None:
    assert policies(folder, 'file,title\na.txt,"一,\n二"\n')["a.txt"].title == "一, 二"


def test_paths_below_count_and_the_nearer_side_file_wins(folder: Path) -> None:
    (folder / "下级" / "metadata.csv").write_text("file,title\n丙.txt,近\n更下\\丁.txt,丁的\n", encoding="utf-8")
    found = policies(folder, "file,title,date\n下级/丙.txt,远,2020-02-02\n./b.txt,乙的,\n")
    assert (found["下级/丙.txt"].title, found["下级/丙.txt"].date) == ("近", "2020-02-02")
    assert (found["下级/更下/丁.txt"].title, found["b.txt"].title) == ("丁的", "乙的")


def test_side_file_overrides_front_matter(folder: Path) -> None:
    front = "---\ntitle: 旧\nprovince: 江苏省\nregion: 常州市\n---\n正文。\n"
    (folder / "f.md").write_text(front, encoding="utf-8")
    found = policies(folder, "file,title,region\nf.md,新,杭州市\n")["f.md"]
    assert (found.title, found.region, found.province) == ("新", "杭州市", "浙江省")


@pytest.mark.parametrize(
    ("side", "line", "said"),
    [
        ("file,title\na.txt,x\nz.txt,y\n", 3, "no file 'z.txt'"),
        ('file,title\na.txt,"x\ny"\n\nz.txt,y\n', 5, "no file 'z.txt'"),
        ("file,title\n../a.txt,x\n", 2, "no file '../a.txt'"),
        ("file,colour\na.txt,red\n", 1, "unknown column 'colour' is left out; known: title"),
        ("file,date\na.txt,2021-13-45\n", 2, "'2021-13-45' is no date that exists"),
        ("file,digest\na.txt,maybe\n", 2, "neither true nor false"),
        ("file,title\na.txt,x\na.txt,y\n", 3, "stands in line 2 too"),
        ("title,date\nx,2021-01-01\n", 1, "no column 'file'"),
        ("", 1, "no column 'file'"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(folder: Path, side: str, line: int, said: str) -> None:
    found = reading(folder, side)
    assert len(found.policies) == 4
    [warning] = found.warnings
    assert f"{folder / 'metadata.csv'}" in warning
    assert f"line {line}" in warning
    assert said in warning


def test_a_binary_side_file_is_named_and_the_rest_is_read(folder: Path) -> None:
    found = reading(folder, b"\x00\x01\x02" * 50)
    assert len(found.policies) == 4
    assert "metadata.csv" in found.warnings[0]
    assert "binary" in found.warnings[0]


def test_of_many_bad_rows_the_first_are_shown_and_the_others_counted(folder: Path) -> None:
    found = reading(folder, "file,title\n" + "".join(f"{n}.txt,x\n" for n in range(500)))
    assert len(found.warnings) == 21
    assert found.warnings[-1].endswith("and 480 more such lines")


def test_two_given_folders_have_side_files_of_their_own(tmp_path: Path) -> None:
    for name in ("一", "二"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / name / "metadata.csv").write_text(f"file,title\na.txt,{name}\n", encoding="utf-8")
    read = read_policies([tmp_path / "一", tmp_path / "二"])
    assert {policy.source: policy.title for policy in read.policies} == {"一/a.txt": "一", "二/a.txt": "二"}
