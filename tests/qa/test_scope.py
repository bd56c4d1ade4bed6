"""Which documents count for the place and the year asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Policy, load
from corpus.gazetteer import lookup
from qa.scope import BROADER, INSIDE, OUTSIDE, mentions_year, region_fit


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
    found = policy(tmp_path, "常州市", "江苏省")
    assert mentions_year(found, [2021])
    assert not mentions_year(found, [2022])  # only inside a phone number
    assert not mentions_year(found, [])
