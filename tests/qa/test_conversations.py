"""Written conversations over the bundled documents: follow-ups lean on earlier turns, new topics do not."""

from __future__ import annotations

import pytest

from qa import PolicyQA
from tests.benchmarks.conversations import figures


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    return figures(PolicyQA.bundled(), "samples")


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("follow_up, zh: success@1", 0.80),
        ("follow_up, zh: success@5", 0.90),
        ("follow_up, en: success@5", 0.75),
        ("new_topic, zh: success@1", 0.85),
        ("new_topic, zh: success@5", 0.95),
        ("new_topic, en: success@5", 0.85),
        ("list: recall", 0.65),
    ],
)
def test_hit_rates(measured: dict[str, float], name: str, least: float) -> None:
    assert measured[name] >= least
