"""A real MCP client, over HTTP, against a real server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from qa import PolicyQA
from qa.formats import answer_row
from tests.ui.payloads import PAYLOADS
from tests.ui.serving import running
from ui import build_app
from ui.settings import ServerSettings

QUESTION = "有哪些贷款贴息政策?"


@pytest.fixture(scope="module")
def address(bundled: PolicyQA) -> Iterator[str]:
    with running(build_app(bundled, settings=ServerSettings(rate_limit="100000/minute"))) as address:
        yield address


def with_session(address: str, use: Callable[[ClientSession], Awaitable[Any]]) -> Any:
    async def session() -> Any:
        async with streamable_http_client(f"{address}/mcp") as (read, write, *_), ClientSession(read, write) as client:
            await client.initialize()
            return await use(client)

    return asyncio.run(session())


def test_a_client_finds_the_tools_described(address: str) -> None:
    tools = with_session(address, lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == ["ask", "search"]
    for tool in tools:
        assert tool.description
        assert tool.input_schema["required"] == ["question"]
        assert tool.output_schema
        assert tool.annotations.read_only_hint is True


def test_a_client_completes_ask_with_the_answer_of_the_command_line(address: str, bundled: PolicyQA) -> None:
    result = with_session(address, lambda client: client.call_tool("ask", {"question": QUESTION, "k": 3}))
    expected = json.loads(json.dumps(answer_row(bundled.ask(QUESTION, 3))))
    assert result.is_error is False
    assert result.structured_content == expected
    assert json.loads(result.content[0].text) == expected


def test_a_client_completes_search(address: str) -> None:
    result = with_session(address, lambda client: client.call_tool("search", {"question": QUESTION, "k": 2}))
    assert [len(result.structured_content["passages"]), result.structured_content["question"]] == [2, QUESTION]


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        ("ask", {}, "question: Field required"),
        ("ask", {"question": "x" * 501}, "question: String should have at most 500 characters"),
        ("ask", {"question": QUESTION, "region": "Atlantis"}, "unknown region 'Atlantis'"),
        ("search", {"question": QUESTION, "documents": ["no.md"]}, "unknown document 'no.md'"),
        ("search", {"question": QUESTION, "history": []}, "history: Extra inputs are not permitted"),
        ("delete", {}, "unknown tool; there are ask, search"),
    ],
)
def test_what_is_wrong_is_told_to_the_model(address: str, tool: str, arguments: dict[str, Any], message: str) -> None:
    result = with_session(address, lambda client: client.call_tool(tool, arguments))
    assert result.is_error is True
    assert result.content[0].text.startswith(message)


def test_injected_text_comes_back_as_data(address: str) -> None:
    async def ask_all(client: ClientSession) -> list[Any]:
        return [await client.call_tool("ask", {"question": payload, "k": 1}) for payload in PAYLOADS]

    for payload, result in zip(PAYLOADS, with_session(address, ask_all), strict=True):
        assert result.is_error or result.structured_content["question"] == payload


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 200),
        ("http://testserver", 200),
        ("https://friend.example", 200),
        ("https://evil.example", 403),
        ("http://testserver.evil.example", 403),
        ("null", 403),
    ],
)
def test_pages_of_other_sites_may_not_call_it(bundled: PolicyQA, origin: str | None, status: int) -> None:
    with TestClient(build_app(bundled, settings=ServerSettings(cors=("https://friend.example",)))) as client:
        headers = {"Accept": "application/json, text/event-stream"} | ({"Origin": origin} if origin else {})
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        assert client.post("/mcp", json=body, headers=headers).status_code == status


def test_it_runs_again_when_the_application_starts_again(bundled: PolicyQA) -> None:
    app = build_app(bundled)
    for _ in range(2):
        with TestClient(app) as client:
            headers = {"Accept": "application/json, text/event-stream"}
            body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
            tools = client.post("/mcp", json=body, headers=headers).json()["result"]["tools"]
            assert [tool["name"] for tool in tools] == ["ask", "search"]
