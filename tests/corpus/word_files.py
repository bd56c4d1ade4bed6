"""Writes Word documents for the tests: text whose list numbers are automatic, as Word writes them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.cutting.numbering import number_value

# label -> level of the list; the words 一是, 第一条 and the like are typed, not counted by Word
_LABELS = (
    (re.compile(r"([一二三四五六七八九十]{1,3})、"), 0),
    (re.compile(r"[（(]([一二三四五六七八九十]{1,3})[)）]"), 1),
    (re.compile(r"(\d{1,2})[、.．](?!\d)"), 2),
)


def numbering_xml(*definitions: str, lists: str = "") -> str:
    """The numbering part with definitions 1, 2, … and, unless given, a list for each, with the same number."""
    count = range(1, len(definitions) + 1)
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        for n, levels in zip(count, definitions, strict=True)
    )
    return f"<w:numbering {nsdecls('w')}>{abstract}{lists or ''.join(list_xml(n, n) for n in count)}</w:numbering>"


def list_xml(number_id: int, definition: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number_id}"><w:abstractNumId w:val="{definition}"/>{overrides}</w:num>'


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
    paragraph._p.get_or_add_pPr().append(_item(number_id, level))


def _item(number_id: int, level: int) -> Any:
    return parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>')


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
    goes_on = _goes_on(labelled)
    third = level_xml(0 if goes_on else 2, _template(signs[2], 0 if goes_on else 2))
    outer = level_xml(0, _template(signs[0], 0), "chineseCountingThousand", '<w:pStyle w:val="Heading1"/>') + level_xml(
        1, _template(signs[1], 1), "chineseCounting", '<w:pStyle w:val="Heading2"/><w:suff w:val="nothing"/>'
    )
    set_numbering(document, numbering_xml(outer, third) if goes_on else numbering_xml(outer + third))
    for level in (0, 1):
        style = document.styles[f"Heading {level + 1}"].element.get_or_add_pPr()
        style.append(_item(1, level))
    counts = [0, 0, 0]
    automatic = 0
    for line, found in zip(lines, labelled, strict=True):
        if not line:
            continue
        if found is None or not _counts(counts, found[0], found[1], restarts=not goes_on):
            document.add_paragraph(line)
            continue
        level, _, label = found
        automatic += 1
        paragraph = document.add_paragraph(line[len(label) :], style=f"Heading {level + 1}" if level < 2 else None)
        if level == 2:
            number_paragraph(paragraph, 2 if goes_on else 1, 0 if goes_on else 2)
    return saved(document), automatic


def _label(line: str) -> tuple[int, int, str] | None:
    for pattern, level in _LABELS:
        if match := pattern.match(line):
            return level, number_value(match[1]), match[0]
    return None


def _template(label: str, level: int) -> str:
    return re.sub(r"[一二三四五六七八九十\d]+", f"%{level + 1}", label) or f"%{level + 1}."


def _goes_on(labelled: list[tuple[int, int, str] | None]) -> bool:
    """Whether the third level is counted through the document: 1. stands at most once."""
    return sum(1 for found in labelled if found and found[0] == 2 and found[1] == 1) <= 1


def _counts(counts: list[int], level: int, number: int, *, restarts: bool) -> bool:
    """Counts as Word does, unless it would come to another number than the text has."""
    if counts[level] + 1 != number:
        return False
    counts[level] = number
    for deeper in range(level + 1, 3):
        if deeper < 2 or restarts:
            counts[deeper] = 0
    return True
