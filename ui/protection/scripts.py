"""Marks the scripts that the chat's page comes with, so that a browser runs no other that may get into it.

The mark is a nonce (Content Security Policy Level 3, 6.7.1): new with every page, and named in the page's policy.
"""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CHAT_PAGE = "/"
_SCRIPT = re.compile(rb"<script(?=[\s>])")


class MarkedScripts:
    """Around Gradio's application; the nonce is in the request's state, put there with the policy."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        nonce: str | None = scope.get("state", {}).get("nonce")
        if nonce is None or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        started: Message = {}
        page = bytearray()

        async def marking(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = message
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            page.extend(message.get("body", b""))
            if not message.get("more_body", False):
                marked = _SCRIPT.sub(f'<script nonce="{nonce}"'.encode(), bytes(page))
                MutableHeaders(scope=started)["Content-Length"] = str(len(marked))
                await send(started)
                await send({"type": "http.response.body", "body": marked})

        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": plain}, receive, marking)
