"""Measures of runs, those of ir_measures (trec_eval's), with 95 % intervals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.errors import DatasetError
from qa.evaluation.trec import Qrels, Run, ranking

MEASURES = ("nDCG@10", "RR@10", "AP", "R@10", "R@100", "Success@1", "Success@5", "Success@10")
CURVE = (1, 2, 3, 5, 10, 20, 30, 50, 70, 100)  # where the recall curve is drawn
RESAMPLES = 2000
PerQuery = dict[str, dict[str, float]]  # query -> measure -> value


def names(k: int) -> tuple[str, ...]:
    """The measures of a run of depth k."""
    return (*MEASURES, f"R@{k}") if k not in (10, 100) else MEASURES


def measure(run: Run, qrels: Qrels, measures: Sequence[str] = MEASURES) -> PerQuery:
    """Every measure of every judged query; a query without results counts as zero.

    Documents of equal score rank as trec_eval ranks them, by id, descending.
    """
    import ir_measures

    parsed = [ir_measures.parse_measure(name) for name in measures]
    values: PerQuery = {query: dict.fromkeys(measures, 0.0) for query in qrels}
    # Ranks instead of scores: the tools behind ir_measures break ties differently, and all must see one order.
    ranked = {
        query: {document: -float(rank) for rank, document in enumerate(ranking(scores))}
        for query, scores in run.items()
        if scores  # Judged@10 divides by their number
    }
    for metric in ir_measures.iter_calc(parsed, qrels, ranked):
        values[metric.query_id][str(metric.measure)] = float(metric.value)
    return values


def parse(name: str) -> str:
    """A measure's name as ir_measures writes it; raises DatasetError for an unknown one."""
    import ir_measures

    try:
        found = ir_measures.parse_measure(name)
        # Of the tools behind ir_measures, these two need nothing else installed and take ids of any form.
        known = ir_measures.pytrec_eval.supports(found) or ir_measures.msmarco.supports(found)
    except (NameError, ValueError, SyntaxError, TypeError, AssertionError):
        known = False
    if not known:
        raise DatasetError(
            f"unknown measure {name!r}: give one of trec_eval's in ir_measures' form, for example {', '.join(MEASURES)}"
        )
    return str(found)


def mean(values: Sequence[float]) -> float:
    """The mean, rounded to six digits."""
    return round(float(np.mean(values)), 6)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of the mean, by the percentile bootstrap over queries (Efron, 1979), from a fixed seed."""
    from scipy.stats import bootstrap

    if len(set(values)) == 1:  # nothing varies: the bootstrap has nothing to say
        return values[0], values[0]
    found = bootstrap((np.asarray(values),), np.mean, n_resamples=RESAMPLES, batch=200, method="percentile", rng=0)
    low, high = found.confidence_interval
    return round(float(low), 6), round(float(high), 6)
