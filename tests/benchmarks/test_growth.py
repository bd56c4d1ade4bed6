"""What the growth of a collection is measured on."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from corpus import Policy
from tests.benchmarks.growth import corpus, perturbed

pytestmark = pytest.mark.slow  # reads all laws


def test_a_copy_has_other_characters_at_the_same_places(shared: Path) -> None:
    law = next(corpus(shared, 1))
    table = {ord("的"): "甲", ord("法"): "乙"}
    copy = perturbed(law, table, 2)
    assert copy.id == f"2-{law.id}"
    assert copy.text == law.text.replace("的", "甲").replace("法", "乙") != law.text
    for part in copy.parts:
        assert copy.text[part.start : part.end] == part.text
    assert copy.parts[0].start == 0
    assert copy.parts[-1].end == len(copy.text)


def test_the_corpus_is_the_same_every_time_and_ends_at_its_size(shared: Path) -> None:
    first: list[Policy] = list(corpus(shared, 300))
    assert first == list(islice(corpus(shared, 10**9), len(first)))
    assert sum(part.searchable for policy in first for part in policy.parts) >= 300
    assert sum(part.searchable for policy in first[:-1] for part in policy.parts) < 300
