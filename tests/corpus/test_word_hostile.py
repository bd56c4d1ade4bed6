"""Broken, protected and hostile Word files: each is refused with what was found, or read without harm."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import time
import zipfile
from collections.abc import Callable

import pytest
from docx import Document

from corpus import ReadError
from corpus.readers import package as limits
from corpus.readers.word import read
from tests.corpus.word_files import saved

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PARAGRAPH = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"


def made(parts: dict[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return stream.getvalue()


def docx(body: str = PARAGRAPH, prolog: str = "", **more: str | bytes) -> bytes:
    text = f"{prolog}<w:document {W}><w:body>{body}</w:body></w:document>"
    return made({"word/document.xml": text, **more})


def ole(*names: str, stream: bytes = b"") -> bytes:
    """An OLE container (MS-CFB) with streams of the given names; the first holds ``stream``."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    content = stream.ljust(4096, b"\0")  # shorter ones would stand in another place
    sectors = len(content) // 512
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    chain = [*range(3, 2 + sectors), end]
    table = struct.pack("<128I", *([0xFFFFFFFD, end, *chain] + [free] * (126 - len(chain))))

    def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le")
        packed = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, free, right, child)
        return packed + bytes(36) + struct.pack("<IQ", start, size)

    entries = entry("Root Entry", 5, free, 1, end, 0)
    for at, name in enumerate(names, 1):
        right = at + 1 if at < len(names) else free
        entries += entry(name, 2, right, free, 2, len(content))
    return header + table + entries.ljust(512, b"\0") + content


def deep(levels: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * levels + PARAGRAPH + "</w:tc></w:tr></w:tbl>" * levels


ENTITIES = '<!DOCTYPE a [<!ENTITY a "' + "x" * 1000 + '">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
EXTERNAL = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
REFERENCE = "<w:p><w:r><w:t>&{};</w:t></w:r></w:p>"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
WORKBOOK = {"xl/workbook.xml": "<workbook/>", "[Content_Types].xml": "<Types/>"}
FIB = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0x0100)


def encrypted_member() -> bytes:
    data = bytearray(docx())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    return bytes(data)


def lying_size() -> bytes:
    """A part that unpacks to more than it says."""
    data = docx(PARAGRAPH * 5000)
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", 100) + data[at + 4 :]


@pytest.mark.parametrize(
    ("build", "found"),
    [
        (lambda: b"PK\x03\x04", "zip container cannot be opened"),
        (lambda: docx()[:-100], "zip container cannot be opened"),
        (lambda: docx()[:40] + b"\xff" * 20 + docx()[60:], "damaged"),
        (lambda: made({"a.txt": "x"}), "lacks its text"),
        (lambda: made({"word/document.xml": ""}), "not valid XML"),
        (lambda: made({"word/document.xml": "<w:document"}), "not valid XML"),
        (lambda: made({"word/document.xml": f"<w:document {W}/>"}), "has no body"),
        (lambda: made({"word/document.xml": b"\x00" * 1000}), "not valid XML"),
        (lambda: docx(REFERENCE.format("i"), ENTITIES), "not valid XML|declares a document type"),
        (lambda: docx('<w:p w:x="&i;"/>', ENTITIES), "not valid XML|declares a document type"),
        (lambda: docx(REFERENCE.format("x"), EXTERNAL), "declares a document type|not valid XML"),
        (lambda: docx(prolog='<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">'), "declares a document type"),
        (lambda: docx(deep(120)), "not valid XML"),
        (lambda: docx(f"<w:p><w:r><w:t>{'甲' * 5_000_000}</w:t></w:r></w:p>"), "unpacks from|not valid XML"),
        (lambda: docx(" " * (limits.PART + 10)), "more than the limits"),
        (lambda: docx(" " * 12_000_000), "more than the limits"),
        (encrypted_member, "encrypted"),
        (lambda: docx(**{"_rels/.rels": "<a"}), "not valid XML"),
        (lambda: made({f"{n}": "" for n in range(limits.MEMBERS + 1)}, compression=0), "more than the limit of 20,000"),
        (lambda: made(WORKBOOK), "a workbook: name it .xlsx"),
        (lambda: made({"ppt/presentation.xml": "<a/>"}), "a presentation"),
        (lambda: ole("EncryptedPackage", "EncryptionInfo"), "protected by a password"),
        (lambda: ole("WordDocument", stream=FIB), "protected by a password"),
        (lambda: ole("Workbook"), "a workbook: save it as .xlsx"),
        (lambda: ole("Anything"), "with something else"),
        (lambda: ole("WordDocument")[:300], "damaged"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"\xff" * 4000, "damaged|OLE container"),
        (lambda: made({"mimetype": OPEN_TEXT, "content.xml": ENTITIES + "<a>&i;</a>"}), "XML|declares a document"),
        (lambda: made({"mimetype": OPEN_TEXT, "META-INF/manifest.xml": "<encryption-data/>"}), "by a password"),
        (lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "web archive"),
        (lambda: b"%PDF-1.7", "a PDF file"),
        (lambda: bytes(range(256)) * 20, "binary"),
    ],
)  # fmt: skip
def test_file_is_refused_soon_with_what_was_found(build: Callable[[], bytes], found: str) -> None:
    data = build()
    begun = time.process_time()
    with pytest.raises(ReadError, match=found):
        read(data)
    assert time.process_time() - begun < 5


