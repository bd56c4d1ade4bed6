"""Which names the server answers to, and which pages may call it by MCP."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.api.problems import HOST, ORIGIN, Problem, problem_response, request_id

MCP_PATH = "/mcp"


class AllowedHosts:
    """Against pages of other sites whose name resolves to this server (DNS rebinding).

    The Host header must be one of the names; without names any is. MCP requests with an Origin must come from the
    server's own pages or from an origin named for CORS, as the protocol demands.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str], cors: Sequence[str]) -> None:
        self.app = app
        self._hosts, self._cors = frozenset(host.lower() for host in hosts), frozenset(cors)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (problem := self._problem(scope)):
            await problem_response(problem, request_id(scope))(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _problem(self, scope: Scope) -> Problem | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._hosts and _name(host) not in self._hosts:
            return Problem(HOST)
        origin = headers.get("origin")
        if origin and scope["path"] == MCP_PATH and origin not in self._cors and urlsplit(origin).netloc != host:
            return Problem(ORIGIN)
        return None


def _name(host: str) -> str | None:
    """The name without the port, in lower case; None for what is no name."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
