"""OFD files: lines by place, paragraphs over page breaks, pages, properties, and broken ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import ReadError, load
from corpus.readers.ofd import read
from tests.benchmarks.formats_docx import identical_measures
from tests.corpus.ofd_files import NAMESPACE, layer, ofd, package, text_object, wrapped

PARAGRAPHS = [
    "关于发放补贴的通知",
    "各县（市、区）财政局：",
    "一、补贴标准。" + "对符合条件的小型企业给予一次性补贴，" * 9 + "每户最高1万元。",
    "二、申请时间。" + "企业应当在规定的时间内通过政务服务网提出申请，" * 12 + "逾期不予受理。",
    "三、监督管理。" + "各地应当加强资金监管，" * 14 + "确保专款专用。",
]


def test_wrapped_lines_are_joined_to_paragraphs_over_page_breaks_and_page_numbers_dropped() -> None:
    document = read(ofd(wrapped(PARAGRAPHS)))
    assert document.text.splitlines() == PARAGRAPHS


def test_pages_begin_where_their_first_character_is() -> None:
    pages = wrapped(PARAGRAPHS)
    document = read(ofd(pages))
    assert len(document.pages) == len(pages) > 1
    text = "".join(PARAGRAPHS)
    for start, page in zip(document.pages, pages, strict=True):
        first = page.split("<ofd:TextCode")[1].split(">")[1].split("<")[0]
        assert document.text[start:].replace("\n", "").startswith(first)
        assert first in text


def test_measures_of_the_seeds_are_those_of_the_plain_text(shared: Path) -> None:
    def render(text: str) -> bytes:
        return ofd(wrapped([" ".join(line.split()) for line in text.split("\n") if line.strip()]))

    same, total = identical_measures(shared / "seeds", render, read)
    assert total > 100
    assert same >= 0.97 * total


def test_objects_of_one_line_are_read_from_left_to_right_whatever_their_order() -> None:
    page = layer(
        text_object(60, 50, "乙"), text_object(30, 80, "丙"), text_object(30, 50.4, "甲"), text_object(35, 80, "丁")
    )
    assert read(ofd([page])).text.splitlines() == ["甲 乙", "丙丁"]


def test_rows_with_wide_gaps_are_lines_of_their_own() -> None:
    rows = [("小型", "1万元"), ("微型", "2万元")]
    objects = [text_object(30 + 60 * c, 50 + 10 * r, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    assert read(ofd([layer(*objects)])).text.splitlines() == ["小型 1万元", "微型 2万元"]


def test_matrix_and_distances_place_the_characters() -> None:
    code = '<ofd:TextCode X="0" Y="1" DeltaX="1 g 2 1">甲乙丙丁</ofd:TextCode>'
    scaled = f'<ofd:TextObject Size="1" CTM="5 0 0 5 0 0" Boundary="30 50 20 5">{code}</ofd:TextObject>'
    page = layer(text_object(50, 50.75, "戊"), scaled)
    assert read(ofd([page])).text == "甲乙丙丁戊\n"


def test_latin_words_keep_their_spaces() -> None:
    code = '<ofd:TextCode X="0" Y="4" DeltaX="2.5 2.5 1.2 2.5 2.5">APP in</ofd:TextCode>'
    page = layer(f'<ofd:TextObject Size="5" Boundary="30 50 20 5">{code}</ofd:TextObject>')
    assert read(ofd([page])).text == "APP in\n"


def test_text_drawn_twice_and_invisible_text_are_not_repeated() -> None:
    page = layer(
        text_object(30, 50, "甲乙"), text_object(30.2, 50, "甲乙"), text_object(30, 80, "藏", more='Visible="false"')
    )
    assert read(ofd([page])).text == "甲乙\n"


def test_template_is_read_with_the_first_page_that_shows_it() -> None:
    shown = '<ofd:Template TemplateID="9" ZOrder="Background"/>'
    pages = [layer(text_object(30, 50, text)).replace("<ofd:Content>", f"{shown}<ofd:Content>", 1) for text in "甲乙"]
    common = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/>'
    more: dict[str, str | bytes] = {"Doc_0/Tpls/T.xml": layer(text_object(30, 20, "某市财政局文件", 8))}
    assert read(ofd(pages, common=common, more=more)).text.splitlines()[0] == "某市财政局文件"
    assert read(ofd(pages, common=common, more=more)).text.count("某市财政局文件") == 1


def test_properties_fill_gaps_and_attachments_are_listed(tmp_path: Path) -> None:
    information = "<ofd:Title>关于发放补贴的通知</ofd:Title><ofd:CreationDate>2022-05-06</ofd:CreationDate>"
    listed = f'<ofd:Attachments {NAMESPACE}><ofd:Attachment Name="申请表.xlsx"/></ofd:Attachments>'
    more: dict[str, str | bytes] = {"Doc_0/Attachs/Attachments.xml": listed}
    path = tmp_path / "a.ofd"
    path.write_bytes(
        ofd(
            wrapped(["现将有关事项通知如下，请认真贯彻执行，切实减轻企业负担，并将情况报告我局。"]),
            information,
            more=more,
        )
    )
    policy = load(path, path.name)
    assert (policy.title, policy.date, policy.attachments) == ("关于发放补贴的通知", "2022-05-06", ("申请表.xlsx",))
    assert policy.page(0) == 1


def test_word_file_named_ofd_or_the_reverse_is_told_or_read() -> None:
    from corpus.readers.word import read as read_word

    assert read_word(ofd([layer(text_object(30, 50, "甲"))])).text == "甲\n"


PAGE = layer(text_object(30, 50, "甲"))
ENTITY = '<!DOCTYPE a [<!ENTITY b "甲">]>'


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"%PDF-1.7", "no OFD: it is no zip"),
        (b"PK\x03\x04 truncated", "zip container cannot be opened"),
        (package({"a.txt": "x"}), "lacks 'OFD.xml'"),
        (package({"OFD.xml": "<a"}), "not valid XML"),
        (package({"OFD.xml": f"<ofd:OFD {NAMESPACE}/>"}), "no pages"),
        (package({"OFD.xml": f"{ENTITY}<ofd:OFD {NAMESPACE}/>"}), "declares a document type"),
        (ofd([PAGE])[:-200], "cannot be opened"),
        (ofd([]), "no pages"),
        (ofd([PAGE], more={"Encryptions.xml": "<a/>"}), "encrypted"),
        (ofd([ENTITY + PAGE]), "declares a document type"),
        (ofd(["<a>" * 300 + "</a>" * 300]), "not valid XML"),
        (ofd([PAGE]).replace(b"Page_0/Content.xml", b"Page_1/Content.xml"), "cannot be unpacked|lacks its part"),
    ],
)
def test_broken_and_hostile_files_are_refused_with_what_was_found(data: bytes, found: str) -> None:
    with pytest.raises(ReadError, match=found):
        read(data)


@pytest.mark.parametrize(
    "attribute", ['DeltaX="g 999999999 5"', 'DeltaX="x y"', 'DeltaX="g 2"', 'X="nan" Y="1e999"', 'X="1e308"']
)
def test_senseless_numbers_do_no_harm(attribute: str) -> None:
    code = f"<ofd:TextCode {attribute}>甲乙</ofd:TextCode>"
    page = layer(f'<ofd:TextObject Size="x" Boundary="a">{code}</ofd:TextObject>', text_object(30, 50, "丙"))
    assert "丙" in read(ofd([page])).text


def test_location_cannot_leave_the_container() -> None:
    data = ofd([PAGE])
    assert read(data).text == "甲\n"
    root = "<ofd:DocRoot>../../../../etc/passwd</ofd:DocRoot>"
    escaping = package({"OFD.xml": f"<ofd:OFD {NAMESPACE}><ofd:DocBody>{root}</ofd:DocBody></ofd:OFD>"})
    with pytest.raises(ReadError, match="lacks its part 'etc/passwd'"):
        read(escaping)
