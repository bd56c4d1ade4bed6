"""Which documents count for the place and the year asked for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus import Policy, load
from corpus.gazetteer import lookup
from qa import PolicyQA
from qa.scope import BROADER, INSIDE, OUTSIDE, region_fit


def policy(folder: Path, region: str, province: str) -> Policy:
    stated = "".join(f"{key}: {value}\n" for key, value in (("region", region), ("province", province)) if value)
    path = folder / "a.md"
    path.write_text(
        f"---\ntitle: 通知\n{stated}---\n一、给予补助。2021年对企业给予补助，电话88202299。", encoding="utf-8"
    )
    return load(path, path.name)


@pytest.mark.parametrize(
    ("region", "province", "asked", "fit"),
    [
        ("常州市", "江苏省", "常州", INSIDE),
        ("常州市", "江苏省", "江苏", INSIDE),  # a place in the province asked for
        ("常州市", "江苏省", "武进", BROADER),  # the city of the district asked for
        ("慈溪市", "浙江省", "宁波", INSIDE),  # a place in the city asked for
        ("江苏省", "江苏省", "常州", BROADER),
        ("", "", "常州", BROADER),  # a national document
        ("常州市", "江苏省", "苏州", OUTSIDE),
        ("慈溪市", "浙江省", "余姚市", OUTSIDE),
        ("天津市", "天津市", "天津", INSIDE),
    ],
)
def test_fit_of_a_document_with_the_place_asked_for(
    tmp_path: Path, region: str, province: str, asked: str, fit: int
) -> None:
    place = lookup(asked)
    assert place is not None
    assert region_fit(policy(tmp_path, region, province), place) == fit


def test_years_are_looked_for_as_years(tmp_path: Path) -> None:
    texts = ("2021年给予补助，电话88202299。", "二〇一九年起施行。", "2018.03.22发布。", "没有年份。")
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(f"通知\n\n一、补助。{text}", encoding="utf-8")
    scope = PolicyQA.build([tmp_path]).scope
    for number, year in enumerate((2021, 2019, 2018)):
        assert list(np.flatnonzero(scope.policies_of([year]))) == [number]
    assert not scope.policies_of([2022]).any()  # only inside a phone number
    assert not scope.policies_of([]).any()
    assert not scope.passages_of([]).any()
