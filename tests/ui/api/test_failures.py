"""What programs see when something goes wrong inside, and what is never in it: internals, and the question."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from ui import build_app
from ui.api.answering import THREADS
from ui.settings import ServerSettings

SECRET = "我欠了三百万怎么办"


class Slow:
    """Answers after a while."""

    policies = ()
    regions = ()

    def ask(self, question: str, *args: Any, **options: Any) -> None:
        time.sleep(2)


def test_an_unexpected_error_tells_nothing_of_the_inside_and_logs_no_question(
    make_qa: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    qa = make_qa(policies=())
    qa.answer = RuntimeError(f"cannot parse {SECRET} at /srv/internal/path")
    with TestClient(build_app(qa)) as client:
        response = client.post("/api/ask", json={"question": SECRET})
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "type": "/api/docs#unexpected",
        "title": "Something went wrong",
        "status": 500,
        "instance": f"urn:uuid:{response.headers['x-request-id']}",
    }
    assert response.headers["x-request-id"] in caplog.text
    assert "RuntimeError" in caplog.text or "TypeError" in caplog.text
    assert SECRET not in caplog.text
    assert "internal/path" not in caplog.text


def test_overload_starts_no_more_threads_than_there_are_for_answers() -> None:
    before = set(threading.enumerate())
    with TestClient(build_app(Slow(), settings=ServerSettings(time_limit=0.1))) as client:  # type: ignore[arg-type]
        for _ in range(3 * THREADS):
            assert client.post("/api/ask", json={"question": SECRET}).status_code == 503
        started = [found for found in threading.enumerate() if found not in before]
    assert 1 <= sum(thread.name.startswith("answering") for thread in started) <= THREADS


def test_an_answer_that_takes_too_long_is_given_up() -> None:
    with TestClient(build_app(Slow(), settings=ServerSettings(time_limit=0.3))) as client:  # type: ignore[arg-type]
        began = time.monotonic()
        response = client.post("/api/ask", json={"question": SECRET})
        assert time.monotonic() - began < 1.5
    assert response.status_code == 503
    assert response.headers["retry-after"] == "5"
    assert response.json()["type"] == "/api/docs#time-limit"
    assert response.json()["detail"] == "no answer within 0.3 seconds"
