"""Compares runs: which is better, and whether chance would do as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.evaluation.datasets import Query
from qa.evaluation.measures import PerQuery, mean

RESAMPLES = 10_000
CHANGED = 10  # questions shown that changed most


def comparison(
    queries: Sequence[Query], groups: dict[str, list[Query]], runs: Sequence[tuple[str, PerQuery]], name: str
) -> list[dict[str, Any]]:
    """Every later run against the first, by one measure: difference, p-value, wins and losses, most changed questions.

    The p-value is of a paired randomisation test over queries (Smucker, Allan and Carterette, 2007), corrected for
    the number of runs by Holm (1979).
    """
    (baseline, before), *others = runs
    texts = {query.id: query.text for query in queries}
    rows: list[dict[str, Any]] = []
    for label, after in others:
        changes = {query.id: after[query.id][name] - before[query.id][name] for query in groups["all"]}
        changed = sorted((q for q in changes if changes[q]), key=lambda q: (-abs(changes[q]), q))[:CHANGED]
        rows.append({
            "baseline": baseline, "run": label, "measure": name,
            "baseline_mean": mean([before[query.id][name] for query in groups["all"]]),
            "run_mean": mean([after[query.id][name] for query in groups["all"]]),
            "p": randomisation(np.array(list(changes.values()))),
            "groups": {group: _counts([changes[query.id] for query in own]) for group, own in groups.items()},
            "changed": [
                {"id": q, "question": texts[q], "baseline": before[q][name], "run": after[q][name]} for q in changed
            ],
        })  # fmt: skip
    for row, corrected in zip(rows, holm([row["p"] for row in rows]), strict=True):
        row["p_corrected"] = corrected
    return rows


def randomisation(differences: npt.NDArray[np.float64]) -> float:
    """How often chance gives a mean difference as large: two-sided p-value of random sign flips, fixed seed."""
    from scipy.stats import permutation_test

    if not differences.any():
        return 1.0
    found = permutation_test(
        (differences,), np.mean, permutation_type="samples", n_resamples=RESAMPLES, batch=200, rng=0
    )
    return float(found.pvalue)


def holm(p_values: Sequence[float]) -> list[float]:
    """P-values corrected for being several (Holm, 1979), in the order given."""
    corrected = [0.0] * len(p_values)
    largest = 0.0
    for rank, at in enumerate(sorted(range(len(p_values)), key=lambda i: p_values[i])):
        largest = max(largest, min(1.0, p_values[at] * (len(p_values) - rank)))
        corrected[at] = largest
    return corrected


def _counts(changes: Sequence[float]) -> dict[str, float]:
    return {
        "queries": len(changes),
        "wins": sum(change > 0 for change in changes),
        "ties": sum(change == 0 for change in changes),
        "losses": sum(change < 0 for change in changes),
        "difference": mean(changes),
    }


def text(rows: Sequence[dict[str, Any]]) -> str:
    """Comparisons as Markdown."""
    lines = []
    for row in rows:
        lines += [
            f"## {row['run']} against {row['baseline']}, {row['measure']}",
            "",
            f"{row['baseline_mean']:.4f} → {row['run_mean']:.4f}, p = {row['p']:.4f}, "
            f"corrected for {len(rows)} runs: {row['p_corrected']:.4f}",
            "",
            "| queries | number | wins | ties | losses | difference |",
            "|---|---|---|---|---|---|",
        ]
        lines += [
            f"| {group} | {c['queries']} | {c['wins']} | {c['ties']} | {c['losses']} | {c['difference']:+.4f} |"
            for group, c in row["groups"].items()
        ]
        if row["changed"]:
            lines += ["", "| changed most | question | before | after |", "|---|---|---|---|"]
        lines += [
            f"| {c['id']} | {_cell(c['question'])} | {c['baseline']:.3f} | {c['run']:.3f} |" for c in row["changed"]
        ]
        lines.append("")
    return "\n".join(lines)


def _cell(text: str, most: int = 80) -> str:
    flat = " ".join(text.split()).replace("|", "\\|")
    return flat if len(flat) <= most else flat[: most - 1] + "…"