def test_part_that_unpacks_to_more_than_it_says_is_not_read_beyond_that() -> None:
    try:
        text = read(lying_size()).text
    except ReadError:
        return
    assert len(text) <= 100


@pytest.mark.parametrize(
    ("build", "text"),
    [
        (lambda: docx(**{"../../evil.xml": "x", "/etc/passwd": "x", "C:\\x": "x"}), "甲\n"),
        (lambda: docx(**{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "甲\n"),
        (lambda: docx(deep(30)), "甲\n"),
        (lambda: b"\xef\xbb\xbf<html><body><p>\xe7\x94\xb2</p></body></html>", "甲\n"),
        (lambda: "关于补贴的通知\n甲".encode("gb18030"), "关于补贴的通知\n甲"),
        (lambda: made({"WORD/Document.xml": f"<w:document {W}><w:body>{PARAGRAPH}</w:body></w:document>"}), "甲\n"),
    ],
)
def test_odd_file_is_read_without_harm(build: Callable[[], bytes], text: str) -> None:
    assert read(build()).text == text


@pytest.mark.parametrize("value", ["-1", "99999999999999999999", "x", "", "²"])
def test_senseless_numbers_in_the_xml_do_no_harm(value: str) -> None:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{value}"/><w:lvlText w:val="%1、%9%0"/></w:lvl>'
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="{value}">{level}<w:lvl w:ilvl="{value}"/></w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="{value}"/><w:lvlOverride w:ilvl="{value}"/></w:num></w:numbering>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/numbering" Target="numbering.xml"/></Relationships>'
    )
    number = f'<w:pPr><w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{value}"/><w:vMerge w:val="{value}"/></w:tcPr>{PARAGRAPH}</w:tc>'
    row = f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{value}"/></w:trPr>{cell}</w:tr></w:tbl>'
    body = f"<w:p>{number}<w:r><w:t>乙</w:t></w:r></w:p>{row}"
    data = docx(body, **{"word/numbering.xml": numbering, "word/_rels/document.xml.rels": relations})
    assert "乙" in read(data).text


def test_what_is_repeated_does_not_grow_beyond_measure() -> None:
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"x" * 100_000}"/></w:lvl>'
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="x/numbering" Target="numbering.xml"/>'
        '<Relationship Id="b" Type="x/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    note = f'<w:footnote w:id="1">{PARAGRAPH.replace("甲", "y" * 100_000)}</w:footnote>'
    notes = f"<w:footnotes {W}>{note}</w:footnotes>"
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    item = f'<w:p>{number}<w:r><w:t>甲</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    names = "".join(f"<w:tc>{PARAGRAPH}</w:tc>" for _ in range(63))
    table = f"<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>{names}</w:tr>"
    row = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="60"/></w:tcPr>{PARAGRAPH}</w:tc><w:tc>{PARAGRAPH}</w:tc></w:tr>'
    more = {"word/numbering.xml": numbering, "word/_rels/document.xml.rels": relations, "word/footnotes.xml": notes}
    text = read(docx(item * 1000 + table + row * 1000 + "</w:tbl>", **more)).text
    assert text.count("y") == 100_000
    assert len(text) < 400_000


def test_a_hundred_thousand_paragraphs_are_read_within_seconds() -> None:
    data = docx("".join(PARAGRAPH.replace("甲", f"甲{number}") for number in range(100_000)))
    begun = time.process_time()
    assert read(data).text.count("\n") == 100_000
    assert time.process_time() - begun < 20


def test_usual_document_is_far_from_the_limits() -> None:
    document = Document()
    for number in range(2000):
        document.add_paragraph(f"第{number}段。" + "企业可以申请补贴。" * 20)
    assert read(saved(document)).text.count("\n") == 2000


@pytest.mark.parametrize("seed", range(3))
def test_flipped_bytes_give_the_text_or_a_clear_error(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)  # a file that still looks whole is not converted
    chance = random.Random(seed)
    for data in [docx(PARAGRAPH * 9), ole("WordDocument", stream=FIB), saved(Document())] * 40:
        changed = bytearray(data)
        for _ in range(chance.randint(1, 20)):
            changed[chance.randrange(4, len(changed))] = chance.randrange(256)
        with contextlib.suppress(ReadError):
            read(bytes(changed))
