"""Runs measured and compared: against values by hand, on a toy corpus and on invented documents."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from qa import PolicyQA
from qa.errors import DatasetError
from qa.evaluation.compare import comparison, holm, randomisation
from qa.evaluation.datasets import Query, QuestionSet, read_dataset
from qa.evaluation.measures import measure, parse
from qa.evaluation.results import Result, result_of, table
from qa.evaluation.retrieve import open_collection, retrieve
from tests.qa.evaluation.test_datasets import write

RETRIEVERS = ["lexical", "vector", "late", "dense", "hybrid"]


def evaluated(path: Path, collection: Path | None = None, retriever: str = "hybrid") -> Result:
    dataset = read_dataset(path)
    qa = open_collection(dataset, collection, None) if isinstance(dataset, QuestionSet) else None
    found = retrieve(dataset, [retriever], 100, qa, None, None, lambda *_: None)
    return result_of(dataset, found.runs[retriever], found.qrels, retriever, found.encoder, 100, found.milliseconds)


def test_measures_are_those_by_hand() -> None:
    run = {"q1": {"a": 3.0, "b": 2.0, "c": 1.0}, "q2": {}, "q3": {"x": 1.0}}
    qrels = {"q1": {"b": 1, "c": 1, "z": 1}, "q2": {"a": 1}, "q3": {"x": 1}}
    values = measure(run, qrels)
    gain = (1 / math.log2(3) + 1 / math.log2(4)) / (1 + 1 / math.log2(3) + 1 / math.log2(4))
    assert values["q1"]["nDCG@10"] == pytest.approx(gain)
    assert values["q1"]["RR@10"] == 0.5
    assert values["q1"]["AP"] == pytest.approx((1 / 2 + 2 / 3) / 3)
    assert values["q1"]["R@10"] == pytest.approx(2 / 3)
    assert (values["q1"]["Success@1"], values["q1"]["Success@5"]) == (0, 1)
    assert set(values["q2"].values()) == {0.0}  # a query without results counts as zero
    assert values["q3"]["nDCG@10"] == 1.0


@pytest.mark.parametrize("retriever", RETRIEVERS)
def test_every_retriever_runs_on_a_beir_folder(tmp_path: Path, retriever: str) -> None:
    result = evaluated(write(tmp_path / "toy"), retriever=retriever)
    assert (result["queries"], result["without_judgement"], result["without_results"]) == (2, 1, 0)
    assert result["figures"]["all"]["Success@1"] == 1.0
    assert result["intervals"]["all"]["Success@1"] == (1.0, 1.0)
    assert result["per_query"]["q1"]["RR@10"] == 1.0
    # d2 shares no word with q1, which it is relevant to: by words alone it is no result.
    assert result["recall_curve"]["100"] == (0.75 if retriever == "lexical" else 1.0)
    assert len(result["milliseconds"]["each"]) == 3


def test_a_question_set_is_judged_by_its_gold_quotes(qa: PolicyQA, tmp_path: Path) -> None:
    qa.collection.save(tmp_path / "c")
    here, other, nowhere = (
        {"doc": "harbour.txt", "quote": quote} for quote in ("展位费的 60%", "保费由财政", "没有这样的话")
    )
    asked = [
        {"id": "1", "type": "policy", "lang": "zh", "question": "摊位费", "gold": [here]},
        {"id": "2", "type": "none", "lang": "zh", "question": "天气", "gold": []},
        {"id": "3", "type": "cut", "lang": "en", "question": "fees", "gold": [nowhere]},
        {"id": "4", "type": "list", "lang": "zh", "question": "摊位费和保费", "gold": [here, other]},
    ]
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in asked), encoding="utf-8")
    result = evaluated(path, tmp_path / "c")
    assert (result["queries"], result["without_judgement"]) == (3, 1)
    assert result["figures"]["type policy"]["Success@1"] == 1.0
    assert result["figures"]["type cut"]["R@100"] == 0.0  # a quote that no passage holds is never found
    assert result["figures"]["language en"]["queries"] == 1
    assert result["figures"]["several relevant passages"]["queries"] == 1
    assert result["figures"]["several relevant passages"]["R@10"] == 1.0
    assert "1 queries without judgement are left out" in table([result])


def test_a_set_without_any_gold_quote_is_refused(qa: PolicyQA, tmp_path: Path) -> None:
    qa.collection.save(tmp_path / "c")
    (tmp_path / "set.jsonl").write_text('{"id": 1, "question": "天气", "gold": []}', encoding="utf-8")
    with pytest.raises(DatasetError, match="nothing to measure"):
        evaluated(tmp_path / "set.jsonl", tmp_path / "c")


def test_a_question_set_needs_a_collection_of_its_documents(qa: PolicyQA, tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"id": 1, "question": "a", "gold": [{"doc": "other.txt", "quote": "b"}]}')
    with pytest.raises(DatasetError, match="--collection"):
        evaluated(path)
    qa.collection.save(tmp_path / "c")
    with pytest.raises(DatasetError, match=r"other\.txt"):
        evaluated(path, tmp_path / "c")


def test_unjudged_results_and_queries_without_results_are_counted() -> None:
    queries = [Query("q1", "a"), Query("q2", "b"), Query("q3", "c")]
    run = {"q1": {"d1": 2.0, "d2": 1.0}}
    result = result_of(QuestionSet("set", queries), run, {"q1": {"d1": 1}, "q2": {"d1": 1}}, "x", "", 10)
    assert (result["queries"], result["without_judgement"], result["without_results"]) == (2, 1, 1)
    assert result["figures"]["all"]["Success@1"] == 0.5
    assert result["unjudged@10"] == pytest.approx(0.5)


def test_wins_losses_and_the_most_changed_questions_are_those_of_the_values() -> None:
    queries = [Query(f"q{i}", f"问题{i}", type="a" if i < 3 else "b") for i in range(6)]
    groups = {"all": queries, "type a": queries[:3]}
    before = {q.id: {"RR@10": 0.5} for q in queries}
    after = {q.id: {"RR@10": value} for q, value in zip(queries, (1.0, 0.5, 0.2, 0.6, 0.5, 0.9), strict=True)}
    [row] = comparison(queries, groups, [("old", before), ("new", after)], "RR@10")
    assert row["groups"]["all"] == {"queries": 6, "wins": 3, "ties": 2, "losses": 1, "difference": 0.116667}
    assert row["groups"]["type a"]["wins"] == 1
    assert [change["id"] for change in row["changed"]] == ["q0", "q5", "q2", "q3"]
    assert row["changed"][0] == {"id": "q0", "question": "问题0", "baseline": 0.5, "run": 1.0}
    assert row["p_corrected"] == row["p"]


def test_the_p_value_is_that_of_all_sign_flips() -> None:
    differences = np.array([0.3, 0.1, -0.05, 0.2, 0.4])
    flips = np.array(np.meshgrid(*[[1, -1]] * 5)).reshape(5, -1).T
    means = np.abs((flips * differences).mean(axis=1))
    exact = float((means >= abs(differences.mean()) - 1e-12).mean())
    assert randomisation(differences) == pytest.approx(exact, abs=1e-9)
    assert randomisation(np.zeros(4)) == 1.0


def test_holms_correction_is_that_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.9, 0.8]) == [1.0, 1.0]


def test_an_unknown_measure_is_named() -> None:
    assert parse("nDCG@10") == "nDCG@10"
    with pytest.raises(DatasetError, match="unknown measure 'nonsense'"):
        parse("nonsense")
