"""Hands responsible units on: from headings and general clauses to the measures they are meant for."""

from __future__ import annotations

from dataclasses import replace

from corpus.cutting.stretches import Stretch, without_markdown
from corpus.cutting.units import general_clause


def with_inherited(text: str, stretches: list[Stretch]) -> list[Stretch]:
    """Give measures the units named by their headings and by general clauses of their section."""
    result = list(stretches)
    for index, stretch in enumerate(stretches):
        if stretch.kind == "heading" and stretch.units:
            own = (*stretch.outline, without_markdown(text[stretch.start : stretch.end].strip()))
            for i in range(index + 1, len(stretches)):
                if stretches[i].outline[: len(own)] == own:
                    result[i] = _inherit(result[i], stretch.units)
        body = text[stretch.start : stretch.end] if stretch.kind in ("measure", "text", "preamble") else ""
        clause = general_clause(body) if "以" in body or "上述" in body or "下列" in body else None
        if clause is None:
            continue
        section = stretch.outline[:1]
        following = clause.reach == "following"
        for i in range(index + 1, len(stretches)) if following else range(index):
            if stretches[i].kind == "measure" and (not section or stretches[i].outline[:1] == section):
                result[i] = _inherit(result[i], clause.units)
        result[index] = replace(result[index], units=tuple(dict.fromkeys((*stretch.units, *clause.units))))
    return result


def _inherit(stretch: Stretch, units: tuple[str, ...]) -> Stretch:
    if stretch.kind != "measure":
        return stretch
    new = [u for u in units if u not in stretch.inherited and u not in stretch.units]
    return replace(stretch, inherited=(*stretch.inherited, *new))
