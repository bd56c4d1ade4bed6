"""Runs the queries of a dataset."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embeddings import EmbeddedEncoder, Encoder, best
from qa.collection import Progress
from qa.errors import DatasetError
from qa.evaluation.cache import indexes_of
from qa.evaluation.datasets import BeirDataset, Query, QuestionSet
from qa.evaluation.trec import Qrels, Run, one_word
from qa.indexes import Scores
from qa.passages import CONTEXT_CHARS, Passage
from qa.policy_qa import PolicyQA
from qa.rank import by_retriever
from qa.words import bare

Dataset = BeirDataset | QuestionSet
WORD_BY_WORD = ("lexical", "late")  # retrievers whose score is 0 where nothing matches


@dataclass(frozen=True)
class Retrieved:
    """The runs of a dataset by retriever, what they are judged by, and how long each query took."""

    encoder: str
    runs: dict[str, Run]
    qrels: Qrels
    milliseconds: list[float]  # of each query: all signals, and the ranking of every retriever


def open_collection(dataset: QuestionSet, collection: Path | None, encoder: Encoder | None) -> PolicyQA:
    """The collection that a question set asks of; raises DatasetError where none is named."""
    if collection is None:
        raise DatasetError(f"{dataset.name}: a question set needs --collection, built from the documents it asks of")
    return PolicyQA.open(collection, encoder)


def retrieve(
    dataset: Dataset, retrievers: Sequence[str], k: int, qa: PolicyQA | None, encoder: Encoder | None,
    cache: Path | None, progress: Progress,
) -> Retrieved:  # fmt: skip
    """The k best of every query by each retriever.

    ``qa`` is the collection of a question set, ``encoder`` that of a BEIR corpus, by default the embedded one.
    """
    if isinstance(dataset, BeirDataset):
        used = encoder or EmbeddedEncoder()
        ids = [document for document, _, _ in dataset.corpus]
        ask = _over_corpus(dataset, used, cache, progress)
    else:
        assert qa is not None
        used = qa.collection.indexes.encoder
        ids = [one_word(qa.part_id(at)) for at in range(len(qa.collection.passages))]
        ask = qa.retrieve
    qrels = judgements(dataset, qa)
    runs: dict[str, Run] = {retriever: {} for retriever in retrievers}
    times = []
    ask(dataset.queries[0].text, retrievers)  # loads dictionaries, which is no part of a query's time
    for number, query in enumerate(dataset.queries, 1):
        start = time.perf_counter()
        found = {name: (scores, best(scores, k)) for name, scores in ask(query.text, retrievers).items()}
        times.append((time.perf_counter() - start) * 1000)
        for name, (scores, places) in found.items():
            # A passage that shares no word with the question is no result: in index order, it would be one by chance.
            results = places[scores[places] > 0] if name in WORD_BY_WORD else places
            runs[name][query.id] = {ids[at]: float(scores[at]) for at in results}
        progress(f"ask {dataset.name}", number, len(dataset.queries))
    return Retrieved(used.name, runs, qrels, times)


def judgements(dataset: Dataset, qa: PolicyQA | None) -> Qrels:
    """The dataset's own, or of a question set the parts of its collection that hold a gold quote of each question.

    Raises DatasetError for documents the collection lacks.
    """
    if isinstance(dataset, BeirDataset):
        return dataset.qrels
    assert qa is not None
    parts: dict[str, list[tuple[str, str]]] = {policy.source: [] for policy in qa.policies}
    for policy in qa.policies:
        parts[policy.source] += [(one_word(part.id), bare(part.text)) for part in policy.parts if part.searchable]
    qrels: Qrels = {}
    for query in dataset.queries:
        for source, quote in dataset.gold[query.id]:
            if source not in parts:
                raise DatasetError(
                    f"{dataset.name}, question {query.id}: {source!r} is not in this collection; "
                    "build it from the documents of the question set"
                )
            holding = [part for part, text in parts[source] if bare(quote) in text]
            # A quote that no passage holds whole cannot be found: it counts as relevant and is never retrieved.
            relevant = holding or [f"cut-apart:{one_word(bare(quote))}"]
            qrels.setdefault(query.id, {}).update(dict.fromkeys(relevant, 1))
    return qrels


def confidences(dataset: QuestionSet, qa: PolicyQA, progress: Progress) -> list[tuple[float, bool]]:
    """The confidence of the answer to each question, and whether the documents do answer it."""
    found = []
    for number, query in enumerate(dataset.queries, 1):
        found.append((qa.ask(query.text).confidence, bool(dataset.gold[query.id])))
        progress(f"answer {dataset.name}", number, len(dataset.queries))
    return found


def _over_corpus(
    dataset: BeirDataset, encoder: Encoder, cache: Path | None, progress: Progress
) -> Callable[[str, Sequence[str]], dict[str, Scores]]:
    passages = [
        Passage(at, 0, "measure", title[:CONTEXT_CHARS], text) for at, (_, title, text) in enumerate(dataset.corpus)
    ]
    indexes = indexes_of(passages, encoder, cache, lambda done, of: progress(f"encode {dataset.name}", done, of))
    priors = np.zeros(len(passages), dtype=np.float32)

    def ask(question: str, retrievers: Sequence[str]) -> dict[str, Scores]:
        signals = indexes.signals(question)
        return {name: by_retriever(signals, name, priors) for name in retrievers}

    return ask


def grouped(queries: Sequence[Query], qrels: Qrels) -> Iterator[tuple[str, list[Query]]]:
    """The judged queries, all and by type and language, and those with several relevant passages."""
    judged = [query for query in queries if any(grade > 0 for grade in qrels.get(query.id, {}).values())]
    groups: dict[str, list[Query]] = {"all": judged}
    for query in judged:
        for name in (query.type and f"type {query.type}", query.language and f"language {query.language}"):
            if name:
                groups.setdefault(name, []).append(query)
        if sum(grade > 0 for grade in qrels[query.id].values()) > 1:
            groups.setdefault("several relevant passages", []).append(query)
    yield from groups.items()
