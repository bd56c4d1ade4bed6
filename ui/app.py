"""The web server: the chat at ``/``, and beside it the source view and our own static files."""

from __future__ import annotations

import os
import socket
from importlib.resources import files
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from fastapi.responses import Response

from qa import QAError
from ui.document import document_routes
from ui.feedback import feedback_routes
from ui.sharing import sharing_routes

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from qa import PolicyQA

GRACE_SECONDS = 3  # for requests under way when it is stopped: every open chat holds a connection
STATIC_FILES = {
    "style.css": "text/css",
    "document.css": "text/css",
    "reply.css": "text/css",
    "chat.js": "text/javascript",
    "clipboard.js": "text/javascript",
    "reply.js": "text/javascript",
    "visit.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
HEAD = (
    '<link rel="icon" href="ui/icon.svg" type="image/svg+xml">'
    '<link rel="stylesheet" href="ui/style.css"><link rel="stylesheet" href="ui/document.css">'
    '<link rel="stylesheet" href="ui/reply.css">'
    '<script type="module" src="ui/chat.js"></script><script type="module" src="ui/reply.js"></script>'
)


def build_app(qa: PolicyQA, store: Engine | None = None, *, keep_declined: bool = False) -> FastAPI:
    """The application over ``qa``; further routes go before the chat, which takes every other path.

    Without a store nothing is kept, and neither feedback nor sharing is offered. ``keep_declined`` keeps the
    questions that got no answer, too.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    import gradio as gr

    from ui.chat import build_chat
    from ui.theme import build_theme

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(document_routes(qa))
    if store is not None:
        app.include_router(feedback_routes(qa, store))
        app.include_router(sharing_routes(qa, store))
    for name, media_type in STATIC_FILES.items():
        _serve_static(app, name, media_type)
    gr.mount_gradio_app(
        app,
        build_chat(qa, store, keep_declined=keep_declined),
        path="/",
        theme=build_theme(),
        head=HEAD,
        footer_links=[],
        run_history=False,  # questions are nobody's business: Gradio keeps nothing in the browser
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        app_kwargs={"openapi_url": None},  # of Gradio's own routes
    )
    return app


def serve(
    qa: PolicyQA,
    host: str = "127.0.0.1",
    port: int = 7860,
    store: Engine | None = None,
    *,
    keep_declined: bool = False,
) -> None:
    """Runs the server until it is interrupted; prints the address to open. Port 0 takes any free one.

    Raises QAError when the port cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        message = f"cannot listen on {host}, port {port}: {error.strerror or error}; choose another with --port"
        raise QAError(message) from error
    with listener:
        app = build_app(qa, store, keep_declined=keep_declined)
        shown = f"[{host}]" if family == socket.AF_INET6 else host
        print(f"policy-qa answers at http://{shown}:{listener.getsockname()[1]} (Ctrl+C stops it)", flush=True)
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=GRACE_SECONDS)
        uvicorn.Server(config).run(sockets=[listener])


def _serve_static(app: FastAPI, name: str, media_type: str) -> None:
    content = files("ui").joinpath(name).read_bytes()

    @app.get(f"/ui/{name}", include_in_schema=False)
    def static_file() -> Response:
        return Response(content, media_type=media_type, headers={"Cache-Control": "no-cache"})
