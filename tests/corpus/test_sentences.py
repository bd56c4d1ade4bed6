"""Sentence boundaries."""

from __future__ import annotations

import pytest

from corpus import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲。乙！丙？丁；戊", ["甲。", "乙！", "丙？", "丁；", "戊"]),
        ("补贴1.5万元，增长34.49%。完", ["补贴1.5万元，增长34.49%。", "完"]),
        ("落实《意见。通知》要求。完。", ["落实《意见。通知》要求。", "完。"]),
        ("鼓励“先试。后推”的做法。完。", ["鼓励“先试。后推”的做法。", "完。"]),
        ("给予补贴（每户限一次。）。完。", ["给予补贴（每户限一次。）。", "完。"]),
        ("未闭合的“引号。仍然断句。", ["未闭合的“引号。", "仍然断句。"]),
        ("支持企业。（责任单位：市局）二是培训。", ["支持企业。（责任单位：市局）", "二是培训。"]),
        ("好吗？！好。", ["好吗？！", "好。"]),
        (
            "See Art. 5 of the U.S. code. It costs 1.5 million! Yes.",
            ["See Art. 5 of the U.S. code.", "It costs 1.5 million!", "Yes."],
        ),
        ("1. Rent relief. Firms pay less.", ["1. Rent relief.", "Firms pay less."]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_hard_wrap_inside_a_sentence_does_not_end_it() -> None:
    text = "给予补贴，\n\n- 最高10万元。另行通知。"
    assert [text[start:end] for start, end in sentences(text)] == ["给予补贴，\n\n- 最高10万元。", "另行通知。"]
