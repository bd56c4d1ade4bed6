"""Datasets and measures: against values by hand, and clear refusals of malformed ones."""

from __future__ import annotations

import gzip
import json
import math
from pathlib import Path

import pytest

from qa import PolicyQA
from qa.errors import DatasetError
from qa.evaluation import evaluate_dataset, measure
from qa.evaluation.datasets import BeirDataset, QuestionSet, read_dataset

CORPUS = [
    {"_id": "d1", "title": "稳岗返还", "text": "不裁员的企业可以申请返还失业保险费"},
    {"_id": "d2", "title": "", "text": "企业参加境外展会给予展位费补助"},
    {"_id": "d3", "title": "", "text": "组织职工参加线上技能培训"},
]
QUERIES = [
    {"_id": "q1", "text": "失业保险返还"},
    {"_id": "q2", "text": "展位费补助"},
    {"_id": "q3", "text": "无人判断"},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t1\nq2\td2\t1\n"


def write(folder: Path, zipped: bool = False, **changes: str) -> Path:
    contents = {
        "corpus.jsonl": "\n".join(json.dumps(row, ensure_ascii=False) for row in CORPUS),
        "queries.jsonl": "\n".join(json.dumps(row, ensure_ascii=False) for row in QUERIES),
        "qrels/test.tsv": QRELS,
        **{name.replace("__", "/").replace("_", "."): text for name, text in changes.items()},
    }
    (folder / "qrels").mkdir(parents=True)
    for name, text in contents.items():
        if zipped and name != "qrels/test.tsv":
            with gzip.open(folder / f"{name}.gz", "wt", encoding="utf-8") as file:
                file.write(text)
        else:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("zipped", [False, True])
def test_a_beir_folder_is_read(tmp_path: Path, zipped: bool) -> None:
    dataset = read_dataset(write(tmp_path / "toy", zipped))
    assert isinstance(dataset, BeirDataset)
    assert [query.id for query in dataset.queries] == ["q1", "q2"]
    assert dataset.qrels == {"q1": {"d1": 2, "d2": 1}, "q2": {"d2": 1}}
    assert dataset.corpus[0] == ("d1", "稳岗返还", "不裁员的企业可以申请返还失业保险费")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"corpus_jsonl": '{"_id": "d1"}'}, r"corpus\.jsonl, line 1: .*'text'"),
        ({"queries_jsonl": '{"_id": "q1", "text": "a"}\n{'}, r"queries\.jsonl, line 2: not JSON"),
        ({"qrels__test_tsv": "q1\td1\n"}, r"test\.tsv, line 1: expected"),
        ({"qrels__test_tsv": "q1\td9\t1\n"}, r"line 1: document 'd9' is not in the corpus"),
        ({"qrels__test_tsv": "q9\td1\t1\n"}, "judges no query"),
    ],
)
def test_a_malformed_folder_names_file_line_and_fault(tmp_path: Path, changes: dict[str, str], message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        read_dataset(write(tmp_path / "toy", **changes))


def test_a_folder_without_a_file_names_it(tmp_path: Path) -> None:
    (write(tmp_path / "toy") / "queries.jsonl").unlink()
    with pytest.raises(DatasetError, match=r"queries\.jsonl: missing"):
        read_dataset(tmp_path / "toy")


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


@pytest.mark.parametrize("retriever", ["lexical", "vector", "late", "dense", "hybrid"])
def test_every_retriever_runs_on_a_beir_folder(tmp_path: Path, retriever: str) -> None:
    result = evaluate_dataset(read_dataset(write(tmp_path / "toy")), None, None, retriever)
    assert result["queries"] == 2
    assert result["without_judgement"] == 0
    assert result["figures"]["all"]["Success@1"] == 1.0


def test_a_question_set_is_judged_by_its_gold_quotes(qa: PolicyQA, tmp_path: Path) -> None:
    qa.collection.save(tmp_path / "c")
    here, nowhere = ({"doc": "harbour.txt", "quote": quote} for quote in ("展位费的 60%", "没有这样的话"))
    asked = [
        {"id": "1", "type": "policy", "lang": "zh", "question": "摊位费", "gold": [here]},
        {"id": "2", "type": "none", "lang": "zh", "question": "天气", "gold": []},
        {"id": "3", "type": "cut", "lang": "en", "question": "fees", "gold": [nowhere]},
    ]
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in asked), encoding="utf-8")
    dataset = read_dataset(path)
    assert isinstance(dataset, QuestionSet)
    result = evaluate_dataset(dataset, tmp_path / "c", None, "hybrid")
    assert (result["queries"], result["without_judgement"]) == (2, 1)
    assert result["figures"]["type policy"]["Success@1"] == 1.0
    assert result["figures"]["type cut"]["R@100"] == 0.0  # a quote that no passage holds is never found
    assert result["figures"]["language en"]["queries"] == 1


def test_a_set_without_any_gold_quote_is_refused(qa: PolicyQA, tmp_path: Path) -> None:
    qa.collection.save(tmp_path / "c")
    (tmp_path / "set.jsonl").write_text('{"id": 1, "question": "天气", "gold": []}', encoding="utf-8")
    with pytest.raises(DatasetError, match="nothing to measure"):
        evaluate_dataset(read_dataset(tmp_path / "set.jsonl"), tmp_path / "c", None, "hybrid")


def test_blank_lines_and_quotation_marks_in_judgements_do_no_harm(tmp_path: Path) -> None:
    qrels = 'query-id\tcorpus-id\tscore\r\nq1\td1\t2\r\n\r\n"x\td1\t1\r\n'
    dataset = read_dataset(write(tmp_path / "toy", qrels__test_tsv=qrels))
    assert isinstance(dataset, BeirDataset)
    assert dataset.qrels == {"q1": {"d1": 2}}


def test_a_question_set_needs_a_collection_of_its_documents(qa: PolicyQA, tmp_path: Path) -> None:
    dataset = QuestionSet("set", [], {})
    with pytest.raises(DatasetError, match="--collection"):
        evaluate_dataset(dataset, None, None, "hybrid")
    path = tmp_path / "set.jsonl"
    path.write_text('{"id": 1, "question": "a", "gold": [{"doc": "other.txt", "quote": "b"}]}')
    qa.collection.save(tmp_path / "c")
    with pytest.raises(DatasetError, match=r"other\.txt"):
        evaluate_dataset(read_dataset(path), tmp_path / "c", None, "hybrid")
