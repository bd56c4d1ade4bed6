"""Whether documents cover the place and the year that a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.datatypes import Policy
from corpus.gazetteer import Region, lookup
from qa.years import speaks_of

INSIDE, BROADER, OUTSIDE = 2, 1, 0  # a document's region against the one asked for


def region_fit(policy: Policy, region: Region) -> int:
    """INSIDE for documents of the place or of places in it, BROADER for its city, province or country, else OUTSIDE."""
    if policy.region is None and policy.province is None:
        return BROADER
    if policy.region == region.name:
        return INSIDE
    if policy.region is not None:
        if policy.region == region.parent:
            return BROADER
        own = lookup(policy.region, policy.province)
        if own is not None and own.parent == region.name and own.province == region.province:
            return INSIDE
    if region.name == region.province:  # a province was asked for: any place in it will do
        return INSIDE if policy.province == region.province else OUTSIDE
    if policy.province == region.province and policy.region in (None, policy.province):
        return BROADER
    return OUTSIDE


def best_fit(policy: Policy, regions: Sequence[Region]) -> int:
    """The best fit with any of the regions asked for; INSIDE where none was."""
    return max((region_fit(policy, region) for region in regions), default=INSIDE)


def same_number(asked: str, doc_number: str | None) -> bool:
    """Whether a question's document number is that of a document, whatever the brackets."""
    return doc_number is not None and _plain_number(asked).endswith(_plain_number(doc_number))


def _plain_number(text: str) -> str:
    return re.sub(r"[^\w]|第", "", text)


def mentions_year(policy: Policy, years: Sequence[int]) -> bool:
    """Whether a document is of one of the years or speaks of it."""
    return speaks_of(policy.text, years) or (policy.date or "").startswith(tuple(map(str, years)))
