"""Marks land on the same characters after the text is mended for display."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from qa import Policy, mend
from ui.marking import Paragraph, paragraphs


def solid(text: str) -> str:
    """Without white space: what mending may add or drop."""
    return "".join(text.split())


def shown(found: list[Paragraph]) -> str:
    return "".join(segment.text for paragraph in found for segment in paragraph.segments)


def marked(found: list[Paragraph]) -> str:
    return "".join(segment.text for paragraph in found for segment in paragraph.segments if segment.marked)


def test_a_mark_across_a_hard_wrap_covers_exactly_its_characters(policy: Policy) -> None:
    start, end = policy.text.index("按照贷款"), policy.text.index("，贴息期限")
    found = paragraphs(policy.text, [(start, end)])
    assert marked(found) == "按照贷款实际利率给予百分之五十的贴息"


def test_two_marks_leave_the_text_between_them_plain() -> None:
    found = paragraphs("第一句话在这里。第二句话在这里。第三句话在这里。", [(0, 8), (16, 24)])
    assert [(segment.text, segment.marked) for segment in found[0].segments] == [
        ("第一句话在这里。", True),
        ("第二句话在这里。", False),
        ("第三句话在这里。", True),
    ]


def test_a_mark_over_several_paragraphs_is_marked_in_each() -> None:
    text = "第一段话说到这里为止。\n\n第二段话说到这里为止。\n\n第三段话说到这里为止。"
    found = paragraphs(text, [(text.index("话"), text.index("第三"))])
    assert [marked([paragraph]) for paragraph in found] == ["话说到这里为止。", "第二段话说到这里为止。", ""]


def test_marks_beyond_the_text_mark_nothing() -> None:
    assert marked(paragraphs("只有一句话。", [(900, 1000)])) == ""


def test_an_empty_text_has_no_paragraphs() -> None:
    assert paragraphs(" \n\n ", [(0, 1)]) == []


def test_paragraphs_know_the_part_and_the_passage_they_belong_to(policy: Policy) -> None:
    measure = policy.parts[2]
    found = paragraphs(policy.text, [], (measure.start, measure.end), policy.parts)
    assert [(paragraph.kind, paragraph.quoted) for paragraph in found] == [
        ("title", False),
        ("heading", False),
        ("measure", True),
        ("furniture", False),
        ("signature", False),
    ]


def test_every_character_is_shown_in_order(policy: Policy) -> None:
    assert solid(shown(paragraphs(policy.text, [(5, 50)], (0, 0), policy.parts))) == solid(policy.text)


def test_any_sentence_of_a_real_document_is_marked_exactly(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        mended = mend(text)
        edges = [0, *(place + 1 for place, char in enumerate(text) if char in "。；")]
        for start, end in list(pairwise(edges))[::7]:
            kept = "".join(c for c, at in zip(mended.text, mended.offsets, strict=True) if start <= at < end)
            assert solid(marked(paragraphs(text, [(start, end)]))) == solid(kept), (path.name, start)
