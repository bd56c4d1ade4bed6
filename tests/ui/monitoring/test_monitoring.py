"""What operators see: health, figures, and a log that holds no question."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine

from qa import PolicyQA, QAError
from ui import build_app
from ui.settings import ServerSettings

SECRET = "大同的创业担保贷款贴息，我是张三"


def samples(client: TestClient) -> dict[tuple[str, ...], float]:
    """The figures by name and labels."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        (sample.name, *(f"{key}={value}" for key, value in sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def test_a_server_is_healthy_between_its_start_and_its_end(make_qa: Callable[..., Any]) -> None:
    app = build_app(make_qa())
    assert TestClient(app).get("/healthz").status_code == 503  # its lifespan has not begun
    with TestClient(app) as client:
        response = client.get("/healthz")
        assert (response.status_code, response.json()) == (200, {"status": "ok", "documents": 1})
    ended = TestClient(app).get("/healthz")
    assert (ended.status_code, ended.json()["status"]) == (503, "unavailable")


def test_a_server_without_documents_is_not_ready(make_qa: Callable[..., Any]) -> None:
    with TestClient(build_app(make_qa(policies=()))) as client:
        assert client.get("/healthz").status_code == 503


def test_requests_and_answers_are_counted(bundled: PolicyQA) -> None:
    with TestClient(build_app(bundled)) as client:
        before = samples(client)
        assert not any(name == "policy_qa_answers_total" for name, *_ in before)  # our own examples do not count
        client.post("/api/ask", json={"question": "有哪些贷款贴息政策?"})
        client.post("/api/ask", json={"question": "火星上的天气怎么样"})
        client.post("/api/ask", json={})
        client.get("/api/documents/changzhou")
        client.get("/<script>")
        after = samples(client)
    name = "policy_qa_requests_total"
    assert after[name, "method=POST", "route=/api/ask", "status=200"] == 2
    assert after[name, "method=POST", "route=/api/ask", "status=422"] == 1
    assert after[name, "method=GET", "route=/api/documents/{id}", "status=404"] == 1
    assert after[name, "method=GET", "route=none", "status=404"] == 1
    assert after["policy_qa_answers_total", "reason=answered"] == 1
    assert after["policy_qa_answers_total", "reason=off_topic"] == 1
    assert after["policy_qa_answer_seconds_count",] == 2
    assert after["policy_qa_requests_in_progress",] == 1  # the request for the figures
    assert after["process_resident_memory_bytes",] > 10_000_000


def test_what_visitors_say_of_answers_is_counted_as_requests_and_not_as_questions(
    bundled: PolicyQA, store: Engine
) -> None:
    asked = {"question": "有哪些贷款贴息政策?"}
    with TestClient(build_app(bundled, store=store)) as client:
        client.post("/feedback", json={**asked, "key": "0" * 32, "useful": True, "language": "zh"})
        client.get("/" + client.post("/share", json=asked).json()["url"])
        after = samples(client)
    name = "policy_qa_requests_total"
    assert after[name, "method=POST", "route=/feedback", "status=201"] == 1
    assert after[name, "method=POST", "route=/share", "status=201"] == 1
    assert after[name, "method=GET", "route=/a/{link}", "status=200"] == 1
    assert not any(name == "policy_qa_answers_total" for name, *_ in after)


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def visit(qa: PolicyQA, settings: ServerSettings, store: Engine | None = None) -> None:
    with TestClient(build_app(qa, settings, store), client=("203.0.113.5", 1)) as client:
        client.post("/api/ask", json={"question": SECRET, "history": [SECRET]})
        client.post("/api/search", json={"question": SECRET})
        client.post("/api/ask", json={"question": SECRET, "region": SECRET})
        client.post("/api/ask", json={"question": SECRET * 100})
        client.post("/api/ask", content=SECRET.encode(), headers={"Content-Type": "application/json"})
        client.get("/document", params={"source": SECRET})
        client.get(f"/{SECRET}")
        client.request("GET", "/healthz", headers={"User-Agent": SECRET.encode(), "Referer": SECRET.encode()})
        given = {"question": SECRET, "key": "0" * 32, "useful": False, "reason": SECRET, "language": "zh"}
        for key in (given["key"], SECRET):
            client.post("/feedback", json={**given, "key": key})
        client.post("/feedback", json={**given, "region": SECRET})
        client.post("/share", json={"question": SECRET, "history": [SECRET]})
        client.post("/share", json={"question": SECRET}, headers={"Origin": "https://evil.example"})
        client.get(f"/a/{SECRET}")
        join = {"data": [SECRET, "", "zh", None], "fn_index": 2, "session_hash": "abc"}
        client.post("/gradio_api/queue/join", json=join)
        headers = {"Accept": "application/json, text/event-stream"}
        for name, question in (("ask", SECRET), ("ask", SECRET * 100), (SECRET, SECRET)):
            call = {"name": name, "arguments": {"question": question}}
            client.post(
                "/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}, headers=headers
            )


