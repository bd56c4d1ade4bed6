"""Whose X-Forwarded-* headers are believed."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import cast

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

# Gradio takes the server's own address from the last one; the first ones name the client, the host and the scheme.
FORWARDING = (b"x-forwarded-", b"forwarded", b"x-real-ip", b"x-gradio-server")


class TrustedProxies:
    """Takes client and scheme from trusted proxies' headers, and removes such headers from everyone else's requests.

    The client is the last address of X-Forwarded-For that is no trusted proxy: what stands before it, anyone may have
    written.
    """

    def __init__(self, app: ASGIApp, networks: Sequence[str]) -> None:
        self.app = app
        self._networks = [ipaddress.ip_network(network) for network in networks]
        self._believing = ProxyHeadersMiddleware(app, list(networks))  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif self._trusts(scope):
            await self._believing(scope, receive, send)  # type: ignore[arg-type]
        else:
            headers = [(name, value) for name, value in scope["headers"] if not name.lower().startswith(FORWARDING)]
            await self.app({**scope, "headers": headers}, receive, send)

    def _trusts(self, scope: Scope) -> bool:
        try:
            address = ipaddress.ip_address(cast("tuple[str, int]", scope["client"])[0])
        except (TypeError, ValueError):  # no address: a test, or a Unix socket
            return False
        return any(address in network for network in self._networks)
