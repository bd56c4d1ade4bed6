"""How many requests one client may make: a sliding window, kept in memory."""

from __future__ import annotations

import ipaddress
import math
import time

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.api.problems import RATE, Problem, problem_response, request_id

# What a page is made of, and what operators ask for: cheap, and many to a page. Streams are not: they last.
FREE = (
    "/assets/", "/static/", "/ui/", "/theme.css", "/widget.js", "/manifest.json", "/favicon.ico", "/healthz",
    "/metrics",
)  # fmt: skip
IPV6_PREFIX = 64  # bits that one customer has at least


class RateLimit:
    """Refuses requests above the limit with 429 and Retry-After."""

    def __init__(self, app: ASGIApp, limit: str) -> None:
        self.app = app
        self._limit = parse(limit)
        self._windows = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(FREE) or self._allows(client := client_key(scope)):
            await self.app(scope, receive, send)
            return
        wait = self._windows.get_window_stats(self._limit, client).reset_time - time.time()
        headers = {"Retry-After": str(max(1, math.ceil(wait)))}
        problem = Problem(RATE, f"at most {self._limit}", headers)
        await problem_response(problem, request_id(scope))(scope, receive, send)

    def _allows(self, client: str) -> bool:
        return self._windows.hit(self._limit, client)


def client_key(scope: Scope) -> str:
    """Who counts as one client: an IPv4 address, or the network of an IPv6 address."""
    host: str = scope["client"][0] if scope.get("client") else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False))
    return host
