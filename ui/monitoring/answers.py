"""Counts and logs every answer, whichever way it was asked for."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from ui.monitoring.log import JsonLog
from ui.monitoring.metrics import Metrics
from ui.monitoring.requests import current_request

if TYPE_CHECKING:
    from qa import Answer, PolicyQA


@dataclass(frozen=True)
class _ObservedQA:
    """A ``PolicyQA`` whose ``ask`` is observed; all else is its own."""

    _qa: PolicyQA
    _metrics: Metrics
    _log: JsonLog
    _log_questions: bool

    def __getattr__(self, name: str) -> Any:
        return getattr(self._qa, name)

    def ask(self, question: str, *args: Any, **options: Any) -> Answer:
        began = time.perf_counter()
        try:
            answer = self._qa.ask(question, *args, **options)
        except Exception:
            self._metrics.answers.labels("error").inc()
            raise
        seconds = time.perf_counter() - began
        self._metrics.answers.labels(answer.reason or "answered").inc()
        self._metrics.answer_seconds.observe(seconds)
        self._log.write(
            "answer",
            request=current_request.get(),
            reason=answer.reason or "answered",
            language=answer.language,
            milliseconds=round(1000 * seconds, 1),
            question=question if self._log_questions else None,
        )
        return answer


def observed(qa: PolicyQA, metrics: Metrics, log: JsonLog, log_questions: bool) -> PolicyQA:
    """The same answers, counted and logged; questions' text only where asked for."""
    return cast("PolicyQA", _ObservedQA(qa, metrics, log, log_questions))
