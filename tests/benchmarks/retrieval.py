"""Every retriever on the question sets and the BEIR benchmarks."""

from __future__ import annotations

import json
import lzma
import re
import time
from collections.abc import Sequence
from pathlib import Path

from embeddings import Encoder
from qa import PolicyQA
from qa.evaluation.datasets import read_dataset
from qa.evaluation.results import Result, result_of
from qa.evaluation.retrieve import Dataset, retrieve
from tests.conftest import ROOT

RETRIEVERS = ("lexical", "vector", "late", "dense", "hybrid")
DISTRACTORS = 20_000  # law articles beside the pages


def law_files(shared: Path, folder: Path, articles: int) -> None:
    """Writes laws as Markdown files until they hold about so many articles, every so-manieth law."""
    with lzma.open(shared / "corpora" / "laws.jsonl.xz", "rt", encoding="utf-8") as file:
        laws = [json.loads(line) for line in file]
    held = 0
    for number, law in enumerate(laws[::5] + laws[1::5] + laws[2::5]):
        if held >= articles:
            return
        (folder / f"law{number:04}.md").write_text(f"# {law['title']}\n\n{law['text']}", encoding="utf-8")
        held += len(re.findall(r"^第[一二三四五六七八九十百千零]+条", law["text"], re.M))


def question_sets(shared: Path, work: Path) -> list[Result]:
    """Every retriever on the devset, the pages among law articles, and the digests."""
    laws = work / "laws"
    laws.mkdir()
    law_files(shared, laws, DISTRACTORS)
    sources = {
        "devset": (shared / "devset" / "questions.jsonl", [shared / "seeds"]),
        "pages": (ROOT / "tests" / "questions" / "pages.jsonl", [shared / "pages"]),
        "pages among laws": (ROOT / "tests" / "questions" / "pages.jsonl", [shared / "pages", laws]),
        "samples": (ROOT / "tests" / "questions" / "samples.jsonl", [ROOT / "corpus" / "samples"]),
    }
    results = []
    for name, (questions, folders) in sources.items():
        start = time.perf_counter()
        qa = PolicyQA.build(folders, work / name)
        seconds = time.perf_counter() - start
        for result in evaluated(read_dataset(questions), qa):
            results.append({**result, "dataset": name, "passages": len(qa.collection.passages), "ingest_s": seconds})
    return results


def evaluated(
    dataset: Dataset, qa: PolicyQA | None = None, retrievers: Sequence[str] = RETRIEVERS,
    encoder: Encoder | None = None, cache: Path | None = None,
) -> list[Result]:  # fmt: skip
    """Retrievers on a dataset, without the values of each query; ``encoder`` and ``cache`` are those of a corpus."""
    found = retrieve(dataset, retrievers, 100, qa, encoder, cache, lambda *_: None)
    results = [
        result_of(dataset, run, found.qrels, name, found.encoder, 100, found.milliseconds)
        for name, run in found.runs.items()
    ]
    for result in results:
        del result["per_query"], result["milliseconds"]["each"]
    return results


def benchmarks(shared: Path) -> list[Result]:
    """Every retriever on the BEIR folders."""
    return [
        result for folder in sorted((shared / "benchmarks").iterdir()) for result in evaluated(read_dataset(folder))
    ]
