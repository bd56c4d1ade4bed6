"""Finds answers for programs within the time limit; shared by HTTP and MCP."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

from qa import Answer, QAError, Quote
from ui.api.models import AskRequest, SearchRequest
from ui.api.problems import TIME, Problem, problem_of

if TYPE_CHECKING:
    from qa import PolicyQA

Found = TypeVar("Found")
RETRY_SECONDS = "5"
THREADS = 8  # questions under way at once; those given up go on in theirs, so that overload cannot start ever more


class Answering:
    """Asks in threads; a question that waits and takes longer than ``seconds`` is given up. Raises Problem."""

    def __init__(self, qa: PolicyQA, seconds: float) -> None:
        self.qa, self._seconds = qa, seconds
        self._threads = ThreadPoolExecutor(THREADS, "answering")

    async def ask(self, request: AskRequest) -> Answer:
        """The answer to a question."""
        return await self._found(
            lambda: self.qa.ask(
                request.question, request.k, region=request.region, history=request.history, documents=request.documents
            )
        )

    async def search(self, request: SearchRequest) -> tuple[Quote, ...]:
        """The passages nearest to a question."""
        return await self._found(
            lambda: self.qa.search(request.question, request.k, region=request.region, documents=request.documents)
        )

    async def _found(self, find: Callable[[], Found]) -> Found:
        try:
            # In the context of the request: the log names its id.
            found = asyncio.get_running_loop().run_in_executor(self._threads, copy_context().run, find)
            return await asyncio.wait_for(found, self._seconds)
        except TimeoutError:
            detail = f"no answer within {self._seconds:g} seconds"
            raise Problem(TIME, detail, {"Retry-After": RETRY_SECONDS}) from None
        except QAError as error:
            raise problem_of(error) from None
