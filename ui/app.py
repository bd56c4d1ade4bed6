"""The web server: the chat at ``/``, beside it the source view, the API, MCP and our own static files."""

from __future__ import annotations

import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from fastapi.responses import Response
from starlette.datastructures import State
from starlette.routing import Mount, Route
from threadpoolctl import threadpool_limits

from qa import QAError
from ui.api.answering import Answering
from ui.api.page import api_page
from ui.api.problems import handle_problems
from ui.api.routes import api_routes
from ui.document import document_routes
from ui.feedback import feedback_routes
from ui.mcp import McpEndpoint
from ui.monitoring.answers import observed
from ui.monitoring.log import JsonLog
from ui.monitoring.metrics import Metrics
from ui.monitoring.routes import monitoring_routes
from ui.protection import middleware
from ui.protection.chat_routes import ChatRoutes
from ui.protection.hosts import MCP_PATH
from ui.protection.scripts import MarkedScripts
from ui.settings import ServerSettings
from ui.sharing import sharing_routes
from ui.widget import widget_routes

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from qa import PolicyQA

STATIC_FILES = {
    "style.css": "text/css",
    "document.css": "text/css",
    "reply.css": "text/css",
    "api.css": "text/css",
    "chat.js": "text/javascript",
    "clipboard.js": "text/javascript",
    "reply.js": "text/javascript",
    "visit.js": "text/javascript",
    "embedded.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
ROOT_FILES = {  # browsers ask for them there; Gradio's own show Gradio's icon
    "manifest.json": ("manifest.json", "application/manifest+json"),
    "favicon.ico": ("icon.svg", "image/svg+xml"),
}
STOP_SECONDS = 5  # that open connections have to end: every open chat holds one
HEAD = (
    '<link rel="icon" href="ui/icon.svg" type="image/svg+xml">'
    '<link rel="stylesheet" href="ui/style.css"><link rel="stylesheet" href="ui/document.css">'
    '<link rel="stylesheet" href="ui/reply.css">'
    '<script type="module" src="ui/chat.js"></script><script type="module" src="ui/reply.js"></script>'
    '<script type="module" src="ui/embedded.js"></script>'
)


def build_app(qa: PolicyQA, settings: ServerSettings | None = None, store: Engine | None = None) -> FastAPI:
    """The application over ``qa``; further routes go before the chat, which takes every other path.

    Without a store nothing is kept, and neither feedback nor sharing is offered.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when gradio is imported
    import gradio as gr

    from ui.chat import build_chat
    from ui.theme import build_theme

    settings = settings or ServerSettings()
    metrics, log = Metrics(), JsonLog(settings.log)
    state = State({"ready": False})
    counted = observed(qa, metrics, log, settings.log_questions)
    answering = Answering(counted, settings.time_limit)
    mcp = McpEndpoint(answering, _version(), settings.max_body)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with mcp.running():
            state.ready = True
            yield
            state.ready = False

    app = FastAPI(
        title="policy-qa",
        version=_version(),
        summary="Answers from policy documents, in their own words.",
        openapi_url="/api/openapi.json",
        docs_url=None,  # FastAPI's own pages load scripts from another host
        redoc_url=None,
        lifespan=lifespan,
        middleware=middleware(settings, metrics, log),
    )
    handle_problems(app)
    app.router.routes.append(Route(MCP_PATH, mcp, methods=["GET", "POST", "DELETE"]))
    kept = () if store is None else (feedback_routes(qa, store), sharing_routes(qa, store))
    for router in (
        document_routes(qa),
        api_routes(answering),
        api_page(app),
        monitoring_routes(metrics, lambda: len(qa.policies), lambda: state.ready),
        widget_routes(),
        *kept,
    ):
        app.include_router(router)
    for name, media_type in STATIC_FILES.items():
        _serve_static(app, f"/ui/{name}", name, media_type)
    for path, (name, media_type) in ROOT_FILES.items():
        _serve_static(app, f"/{path}", name, media_type)
    gr.mount_gradio_app(
        app,
        build_chat(qa, counted, store, keep_declined=settings.keep_declined),
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
    mounted = app.routes[-1]
    assert isinstance(mounted, Mount)
    mounted.app = ChatRoutes(MarkedScripts(mounted.app))
    return app


def serve(qa: PolicyQA, settings: ServerSettings, store: Engine | None = None) -> None:
    """Runs the server until it is interrupted; prints the address to open. Port 0 takes any free one.

    Raises QAError when the port cannot be listened on.
    """
    host, port = settings.host, settings.port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        message = f"cannot listen on {host}, port {port}: {error.strerror or error}; choose another with --port"
        raise QAError(message) from error
    # Questions are answered side by side: were each to spread over all cores, they would wait for one another's threads
    # (with numpy's OpenBLAS on a busy machine of two cores, four times the processor time).
    with listener, threadpool_limits(limits=1, user_api="blas"):
        app = build_app(qa, settings, store)
        shown = f"[{host}]" if family == socket.AF_INET6 else host
        print(f"policy-qa answers at http://{shown}:{listener.getsockname()[1]} (Ctrl+C stops it)", flush=True)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,  # we have our own
            proxy_headers=False,  # whom to believe is a setting
            server_header=False,
            timeout_graceful_shutdown=STOP_SECONDS,
        )
        uvicorn.Server(config).run(sockets=[listener])


def _version() -> str:
    try:
        return version("policy-qa")
    except PackageNotFoundError:  # run from a copy that is not installed
        return "0"


def _serve_static(app: FastAPI, path: str, name: str, media_type: str) -> None:
    content = files("ui").joinpath(name).read_bytes()

    @app.get(path, include_in_schema=False)
    def static_file() -> Response:
        return Response(content, media_type=media_type, headers={"Cache-Control": "no-cache"})
