"""``/healthz`` for whoever restarts the server, ``/metrics`` for Prometheus."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from ui.monitoring.metrics import Metrics


def monitoring_routes(metrics: Metrics, documents: Callable[[], int], is_ready: Callable[[], bool]) -> APIRouter:
    """The router; ready is a server between its start and its end that has documents."""
    router = APIRouter(include_in_schema=False)

    @router.get("/healthz")
    async def healthz() -> Response:
        count = documents()
        ready = is_ready() and count > 0
        state = {"status": "ok" if ready else "unavailable", "documents": count}
        return JSONResponse(state, 200 if ready else 503, {"Cache-Control": "no-store"})

    @router.get("/metrics")
    async def metrics_text() -> Response:
        return Response(metrics.text(), headers={"Content-Type": metrics.media_type, "Cache-Control": "no-store"})

    return router
