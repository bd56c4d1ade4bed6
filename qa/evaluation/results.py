"""Figures of a run: overall, by type and by language, with intervals, and query by query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from qa.errors import DatasetError
from qa.evaluation.measures import CURVE, MEASURES, interval, mean, measure, names
from qa.evaluation.retrieve import Dataset, grouped
from qa.evaluation.trec import Qrels, Run

Result = dict[str, Any]


def result_of(
    dataset: Dataset, run: Run, qrels: Qrels, retriever: str, encoder: str, k: int, milliseconds: Sequence[float] = ()
) -> Result:
    """Measures a run of depth k; raises DatasetError where nothing is judged.

    ``unjudged@10`` is the share of the first ten results that nobody judged: they count as not relevant.
    """
    groups = dict(grouped(dataset.queries, qrels))
    if not groups["all"]:
        raise DatasetError(f"{dataset.name}: no question has a gold quote: there is nothing to measure")
    measures = names(k)
    ids = [query.id for query in groups["all"]]
    curve = [f"R@{depth}" for depth in CURVE if depth <= k]
    wanted = tuple(dict.fromkeys((*measures, *curve, "Judged@10")))
    values = measure(run, {query: qrels[query] for query in ids}, wanted)
    per_group = {
        group: {name: [values[query.id][name] for query in queries] for name in measures}
        for group, queries in groups.items()
    }
    result: Result = {
        "dataset": dataset.name,
        "retriever": retriever,
        "encoder": encoder,
        "k": k,
        "queries": len(ids),
        "without_judgement": len(dataset.queries) - len(ids),
        "unknown_queries": len(run.keys() - {query.id for query in dataset.queries}),
        "without_results": sum(not run.get(query) for query in ids),
        "unjudged@10": round(1 - mean([values[query]["Judged@10"] for query in ids if run.get(query)] or [1.0]), 6),
        "figures": {
            group: {"queries": len(groups[group]), **{name: mean(each) for name, each in columns.items()}}
            for group, columns in per_group.items()
        },
        "intervals": {
            group: {name: interval(each) for name, each in columns.items()} for group, columns in per_group.items()
        },
        "recall_curve": {name.removeprefix("R@"): mean([values[query][name] for query in ids]) for name in curve},
        "per_query": {query: {name: values[query][name] for name in measures} for query in ids},
    }
    if milliseconds:
        result["milliseconds"] = {
            "median": round(float(np.median(milliseconds)), 3),
            "p95": round(float(np.percentile(milliseconds, 95)), 3),
            "each": [round(value, 3) for value in milliseconds],
        }
    return result


def table(results: Sequence[Result]) -> str:
    """The figures of several results as a Markdown table, and what was left out of them."""
    shown = tuple(dict.fromkeys((*MEASURES, *(name for result in results for name in names(result["k"])))))
    lines = [f"| dataset | queries | {' | '.join(shown)} |", f"|{'---|' * (len(shown) + 2)}"]
    notes = []
    for result in results:
        for group, figures in result["figures"].items():
            name = f"{result['dataset']}, {result['retriever']}" if group == "all" else f"· {group}"
            row = " | ".join(f"{figures[m]:.3f}" if m in figures else "–" for m in shown)
            lines.append(f"| {name} | {figures['queries']} | {row} |")
            if group == "all":
                intervals = result["intervals"]["all"]
                row = " | ".join("–".join(f"{x:.3f}" for x in intervals[m]) if m in intervals else "–" for m in shown)
                lines.append(f"| · 95 % interval |  | {row} |")
        notes.append(
            f"{result['dataset']}, {result['retriever']}: {result['without_judgement']} queries without judgement are "
            f"left out, {result['without_results']} without results count as zero, "
            f"{result['unjudged@10']:.0%} of the first ten results are not judged and count as not relevant"
            + (f", {n} of the run are not in the dataset and left out" if (n := result["unknown_queries"]) else "")
        )
    return "\n".join([*lines, "", *notes])
