"""What of a Word document is text: fields, changes, text boxes, notes, headers, properties."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from corpus import load
from corpus.readers.word import read
from tests.corpus.word_files import level_xml, number_paragraph, numbering_xml, saved, set_numbering

NAMESPACES = nsdecls("w", "r", "m", "wp", "a") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str) -> str:
    character = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        character.format("begin")
        + f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        + character.format("separate")
        + result
        + character.format("end")
    )


def body(*elements: str) -> Any:
    """A document of paragraphs and tables given as XML; what is no element becomes a paragraph's content."""
    document = Document()
    for element in elements:
        xml = element if element.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")) else f"<w:p>{element}</w:p>"
        opened = xml.replace(">", f" {NAMESPACES}>", 1)
        document.element.body.insert(len(document.element.body) - 1, parse_xml(opened))
    return document


def lines(*elements: str) -> list[str]:
    return read(saved(body(*elements))).text.splitlines()


BOX = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
SHAPE = f"<wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp>"
DRAWN = f"<w:drawing><wp:inline><a:graphic><a:graphicData>{SHAPE}</a:graphicData></a:graphic></wp:inline></w:drawing>"
OLD = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"


FRACTION = "<m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>"
RUBY = "<w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby>"


def either(choice: str, fallback: str) -> str:
    forms = f'<mc:Choice Requires="wps">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{forms}</mc:AlternateContent></w:r>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (run("甲") + run("乙"), ["甲乙"]),
        (run("甲") + "<w:r><w:br/></w:r>" + run("乙"), ["甲", "乙"]),
        (run("甲") + "<w:r><w:tab/></w:r>" + run("乙"), ["甲 乙"]),
        ("<w:r><w:t>2021</w:t><w:noBreakHyphen/><w:t>2025</w:t></w:r>", ["2021-2025"]),
        (run("　　甲 "), ["甲"]),
        (f"<w:ins>{run('增')}</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>" + run("留"), ["增留"]),
        (f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>", ["新"]),
        (run("藏", "<w:vanish/>") + run("显"), ["显"]),
        (run("显", '<w:vanish w:val="0"/>'), ["显"]),
        (f'<w:hyperlink r:id="rId99">{run("链接")}</w:hyperlink>', ["链接"]),
        (f"<w:smartTag><w:smartTag>{run('标签')}</w:smartTag></w:smartTag>", ["标签"]),
        (run("") + f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", ["控件"]),
        (run("") + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('按')}</w:sdtContent></w:sdt>", []),
        (run("见") + field(" REF x \\h ", run("第三条")), ["见第三条"]),
        (run("第") + field("PAGE", run("3")) + run("页甲"), ["第页甲"]),
        (field("IF " + "1=1", field("DATE", run("今日"))), ["今日"]),
        (f'<w:fldSimple w:instr=" TITLE ">{run("题")}</w:fldSimple>', ["题"]),
        (f'<w:fldSimple w:instr=" NUMPAGES ">{run("9")}</w:fldSimple>' + run("甲"), ["甲"]),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("码"), []),
        (f"<w:r>{RUBY}</w:r>", ["音"]),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run("甲"), ["✓甲"]),
        ('<w:r><w:sym w:font="x" w:char="zz"/></w:r>' + run("甲"), ["甲"]),
        (f"<m:oMath>{FRACTION}</m:oMath>", ["a/b"]),
        (either(DRAWN, OLD) + run("外"), ["框内", "外"]),
        (f"<w:r>{OLD}</w:r>", ["框内"]),
        (either("<w:drawing/>", OLD), ["框内"]),
        (f"<w:del><w:r>{OLD}</w:r></w:del>" + run("外"), ["外"]),
    ],
)  # fmt: skip
def test_paragraph_has_the_text_that_word_shows(content: str, expected: list[str]) -> None:
    assert lines(content) == expected


