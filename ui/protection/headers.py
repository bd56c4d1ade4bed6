"""Headers that tell browsers what a page may do and who may show it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.protection.scripts import CHAT_PAGE

OURS = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'self'; form-action 'self'"
)
# Gradio's page has scripts of its own in the HTML, which are marked, and makes functions of the scripts of components.
CHAT = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
SHARED_SCRIPT = "/widget.js"  # the one file that pages of other sites load


class SecurityHeaders:
    """Adds them to every response; ``embed_on`` are the origins whose pages may show the chat in a frame."""

    def __init__(self, app: ASGIApp, embed_on: Sequence[str]) -> None:
        self.app = app
        self._ancestors = " ".join(["frame-ancestors", "'self'", *embed_on])
        self._framed_elsewhere = bool(embed_on)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        policy, shared = OURS, scope["path"] == SHARED_SCRIPT
        if scope["path"] == CHAT_PAGE:
            nonce = secrets.token_urlsafe(16)
            scope.setdefault("state", {})["nonce"] = nonce
            policy = CHAT.format(nonce=nonce)

        async def adding(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = f"{policy}; {self._ancestors}"
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
                headers["Cross-Origin-Resource-Policy"] = "cross-origin" if shared else "same-origin"
                if not self._framed_elsewhere:  # for browsers that know no frame-ancestors
                    headers["X-Frame-Options"] = "SAMEORIGIN"
            await send(message)

        await self.app(scope, receive, adding)
