"""The label grammar."""

from __future__ import annotations

import pytest

from corpus.cutting.numbering import label_at, number_value


@pytest.mark.parametrize(
    ("line", "kind", "number", "written"),
    [
        ("一、总体要求", "一、", 1, "一、"),
        ("十二．其他", "一、", 12, "十二．"),
        ("（二十一）支持", "（一）", 21, "（二十一）"),
        ("(三)支持", "（一）", 3, "(三)"),
        ("12.支持", "1.", 12, "12."),
        ("3．支持", "1.", 3, "3．"),
        ("4、2022年起", "1.", 4, "4、"),
        ("（5）支持", "（1）", 5, "（5）"),
        ("6)支持", "1）", 6, "6)"),
        ("⑦支持", "①", 7, "⑦"),
        ("⑵支持", "（1）", 2, "⑵"),
        ("1.2 支持", "1.1", 2, "1.2"),
        ("1.2.3支持", "1.1", 3, "1.2.3"),
        ("三是支持", "一是", 3, "三是"),
        ("二要支持", "一要", 2, "二要"),
        ("其次，支持", "首先", 2, "其次"),
        ("第二，支持", "第一，", 2, "第二，"),
        ("第一百零三条 支持", "条", 103, "第一百零三条"),
        ("第三条支持", "条", 3, "第三条"),
        ("第5条　支持", "条", 5, "第5条"),
        ("第十条之一 支持", "条", 10, "第十条之一"),
        ("第二章 支持", "章", 2, "第二章"),
        ("第三部分 支持", "编", 3, "第三部分"),
        ("**第四条** 支持", "条", 4, "第四条"),
        ("## 第二节 支持", "节", 2, "第二节"),
        ("## 支持", "#", 0, "##"),
        ("★支持", "★", 0, "★"),
        ("——支持", "★", 0, "——"),
        ("㈢支持", "（一）", 3, "㈢"),
        ("其二，支持", "第一，", 2, "其二，"),
        ("第 三 条 支持", "条", 3, "第 三 条"),
        ("问：怎么办？", "问", 0, "问："),
        ("Article 7 Support", "条", 7, "Article 7"),
        ("IV. Support", "I.", 4, "IV."),
        ("(b) Support", "(a)", 2, "(b)"),
    ],
)
def test_label_is_read_with_kind_and_number(line: str, kind: str, number: int, written: str) -> None:
    label = label_at(line, 0, len(line))
    assert label is not None
    assert (label.kind, label.number, label.text) == (kind, number, written)


@pytest.mark.parametrize(
    "line",
    [
        "1.5万元", "2.5 亿元", "2020年", "2、3月份", "（一）项所列", "第五条规定", "第三条、第四条", "一、二产业",
        "三、四线城市",
        "一是一", "（2021）年", "（5）号文", "3-5年", "支持", "第一批", "十佳企业", "12345", "", "I am",
    ],
)  # fmt: skip
def test_number_that_is_no_label_is_none(line: str) -> None:
    assert label_at(line, 0, len(line)) is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("十九", 19),
        ("二十", 20),
        ("一百零三", 103),
        ("一百一十", 110),
        ("二〇", 20),
        ("12", 12),
        ("XIV", 14),
    ],
)
def test_numerals_are_valued(numeral: str, value: int) -> None:
    assert number_value(numeral) == value
