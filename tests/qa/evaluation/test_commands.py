"""``evaluate`` and ``compare`` as an evaluator uses them, and indexes kept for the next time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from embeddings import EmbeddedEncoder
from qa import PolicyQA
from qa.evaluation.cache import indexes_of
from qa.passages import Passage
from tests.qa.evaluation.test_datasets import write
from ui.command import app


@pytest.fixture
def policy_qa() -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_runs_judgements_figures_and_report_are_written(tmp_path: Path, policy_qa: Callable[..., Result]) -> None:
    toy = write(tmp_path / "toy")
    names = {name: tmp_path / name for name in ("run.trec", "out.qrels", "out.json", "report.html", "cache")}
    done = policy_qa(
        "evaluate", toy, "--retriever", "lexical", "--retriever", "hybrid", "--k", 2, "--run", names["run.trec"],
        "--qrels", names["out.qrels"], "--json", names["out.json"], "--report", names["report.html"],
        "--cache", names["cache"],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "| toy, lexical | 2 |" in done.output
    assert "R@2" in done.output
    assert names["out.qrels"].read_text() == "q1 0 d1 2\nq1 0 d2 1\nq2 0 d2 1\n"
    results = json.loads(names["out.json"].read_text())
    assert [result["retriever"] for result in results] == ["lexical", "hybrid"]
    rows = (tmp_path / "run.toy.hybrid.trec").read_text().splitlines()
    assert [row.split()[0] for row in rows] == ["q1", "q1", "q2", "q2", "q3", "q3"]
    report = names["report.html"].read_text()
    assert report.count("<svg") == 3  # recall, groups, latency
    assert "http" not in report.replace("http://www.w3.org", "").replace("http://purl.org", "").replace(
        "http://creativecommons.org", ""
    )

    judged = policy_qa("evaluate", toy, "--from-run", tmp_path / "run.toy.hybrid.trec", "--k", 2)
    assert judged.exit_code == 0
    values = next(line for line in done.output.splitlines() if line.startswith("| toy, hybrid |"))
    assert (
        values.split("|")[2:]
        == next(line for line in judged.output.splitlines() if line.startswith("| toy, run.toy.hybrid.trec |")).split(
            "|"
        )[2:]
    )

    compared = policy_qa(
        "compare", tmp_path / "run.toy.lexical.trec", tmp_path / "run.toy.hybrid.trec", "--dataset", toy
    )
    assert compared.exit_code == 0
    assert "| all | 2 | " in compared.output


def test_a_question_sets_report_shows_its_calibration(
    qa: PolicyQA, tmp_path: Path, policy_qa: Callable[..., Result]
) -> None:
    qa.collection.save(tmp_path / "c")
    asked = [
        {"id": "1", "type": "a", "question": "摊位费", "gold": [{"doc": "harbour.txt", "quote": "展位费的 60%"}]},
        {"id": "2", "type": "b", "question": "今天天气", "gold": []},
    ]
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in asked), encoding="utf-8")
    report = tmp_path / "report.html"
    done = policy_qa("evaluate", path, "--collection", tmp_path / "c", "--report", report)
    assert done.exit_code == 0, done.output
    assert "set: confidence against how often" in report.read_text(encoding="utf-8")
    assert report.read_text(encoding="utf-8").count("<svg") == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("evaluate", "{toy}", "{toy}", "--from-run", "x"), "judges one run on one dataset"),
        (("evaluate", "{toy}", "--from-run", "{nowhere}"), "nowhere: cannot be read"),
        (("evaluate", "{toy}", "--no-cache", "--json", "{nowhere}/x"), "cannot be written"),
        (("evaluate", "{toy}", "--from-run", "{other}"), "none of its 1 queries"),
        (("evaluate", "{toy}", "--cache", "{other}"), "indexes cannot be kept here"),
        (("evaluate", "{toy}", "{toy}", "--no-cache"), "two datasets are named 'toy'"),
        (("compare", "{other}", "{other}", "--dataset", "{toy}"), "none of its 1 queries"),
        (("compare", "a", "b", "--dataset", "{toy}", "--measure", "BPM"), "unknown measure 'BPM'"),
        (("compare", "one.trec", "--dataset", "{toy}"), "at least two runs"),
        (("compare", "{nowhere}", "{nowhere}", "--dataset", "{toy}"), "nowhere: cannot be read"),
        (("compare", "a", "b", "--dataset", "{toy}", "--measure", "best"), "unknown measure 'best'"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_message(
    tmp_path: Path, policy_qa: Callable[..., Result], arguments: tuple[str, ...], message: str
) -> None:
    places = {"toy": write(tmp_path / "toy"), "nowhere": tmp_path / "nowhere", "other": tmp_path / "other.trec"}
    places["other"].write_text("q9 Q0 d1 1 1.0 tag\n")
    done = policy_qa(*(argument.format(**places) for argument in arguments))
    assert done.exit_code == 1
    assert message in done.output.replace("\n", "")
    assert "Traceback" not in done.output


def test_indexes_are_kept_by_content_and_rebuilt_when_damaged(tmp_path: Path) -> None:
    encoder = EmbeddedEncoder()
    encoded: list[int] = []
    passages = [Passage(0, 0, "measure", "", "企业参加展会给予补助"), Passage(1, 0, "measure", "", "缓缴社会保险费")]

    def build(passages: list[Passage]) -> list[float]:
        encoded.clear()
        indexes = indexes_of(passages, encoder, tmp_path / "kept", lambda done, _: encoded.append(done))
        return [round(float(score), 5) for score in indexes.signals("展会补助").late]

    first = build(passages)
    assert encoded == [2]
    assert build(passages) == first
    assert encoded == []  # read, not built
    [kept] = (tmp_path / "kept").iterdir()
    for name in (
        "vectors.faiss",
        "windows.safetensors",
        "words.safetensors",
        "bigrams.safetensors",
        "late.safetensors",
        "digests.json",
    ):
        whole = (kept / name).read_bytes()
        for damaged in (whole[:-1] + bytes([whole[-1] ^ 1]), whole[: len(whole) // 2], b"", None):
            (kept / name).unlink()
            if damaged is not None:
                (kept / name).write_bytes(damaged)
            assert build(passages) == first
            assert encoded == [2], name
            assert build(passages) == first
            assert encoded == [], name  # kept again
    build([passages[0], Passage(1, 0, "measure", "", "别的内容")])
    assert encoded == [2]
    assert len(list((tmp_path / "kept").iterdir())) == 2
