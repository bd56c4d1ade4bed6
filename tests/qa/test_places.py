"""The place a question is about, of those that the documents cover; and English names."""

from __future__ import annotations

import pytest

from qa.places import english_name, names_a_place, place_asked_of

COVERED = ("常州市", "大同市", "慈溪市", "江苏省")


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("大同有贷款贴息吗？", "大同市"),
        ("大同市的大同企业呢", "大同市"),
        ("Is there help with rent in Changzhou?", "常州市"),
        ("常州市武进区的厂房能减租吗", "常州市"),
        ("慈溪开店有补贴吗", "慈溪市"),
        ("江苏有什么政策", "江苏省"),
        ("常州和大同哪里补贴高？", None),
        ("上海有补贴吗？", None),
        ("常州和上海哪里补贴高？", None),
        ("有贷款贴息吗？", None),
        ("", None),
    ],
)
def test_a_question_is_about_the_one_covered_place_that_it_names(question: str, place: str | None) -> None:
    assert place_asked_of(question, COVERED) == place


@pytest.mark.parametrize(
    ("question", "named"), [("上海有补贴吗？", True), ("Rent in Datong?", True), ("房租呢？", False)]
)
def test_a_place_is_a_place_whether_covered_or_not(question: str, named: bool) -> None:
    assert names_a_place(question) is named


@pytest.mark.parametrize(
    ("place", "english"), [("常州市", "Changzhou"), ("山西省", "Shanxi"), ("青川市", None), ("", None)]
)
def test_places_have_their_usual_english_names(place: str, english: str | None) -> None:
    assert english_name(place) == english
