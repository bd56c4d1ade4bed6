"""How large a request may be, and how long it may take to arrive."""

from __future__ import annotations

import anyio
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.problems import SLOW, TOO_LARGE, Problem, problem_response, request_id


class BodyLimit:
    """Takes the whole body in before the application sees the request, in ``seconds`` and ``most`` bytes at most."""

    def __init__(self, app: ASGIApp, most: int, seconds: float) -> None:
        self.app, self._most, self._seconds = app, most, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            with anyio.fail_after(self._seconds):
                body = await self._body(scope, receive)
        except TimeoutError:
            body = Problem(SLOW, f"it did not arrive within {self._seconds:g} seconds", {"Connection": "close"})
        if isinstance(body, Problem):
            await problem_response(body, request_id(scope))(scope, receive, send)
        elif body is not None:
            await self.app(scope, _replay(body, receive), send)

    async def _body(self, scope: Scope, receive: Receive) -> bytes | Problem | None:
        """The body, or what is wrong with it; None when the client has gone."""
        too_large = Problem(TOO_LARGE, f"at most {self._most} bytes", {"Connection": "close"})
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isascii() and declared.isdigit() and int(declared) > self._most:
            return too_large
        chunks = bytearray()  # whatever was declared, what comes is counted: a chunked body declares nothing
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            chunks += message.get("body", b"")
            if len(chunks) > self._most:
                return too_large
            if not message.get("more_body", False):
                return bytes(chunks)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Gives the body once, then whatever comes after it: the client's leaving."""
    given = False

    async def next_message() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return next_message
