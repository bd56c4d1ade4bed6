"""The command line as others script against it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ui.command import app

ANSWER_KEYS = {
    "question", "abstained", "reason", "confidence", "caveats", "nearest_topics", "contact", "quotes",
}  # fmt: skip
QUOTE_KEYS = {
    "source", "digest", "title", "issuer", "region", "province", "doc_number", "date", "outline", "measure_id", "kind",
    "text", "start", "end", "highlights", "score", "scores", "responsible_units", "inherited_units", "contact",
    "also_in",
}  # fmt: skip
PART_KEYS = {"kind", "label", "outline", "start", "end", "text", "responsible_units", "inherited_units"}
DOCUMENT_KEYS = {"source", "title", "issuer", "region", "province", "doc_number", "date", "kind", "contact"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def rows(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def collection(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("cli") / "collection"
    result = run("ingest", folder, "--collection", directory)
    assert result.exit_code == 0, result.output
    assert "3 documents" in result.stdout
    assert "harbour.txt" in result.stdout
    return directory


def test_help_names_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for command in ("ingest", "documents", "ask", "batch", "measures", "evaluate", "serve"):
        assert command in result.stdout
        assert run(command, "--help").exit_code == 0


def test_documents_one_per_line(collection: Path) -> None:
    found = rows(run("documents", "--collection", collection, "--json").stdout)
    assert [row["source"] for row in found] == ["harbour.txt", "same.txt", "sub/river.txt"]
    assert all(row.keys() >= DOCUMENT_KEYS for row in found)
    assert found[0]["contact"] == {"person": "王敏", "phone": "0518-8550123"}
    lines = run("documents", "--collection", collection).stdout.splitlines()
    assert len(lines) == 3
    assert lines[0].split("\t")[:2] == ["harbour.txt", "关于支持外贸企业开拓市场的若干措施"]


def test_ask_gives_the_answer_as_json(collection: Path) -> None:
    answer = json.loads(run("ask", "摊位费报多少", "--collection", collection, "--k", 3, "--json").stdout)
    assert answer.keys() >= ANSWER_KEYS
    assert len(answer["quotes"]) == 3
    assert all(quote.keys() >= QUOTE_KEYS for quote in answer["quotes"])
    assert answer["abstained"] is False


def test_ask_gives_the_answer_as_text(collection: Path) -> None:
    result = run("ask", "摊位费报多少", "--collection", collection)
    assert result.exit_code == 0
    assert "【" in result.stdout
    assert "《关于支持外贸企业开拓市场的若干措施》" in result.stdout


def test_abstaining_is_success(collection: Path) -> None:
    result = run("ask", "乌鲁木齐的展位费", "--collection", collection)
    assert result.exit_code == 0
    assert "没有所问地区的文件" in result.stdout


def test_ask_without_a_collection_asks_the_bundled_documents() -> None:
    answer = json.loads(run("ask", "Who pays the interest on a start-up guarantee loan in Datong?", "--json").stdout)
    assert answer["quotes"][0]["source"] == "datong.md"
    assert answer["quotes"][0]["digest"] is True
    assert "贴息" in answer["quotes"][0]["text"]


def test_batch_answers_in_order(collection: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    asked = [
        {"id": "b", "question": "社保费可以缓缴吗"},
        {"id": 1, "question": "期限多久", "history": ["社保费可以缓缴吗"]},
        {"id": "c", "question": "乌鲁木齐的展位费"},
    ]
    questions.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in asked), encoding="utf-8")
    result = run("batch", questions, "--collection", collection, "--out", tmp_path / "a.jsonl", "--k", 4)
    assert result.exit_code == 0, result.output
    answers = rows((tmp_path / "a.jsonl").read_text(encoding="utf-8"))
    assert [row["id"] for row in answers] == ["b", 1, "c"]
    assert all(len(row["quotes"]) == 4 for row in answers)
    assert "缓缴" in answers[1]["quotes"][0]["text"]
    assert answers[2]["reason"] == "region"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "line 1: not JSON"),
        ('{"id": 1}', 'line 1: expected an object with a "question"'),
        ('{"question": "补助"}\n{"question": ""}', "line 2"),
        ('{"question": "补助", "history": "x"}', "history"),
        ('{"question": "补助", "history": [{"role": "user"}]}', "history"),
        ('{"question": "补助", "region": 3}', "region"),
        ('{"question": "补助", "region": "Atlantis"}', "unknown region"),
    ],
)
def test_batch_names_the_bad_line(collection: Path, tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "q.jsonl").write_text(content, encoding="utf-8")
    result = run("batch", tmp_path / "q.jsonl", "--collection", collection, "--out", tmp_path / "a.jsonl")
    assert result.exit_code == 1
    assert message in result.stderr
    assert not list(tmp_path.glob("a.jsonl*"))


def test_batch_keeps_to_one_line_per_question_whatever_it_holds(collection: Path, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"id": "a", "question": "补助\u2028多少"}\r\n\n', encoding="utf-8")
    result = run("batch", tmp_path / "q.jsonl", "--collection", collection, "--out", tmp_path / "a.jsonl", "--k", 1)
    assert result.exit_code == 0, result.output
    (answer,) = rows((tmp_path / "a.jsonl").read_text(encoding="utf-8"))
    assert answer["question"] == "补助\u2028多少"


def test_measures_tile_the_file(folder: Path) -> None:
    parts = rows(run("measures", folder / "harbour.txt", "--json").stdout)
    text = (folder / "harbour.txt").read_text(encoding="utf-8")
    assert "".join(part["text"] for part in parts) == text
    assert all(part.keys() >= PART_KEYS and part["text"] == text[part["start"] : part["end"]] for part in parts)
    units = {part["label"]: part["responsible_units"] for part in parts if part["kind"] == "measure"}
    assert units == {
        "1、": ["市商务局", "市财政局"], "2、": ["市商务局"], "3、": ["市商务局", "连云港海关"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ask", "补助", "--collection", "nowhere"), "no collection here"),
        (("documents", "--collection", "nowhere"), "policy-qa ingest"),
        (("ask", "  "), "empty"),
        (("ask", "补助", "--region", "Atlantis"), "unknown region"),
        (("measures", "nowhere.txt"), "nowhere.txt"),
        (("ingest", "nowhere", "--collection", "c"), "nowhere"),
        (("evaluate", "nowhere"), "no such dataset"),
        (("batch", "nowhere.jsonl", "--out", "a.jsonl"), "nowhere.jsonl"),
        (("serve", "nowhere"), "nowhere"),
    ],
)
def test_mistakes_give_one_clear_message(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_files_that_cannot_be_read_are_named_and_the_rest_is_ingested(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "good.txt").write_text("一、给予补助。对企业给予补助10万元。", encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "large.txt").write_text("大" * 2_000, encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    result = run("ingest", folder, "--collection", tmp_path / "c", "--max-mb", 0.004)
    assert result.exit_code == 0
    assert "1 documents, 1 measures (1 new, 0 changed, 0 removed), 4 files skipped" in result.stdout
    for name in ("empty.txt", "binary.txt", "large.txt", "picture.png"):
        assert name in result.stderr
    (folder / "good.txt").unlink()
    result = run("ingest", folder, "--collection", tmp_path / "c2", "--max-mb", 0.004)
    assert result.exit_code == 1
    assert not (tmp_path / "c2").exists()


@pytest.mark.slow
def test_a_question_on_the_bundled_documents_is_answered_from_a_cold_start() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui.command", "ask", "有哪些贷款贴息政策?", "--json"],
        capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert "贴息" in json.loads(done.stdout)["quotes"][0]["text"]