def test_field_that_never_ends_hides_only_its_paragraph() -> None:
    assert lines('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("码"), run("乙")) == ["乙"]


def test_result_of_a_field_over_several_paragraphs_is_kept() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    code = "<w:r><w:instrText>TOC</w:instrText></w:r>"
    assert lines(begin + code + separate + run("一"), run("二"), run("三") + end, run("四")) == ["一", "二", "三", "四"]


@pytest.mark.parametrize(("above", "kept"), [("目  录", True), ("关于补贴的通知", False)])
def test_contents_that_word_has_made_are_kept_only_where_they_say_what_they_are(above: str, kept: bool) -> None:
    entry = '<w:pPr><w:pStyle w:val="TOC1"/></w:pPr>'
    entries = [entry + run(text) for text in ("一、总则 1", "二、附则 2")]
    document = body(run(above), run(""), *entries, run("一、总则"), entries[0])
    style = document.styles.add_style("TOC1", 1)
    style.element.find(qn("w:name")).set(qn("w:val"), "toc 1")
    expected = ["一、总则 1", "二、附则 2"] if kept else []
    assert read(saved(document)).text.splitlines() == [" ".join(above.split()), *expected, "一、总则"]


def test_paragraph_whose_mark_is_deleted_goes_on_in_the_next() -> None:
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert lines(deleted + run("甲"), run("乙"), run("丙")) == ["甲乙", "丙"]


def test_numbers_skip_deleted_and_hidden_paragraphs() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    plain = f"<w:pPr>{number}</w:pPr>"
    deleted = f"<w:pPr>{number}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>x</w:delText></w:r></w:del>"
    unseen = f"<w:pPr>{number}<w:rPr><w:vanish/></w:rPr></w:pPr>" + run("藏", "<w:vanish/>")
    document = body(plain + run("甲"), deleted, unseen, plain + run("乙"))
    set_numbering(document, numbering_xml(level_xml(0, "%1.")))
    assert read(saved(document)).text.splitlines() == ["1.甲", "2.乙"]


def test_heading_with_a_hidden_mark_shares_its_line_with_the_text() -> None:
    assert lines("<w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>" + run("标题。"), run("正文")) == [
        "标题。正文"
    ]


def test_text_of_a_hidden_style_is_dropped() -> None:
    document = body('<w:pPr><w:pStyle w:val="Hid"/></w:pPr>' + run("藏"), run("显"))
    style = document.styles.add_style("Hid", 1)
    style.element.get_or_add_rPr().append(parse_xml(f"<w:vanish {nsdecls('w')}/>"))
    assert read(saved(document)).text == "显\n"


def test_blocks_in_content_controls_are_read() -> None:
    block = f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run('甲')}</w:p><w:p>{run('乙')}</w:p></w:sdtContent></w:sdt>"
    assert lines(block, run("丙")) == ["甲", "乙", "丙"]


def test_numbered_text_box_counts_in_its_place() -> None:
    document = body(f"<w:r>{OLD}</w:r>" + run("甲"))
    set_numbering(document, numbering_xml(level_xml(0, "%1.")))
    number_paragraph(document.paragraphs[0], 1)
    assert read(saved(document)).text.splitlines() == ["框内", "1.甲"]


