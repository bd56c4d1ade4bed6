"""``/widget.js``: what a page of another site pastes in to offer the chat."""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import Response

KEPT = "public, max-age=3600"  # seconds; the file is the same for everyone


def widget_routes() -> APIRouter:
    """The router."""
    router = APIRouter(include_in_schema=False)
    script = files("ui").joinpath("widget.js").read_bytes()

    @router.get("/widget.js")
    def widget() -> Response:
        return Response(script, media_type="text/javascript", headers={"Cache-Control": KEPT})

    return router
