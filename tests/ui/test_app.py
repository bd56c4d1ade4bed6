"""The server: what it serves, what it refuses, and what is imported when."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from qa import QAError
from ui import build_app, serve
from ui.settings import ServerSettings


@pytest.fixture(scope="module")
def client(make_qa: Callable[..., Any]) -> Iterator[TestClient]:
    with TestClient(build_app(make_qa())) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html"),
        ("/ui/style.css", "text/css"),
        ("/ui/document.css", "text/css"),
        ("/ui/reply.css", "text/css"),
        ("/ui/chat.js", "text/javascript"),
        ("/ui/clipboard.js", "text/javascript"),
        ("/ui/reply.js", "text/javascript"),
        ("/ui/visit.js", "text/javascript"),
        ("/ui/icon.svg", "image/svg+xml"),
        ("/document?source=青川/措施.txt", "text/html"),
    ],
)
def test_the_chat_the_source_view_and_static_files_are_served(client: TestClient, path: str, media_type: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(media_type)


@pytest.mark.parametrize("path", ["/ui/chat.py", "/ui/texts.py", "/ui/../qa/cli.py", "/docs", "/openapi.json"])
def test_nothing_else_of_the_package_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_without_a_store_nothing_can_be_rated_or_shared(client: TestClient) -> None:
    for path in ("/feedback", "/share"):
        assert client.post(path, json={"question": "x"}).status_code in (404, 405)
    assert client.get("/a/2222222222222").status_code == 404


def test_with_a_store_answers_are_rated_and_shared(make_qa: Callable[..., Any], store: Engine) -> None:
    with TestClient(build_app(make_qa(), store=store)) as client:
        given = {"question": "x", "key": "0" * 32, "useful": True, "language": "zh"}
        assert client.post("/feedback", json=given).status_code == 201
        link = client.post("/share", json={"question": "x"}).json()["url"]
        assert client.get(f"/{link}").status_code == 200
        assert client.get("/").status_code == 200


def test_the_events_of_the_chat_are_no_public_interface(client: TestClient) -> None:
    assert client.get("/gradio_api/info").status_code == 404
    page = client.get("/").text
    assert 'window.gradio_api_info = {"named_endpoints":{},"unnamed_endpoints":{}}' in page


def test_gradio_keeps_and_shows_nothing_of_its_own(client: TestClient) -> None:
    config = client.get("/config").json()
    assert config["analytics_enabled"] is False
    assert config["footer_links"] == []
    assert config["run_history"] is False


def test_a_port_in_use_is_reported_with_what_to_do(make_qa: Callable[..., Any]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(QAError, match=rf"cannot listen on 127\.0\.0\.1, port {port}.*--port"):
            serve(make_qa(), ServerSettings(port=port))


def test_importing_the_package_does_not_import_gradio() -> None:
    code = "import sys, ui; print([name for name in ('gradio', 'torch', 'faiss') if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