def with_note(document: Any, kind: str) -> bytes:
    """A saved document with one more part: its footnotes or endnotes, number 2 being "注文"."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    note = f'<w:{kind} w:id="0"><w:p>{run("线")}</w:p></w:{kind}><w:{kind} w:id="2"><w:p>{run("注文")}</w:p></w:{kind}>'
    xml = f"<w:{kind}s {NAMESPACES}>{note}</w:{kind}s>"
    part = Part(PackURI(f"/word/{kind}s.xml"), f"application/vnd.x.{kind}s+xml", xml.encode(), document.part.package)
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))
    return saved(document)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_stand_at_the_end_below_their_marks(kind: str) -> None:
    document = body(run("补贴500元") + f'<w:r><w:{kind}Reference w:id="2"/></w:r>' + run("。"), run("乙"))
    assert read(with_note(document, kind)).text.splitlines() == ["补贴500元[1]。", "乙", "[1] 注文"]


def test_headers_and_footers_stand_once_and_without_page_numbers() -> None:
    document = body(run("关于补贴的通知"), run("甲"))
    section = document.sections[0]
    section.header.paragraphs[0].text = "某市财政局文件"
    section.footer.paragraphs[0]._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>— </w:t></w:r>"))
    section.footer.paragraphs[0]._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"/>'))
    section.footer.paragraphs[0]._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:t> —</w:t></w:r>"))
    section.footer.add_paragraph("第 页 共 页")
    section.footer.add_paragraph("联系电话：12345")
    running = document.add_section().header
    running.is_linked_to_previous = False
    running.paragraphs[0].text = "关于补贴的通知"
    assert read(saved(document)).text.splitlines() == ["某市财政局文件", "关于补贴的通知", "甲", "联系电话：12345"]


def test_header_of_the_first_page_is_read_only_where_it_is_shown() -> None:
    document = body(run("甲"))
    document.sections[0].first_page_header.paragraphs[0].text = "首页"
    assert read(saved(document)).text == "甲\n"
    document.sections[0].different_first_page_header_footer = True
    assert read(saved(document)).text == "首页\n甲\n"


def test_strict_documents_are_read_as_the_usual_ones() -> None:
    import io
    import zipfile

    data = saved(body(run("甲")))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as usual, zipfile.ZipFile(stream, "w") as strict:
        for name in usual.namelist():
            content = usual.read(name)
            for family, end in (("wordprocessingml", "main"), ("officeDocument", "relationships")):
                usual_name = f"http://schemas.openxmlformats.org/{family}/2006/{end}".encode()
                content = content.replace(usual_name, f"http://purl.oclc.org/ooxml/{family}/{end}".encode())
            strict.writestr(name, content)
    assert read(stream.getvalue()).text == "甲\n"


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[[Any], Any]:
    def save_and_load(document: Any) -> Any:
        path = tmp_path / "文件.docx"
        path.write_bytes(saved(document))
        return load(path, path.name)

    return save_and_load


PLAIN = "现将有关事项通知如下，请各单位认真贯彻执行，确保各项补贴及时发放到位，切实减轻企业负担。"


def test_properties_fill_what_the_text_does_not_say(loaded: Callable[[Any], Any]) -> None:
    document = body(run(PLAIN))
    document.core_properties.title = "关于发放补贴的通知"
    document.core_properties.created = datetime.datetime(2022, 5, 6, 7, 8)
    policy = loaded(document)
    assert (policy.title, policy.date) == ("关于发放补贴的通知", "2022-05-06")


def test_properties_give_way_to_the_text(loaded: Callable[[Any], Any]) -> None:
    document = body(run("关于减税的意见"), run(PLAIN), run("某市财政局"), run("2021年3月4日"))
    document.core_properties.title = "关于发放补贴的通知"
    document.core_properties.created = datetime.datetime(2022, 5, 6)
    policy = loaded(document)
    assert (policy.title, policy.date) == ("关于减税的意见", "2021-03-04")


def test_day_of_creation_before_a_document_that_is_cited_is_not_believed(loaded: Callable[[Any], Any]) -> None:
    document = body(run("根据《关于减税的意见》（某政发〔2021〕3号），" + PLAIN))
    document.core_properties.created = datetime.datetime(2013, 12, 23)
    assert loaded(document).date is None
    document.core_properties.created = datetime.datetime(2021, 12, 23)
    assert loaded(document).date == "2021-12-23"


def test_title_of_a_template_is_no_title(loaded: Callable[[Any], Any]) -> None:
    document = body(run(PLAIN))
    document.core_properties.title = "Microsoft Word - 123.doc"
    assert not loaded(document).title.startswith("Microsoft")
