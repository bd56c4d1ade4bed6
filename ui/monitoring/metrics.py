"""The figures of a server, in the format of Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # bounds of the histograms


class Metrics:
    """Of one application; process memory, CPU and open files come with them on Linux."""

    media_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self.requests = Counter(
            "policy_qa_requests", "Requests answered.", ["route", "method", "status"], registry=self._registry
        )
        self.seconds = Histogram(
            "policy_qa_request_seconds",
            "Seconds until the first byte of the answer.",
            ["route"],
            buckets=SECONDS,
            registry=self._registry,
        )
        self.in_progress = Gauge(
            "policy_qa_requests_in_progress", "Requests under way; an open chat holds one.", registry=self._registry
        )
        self.answers = Counter(
            "policy_qa_answers", "Questions by what became of them.", ["reason"], registry=self._registry
        )
        self.answer_seconds = Histogram(
            "policy_qa_answer_seconds", "Seconds to find an answer.", buckets=SECONDS, registry=self._registry
        )

    def text(self) -> bytes:
        """All of them."""
        return generate_latest(self._registry)
