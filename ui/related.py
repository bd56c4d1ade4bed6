"""Measures that stand beside those of an answer, in the document that it quotes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa import Answer, Policy
from qa.citing import caption

SHOWN = 4
LONGEST_CAPTION = 60  # characters


@dataclass(frozen=True, slots=True)
class Related:
    """A measure to read next, by the first sentence of it."""

    caption: str
    source: str
    start: int
    end: int


def related(policies: Sequence[Policy], answer: Answer) -> tuple[Related, ...]:
    """Up to SHOWN measures not quoted already: those under the same heading, nearest first, then by distance."""
    if answer.abstained or not answer.quotes:
        return ()
    first = answer.quotes[0]
    policy = next((policy for policy in policies if policy.id == first.policy_id), None)
    if policy is None:
        return ()
    quoted = {quote.measure_id for quote in answer.quotes}
    measures = [part for part in policy.parts if part.kind == "measure" and part.id not in quoted]
    nearest = sorted(measures, key=lambda part: (part.outline != first.outline, abs(part.start - first.start)))
    shown = sorted(nearest[:SHOWN], key=lambda part: part.start)
    return tuple(Related(caption(part, LONGEST_CAPTION), policy.source, part.start, part.end) for part in shown)
