"""PDF files with text: paragraphs, pages, furniture, columns, tables, properties, broken files."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame

from corpus import Policy, ReadError, load
from corpus.readers.pdf import read
from qa import PolicyQA
from tests.benchmarks.formats import HEADER, identical, lines_of, seeds, squeezed
from tests.corpus.printing import BODY, FONT, MARGIN, TITLE, paragraphs, printed, table


def drawn(lines: Sequence[tuple[float, float, str]], size: float = 12, rotation: int = 0) -> bytes:
    """One page with texts at given places, y from the bottom."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(FONT, size)
    for x, y, text in lines:
        canvas.drawString(x, y, text)
    if rotation:
        canvas.setPageRotation(rotation)
    canvas.save()
    return out.getvalue()


def chopped(lines: Sequence[str], length: int) -> bytes:
    """Pages whose lines a program has cut at a number of characters, without indent."""
    pieces = [line[i : i + length] for line in lines for i in range(0, len(line), length)]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for first in range(0, len(pieces), 40):
        canvas.setFont(FONT, 12)
        for row, piece in enumerate(pieces[first : first + 40]):
            canvas.drawString(60, 780 - 18 * row, piece)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


PLAIN = ParagraphStyle("plain", fontName=FONT, fontSize=12, leading=20, wordWrap="CJK", alignment=TA_LEFT)
SPACED = ParagraphStyle("spaced", parent=PLAIN, spaceAfter=8)
SETTINGS = {
    "indented": lambda lines: printed(paragraphs(lines), header=HEADER),
    "not indented": lambda lines: printed(paragraphs(lines, PLAIN), number="第 {} 页"),
    "space between": lambda lines: printed(paragraphs(lines, SPACED), number="{}"),
    "cut at 35 characters": lambda lines: chopped(lines, 35),
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_measures_of_printed_documents_are_those_of_the_text(shared: Path, setting: str) -> None:
    paths = seeds(shared)
    texts = [path.read_text(encoding="utf-8") for path in paths]
    read_texts = [read(SETTINGS[setting](lines_of(path))).text for path in paths]
    assert [squeezed(text) for text in read_texts] == [squeezed(text) for text in texts]
    assert identical(texts, read_texts) >= 0.97


SENTENCE = (
    "对符合条件的中小企业给予贷款贴息支持，贴息比例为百分之{0}，每户企业每年最高不超过{0}0万元，由所在地财政部门审核。"
)


def items(count: int) -> list[str]:
    return [f"{number}.第{number}类企业。" + SENTENCE.format(number) * 3 for number in range(1, count + 1)]


def test_every_quote_of_thirty_pages_names_its_page(tmp_path: Path) -> None:
    path = tmp_path / "三十页.pdf"
    path.write_bytes(printed(paragraphs(items(127)), header="某市人民政府公报"))
    policy = load(path, path.name)
    assert len(policy.pages) == 30
    assert "公报" not in policy.text
    pdf = pypdfium2.PdfDocument(path)
    printed_on = [squeezed(page.get_textpage().get_text_range()) for page in pdf]
    starts = [part for part in policy.parts if part.kind == "measure"]
    assert len(starts) == 127
    for part in starts:
        page = policy.page(part.start)
        assert page is not None
        assert squeezed(part.text)[:10] in printed_on[page - 1]
    for number, offset in enumerate(policy.pages):
        assert squeezed(policy.text[offset : offset + 12]) in printed_on[number]


def test_paragraph_goes_on_over_the_end_of_a_page() -> None:
    text = "".join(SENTENCE.format(number) for number in range(30))
    document = read(printed(paragraphs([text]), header="公报", number="— {} —"))
    assert document.text == text
    assert document.pages[0] == 0
    assert 0 < document.pages[1] < len(text)


@pytest.mark.parametrize("number", ["{}", "- {} -", "— {} —", "第{}页", "第 {} 页 共 3 页", "{}/3", "Page {} of 3"])
def test_page_numbers_are_no_text(number: str) -> None:
    lines = [SENTENCE.format(number) for number in range(20)]
    assert read(printed(paragraphs(lines), number=number)).text == "\n".join(lines)


def test_title_and_header_of_the_first_page_stay() -> None:
    document = read(printed([*paragraphs(["某市人民政府文件"], TITLE), *paragraphs(items(20))], header=""))
    assert document.text.startswith("某市人民政府文件\n1.第1类企业。")


def test_columns_are_read_one_after_the_other() -> None:
    lines = [SENTENCE.format(number) for number in range(1, 40)]
    width, height = A4
    half = (width - 2 * MARGIN - 20) / 2
    frames = [Frame(left, MARGIN, half, height - 2 * MARGIN, 0, 0, 0, 0) for left in (MARGIN, width - MARGIN - half)]
    style = ParagraphStyle("column", parent=BODY, fontSize=10.5, leading=18, firstLineIndent=21)
    document = read(printed(paragraphs(lines, style), header="某市公报", frames=frames))
    assert document.text == "\n".join(lines)
    assert len(document.pages) == 2


def test_english_words_are_parted_at_wraps_by_a_space() -> None:
    text = "Enterprises may apply for a partial refund of unemployment insurance premiums. " * 6
    style = ParagraphStyle("english", fontName="Helvetica", fontSize=12, leading=18)
    assert read(printed(paragraphs([text.strip()], style))).text == text.strip()


def test_english_words_within_chinese_text_are_parted_at_wraps_too() -> None:
    pieces = ["缓缴期间免收滞纳金；The policy also applies to foreign-invested", "enterprises in the zone."]
    lines = [(60.0, 500.0 - 20 * row, piece) for row, piece in enumerate(pieces)]
    filler = [
        (60.0, 440.0 - 20 * row, "按照企业实际缴纳失业保险费的比例返还给参保企业用于稳定岗位支出。") for row in range(3)
    ]
    assert read(drawn([*lines, *filler])).text.split("\n")[0] == " ".join(pieces)


def test_imprint_below_a_full_line_begins_a_line_of_its_own() -> None:
    lines = ["本措施自印发之日起施行，有效期至2024年12月31日。", "抄送：市委各部门，市人大常委会办公室，市政协办公室。"]
    lines.append("云川市人民政府办公室2023年5月12日印发")
    places = [(60.0, 500.0 - 20 * row, line) for row, line in enumerate(lines)]
    assert read(drawn(places, size=18)).text == "\n".join(lines)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_pages_that_are_shown_turned_are_read_as_they_are_written(rotation: int) -> None:
    lines = [(60.0, 500.0 - 30 * row, f"{row}、第{row}项措施。") for row in range(1, 5)]
    assert read(drawn(lines, rotation=rotation)).text == "\n".join(text for _, _, text in lines)


def test_text_at_an_angle_is_read_upright_and_watermarks_are_left_out() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(FONT, 12)
    canvas.saveState()
    canvas.translate(300, 400)
    canvas.rotate(45)
    canvas.drawString(0, 0, "内部资料")
    canvas.restoreState()
    canvas.rotate(90)
    for row in range(1, 6):
        canvas.drawString(100, -100 - 30 * row, f"{row}、第{row}项措施。")
    canvas.save()
    assert read(out.getvalue()).text == "\n".join(f"{row}、第{row}项措施。" for row in range(1, 6))


def test_bold_type_printed_twice_is_read_once() -> None:
    assert read(drawn([(60, 700, "一、总体要求"), (60.4, 700, "一、总体要求"), (60, 660, "正文。")])).text == (
        "一、总体要求\n正文。"
    )


ROWS = [
    ["县区", "补贴标准", "", "受理电话"],
    ["", "首次创业", "吸纳就业", ""],
    ["云州区", "5300元", "每人1150元", "6001111"],
    ["", "8000元（退役军人）", "每人1500元", "6001112"],
    ["灵丘县", "9900元", "每人2050元", "6007111"],
]
SPANS = [(0, 0, 0, 1), (1, 0, 2, 0), (3, 0, 3, 1), (0, 2, 0, 3)]


def test_rows_of_a_table_name_their_columns_merged_cells_included() -> None:
    story: list[Flowable] = [*paragraphs(["一、标准如下。"]), table(ROWS, [80, 120, 120, 100], SPANS)]
    assert read(printed([*story, *paragraphs(["二、其他。"])])).text.split("\n") == [
        "一、标准如下。",
        "县区 | 补贴标准 | 受理电话",
        "县区 | 首次创业 | 吸纳就业 | 受理电话",
        "县区：云州区 | 补贴标准首次创业：5300元 | 补贴标准吸纳就业：每人1150元 | 受理电话：6001111",
        "县区：云州区 | 补贴标准首次创业：8000元（退役军人） | 补贴标准吸纳就业：每人1500元 | 受理电话：6001112",
        "县区：灵丘县 | 补贴标准首次创业：9900元 | 补贴标准吸纳就业：每人2050元 | 受理电话：6007111",
        "二、其他。",
    ]


def test_table_over_several_pages_keeps_its_header_once_and_in_every_row() -> None:
    rows = [["序号", "企业名称", "金额（万元）"], *([str(n), f"第{n}机械公司", f"{n}.5"] for n in range(1, 100))]
    document = read(printed([table(rows, [60, 200, 120])], header="公报"))
    assert document.text.split("\n") == [
        "序号 | 企业名称 | 金额（万元）",
        *(f"序号：{n} | 企业名称：第{n}机械公司 | 金额（万元）：{n}.5" for n in range(1, 100)),
    ]
    assert len(document.pages) == 3


def test_table_of_names_and_values_has_no_header() -> None:
    rows = [["申报对象", "全市中小企业"], ["补贴标准", "每人500元"], ["期限", "2022年"]]
    assert read(printed([table(rows, [100, 300])])).text == "\n".join(" | ".join(row) for row in rows)


def test_table_without_lines_is_read_by_rows() -> None:
    rows = [("地区", "标准", "期限"), ("云州区", "500元", "六月底"), ("平城区", "700元", "九月底")]
    places = [(60.0 + 150 * c, 700.0 - 20 * r, cell) for r, row in enumerate(rows) for c, cell in enumerate(row)]
    assert read(drawn(places)).text.split("\n")[1:] == [
        "地区：云州区 | 标准：500元 | 期限：六月底",
        "地区：平城区 | 标准：700元 | 期限：九月底",
    ]


def test_frame_around_text_is_no_table() -> None:
    assert (
        read(printed([table([["一、总体要求。全面落实各项政策。"]], [300])])).text == "一、总体要求。全面落实各项政策。"
    )


COUNTIES = "云州区 平城区 新荣区 云冈区 阳高县 天镇县 广灵县 灵丘县 浑源县 左云县".split()


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> PolicyQA:
    rows = [["县区", "创业补贴标准", "吸纳就业奖励", "受理电话"]]
    rows += [
        [name, f"{5000 + i * 700}元", f"每人{1000 + i * 150}元", f"60{i:02}111"] for i, name in enumerate(COUNTIES)
    ]
    story: list[Flowable] = [
        *paragraphs(["大同市人力资源和社会保障局关于发放创业补贴的通知"], TITLE),
        *paragraphs(["各县（区）人力资源和社会保障局：", "为支持返乡人员创业，现将有关事项通知如下："]),
        *paragraphs(["一、补贴标准。各县区按照下表执行。"]),
        table(rows, [80, 120, 120, 120]),
        *paragraphs(["二、申请材料。申请人应当提交身份证、营业执照和社会保险缴费凭证。" + SENTENCE * 12]),
    ]
    folder = tmp_path_factory.mktemp("tables")
    (folder / "补贴.pdf").write_bytes(printed(story, header="大同市人民政府公报"))
    return PolicyQA.build([folder])


@pytest.mark.parametrize(
    ("question", "row"),
    [
        (
            "灵丘县创业补贴标准是多少？",
            "县区：灵丘县 | 创业补贴标准：9900元 | 吸纳就业奖励：每人2050元 | 受理电话：6007111",
        ),
        ("浑源县吸纳就业一个人奖励多少钱？", "县区：浑源县 | 创业补贴标准：10600元 | 吸纳就业奖励：每人2200元"),
        (
            "阳高县的受理电话是多少？",
            "县区：阳高县 | 创业补贴标准：7800元 | 吸纳就业奖励：每人1600元 | 受理电话：6004111",
        ),
    ],
)
def test_question_about_a_figure_finds_its_row_and_what_its_columns_mean(
    answers: PolicyQA, question: str, row: str
) -> None:
    quote = answers.ask(question).quotes[0]
    policy: Policy = answers.policies[0]
    assert row in quote.text
    assert policy.text[quote.start : quote.end] == quote.text
    assert any(start <= quote.text.index(row) < end for start, end in quote.highlights)
    assert policy.page(quote.start) == 1


def test_properties_fill_gaps_only() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setTitle("Microsoft Word - 123.doc")
    canvas.setFont(FONT, 12)
    canvas.drawString(60, 700, "一、补贴。")
    canvas.save()
    stated = read(out.getvalue()).stated
    assert set(stated) == {"published"}
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", stated["published"])


def encrypted(password: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password, ownerPassword="owner", strength=128))
    canvas.setFont(FONT, 12)
    canvas.drawString(60, 700, "一、补贴。")
    canvas.save()
    return out.getvalue()


