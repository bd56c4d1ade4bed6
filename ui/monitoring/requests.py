"""Counts and logs every request, and gives it its id."""

from __future__ import annotations

import time
import uuid
from contextvars import ContextVar
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.monitoring.log import JsonLog
from ui.monitoring.metrics import Metrics

current_request: ContextVar[str | None] = ContextVar("current_request", default=None)  # its id


class ObservedRequests:
    """Around everything else, so that refused requests count too."""

    def __init__(self, app: ASGIApp, metrics: Metrics, log: JsonLog) -> None:
        self.app, self._metrics, self._log = app, metrics, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = str(uuid.uuid4())
        scope.setdefault("state", {})["request_id"] = request_id
        current_request.set(request_id)
        started, status, first_byte = time.perf_counter(), 0, 0.0

        async def noting(message: Message) -> None:
            nonlocal status, first_byte
            if message["type"] == "http.response.start":
                status, first_byte = message["status"], time.perf_counter()
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            await send(message)

        self._metrics.in_progress.inc()
        try:
            await self.app(scope, receive, noting)
        finally:
            self._metrics.in_progress.dec()
            seconds = (first_byte or time.perf_counter()) - started
            route, method = route_of(scope), _method(scope)
            self._metrics.requests.labels(route, method, str(status)).inc()  # status 0: the client went away
            self._metrics.seconds.labels(route).observe(seconds)
            client = scope.get("client")
            self._log.write(
                "request",
                request=request_id,
                method=method,
                route=route,
                status=status,
                milliseconds=round(1000 * seconds, 1),
                client=self._log.pseudonym(client[0] if client else None),
            )


def route_of(scope: Scope) -> str:
    """The route's pattern, never the path: a path may hold anything, and there are too many to count."""
    route: Any = scope.get("route")
    return getattr(route, "path", None) or "none"


def _method(scope: Scope) -> str:
    known = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")
    return scope["method"] if scope["method"] in known else "other"
