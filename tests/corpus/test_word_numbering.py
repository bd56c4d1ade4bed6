"""The numbers that Word counts: formats, levels, restarts, styles."""

from __future__ import annotations

from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.readers.docx.number_formats import written
from corpus.readers.word import read
from tests.corpus.word_files import level_xml, list_xml, number_paragraph, numbering_xml, saved, set_numbering


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12", 120: "120"}),
        ("decimalFullWidth", {1: "１", 12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("decimalEnclosedParen", {2: "⑵"}),
        ("decimalEnclosedFullstop", {2: "⒉"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九", 100: "一〇〇"}),
        ("chineseCountingThousand", {10: "十", 19: "十九", 100: "一百", 101: "一百零一", 110: "一百一十"}),
        ("taiwaneseCountingThousand", {12: "十二", 1003: "一千零三", 2010: "二千零一十"}),
        ("ideographDigital", {1: "一", 10: "一〇", 21: "二一"}),
        ("japaneseCounting", {10: "十", 21: "二十一", 101: "百一", 111: "百十一"}),
        ("chineseLegalSimplified", {2: "贰", 10: "壹拾", 105: "壹佰零伍"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB"}),
        ("lowerLetter", {2: "b"}),
        ("upperRoman", {4: "IV", 19: "XIX", 1994: "MCMXCIV"}),
        ("lowerRoman", {9: "ix"}),
        ("ordinal", {1: "1st", 2: "2nd", 11: "11th", 23: "23rd"}),
        ("numberInDash", {3: "- 3 -"}),
        ("none", {1: ""}),
        ("hebrew1", {7: "7"}),
    ],
)  # fmt: skip
def test_number_is_written_in_its_format(number_format: str, expected: dict[int, str]) -> None:
    assert {number: written(number, number_format) for number in expected} == expected


@pytest.mark.parametrize("number_format", ["upperRoman", "lowerLetter", "chineseCountingThousand"])
def test_number_far_out_is_written_in_decimals(number_format: str) -> None:
    assert written(999_999_999, number_format) == "999999999"


def items(numbering: str, *paragraphs: tuple[int, int, str]) -> list[str]:
    """The lines of a document whose paragraphs are (list, level, text)."""
    document = Document()
    set_numbering(document, numbering)
    for number_id, level, text in paragraphs:
        number_paragraph(document.add_paragraph(text), number_id, level)
    return read(saved(document)).text.splitlines()


OUTLINE = (
    level_xml(0, "%1、", "chineseCounting")
    + level_xml(1, "（%2）", "chineseCounting")
    + level_xml(2, "%3.", "decimal")
    + level_xml(3, "%1.%3.%4", "decimal", "<w:isLgl/>")
)


def test_outline_counts_each_level_and_begins_anew_below_the_next_heading() -> None:
    numbers = [(1, level, "甲") for level in (0, 1, 1, 2, 2, 1, 2, 3, 0, 1, 2)]
    assert items(numbering_xml(OUTLINE), *numbers) == [
        "一、甲", "（一）甲", "（二）甲", "1.甲", "2.甲", "（三）甲", "1.甲", "1.1.1 甲", "二、甲", "（一）甲", "1.甲",
    ]  # fmt: skip


def test_level_that_never_restarts_counts_through() -> None:
    levels = level_xml(0, "（%1）", "chineseCounting") + level_xml(1, "%2、", "decimal", '<w:lvlRestart w:val="0"/>')
    assert items(numbering_xml(levels), (1, 0, "甲"), (1, 1, "乙"), (1, 0, "丙"), (1, 1, "丁")) == [
        "（一）甲", "1、乙", "（二）丙", "2、丁",
    ]  # fmt: skip


def test_level_restarts_only_after_the_level_it_names() -> None:
    levels = (
        level_xml(0, "%1、", "chineseCounting")
        + level_xml(1, "（%2）", "chineseCounting")
        + level_xml(2, "%3.", "decimal", '<w:lvlRestart w:val="1"/>')
    )
    numbers = [(1, level, "甲") for level in (0, 1, 2, 1, 2, 0, 2)]
    assert items(numbering_xml(levels), *numbers) == [
        "一、甲",
        "（一）甲",
        "1.甲",
        "（二）甲",
        "2.甲",
        "二、甲",
        "1.甲",
    ]


def test_lists_of_one_definition_go_on_unless_they_state_their_beginning() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = list_xml(1, 1) + list_xml(2, 1) + list_xml(3, 1, override)
    numbering = numbering_xml(level_xml(0, "%1."), lists=lists)
    numbers = [(1, 0, "甲"), (2, 0, "乙"), (3, 0, "丙"), (3, 0, "丁"), (1, 0, "戊")]
    assert items(numbering, *numbers) == ["1.甲", "2.乙", "1.丙", "2.丁", "3.戊"]


def test_lists_of_different_definitions_count_apart() -> None:
    numbering = numbering_xml(level_xml(0, "%1."), level_xml(0, "%1)", start=5))
    assert items(numbering, (1, 0, "甲"), (2, 0, "乙"), (1, 0, "丙"), (2, 0, "丁")) == ["1.甲", "5)乙", "2.丙", "6)丁"]


def test_override_replaces_a_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level_xml(0, "第%1条", "chineseCountingThousand")}</w:lvlOverride>'
    numbering = numbering_xml(level_xml(0, "%1."), lists=list_xml(1, 1, override))
    assert items(numbering, (1, 0, "甲")) == ["第一条 甲"]


@pytest.mark.parametrize(
    ("suffix", "text", "label", "line"),
    [
        ("tab", "甲", "%1、", "1、甲"),
        ("tab", "5万元", "%1.", "1. 5万元"),
        ("tab", "text", "%1.", "1. text"),
        ("tab", "甲", "第%1条", "第1条 甲"),
        ("space", "甲", "%1、", "1、 甲"),
        ("nothing", "甲", "第%1条", "第1条甲"),
    ],
)
def test_what_stands_between_number_and_text(suffix: str, text: str, label: str, line: str) -> None:
    numbering = numbering_xml(level_xml(0, label, "decimal", f'<w:suff w:val="{suffix}"/>'))
    assert items(numbering, (1, 0, text)) == [line]


def test_bullets_of_symbol_fonts_are_readable_signs() -> None:
    numbering = numbering_xml(level_xml(0, "\uf06c", "bullet") + level_xml(1, "—", "bullet"))
    assert items(numbering, (1, 0, "甲"), (1, 1, "乙")) == ["●甲", "— 乙"]


def test_format_none_shows_the_text_of_the_level_alone() -> None:
    assert items(numbering_xml(level_xml(0, "注：", "none")), (1, 0, "甲")) == ["注：甲"]


def test_number_zero_and_unknown_lists_give_no_number() -> None:
    numbering = numbering_xml(level_xml(0, "%1."))
    assert items(numbering, (0, 0, "甲"), (9, 0, "乙"), (1, 7, "丙"), (1, 0, "丁")) == ["甲", "乙", "丙", "1.丁"]


def test_empty_paragraph_counts_but_has_no_line() -> None:
    assert items(numbering_xml(level_xml(0, "%1.")), (1, 0, "甲"), (1, 0, ""), (1, 0, "乙")) == ["1.甲", "3.乙"]


def style_numbering(document: Any, style: str, xml: str) -> None:
    properties = document.styles[style].element.get_or_add_pPr()
    properties.append(parse_xml(f"<w:numPr {nsdecls('w')}>{xml}</w:numPr>"))


def test_number_comes_from_the_style_and_from_the_style_it_is_based_on() -> None:
    document = Document()
    heading = '<w:pStyle w:val="Heading{}"/>'
    levels = level_xml(0, "%1、", "chineseCounting", heading.format(1)) + level_xml(
        1, "（%2）", "chineseCounting", heading.format(2)
    )
    set_numbering(document, numbering_xml(levels))
    for level in (1, 2):  # the level is found by its link to the style
        style_numbering(document, f"Heading {level}", '<w:numId w:val="1"/>')
    own = document.styles.add_style("Own", 1)
    own.base_style = document.styles["Heading 2"]
    for text, style in (("甲", "Heading 1"), ("乙", "Heading 2"), ("丙", "Own"), ("丁", "Normal")):
        document.add_paragraph(text, style=style)
    plain = document.add_paragraph("戊", style="Heading 1")
    number_paragraph(plain, 0)
    assert read(saved(document)).text.splitlines() == ["一、甲", "（一）乙", "（二）丙", "丁", "戊"]


def test_definition_that_links_to_a_numbering_style_counts_as_that_style() -> None:
    document = Document()
    numbering = numbering_xml(level_xml(0, "%1、", "chineseCounting"), '<w:numStyleLink w:val="Outline"/>')
    set_numbering(document, numbering)
    style = document.styles.add_style("Outline", 4)
    style.element.append(parse_xml(f'<w:pPr {nsdecls("w")}><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'))
    for number_id in (1, 2):
        number_paragraph(document.add_paragraph("甲"), number_id)
    assert read(saved(document)).text.splitlines() == ["一、甲", "二、甲"]


def test_styles_based_on_each_other_end() -> None:
    document = Document()
    one, other = document.styles.add_style("One", 1), document.styles.add_style("Other", 1)
    one.base_style, other.base_style = other, one
    document.add_paragraph("甲", style="One")
    assert read(saved(document)).text == "甲\n"
