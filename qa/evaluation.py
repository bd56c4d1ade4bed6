"""Measures retrieval on datasets, with the measures of ir_measures (trec_eval's)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from embeddings import EMBEDDED, Encoder, load_encoder
from qa.datasets import BeirDataset, Query, QuestionSet
from qa.errors import DatasetError
from qa.indexes import Indexes
from qa.passages import CONTEXT_CHARS, Passage
from qa.policy_qa import PolicyQA
from qa.rank import best, by_retriever
from qa.words import bare

DEPTH = 100  # results judged per query
MEASURES = ("nDCG@10", "RR@10", "AP", "R@10", "R@100", "Success@1", "Success@5", "Success@10")
Progress = Callable[[str, int, int], None]
Run = dict[str, dict[str, float]]  # query -> document -> score
Result = dict[str, Any]


def evaluate_dataset(
    dataset: BeirDataset | QuestionSet, collection: Path | None, encoder: str | None, retriever: str,
    progress: Progress | None = None,
) -> Result:  # fmt: skip
    """Runs every query of a dataset and measures the run: overall, by type and by language."""
    if isinstance(dataset, BeirDataset):
        used = load_encoder(encoder or EMBEDDED)
        run, qrels = _run_beir(dataset, used, retriever, progress)
    else:
        if collection is None:
            raise DatasetError(
                f"{dataset.name}: a question set needs --collection, built from the documents it asks of"
            )
        qa = PolicyQA.open(collection, load_encoder(encoder) if encoder else None)
        used = qa.collection.indexes.encoder
        run, qrels = _run_questions(dataset, qa, retriever, progress)
    judged = [query for query in dataset.queries if qrels.get(query.id)]
    if not judged:
        raise DatasetError(f"{dataset.name}: no question has a gold quote: there is nothing to measure")
    per_query = measure(run, {query.id: qrels[query.id] for query in judged})
    groups: dict[str, list[Query]] = {"all": judged}
    for query in judged:
        for name in (query.type and f"type {query.type}", query.language and f"language {query.language}"):
            if name:
                groups.setdefault(name, []).append(query)
    figures = {
        name: {"queries": len(queries), **{m: _mean([per_query[q.id][m] for q in queries]) for m in MEASURES}}
        for name, queries in groups.items()
    }
    return {
        "dataset": dataset.name, "retriever": retriever, "encoder": used.name,
        "queries": len(judged), "without_judgement": len(dataset.queries) - len(judged), "figures": figures,
    }  # fmt: skip


def measure(run: Run, qrels: dict[str, dict[str, int]]) -> dict[str, dict[str, float]]:
    """Every measure of every judged query; a query without results counts as zero."""
    import ir_measures

    measures = [ir_measures.parse_measure(name) for name in MEASURES]
    values: dict[str, dict[str, float]] = {query: dict.fromkeys(MEASURES, 0.0) for query in qrels}
    for metric in ir_measures.iter_calc(measures, qrels, run):
        values[metric.query_id][str(metric.measure)] = float(metric.value)
    return values


def table(results: Sequence[Result]) -> str:
    """The figures of several datasets as a Markdown table."""
    lines = [
        f"| dataset | queries | {' | '.join(MEASURES)} |",
        f"|{'---|' * (len(MEASURES) + 2)}",
    ]
    for result in results:
        for group, figures in result["figures"].items():
            name = f"{result['dataset']}, {result['retriever']}" if group == "all" else f"· {group}"
            values = " | ".join(f"{figures[m]:.3f}" for m in MEASURES)
            lines.append(f"| {name} | {figures['queries']} | {values} |")
    return "\n".join(lines)


def _mean(values: list[float]) -> float:
    return round(float(np.mean(values)), 6)


def _run_beir(
    dataset: BeirDataset, encoder: Encoder, retriever: str, progress: Progress | None
) -> tuple[Run, dict[str, dict[str, int]]]:
    passages = [
        Passage(at, 0, "measure", title[:CONTEXT_CHARS], text) for at, (_, title, text) in enumerate(dataset.corpus)
    ]

    def encoding(done: int, of: int) -> None:
        if progress:
            progress(f"encode {dataset.name}", done, of)

    indexes = Indexes.from_passages(passages, encoder, encoding)
    priors = np.zeros(len(passages), dtype=np.float32)
    run: Run = {}
    for number, query in enumerate(dataset.queries, 1):
        scores = by_retriever(indexes.signals(query.text), retriever, priors)
        run[query.id] = {dataset.corpus[at][0]: float(scores[at]) for at in best(scores, DEPTH)}
        if progress:
            progress(f"ask {dataset.name}", number, len(dataset.queries))
    return run, dataset.qrels


def _run_questions(
    dataset: QuestionSet, qa: PolicyQA, retriever: str, progress: Progress | None
) -> tuple[Run, dict[str, dict[str, int]]]:
    parts = {
        part.id: (policy.source, bare(part.text)) for policy in qa.policies for part in policy.parts if part.searchable
    }
    sources = {policy.source for policy in qa.policies}
    run: Run = {}
    qrels: dict[str, dict[str, int]] = {}
    for number, query in enumerate(dataset.queries, 1):
        relevant = {}
        for source, quote in dataset.gold[query.id]:
            if source not in sources:
                raise DatasetError(
                    f"{dataset.name}, question {query.id}: {source!r} is not in this collection; "
                    "build it from the documents of the question set"
                )
            holding = [part for part, (where, text) in parts.items() if where == source and bare(quote) in text]
            # A quote that no passage holds whole cannot be found: it counts as relevant and is never retrieved.
            relevant.update(dict.fromkeys(holding or [f"cut apart: {quote}"], 1))
        if relevant:
            qrels[query.id] = relevant
        scores = qa.retrieve(query.text, retriever)
        run[query.id] = {qa.part_id(int(at)): float(scores[at]) for at in best(scores, DEPTH)}
        if progress:
            progress(f"ask {dataset.name}", number, len(dataset.queries))
    return run, qrels
