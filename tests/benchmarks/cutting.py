"""How far our cutting agrees with how a careful person cut the five seed documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import Part, Policy


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
        """Of exact spans; optional ones count neither way."""
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


def compare(policies: Iterable[Policy], measures: Path) -> Comparison:
    """Holds the measures of policies against the expected ones, JSON Lines of the devset's form."""
    rows = [json.loads(line) for line in measures.read_text(encoding="utf-8").splitlines()]
    found, compared = 0, 0
    missed, invented, wrong_units, wrong_outlines = [], [], [], []
    for policy in policies:
        name = policy.source
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


def figures(policies: Iterable[Policy], shared: Path) -> dict[str, float]:
    """Exact-span F1, and the shares of measures whose units and outline agree exactly."""
    comparison = compare(policies, shared / "devset" / "measures.jsonl")
    return {
        "exact-span F1": comparison.f1,
        "responsible units exact": 1 - len(comparison.wrong_units) / comparison.compared,
        "outline exact": 1 - len(comparison.wrong_outlines) / comparison.compared,
    }
