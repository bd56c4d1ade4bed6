"""Written questions to the bundled documents: what must be declined is, and what they answer is answered."""

from __future__ import annotations

import pytest

from qa import PolicyQA
from tests.benchmarks.declining import QUESTIONS, shares


@pytest.fixture(scope="module")
def declined() -> dict[str, float]:
    found = shares(PolicyQA.bundled(), QUESTIONS / "declined.jsonl", "digests")
    found |= shares(PolicyQA.bundled(), QUESTIONS / "off_topic.jsonl", "written later")
    found |= shares(PolicyQA.bundled(), QUESTIONS / "stated_digests.jsonl", "stated or not")
    return found | shares(PolicyQA.bundled(), QUESTIONS / "answerable.jsonl", "answerable")


@pytest.mark.parametrize(
    ("group", "least"),
    [
        ("digests, off topic (45)", 0.95),
        ("written later, off topic (42)", 0.95),
        ("digests, region (25)", 0.95),
        ("digests, year (15)", 0.95),
        ("digests, not stated (45)", 0.35),
        ("stated or not, not stated (40)", 0.45),
    ],
)
def test_declined(declined: dict[str, float], group: str, least: float) -> None:
    assert declined[f"{group}: declined"] >= least


@pytest.mark.parametrize("group", ["answerable, answerable (60)", "stated or not, answerable (40)"])
def test_answered(declined: dict[str, float], group: str) -> None:
    assert declined[f"{group}: declined"] <= 0.05
