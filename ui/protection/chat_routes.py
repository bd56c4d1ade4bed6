"""Which of Gradio's own routes are open: those that the chat needs, and no other."""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Receive, Scope, Send

from ui.api.problems import NOT_FOUND, Problem, problem_response, request_id

_FILE = r"(?:[\w@-][\w@.-]*/)*[\w@-][\w@.-]*"  # no step upwards, no hidden file
OPEN = {  # route as Gradio names it: methods, and the paths of it
    "/": ("GET HEAD", r"/"),
    "/config": ("GET", r"/config"),  # the page holds the same
    "/theme.css": ("GET", r"/theme\.css"),
    "/assets/{path:path}": ("GET", rf"/assets/{_FILE}"),
    "/static/{path:path}": ("GET", rf"/static/{_FILE}"),
    "/gradio_api/run/{api_name}": ("POST", r"/gradio_api/run/predict"),  # greeting, and change of language
    "/gradio_api/queue/join": ("POST", r"/gradio_api/queue/join"),  # a question
    "/gradio_api/queue/data": ("GET", r"/gradio_api/queue/data"),  # its answer
    "/gradio_api/heartbeat/{session_hash}": ("GET", r"/gradio_api/heartbeat/[a-z0-9]{1,40}"),  # the page is open
}
_OPEN = [(methods.split(), re.compile(pattern)) for methods, pattern in OPEN.values()]


class ChatRoutes:
    """Around Gradio's application; everything that is not named answers as if it were not there."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or (scope["type"] == "http" and is_open(scope["method"], scope["path"])):
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            scope["route"] = None
            await problem_response(Problem(NOT_FOUND), request_id(scope))(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})


def is_open(method: str, path: str) -> bool:
    """Whether a request of Gradio's is one that the chat makes."""
    return any(method in methods and pattern.fullmatch(path) for methods, pattern in _OPEN)