def test_the_log_says_what_happened_and_holds_neither_questions_nor_addresses(
    bundled: PolicyQA,
    store: Engine,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level("DEBUG")
    file = tmp_path / "log.jsonl"
    visit(bundled, ServerSettings(log=file), store)
    text = file.read_text(encoding="utf-8")
    for piece in (SECRET, "张三", json.dumps("张三")[1:-1], "203.0.113.5"):
        assert piece not in text
    assert "张三" not in caplog.text
    assert "张三" not in "".join(capfd.readouterr())
    rows = lines(file)
    asked = [row for row in rows if row.get("route") == "/api/ask"]
    assert [row["status"] for row in asked] == [200, 422, 422, 422]
    kept = [(row["route"], row["status"]) for row in rows if row.get("route") in ("/feedback", "/share", "/a/{link}")]
    assert kept == [*(("/feedback", status) for status in (201, 422, 422)), ("/share", 201), ("/share", 403),
                    ("/a/{link}", 404)]  # fmt: skip
    first = asked[0]
    assert list(first) == ["time", "event", "request", "method", "route", "status", "milliseconds", "client"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", first["time"])
    assert re.fullmatch(r"[0-9a-f]{12}", first["client"])
    assert {row["client"] for row in rows if row["event"] == "request"} == {first["client"]}
    answers = [row for row in rows if row["event"] == "answer"]
    assert answers[0]["request"] == first["request"]
    assert all("question" not in row for row in rows)


def test_the_log_holds_questions_where_the_operator_asks_for_it(bundled: PolicyQA, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    visit(bundled, ServerSettings(log=file, log_questions=True))
    assert SECRET in [row.get("question") for row in lines(file)]


def test_one_client_has_another_name_in_the_log_of_the_next_run(bundled: PolicyQA, tmp_path: Path) -> None:
    names = set()
    for run in ("a", "b"):
        visit(bundled, ServerSettings(log=tmp_path / run))
        names |= {row["client"] for row in lines(tmp_path / run) if row["event"] == "request"}
    assert len(names) == 2


def test_a_line_of_the_log_is_one_line_whatever_is_sent(bundled: PolicyQA, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    with TestClient(build_app(bundled, settings=ServerSettings(log=file, log_questions=True))) as client:
        client.post("/api/ask", json={"question": 'a\n{"event": "forged"}\u2028\r\nb'})
        client.request("FO\tO", "/x%0a{}")
    assert {row["event"] for row in lines(file)} == {"request", "answer"}
    assert {row["method"] for row in lines(file) if row["event"] == "request"} == {"POST", "other"}


def test_a_log_that_cannot_be_written_is_reported_at_the_start(make_qa: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(QAError, match=r"--log .*cannot be written"):
        build_app(make_qa(), settings=ServerSettings(log=tmp_path / "no" / "log"))
