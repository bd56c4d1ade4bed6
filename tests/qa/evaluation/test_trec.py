"""Runs and judgements as trec_eval has them: a written run to four decimals, and clear refusals of malformed files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.errors import DatasetError
from qa.evaluation.measures import MEASURES, interval, measure, names
from qa.evaluation.trec import check_run, one_word, read_qrels, read_run, write_qrels, write_run

DATA = Path(__file__).parent / "data"


def test_a_written_run_has_trec_evals_values_to_four_decimals() -> None:
    """The expected values are those of pytrec_eval, trec_eval's own code, taken once; ties, grades, a missing query."""
    expected = json.loads((DATA / "expected.json").read_text())
    values = measure(read_run(DATA / "run.trec"), read_qrels(DATA / "judgements.qrels"))
    assert set(values) == set(expected)
    for query, of_query in expected.items():
        for name in MEASURES:
            assert values[query][name] == pytest.approx(of_query[name], abs=5e-5), (query, name)
    assert set(values["q7"].values()) == {0.0}  # has no results


def test_what_is_written_is_read_back_and_ranks_follow_scores_then_ids(tmp_path: Path) -> None:
    run = {"q1": {"a": 0.1 + 0.2, "c": 1.0, "b": 1.0}, "q2": {"x": -1.5}}
    write_run(tmp_path / "run.trec", run, "tag")
    assert read_run(tmp_path / "run.trec") == run
    rows = [line.split() for line in (tmp_path / "run.trec").read_text().splitlines()]
    assert [(row[2], row[3]) for row in rows] == [("c", "1"), ("b", "2"), ("a", "3"), ("x", "1")]
    qrels = {"q1": {"a": 2, "b": 0}}
    write_qrels(tmp_path / "q.qrels", qrels)
    assert read_qrels(tmp_path / "q.qrels") == qrels


def test_scores_equal_in_single_precision_tie_as_in_trec_eval() -> None:
    import pytrec_eval

    run, qrels = {"q": {"a": 1.00000001, "b": 1.0}}, {"q": {"a": 1}}
    theirs = pytrec_eval.RelevanceEvaluator(qrels, {"recip_rank"}).evaluate(run)["q"]["recip_rank"]
    assert measure(run, qrels, ("RR@10", "AP"))["q"] == {"RR@10": theirs, "AP": theirs} == {"RR@10": 0.5, "AP": 0.5}


def test_a_query_whose_results_are_empty_counts_as_zero() -> None:
    values = measure({"q": {}, "r": {"a": 1.0}}, {"q": {"a": 1}, "r": {"a": 1}}, ("AP", "Judged@10"))
    assert values == {"q": {"AP": 0.0, "Judged@10": 0.0}, "r": {"AP": 1.0, "Judged@10": 1.0}}


def test_a_run_of_another_dataset_is_refused() -> None:
    check_run(Path("r.trec"), {"q1": {"a": 1.0}, "q9": {"a": 1.0}}, ["q1", "q2"])
    with pytest.raises(DatasetError, match=r"r\.trec: none of its 1 queries, for example 'q9', is in the dataset"):
        check_run(Path("r.trec"), {"q9": {"a": 1.0}}, ["q1", "q2"])


def test_judgements_are_read_in_beirs_columns_too(tmp_path: Path) -> None:
    (tmp_path / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\ta\t1\n\nq1\tb\t-1\n")
    assert read_qrels(tmp_path / "test.tsv") == {"q1": {"a": 1, "b": -1}}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("q1 Q0 d1 1 0.5\n", r"line 1: expected 6 columns .* found 5"),
        ("q1 Q0 d1 1 0.5 tag more\n", r"line 1: expected 6 columns .* found 7"),
        ("q1 Q0 d1 1 high tag\n", r"line 1: the score 'high' is not a number"),
        ("q1 Q0 d1 1 nan tag\n", r"line 1: the score 'nan' is not a number"),
        ("q1 Q0 d1 1 inf tag\n", r"line 1: the score 'inf' is not a number"),
        ("q1 Q0 d1 1 2 tag\nq1 Q0 d1 2 1 tag\n", r"line 2: document 'd1' stands twice in query 'q1'"),
        ("\n\n", "holds no results"),
    ],
)
def test_a_malformed_run_names_file_line_and_fault(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "bad.trec"
    path.write_text(content)
    with pytest.raises(DatasetError, match=rf"bad\.trec.*{message}"):
        read_run(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("q1 d1\n", r"line 1: expected query, document and grade.*found 2 columns"),
        ("q1 0 d1 1 x\n", r"line 1: expected query, document and grade.*found 5 columns"),
        ("q1 0 d1 1.5\n", r"line 1: the grade '1.5' is not a whole number"),
        ("q1 0 d1 yes\n", r"line 1: the grade 'yes' is not a whole number"),
        ("q1 0 d1 1\nq1 0 d1 2\n", r"line 2: document 'd1' is judged twice for query 'q1'"),
        ("", "holds no judgements"),
    ],
)
def test_malformed_judgements_name_file_line_and_fault(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "bad.qrels"
    path.write_text(content)
    with pytest.raises(DatasetError, match=rf"bad\.qrels.*{message}"):
        read_qrels(path)


@pytest.mark.parametrize("read", [read_run, read_qrels])
def test_files_that_are_no_text_or_not_there_are_named(tmp_path: Path, read: object) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00\x80")
    for name in ("binary", "nowhere"):
        with pytest.raises(DatasetError, match=rf"{name}: cannot be read"):
            read(tmp_path / name)  # type: ignore[operator]


def test_ids_with_white_space_become_one_word() -> None:
    assert one_word("a b\n文件%.txt") == "a%20b%0A文件%25.txt"


def test_the_depth_asked_for_is_measured_too() -> None:
    assert names(100) == MEASURES
    assert names(30) == (*MEASURES, "R@30")


def test_the_interval_holds_the_mean_and_shrinks_with_the_number_of_queries() -> None:
    few, many = [0.0, 1.0] * 5, [0.0, 1.0] * 200
    (low, high), (lower, upper) = interval(few), interval(many)
    assert low < lower < 0.5 < upper < high
    assert upper - lower == pytest.approx(2 * 1.96 * 0.5 / 400**0.5, rel=0.15)  # the normal approximation
    assert interval([0.5]) == interval([0.5] * 30) == (0.5, 0.5)
    assert interval(few) == (low, high)  # the same every time
