"""Writes Word documents for the tests: text whose list numbers are automatic, as Word writes them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from corpus.cutting.numbering import number_value

# label -> level of the list; the words 一是, 第一条 and the like are typed, not counted by Word
_LABELS = (
    (re.compile(r"([一二三四五六七八九十]{1,3})、"), 0),
    (re.compile(r"[（(]([一二三四五六七八九十]{1,3})[)）]"), 1),
    (re.compile(r"(\d{1,2})[、.．](?!\d)"), 2),
)
_FORMATS = ("chineseCountingThousand", "chineseCounting", "decimal")


def numbering_xml(levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>') -> str:
    """The numbering part with one definition, "1", and its lists."""
    return (
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>{nums}</w:numbering>'
    )


def level_xml(index: int, text: str, number_format: str = "decimal", more: str = "", start: int = 1) -> str:
    """One level of a definition; ``more`` is XML behind w:numFmt (w:lvlRestart, w:pStyle, w:isLgl, w:suff)."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def set_numbering(document: Any, xml: str) -> None:
    """Replaces the numbering of a document that python-docx has made."""
    root = document.part.numbering_part.element
    new = parse_xml(xml)
    for child in list(root):
        root.remove(child)
    for child in list(new):
        root.append(child)


def number_paragraph(paragraph: Any, number_id: int, level: int = 0) -> None:
    """Makes a paragraph an item of a list."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>')
    )


def saved(document: Any) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def numbered_docx(text: str) -> tuple[bytes, int]:
    """A text as a Word document whose paragraph numbers are automatic, and how many there are.

    一、 and （一） come with the heading styles, which are linked to the levels of the list, 1. directly.
    """
    lines = [re.sub(r"^-\s+(?=[（(]?[一二三四五六七八九十\d])", "", line.strip()) for line in text.split("\n")]
    labelled = [_label(line) for line in lines]
    document = Document()
    signs = [next((label for at, _, label in filter(None, labelled) if at == level), "") for level in range(3)]
    restart = "" if _begins_anew(labelled) else '<w:lvlRestart w:val="0"/>'
    texts = [_template(sign, level) for level, sign in enumerate(signs)]
    set_numbering(
        document,
        numbering_xml(
            level_xml(0, texts[0], _FORMATS[0], '<w:pStyle w:val="Heading1"/>')
            + level_xml(1, texts[1], _FORMATS[1], '<w:pStyle w:val="Heading2"/><w:suff w:val="nothing"/>')
            + level_xml(2, texts[2], _FORMATS[2], restart)
        ),
    )
    for level in (0, 1):
        style = document.styles[f"Heading {level + 1}"].element.get_or_add_pPr()
        style.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>'))
    counts = [0, 0, 0]
    automatic = 0
    for line, found in zip(lines, labelled, strict=True):
        if not line:
            continue
        if found is None or not _counts(counts, found[0], found[1], restarts=not restart):
            document.add_paragraph(line)
            continue
        level, _, label = found
        automatic += 1
        paragraph = document.add_paragraph(line[len(label) :], style=f"Heading {level + 1}" if level < 2 else None)
        if level == 2:
            number_paragraph(paragraph, 1, level)
    return saved(document), automatic


def _label(line: str) -> tuple[int, int, str] | None:
    for pattern, level in _LABELS:
        if match := pattern.match(line):
            return level, number_value(match[1]), match[0]
    return None


def _template(label: str, level: int) -> str:
    return re.sub(r"[一二三四五六七八九十\d]+", f"%{level + 1}", label) or f"%{level + 1}."


def _begins_anew(labelled: list[tuple[int, int, str] | None]) -> bool:
    """Whether 1. stands more than once."""
    return sum(1 for found in labelled if found and found[0] == 2 and found[1] == 1) > 1


def _counts(counts: list[int], level: int, number: int, *, restarts: bool) -> bool:
    """Counts as Word does, unless it would come to another number than the text has."""
    if counts[level] + 1 != number:
        return False
    counts[level] = number
    for deeper in range(level + 1, 3):
        if deeper < 2 or restarts:
            counts[deeper] = 0
    return True


def w(name: str) -> str:
    """A qualified name of WordprocessingML: w("p")."""
    return str(qn(f"w:{name}"))
