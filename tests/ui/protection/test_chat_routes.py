"""Gradio's own routes, one by one: those that the chat needs are open, all others answer as if they were not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.routing import Mount

from ui import build_app
from ui.protection.chat_routes import OPEN, ChatRoutes, is_open
from ui.store.database import open_store

CLOSED = """
/robots.txt /pwa_icon /pwa_icon/{size} /svelte/{path:path} /config/
/login /login/ /logout /monitoring /monitoring/summary /monitoring/{key}
/gradio_api/deep_link /gradio_api/dev/reload /gradio_api/theme.css /gradio_api/startup-events
/gradio_api/user /gradio_api/user/ /gradio_api/login_check /gradio_api/login_check/
/gradio_api/token /gradio_api/token/ /gradio_api/app_id /gradio_api/app_id/
/gradio_api/runs /gradio_api/runs/ /gradio_api/info /gradio_api/info/ /gradio_api/openapi.json
/gradio_api/custom_component/{id}/{environment}/{type}/{file_name}
/gradio_api/proxy={url_path:path} /gradio_api/file={path_or_url:path} /gradio_api/file/{path:path}
/gradio_api/stream/{event_id} /gradio_api/stream/{event_id}/close
/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist.m3u8
/gradio_api/stream/{session_hash}/{run}/{component_id}/{segment_id}.{ext}
/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist-file
/gradio_api/reset /gradio_api/reset/ /gradio_api/cancel /gradio_api/queue/status
/gradio_api/api/{api_name} /gradio_api/api/{api_name}/ /gradio_api/run/{api_name}/
/gradio_api/call/{api_name} /gradio_api/call/{api_name}/ /gradio_api/call/{api_name}/{event_id}
/gradio_api/call/v2/{api_name} /gradio_api/call/v2/{api_name}/ /gradio_api/call/v2/{api_name}/{event_id}
/gradio_api/component_server /gradio_api/component_server/
/gradio_api/upload /gradio_api/upload_progress /gradio_api/process_recording
/gradio_api/vibe-edit /gradio_api/vibe-edit/ /gradio_api/undo-vibe-edit /gradio_api/undo-vibe-edit/
/gradio_api/vibe-code /gradio_api/vibe-code/ /gradio_api/vibe-starter-queries /gradio_api/vibe-starter-queries/
""".split()
OURS = {
    "/api/openapi.json", "/mcp", "/document", "/api/ask", "/api/search", "/api/documents", "/api/documents/{id}",
    "/api/docs", "/healthz", "/metrics", "/widget.js", "/manifest.json", "/favicon.ico", "/ui/style.css",
    "/ui/document.css", "/ui/reply.css", "/ui/api.css", "/ui/chat.js", "/ui/clipboard.js", "/ui/reply.js",
    "/ui/visit.js", "/ui/embedded.js", "/ui/icon.svg", "/feedback", "/share", "/a/{link}",
}  # fmt: skip


@pytest.fixture(scope="module")
def app(make_qa: Callable[..., Any], new_store: Path) -> FastAPI:
    return build_app(make_qa(), store=open_store(new_store))


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client


def routes_of(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Method and path of every route of an application but what is mounted in it."""
    for route in app.routes:
        if isinstance(route, Mount):
            continue
        included = route.effective_candidates() if hasattr(route, "effective_candidates") else [route]
        for found in included:
            for method in found.methods:
                yield method, found.path


def gradio_routes(app: FastAPI) -> list[tuple[str, str]]:
    (mount,) = (route for route in app.routes if isinstance(route, Mount))
    assert isinstance(mount.app, ChatRoutes)
    assert mount.path == ""
    return sorted(routes_of(mount.app.app.app))  # type: ignore[attr-defined]


def sample(path: str) -> str:
    """A path of a route, its parameters filled in."""
    return re.sub(r"\{[^}]*\}", "x", path)


def test_every_route_of_the_application_is_known(app: FastAPI) -> None:
    ours = {path for _, path in routes_of(app)}
    gradios = {path for _, path in gradio_routes(app)}
    assert ours - OURS == set(), "a new route of ours: name it in OURS"
    assert gradios - set(OPEN) - set(CLOSED) - OURS == set(), "a new route of Gradio's: does the chat need it?"


def test_every_route_that_the_chat_does_not_need_is_closed(app: FastAPI, client: TestClient) -> None:
    tried = 0
    for method, path in gradio_routes(app):
        open_methods = OPEN[path][0].split() if path in OPEN else []
        if method in open_methods or path in OURS:
            continue
        tried += 1
        response = client.request(method, sample(path))
        assert response.status_code == 404, (method, path)
        if method != "HEAD":
            assert response.json()["type"] == "/api/docs#not-found", (method, path)
    assert tried > 60


def test_the_routes_that_the_chat_needs_are_open() -> None:
    for path, (methods, _) in OPEN.items():
        for method in methods.split():
            concrete = sample(path).replace("/run/x", "/run/predict")
            assert is_open(method, concrete), (method, path)


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=ui/app.py",
        "/gradio_api/file=http://169.254.169.254/",
        "//gradio_api/file=/etc/passwd",
        "/./gradio_api/file=/etc/passwd",
        "/assets/../gradio_api/file=/etc/passwd",
        "/assets/..%2fgradio_api%2ffile=%2fetc%2fpasswd",
        "/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/static/../../../../etc/passwd",
        "/static/..%5c..%5cetc%5cpasswd",
        "/assets//etc/passwd",
        "/gradio_api%2ffile=/etc/passwd",
        "/GRADIO_API/file=/etc/passwd",
        "/gradio_api/proxy=https://example.org/",
        "/gradio_api/run/answer",
        "/gradio_api/heartbeat/../file=/etc/passwd",
        "/theme.css/../gradio_api/upload",
    ],
)
def test_files_are_not_read_whatever_way_it_is_written(client: TestClient, path: str) -> None:
    for method in ("GET", "POST", "HEAD", "PUT", "DELETE"):
        response = client.request(method, path)
        assert response.status_code == 404
        assert "root:" not in response.text


def test_uploads_are_refused(client: TestClient) -> None:
    response = client.post("/gradio_api/upload", files={"files": ("a.txt", b"hello")})
    assert response.status_code == 404


def test_a_file_named_in_an_event_is_not_read(client: TestClient) -> None:
    file = {"path": "/etc/passwd", "meta": {"_type": "gradio.FileData"}, "orig_name": "x"}
    for body in (
        {"data": [file], "fn_index": 0, "session_hash": "abc"},
        {"data": ["zh", file], "fn_index": 1, "session_hash": "abc"},
        {"data": [file, file, file, file], "fn_index": 2, "session_hash": "abc"},
    ):
        for path in ("/gradio_api/run/predict", "/gradio_api/queue/join"):
            assert "root:" not in client.post(path, json=body).text


def test_websockets_are_refused(client: TestClient) -> None:
    with pytest.raises(Exception), client.websocket_connect("/gradio_api/queue/join"):  # noqa: B017, PT011
        pass
