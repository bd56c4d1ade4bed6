"""Measures that stand beside those of an answer, in the document that it quotes first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qa import Answer, Part, Policy
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
    shown = sorted(nearest_measures(policy, first.outline, first.start, quoted)[:SHOWN], key=lambda part: part.start)
    return tuple(Related(caption(part, LONGEST_CAPTION), policy.source, part.start, part.end) for part in shown)


def nearest_measures(policy: Policy, outline: tuple[str, ...], start: int, without: Collection[str]) -> list[Part]:
    """The measures of a document but those of the ids ``without``: under the same heading first, then by distance."""
    measures = (part for part in policy.parts if part.kind == "measure" and part.id not in without)
    return sorted(measures, key=lambda part: (part.outline != outline, abs(part.start - start)))
