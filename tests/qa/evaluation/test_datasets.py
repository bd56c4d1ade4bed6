"""Datasets and measures: against values by hand, and clear refusals of malformed ones."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from qa.errors import DatasetError
from qa.evaluation.datasets import BeirDataset, read_dataset

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
    assert [query.id for query in dataset.queries] == ["q1", "q2", "q3"]
    assert dataset.qrels == {"q1": {"d1": 2, "d2": 1}, "q2": {"d2": 1}}
    assert dataset.corpus[0] == ("d1", "稳岗返还", "不裁员的企业可以申请返还失业保险费")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"corpus_jsonl": '{"_id": "d1"}'}, r"corpus\.jsonl, line 1: .*'text'"),
        ({"queries_jsonl": '{"_id": "q1", "text": "a"}\n{'}, r"queries\.jsonl, line 2: not JSON"),
        ({"corpus_jsonl": '["d1"]'}, r"corpus\.jsonl, line 1: expected an object with '_id', 'text'"),
        ({"corpus_jsonl": '{"_id": "d1", "text": "a"}\n{"_id": "d1", "text": "b"}'}, r"line 2: .*already in line 1"),
        ({"corpus_jsonl": '{"_id": "d 1", "text": "a"}'}, r"line 1: the id 'd 1' must be one word"),
        ({"corpus_jsonl": '{"_id": "", "text": "a"}'}, r"line 1: the id '' must be one word"),
        ({"corpus_jsonl": ""}, r"corpus\.jsonl: is empty"),
        ({"corpus_jsonl": '{"_id": "d1", "text": null}'}, r"line 1: 'text' must be a string"),
        ({"corpus_jsonl": '{"_id": "d1", "text": ["a"]}'}, r"line 1: 'text' must be a string"),
        ({"corpus_jsonl": '{"_id": null, "text": "a"}'}, r"line 1: the id None must be a string or a whole number"),
        ({"corpus_jsonl": '{"_id": true, "text": "a"}'}, r"line 1: the id True must be a string or a whole number"),
        ({"corpus_jsonl": '{"_id": "d\\ud800", "text": "a"}'}, r"line 1: not JSON \(.*surrogates"),
        ({"corpus_jsonl": "[" * 100_000}, r"line 1: not JSON"),
        ({"queries_jsonl": '{"_id": "q1", "text": " "}'}, r"queries\.jsonl, line 1: 'text' of 'q1' is empty"),
        ({"queries_jsonl": "\n\n"}, r"queries\.jsonl: is empty"),
        ({"queries_jsonl": '{"_id": 1, "text": "a"}\n{"_id": "1", "text": "b"}'}, r"line 2: .*already in line 1"),
        ({"qrels__test_tsv": "q1\td1\n"}, r"test\.tsv, line 1: expected"),
        ({"qrels__test_tsv": "q1\td1\thigh\n"}, r"line 1: the grade 'high' is not a whole number"),
        ({"qrels__test_tsv": "q1\td9\t1\n"}, r"line 1: document 'd9' is not in .*corpus\.jsonl"),
        ({"qrels__test_tsv": "q1\td1\t²\n"}, r"line 1: the grade '²' is not a whole number"),
        ({"qrels__test_tsv": "q1\td1\t9999999\n"}, r"line 1: the grade '9999999' is not .* six digits"),
        ({"qrels__test_tsv": "q9\td1\t1\n"}, r"line 1: query 'q9' is not in .*queries\.jsonl"),
        ({"qrels__test_tsv": "q1\td1\t1\nq1\td1\t2\n"}, "line 2: document 'd1' is judged twice"),
        ({"qrels__test_tsv": "q1\td1\t0\n"}, "judges no query"),
    ],
)
def test_a_malformed_folder_names_file_line_and_fault(tmp_path: Path, changes: dict[str, str], message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        read_dataset(write(tmp_path / "toy", **changes))


def test_a_folder_without_a_file_names_it(tmp_path: Path) -> None:
    (write(tmp_path / "toy") / "queries.jsonl").unlink()
    with pytest.raises(DatasetError, match=r"queries\.jsonl: missing"):
        read_dataset(tmp_path / "toy")


def test_a_file_cut_off_in_the_middle_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path / "toy", zipped=True)
    whole = (folder / "corpus.jsonl.gz").read_bytes()
    (folder / "corpus.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DatasetError, match=r"corpus\.jsonl: cannot be read"):
        read_dataset(folder)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path / "toy")
    (folder / "queries.jsonl").write_bytes('{"_id": "q1", "text": "贷款"}'.encode("gb18030"))
    with pytest.raises(DatasetError, match=r"queries\.jsonl: cannot be read"):
        read_dataset(folder)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"id": "1", "question": "a", "gold": "b"}', r"question 1: \"gold\" must be a list"),
        ('{"id": "1", "question": "a", "gold": [{"doc": "b"}]}', r"question 1: \"gold\" must be a list"),
        ('{"id": "1", "question": "a", "gold": {}}', r"line 1, question 1: \"gold\" must be a list"),
        ('{"id": "1", "question": "a", "gold": [{"doc": "b", "quote": " "}]}', r"question 1: .* not empty"),
        ('{"id": "1", "question": "a", "gold": [{"doc": "b", "quote": null}]}', r"question 1: .* must be strings"),
        ('{"id": "1", "question": "", "gold": []}', r"line 1: 'question' of '1' is empty"),
        ('{"id": "1", "question": null, "gold": []}', r"line 1: 'question' must be a string"),
        ('{"id": "1", "question": "a"}', r"line 1: expected an object with 'gold'"),
        ('{"id": "1", "question": "a", "gold": []}\n' * 2, r"line 2: the id '1' stands already in line 1"),
        ("", r"set\.jsonl: is empty"),
    ],
)
def test_a_malformed_question_set_names_what_is_wrong(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "set.jsonl").write_text(content)
    with pytest.raises(DatasetError, match=message):
        read_dataset(tmp_path / "set.jsonl")


def test_blank_lines_in_judgements_do_no_harm(tmp_path: Path) -> None:
    qrels = "query-id\tcorpus-id\tscore\r\nq1\td1\t2\r\n\r\n"
    dataset = read_dataset(write(tmp_path / "toy", qrels__test_tsv=qrels))
    assert isinstance(dataset, BeirDataset)
    assert dataset.qrels == {"q1": {"d1": 2}}
