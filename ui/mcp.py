"""``/mcp``: the tools ``ask`` and ``search`` for language models (Model Context Protocol, streamable HTTP).

Without sessions and without server-sent streams: every call is one request with one JSON response, so that any number
of server processes can stand behind one address.
"""

from __future__ import annotations

import dataclasses
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from mcp import types
from mcp.server import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import BaseModel, ValidationError
from starlette.types import Receive, Scope, Send

from qa.formats import answer_row
from qa.json_lines import json_line
from ui.api.answering import Answering
from ui.api.models import Answer, AskRequest, SearchRequest, SearchResponse
from ui.api.problems import Problem

logger = logging.getLogger(__name__)

INSTRUCTIONS = (
    "Answers questions about Chinese government policy for businesses with passages quoted word for word from the "
    "documents. Quote the passages as they are, with title, document number and date. When `abstained` is true the "
    "documents do not answer: say so, and do not take the nearest passages for an answer. Where `in_force` is false, "
    "the document has been repealed or has expired: say so beside the quote."
)
ASK = (
    "Answer a question, in Chinese or English, with verbatim quotes from the policy documents. `abstained` says that "
    "they do not answer it, `caveats` what to tell the reader besides."
)
SEARCH = "Find the passages of the policy documents nearest to a question, with scores, whether they answer it or not."


@dataclasses.dataclass(frozen=True)
class _Tool:
    described: types.Tool
    call: Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]


class McpEndpoint:
    """An ASGI application; ``running`` must be entered around the requests."""

    def __init__(self, answering: Answering, version: str, max_body: int) -> None:
        self._answering, self._max_body = answering, max_body
        self._tools = {
            "ask": _tool("ask", ASK, AskRequest, Answer, self._ask),
            "search": _tool("search", SEARCH, SearchRequest, SearchResponse, self._search),
        }
        self._server: Server[Any] = Server(
            "policy-qa",
            version=version,
            instructions=INSTRUCTIONS,
            on_list_tools=self._list,
            on_call_tool=self._call,
        )
        self._sessions: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serves while it is entered; may be entered again."""
        self._sessions = StreamableHTTPSessionManager(
            self._server,
            json_response=True,
            stateless=True,
            # Host and Origin are checked for the whole server, before requests come here.
            security_settings=TransportSecuritySettings(enable_dns_rebinding_protection=False),
            max_request_body_size=self._max_body,
        )
        async with self._sessions.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._sessions is None:
            raise RuntimeError("the MCP endpoint is not running: enter the application's lifespan first")
        await self._sessions.handle_request(scope, receive, send)

    async def _ask(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return answer_row(await self._answering.ask(AskRequest.model_validate(arguments)))

    async def _search(self, arguments: dict[str, Any]) -> dict[str, Any]:
        request = SearchRequest.model_validate(arguments)
        passages = await self._answering.search(request)
        return {"question": request.question, "passages": [dataclasses.asdict(found) for found in passages]}

    async def _list(self, context: object, params: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[tool.described for tool in self._tools.values()])

    async def _call(self, context: object, params: types.CallToolRequestParams) -> types.CallToolResult:
        """Whatever goes wrong is told as a result, for the model to read; never with internals or the question."""
        tool = self._tools.get(params.name)
        if tool is None:
            return _failed(f"unknown tool; there are {', '.join(self._tools)}")
        try:
            row = await tool.call(params.arguments or {})
        except ValidationError as error:
            faults = (f"{'.'.join(map(str, found['loc']))}: {found['msg']}" for found in error.errors())
            return _failed("; ".join(faults))
        except Problem as problem:
            return _failed(problem.detail or problem.type.title)
        except Exception as error:
            stack = "".join(traceback.format_tb(error.__traceback__))
            logger.error("a tool failed with %s\n%s", type(error).__name__, stack)
            return _failed("something went wrong")
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=json_line(row))], structured_content=row
        )


def _tool(
    name: str,
    description: str,
    takes: type[BaseModel],
    gives: type[BaseModel],
    call: Callable[[dict[str, Any]], Awaitable[dict[str, Any]]],
) -> _Tool:
    described = types.Tool(
        name=name,
        description=description,
        input_schema=takes.model_json_schema(),
        output_schema=gives.model_json_schema(),
        annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )
    return _Tool(described, call)


def _failed(message: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=message)], is_error=True)
