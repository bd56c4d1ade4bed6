"""Finds answers for programs within the time limit; shared by HTTP and MCP."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import anyio
from anyio import to_thread

from qa import Answer, QAError, Quote, Turn
from qa.errors import UnknownDocumentError, UnknownRegionError
from ui.api.models import AskRequest, SearchRequest
from ui.api.problems import QUESTION, REGION, SOURCE, TIME, Problem

if TYPE_CHECKING:
    from qa import PolicyQA

Found = TypeVar("Found")
RETRY_SECONDS = "5"


class Answering:
    """Asks in threads; a question that takes longer than ``seconds`` is given up. Raises Problem."""

    def __init__(self, qa: PolicyQA, seconds: float) -> None:
        self.qa, self._seconds = qa, seconds

    async def ask(self, request: AskRequest) -> Answer:
        """The answer to a question."""
        history = tuple(Turn(question) for question in request.history)
        return await self._found(
            lambda: self.qa.ask(
                request.question, request.k, region=request.region, history=history, documents=request.documents
            )
        )

    async def search(self, request: SearchRequest) -> tuple[Quote, ...]:
        """The passages nearest to a question."""
        return await self._found(
            lambda: self.qa.search(request.question, request.k, region=request.region, documents=request.documents)
        )

    async def _found(self, find: Callable[[], Found]) -> Found:
        try:
            with anyio.fail_after(self._seconds):
                return await to_thread.run_sync(find, abandon_on_cancel=True)
        except TimeoutError:
            detail = f"no answer within {self._seconds:g} seconds"
            raise Problem(TIME, detail, {"Retry-After": RETRY_SECONDS}) from None
        except UnknownRegionError as error:
            raise Problem(REGION, str(error)) from None
        except UnknownDocumentError as error:
            raise Problem(SOURCE, str(error)) from None
        except QAError as error:
            raise Problem(QUESTION, str(error)) from None
