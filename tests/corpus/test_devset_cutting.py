"""Cutting measured against how a careful person cut the five seed documents."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from corpus import Part, Policy, load


@dataclass(frozen=True)
class Comparison:
    """What was found of the measures that were expected; spans are offsets in the text without white space."""

    found: int
    missed: list[str]
    invented: list[str]
    wrong_units: list[str]
    wrong_outlines: list[str]
    compared: int  # measures found, optional ones included

    @property
    def f1(self) -> float:
        return 2 * self.found / (2 * self.found + len(self.missed) + len(self.invented))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def squeezed_span(text: str, part: Part) -> tuple[int, int]:
    """The span of a part, white space and a final 。；， not counted."""
    start = len(squeezed(text[: part.start]))
    return start, start + len(squeezed(part.text).rstrip("。；，"))


def expected_spans(text: str, rows: list[dict[str, Any]]) -> dict[tuple[int, int], dict[str, Any]]:
    plain = squeezed(text)
    spans = {}
    at = 0
    for row in rows:
        start = plain.index(squeezed(row["starts_with"]), at)
        ending = squeezed(row["ends_with"])
        end = plain.index(ending, start) + len(ending)
        spans[start, start + len(plain[start:end].rstrip("。；，"))] = row
        at = start + 1
    return spans


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[str, Policy]:
    return {path.name: load(path, path.name) for path in sorted((shared / "seeds").glob("*.txt"))}


@pytest.fixture(scope="module")
def comparison(shared: Path, seeds: dict[str, Policy]) -> Comparison:
    rows = [json.loads(line) for line in (shared / "devset/measures.jsonl").open(encoding="utf-8")]
    found, compared = 0, 0
    missed, invented, wrong_units, wrong_outlines = [], [], [], []
    for name, policy in seeds.items():
        expected = expected_spans(policy.text, [row for row in rows if row["doc"] == name])
        cut = {squeezed_span(policy.text, part): part for part in policy.parts if part.kind == "measure"}
        optional = [span for span, row in expected.items() if row.get("optional")]
        for span, row in expected.items():
            where = f"{name} {row['n']}"
            part = cut.get(span)
            if part is None:
                missed.extend([] if span in optional else [where])
                continue
            compared += 1
            found += span not in optional
            if list(part.responsible_units) != row["responsible"]:
                wrong_units.append(f"{where}: {part.responsible_units}")
            if [*part.outline, *([part.label] if part.label else [])] != row["path"]:
                wrong_outlines.append(f"{where}: {part.outline} {part.label}")
        for span, part in cut.items():
            if span not in expected and not any(s < span[1] and span[0] < e for s, e in optional):
                invented.append(f"{name} {part.outline} {part.label}")
    return Comparison(found, missed, invented, wrong_units, wrong_outlines, compared)


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
