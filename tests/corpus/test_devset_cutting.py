"""Cutting measured against how a careful person cut the five seed documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Policy, load
from tests.benchmarks.cutting import Comparison, compare


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[str, Policy]:
    return {path.name: load(path, path.name) for path in sorted((shared / "seeds").glob("*.txt"))}


@pytest.fixture(scope="module")
def comparison(shared: Path, seeds: dict[str, Policy]) -> Comparison:
    return compare(seeds.values(), shared / "devset" / "measures.jsonl")


def test_spans_of_the_measures_agree_exactly(comparison: Comparison) -> None:
    assert comparison.f1 >= 0.97, (comparison.missed, comparison.invented)


def test_responsible_units_agree_exactly(comparison: Comparison) -> None:
    assert comparison.compared >= 100
    assert 1 - len(comparison.wrong_units) / comparison.compared >= 0.97, comparison.wrong_units


def test_outline_paths_agree_exactly(comparison: Comparison) -> None:
    assert 1 - len(comparison.wrong_outlines) / comparison.compared >= 0.97, comparison.wrong_outlines


def test_parts_tile_the_seeds_and_none_is_over_the_limit(seeds: dict[str, Policy]) -> None:
    assert len(seeds) == 5
    for policy in seeds.values():
        assert "".join(part.text for part in policy.parts) == policy.text
        for part in policy.parts:
            assert policy.text[part.start : part.end] == part.text
            assert 0 < len(part.text) <= 800
        assert len({part.id for part in policy.parts}) == len(policy.parts)


def test_general_clause_hands_its_units_to_the_measures_of_its_section_only(seeds: dict[str, Policy]) -> None:
    policy = next(policy for name, policy in seeds.items() if name.startswith("002"))
    measures = [part for part in policy.parts if part.kind == "measure"]
    stating, following = measures[0], measures[1:37]
    assert "各县区人民政府" in stating.responsible_units
    assert stating.inherited_units == ()
    assert all(part.inherited_units == ("各县区人民政府",) for part in following)
    assert all(part.inherited_units == () for part in measures[37:])
