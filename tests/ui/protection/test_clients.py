"""Who a client is, whose X-Forwarded-For is believed, and how many requests each may make."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from qa import QAError
from ui import build_app
from ui.protection.proxies import TrustedProxies
from ui.protection.rate import RateLimit, client_key
from ui.settings import ServerSettings

PROXY, PROXIES = "10.0.0.7", ("10.0.0.0/8", "fd00::/8")
CHAIN = "X-Forwarded-For"


async def echo(request: Request) -> JSONResponse:
    shown = {"client": request.client.host if request.client else None, "scheme": request.url.scheme}
    return JSONResponse({**shown, "key": client_key(request.scope), "headers": dict(request.headers)})


def client_from(address: str, *middleware: Middleware) -> TestClient:
    app = Starlette(routes=[Route("/{path:path}", echo)], middleware=list(middleware))
    return TestClient(app, client=(address, 50000))


@pytest.mark.parametrize(
    ("networks", "peer", "headers", "client"),
    [
        ((), "203.0.113.5", {CHAIN: "198.51.100.1"}, "203.0.113.5"),  # nobody is trusted
        ((), "127.0.0.1", {CHAIN: "198.51.100.1"}, "127.0.0.1"),  # nor is the machine itself
        (PROXIES, "203.0.113.5", {CHAIN: "198.51.100.1"}, "203.0.113.5"),  # not by way of the proxy
        (PROXIES, PROXY, {CHAIN: "198.51.100.1"}, "198.51.100.1"),
        (PROXIES, PROXY, {CHAIN: "1.1.1.1, 198.51.100.1"}, "198.51.100.1"),  # the first was written by the client
        (PROXIES, PROXY, {CHAIN: "1.1.1.1, 198.51.100.1, 10.0.0.9"}, "198.51.100.1"),  # through two proxies
        (PROXIES, PROXY, {CHAIN: "10.0.0.3, 10.0.0.9"}, "10.0.0.3"),  # a client of the inner network
        (PROXIES, PROXY, {CHAIN: ""}, PROXY),
        (PROXIES, PROXY, {}, PROXY),
        (PROXIES, PROXY, {CHAIN: "198.51.100.1:4711"}, "198.51.100.1"),
        (PROXIES, PROXY, {CHAIN: "2001:db8::1"}, "2001:db8::1"),
        (PROXIES, "fd00::1", {CHAIN: "[2001:db8::1]:443"}, "2001:db8::1"),
        (PROXIES, PROXY, {"X-Real-IP": "198.51.100.1"}, PROXY),  # not a header that we read
        (("10.0.0.7",), PROXY, {CHAIN: "198.51.100.1"}, "198.51.100.1"),
        (("10.0.0.7",), "10.0.0.8", {CHAIN: "198.51.100.1"}, "10.0.0.8"),
    ],
)
def test_the_client_is_the_last_address_that_is_no_trusted_proxy(
    networks: tuple[str, ...], peer: str, headers: dict[str, str], client: str
) -> None:
    found = client_from(peer, Middleware(TrustedProxies, networks=networks)).get("/", headers=headers).json()
    assert found["client"] == client


def test_forwarding_headers_of_others_are_removed_and_the_scheme_is_not_theirs() -> None:
    names = ("x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "forwarded", "x-real-ip", "x-gradio-server")
    headers = dict.fromkeys(names, "https")
    trusting = Middleware(TrustedProxies, networks=PROXIES)
    outside = client_from("203.0.113.5", trusting).get("/", headers=headers).json()
    inside = client_from(PROXY, trusting).get("/", headers=headers).json()
    assert [name for name in names if name in outside["headers"]] == []
    assert (outside["scheme"], inside["scheme"]) == ("http", "https")
    assert "x-forwarded-host" in inside["headers"]


def test_a_page_shown_to_one_client_is_not_rooted_where_another_header_says(make_qa: Callable[..., Any]) -> None:
    with TestClient(build_app(make_qa())) as client:
        page = client.get("/", headers={"X-Forwarded-Host": "evil.example", "X-Gradio-Server": "http://evil.example"})
        assert "evil.example" not in page.text


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("testclient", "testclient"),
    ],
)
def test_a_client_is_an_address_or_the_network_of_an_ipv6_address(address: str, key: str) -> None:
    assert client_key({"client": (address, 1)}) == key


def test_a_client_without_an_address_counts_too() -> None:
    assert client_key({"client": None}) == ""


def test_requests_above_the_limit_are_refused_until_the_time_that_is_told() -> None:
    limited = Middleware(RateLimit, limit="3/second")
    client = client_from("203.0.113.5", limited)
    time.sleep(1 - time.time() % 1)  # windows begin with the second: not on the edge of one
    assert [client.get("/api/ask").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    refused = client.get("/api/ask")
    assert refused.json()["type"] == "/api/docs#too-many-requests"
    assert refused.headers["content-type"] == "application/problem+json"
    wait = int(refused.headers["retry-after"])
    assert 1 <= wait <= 2
    time.sleep(wait)
    assert client.get("/api/ask").status_code == 200


def test_every_client_has_its_own_limit_and_static_files_have_none() -> None:
    app = RateLimit(Starlette(routes=[Route("/{path:path}", echo)]), "2/minute")
    first, second = (TestClient(app, client=(address, 1)) for address in ("203.0.113.5", "203.0.113.6"))
    assert [first.get("/api/ask").status_code for _ in range(3)] == [200, 200, 429]
    assert [second.get("/document").status_code for _ in range(3)] == [200, 200, 429]
    for path in ("/assets/x.js", "/ui/style.css", "/healthz", "/metrics", "/widget.js"):
        assert first.get(path).status_code == 200
    for path in (
        "/",
        "/mcp",
        "/gradio_api/queue/join",
        "/gradio_api/run/predict",
        "/gradio_api/heartbeat/x",
        "/feedback",
    ):
        assert first.get(path).status_code == 429


def test_behind_a_proxy_the_clients_are_told_apart_and_cannot_make_themselves_new() -> None:
    trusting, limited = Middleware(TrustedProxies, networks=PROXIES), Middleware(RateLimit, limit="2/minute")
    client = client_from(PROXY, trusting, limited)

    def statuses(*chains: str) -> list[int]:
        return [client.get("/api/ask", headers={CHAIN: chain}).status_code for chain in chains]

    assert statuses("9.9.9.1, 198.51.100.1", "9.9.9.2, 198.51.100.1", "9.9.9.3, 198.51.100.1") == [200, 200, 429]
    assert statuses("198.51.100.2") == [200]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"rate_limit": "lots"}, "--rate-limit 'lots': expected a number per time"),
        ({"trusted_proxies": ("10.0.0.0/33",)}, "--trusted-proxies '10.0.0.0/33'"),
        ({"trusted_proxies": ("10.0.0.1/8",)}, "--trusted-proxies '10.0.0.1/8'"),
        ({"trusted_proxies": ("*",)}, r"--trusted-proxies '\*'"),
        ({"cors": ("https://a.example/",)}, "--cors 'https://a.example/': expected an origin"),
        ({"cors": ("*",)}, r"--cors '\*': expected an origin"),
        ({"embed_on": ("a.example",)}, "--embed-on 'a.example': expected an origin"),
        ({"embed_on": ("https://a.example; script-src *",)}, "expected an origin"),
        ({"log_questions": True}, "--log-questions needs --log FILE"),
    ],
)
def test_settings_that_cannot_be_meant_are_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(QAError, match=message):
        ServerSettings(**fields)
