"""What a request may be: how large, how slow, to which name, from which page."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from qa import PolicyQA
from tests.ui.serving import running
from ui import build_app
from ui.settings import ServerSettings, answered_hosts

QUESTION = "有哪些贷款贴息政策?"
FRIEND = "https://friend.example"


@pytest.fixture(scope="module")
def address(bundled: PolicyQA) -> Iterator[str]:
    with running(build_app(bundled, settings=ServerSettings(time_limit=1.0))) as address:
        yield address


def test_a_large_body_is_refused_before_it_is_sent(address: str) -> None:
    response = httpx.post(f"{address}/api/ask", json={"question": "a" * 100_000})
    assert response.status_code == 413
    assert response.json()["detail"] == "at most 65536 bytes"


@pytest.mark.parametrize("path", ["/api/ask", "/mcp", "/gradio_api/queue/join", "/feedback", "/share", "/nothing"])
def test_a_chunked_body_that_grows_too_large_is_refused(address: str, path: str) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(100_000):
            sent += 1000
            yield b"a" * 1000

    try:
        status = httpx.post(f"{address}{path}", content=endless()).status_code
    except httpx.WriteError:  # the server has closed the connection while we still send
        status = 413
    assert status == 413
    assert sent < 20_000_000


def test_a_body_that_does_not_come_is_not_waited_for(address: str) -> None:
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as connection:  # type: ignore[arg-type]
        head = "POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
        began = time.monotonic()
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 408")
        assert 0.9 < time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("host", "named", "proxies", "answered"),
    [
        ("127.0.0.1", (), (), {"127.0.0.1", "localhost", "::1"}),
        ("::1", (), (), {"127.0.0.1", "localhost", "::1"}),
        ("0.0.0.0", (), (), set()),
        ("127.0.0.1", (), ("127.0.0.1",), set()),  # the proxy answers to the names it was set up for
        ("0.0.0.0", ("a.example",), (), {"a.example", "127.0.0.1", "localhost", "::1"}),
    ],
)
def test_a_server_on_a_loopback_address_answers_to_loopback_names(
    host: str, named: tuple[str, ...], proxies: tuple[str, ...], answered: set[str]
) -> None:
    assert set(answered_hosts(host, named, proxies)) == answered


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:7860", 200),
        ("LOCALHOST", 200),
        ("[::1]:7860", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("localhost@evil.example", 421),
        ("", 421),
        ("[", 421),
    ],
)
def test_names_of_other_sites_that_resolve_here_are_not_answered(
    make_qa: Callable[..., Any], host: str, status: int
) -> None:
    settings = ServerSettings(allowed_hosts=answered_hosts("127.0.0.1", (), ()))
    with TestClient(build_app(make_qa(), settings=settings)) as client:
        assert client.get("/healthz", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("path", ["/feedback", "/share"])
def test_answers_are_rated_and_shared_from_pages_of_the_server_only(
    make_qa: Callable[..., Any], store: Engine, path: str
) -> None:
    body = {"question": QUESTION, "key": "0" * 32, "useful": True, "language": "zh"}
    if path == "/share":
        body = {"question": QUESTION}
    with TestClient(build_app(make_qa(), ServerSettings(cors=(FRIEND,)), store)) as client:
        for site, status in (("same-origin", 201), ("cross-site", 403)):  # also where it is named for the API
            response = client.post(path, json=body, headers={"Sec-Fetch-Site": site, "Origin": FRIEND})
            assert response.status_code == status
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["type"] == "/api/docs#foreign-origin"
        assert response.json()["instance"] == f"urn:uuid:{response.headers['x-request-id']}"


def test_scripts_of_other_origins_read_nothing_unless_they_are_named(bundled: PolicyQA) -> None:
    asked = {
        "Origin": FRIEND,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    for settings, allowed in ((ServerSettings(), None), (ServerSettings(cors=(FRIEND,)), FRIEND)):
        with TestClient(build_app(bundled, settings=settings)) as client:
            before = client.options("/api/ask", headers=asked)
            answer = client.post("/api/ask", json={"question": QUESTION}, headers={"Origin": FRIEND})
            chat = client.get("/config", headers={"Origin": FRIEND})
            other = client.get("/api/documents", headers={"Origin": "https://evil.example"})
        assert before.status_code == (200 if allowed else 400)
        for response in (before, answer, chat):
            assert response.headers.get("access-control-allow-origin") == allowed
            assert "access-control-allow-credentials" not in response.headers
        assert "access-control-allow-origin" not in other.headers


@pytest.mark.parametrize(
    "path",
    ["/", "/document?source=x", "/api/docs", "/healthz", "/nothing", "/ui/style.css", "/ui/reply.js", "/a/x", "/share"],
)
def test_every_response_has_the_headers_that_protect_a_page(
    make_qa: Callable[..., Any], store: Engine, path: str
) -> None:
    with TestClient(build_app(make_qa(), store=store)) as client:
        headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'self'" in policy
    assert ("'unsafe-eval'" in policy) is (path == "/")
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers


def test_every_script_of_the_chat_page_is_marked_and_nothing_that_a_visitor_sends(make_qa: Callable[..., Any]) -> None:
    nonces = set()
    with TestClient(build_app(make_qa())) as client:
        for _ in range(2):
            response = client.get("/?x=<script>alert(1)</script>", headers={"Accept-Encoding": "gzip, br"})
            (nonce,) = re.findall(r"'nonce-([\w-]{22})'", response.headers["content-security-policy"])
            scripts = re.findall(r"<script[^>]*>", response.text)
            assert len(scripts) > 4
            assert all(f'nonce="{nonce}"' in script for script in scripts)
            assert "alert(1)" not in response.text
            nonces.add(nonce)
    assert len(nonces) == 2
    assert "'unsafe-inline'" not in re.findall("script-src[^;]*", response.headers["content-security-policy"])[0]


def test_only_named_origins_may_frame_the_chat(make_qa: Callable[..., Any]) -> None:
    with TestClient(
        build_app(make_qa(), settings=ServerSettings(embed_on=(FRIEND, "https://b.example:8443")))
    ) as client:
        headers = client.get("/").headers
        script = client.get("/widget.js").headers
    assert headers["content-security-policy"].endswith(
        "; frame-ancestors 'self' https://friend.example https://b.example:8443"
    )
    assert "x-frame-options" not in headers
    assert (script["content-type"], script["cross-origin-resource-policy"]) == (
        "text/javascript; charset=utf-8",
        "cross-origin",
    )
