"""What must hold on the seed documents: hit rates by type, quotes verbatim against the files, a quick start."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from qa import PolicyQA
from qa.evaluation.datasets import QuestionSet, read_dataset
from qa.evaluation.results import result_of
from qa.evaluation.retrieve import retrieve
from tests.benchmarks import declining, quoting
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def collection(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("devset") / "collection"
    PolicyQA.build([shared / "seeds"], directory)
    return directory


@pytest.fixture(scope="module")
def figures(shared: Path, collection: Path) -> dict[str, Any]:
    dataset = read_dataset(shared / "devset" / "questions.jsonl")
    found = retrieve(dataset, ["hybrid"], 100, PolicyQA.open(collection), None, None, lambda *_: None)
    return dict(result_of(dataset, found.runs["hybrid"], found.qrels, "hybrid", found.encoder, 100)["figures"])


@pytest.mark.parametrize(
    ("group", "measure", "least"),
    [
        ("all", "Success@1", 0.88),
        ("all", "Success@5", 0.98),
        ("all", "RR@10", 0.92),
        ("type policy", "Success@5", 0.90),
        ("language en", "Success@5", 0.90),
        ("type region", "Success@1", 0.90),
        ("several relevant passages", "R@10", 0.80),
    ],
)
def test_hit_rates(figures: dict[str, Any], group: str, measure: str, least: float) -> None:
    assert figures[group][measure] >= least


def test_highlights_are_the_words_that_answer(shared: Path, collection: Path) -> None:
    found = quoting.figures(PolicyQA.open(collection), shared / "devset" / "questions.jsonl")
    assert found["gold quote touched by the highlights"] >= 0.90
    assert found["gold quote covered by the highlights"] >= 0.80
    assert found["share of long measures highlighted"] <= 0.40


def test_questions_without_an_answer_are_declined_and_others_answered(shared: Path, collection: Path) -> None:
    found = declining.shares(PolicyQA.open(collection), shared / "devset" / "questions.jsonl", "devset")
    assert found["devset, answerable (88): declined"] <= 0.05
    assert found["devset, unanswerable (12): declined"] >= 0.50


def test_every_quote_stands_in_the_file_word_for_word(shared: Path, collection: Path) -> None:
    qa = PolicyQA.open(collection)
    texts = {path.name: path.read_text(encoding="utf-8") for path in (shared / "seeds").glob("*.txt")}
    dataset = read_dataset(shared / "devset" / "questions.jsonl")
    assert isinstance(dataset, QuestionSet)
    for query in dataset.queries:
        for quote in qa.ask(query.text, 10).quotes:
            assert texts[quote.source][quote.start : quote.end] == quote.text
            assert len(quote.text) <= 800


@pytest.mark.slow
def test_a_cold_start_stays_quick() -> None:
    command = [sys.executable, "-m", "ui.command", "ask", "没房子抵押能贷到钱吗", "--json"]
    seconds = []
    for _ in range(4):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 2.4  # under 1.2 s on an idle machine of two cores (RESULTS.md); room for a busy one
