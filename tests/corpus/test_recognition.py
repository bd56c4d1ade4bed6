"""Scans and images: what is recognised, how it is corrected, and how it is marked."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from corpus import ReadError, load
from corpus.readers import image as image_reader
from corpus.readers import pdf as pdf_reader
from corpus.readers.printed import recognition
from corpus.readers.printed.page import Line, Page
from corpus.readers.printed.recognised_characters import corrected
from corpus.readers.printed.running_text import document_of
from tests.benchmarks.formats import scanned, seeds
from tests.corpus.printing import FONT, paragraphs, printed


@pytest.mark.parametrize(
    ("recognised", "expected"),
    [
        ("常工信复[2021]第27号", "常工信复〔2021〕第27号"),
        ("大政发（2022】12号", "大政发〔2022〕12号"),
        ("(责任单位：市财政局）", "（责任单位：市财政局）"),
        ("一、降低成本,扩大投资;", "一、降低成本，扩大投资；"),
        ("补贴１５００元,增长2.5%", "补贴1500元，增长2.5%"),
        ("利率为4.35%,上限1,500元", "利率为4.35%，上限1,500元"),
        ("时间：9:00-11:30", "时间：9:00-11:30"),
        ("Tel: 0352-123 (office)", "Tel: 0352-123 (office)"),
        ("-3、发挥融资担保作用", "- 3、发挥融资担保作用"),
        ("-3.5%的降幅", "-3.5%的降幅"),
        ("各部內、专内机构增加收人", "各部门、专门机构增加收入"),
        ("全部内容由收人员登记", "全部内容由收人员登记"),
        ("引人第三方，引人注目", "引入第三方，引人注目"),
        ("补贴30一50万元，一一对应", "补贴30—50万元，一一对应"),
    ],
)
def test_recognised_line_is_corrected_where_the_recogniser_errs(recognised: str, expected: str) -> None:
    assert corrected(recognised) == expected


def test_every_recognised_line_is_marked_with_its_confidence() -> None:
    lines = (
        Line("一、加大支持。对符合条件的企业给予贴息支持，每户企业每年", 100, 480, 100, 112, 12, 0.98),
        Line("最高一百万元。", 76, 160, 120, 132, 12, 0.91),
        Line("二、其他。", 100, 160, 140, 152, 12, 0.95),
    )
    document = document_of([Page(0, 595, 0, 842, lines)])
    assert document.text == "一、加大支持。对符合条件的企业给予贴息支持，每户企业每年最高一百万元。\n二、其他。"
    assert [(document.text[r.start : r.end], r.confidence) for r in document.recognised] == [
        (line.text, line.confidence) for line in lines
    ]


def image_of(lines: list[str], size: float = 16) -> Image.Image:
    """An image of a page with few lines, at 150 dpi."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(A4[0], 60 + 40 * len(lines)))
    canvas.setFont(FONT, size)
    for row, line in enumerate(reversed(lines)):
        canvas.drawString(60, 40 + 40 * row, line)
    canvas.save()
    return pypdfium2.PdfDocument(out.getvalue())[0].render(scale=150 / 72).to_pil()


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


LINES = ["关于发放创业补贴的通知", "一、补贴标准。每户补贴500元，最高1.5万元。", "二、申请期限。自印发之日起施行。"]


SLOW = pytest.mark.slow


@pytest.mark.parametrize("turn", [0, *(pytest.param(turn, marks=SLOW) for turn in (90, 180, 270))])
def test_image_is_read_whichever_way_it_lies(turn: int) -> None:
    pytest.importorskip("rapidocr_onnxruntime")
    document = image_reader.read(encoded(image_of(LINES).rotate(turn, expand=True), "PNG"))
    assert document.text.split("\n") == LINES
    assert len(document.recognised) == 3
    assert all(stretch.confidence > 0.9 for stretch in document.recognised)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "BMP", "WEBP"])
def test_pages_of_every_format_of_images_reach_the_recogniser(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []

    def recognised(image: Image.Image) -> Page:
        sizes.append(image.size)
        return Page(0, 595, 0, 842, (Line("一、补贴。", 60, 120, 100, 112, 12, 0.9),))

    monkeypatch.setattr(image_reader, "recognised_page", recognised)
    image = Image.new("RGB", (300, 200), "white")
    more = {"save_all": True, "append_images": [image]} if kind == "TIFF" else {}
    document = image_reader.read(encoded(image, kind, **more))
    assert sizes == [(300, 200)] * (2 if kind == "TIFF" else 1)
    assert len(document.pages) == len(sizes)


def test_only_pages_without_text_are_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    widths = []

    def recognised(image: Image.Image, width: float) -> Page:
        widths.append(width)
        return Page(0, width, 0, 842, (Line("二、扫描的一页。", 75, 200, 100, 112, 12, 0.9),))

    monkeypatch.setattr(pdf_reader, "recognised_page", recognised)
    pdf = pypdfium2.PdfDocument(printed(paragraphs(["一、有文字的一页。" + "补贴标准为每户500元。" * 5])))
    scan = pypdfium2.PdfDocument(encoded(Image.new("L", (1240, 1754), 200), "PDF", resolution=150))
    pdf.import_pages(scan)
    out = io.BytesIO()
    pdf.save(out)
    document = pdf_reader.read(out.getvalue())
    assert [round(width) for width in widths] == [595]
    (stretch,) = document.recognised
    assert document.text[stretch.start : stretch.end] == "二、扫描的一页。"
    assert document.pages == (0, stretch.start)


def test_missing_recogniser_is_named_with_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    recognition._engine.cache_clear()
    path = tmp_path / "扫描.png"
    path.write_bytes(encoded(Image.new("L", (100, 100), 255), "PNG"))
    with pytest.raises(ReadError, match=r'扫描\.png: .*pip install "policy-qa\[ocr\]"'):
        load(path, path.name)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"no image", "damaged or no image"),
        (encoded(Image.effect_noise((200, 200), 50), "PNG")[:2000], "damaged"),
        (encoded(Image.new("1", (20_000, 10_000)), "PNG"), "pixels"),
    ],
    ids=["text", "truncated", "enormous"],
)
def test_broken_image_is_named_with_what_was_found(tmp_path: Path, data: bytes, found: str) -> None:
    path = tmp_path / "坏.png"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=found):
        load(path, path.name)


@pytest.mark.slow
def test_measures_of_scans_are_those_of_the_text(shared: Path) -> None:
    pytest.importorskip("rapidocr_onnxruntime")
    counts = scanned([path for path in seeds(shared) if path.stem[:3] in ("001", "004")])
    assert counts.wrong <= 0.02 * counts.characters
    assert counts.found >= 0.90 * counts.measures
