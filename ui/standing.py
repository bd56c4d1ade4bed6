"""What has become of a passage that was named earlier: it stands, it has changed, or it is gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from qa import Part, Policy, Quote
from qa.citing import quote_of
from qa.datatypes import Validity
from ui.store.passages import NamedPassage, text_hash

State = Literal[
    "unchanged",  # the same words, be it at another place of the document
    "changed",  # other words under the same numbering
    "removed",  # the document is there, the passage is not
    "gone",  # the document is not there
]


@dataclass(frozen=True, slots=True)
class Standing:
    """A named passage now; ``quote`` holds the words of today, never those of then."""

    named: NamedPassage
    state: State
    quote: Quote | None  # None where it is removed or gone
    policy: Policy | None  # None where it is gone


def standing(
    policies: Sequence[Policy], named: NamedPassage, validity_of: Callable[[Policy], Validity] = lambda _: Validity()
) -> Standing:
    """Looks a passage up: by its id, and by its hash where its place has another number now.

    ``validity_of`` says whether a document is in force today.
    """
    policy = next((policy for policy in policies if policy.id == named.policy_id), None)
    if policy is None:
        return Standing(named, "gone", None, None)
    parts = sorted(policy.parts, key=lambda part: part.id != named.measure_id)  # the one of that id first
    same = next((part for part in parts if part.searchable and text_hash(part.text) == named.sha256), None)
    if same is not None:
        return Standing(named, "unchanged", _quote(policy, same, named.highlights, validity_of(policy)), policy)
    if parts and parts[0].id == named.measure_id:
        return Standing(named, "changed", _quote(policy, parts[0], (), validity_of(policy)), policy)
    return Standing(named, "removed", None, policy)


def _quote(policy: Policy, part: Part, highlights: tuple[tuple[int, int], ...], validity: Validity) -> Quote:
    return quote_of(policy, part, highlights, validity=validity, score=0.0, scores={}, also_in=())