def without_pages() -> bytes:
    out = io.BytesIO()
    pypdfium2.PdfDocument.new().save(out)
    return out.getvalue()


def crowded(count: int) -> bytes:
    """One page with very many drawn objects."""
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1)
    canvas._code.append("0 0 m 9 9 l S\n" * count)
    canvas.save()
    return out.getvalue()


def with_pages(pages: bytes) -> bytes:
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj" + pages + b"endobj\ntrailer<</Root 1 0 R>>"


WHOLE = drawn([(60, 700, "一、补贴。")])


@pytest.mark.parametrize(
    ("data", "found", "remedy"),
    [
        (encrypted("secret"), "asks for a password", "without one"),
        (without_pages(), "empty", "export"),
        (b"%PDF-1.7\n" + b"\x00" * 1000, "damaged", "export"),
        (WHOLE[:200], "damaged", "export"),
        (b"not a PDF", "damaged, empty or no PDF", "export"),
        (with_pages(b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), "page 1 of the PDF is damaged", "export"),
        (with_pages(b"<</Type/Pages/Kids[]/Count 100000000>>"), "damaged", "export"),
        (crowded(300_001), "page 1: the page has 300,00", "print"),
    ],
    ids=["password", "no pages", "zeros", "truncated", "text", "its own page", "countless pages", "crowded"],
)
def test_broken_file_is_named_with_what_was_found_and_what_to_do(
    tmp_path: Path, data: bytes, found: str, remedy: str
) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(data)
    with pytest.raises(ReadError) as raised:
        load(path, path.name)
    message = str(raised.value)
    assert str(path) in message
    assert found in message
    assert remedy in message


def test_file_that_only_forbids_copying_is_read() -> None:
    assert read(encrypted("")).text == "一、补贴。"


def test_file_whose_table_of_objects_is_lost_is_read_anyway() -> None:
    assert read(WHOLE[: WHOLE.rindex(b"xref")]).text == "一、补贴。"


def test_page_without_anything_printed_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "白.pdf"
    path.write_bytes(drawn([]))
    with pytest.raises(ReadError, match="no text found"):
        load(path, path.name)
