"""The last resort: an unexpected error becomes a problem detail, and its message is not logged."""

from __future__ import annotations

import logging
import traceback

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.problems import UNEXPECTED, Problem, problem_response, request_id

logger = logging.getLogger(__name__)

FRAMES = 10  # innermost ones: those before are the middleware


class Failures:
    """Messages of errors may hold the question; the stack says where it happened."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            if scope["type"] != "http":
                raise
            stack = "".join(traceback.format_tb(error.__traceback__, limit=-FRAMES))
            logger.error("request %s failed with %s\n%s", request_id(scope), type(error).__name__, stack)
            if not started:
                await problem_response(Problem(UNEXPECTED), request_id(scope))(scope, receive, send)
