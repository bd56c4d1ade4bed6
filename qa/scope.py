"""Whether documents cover the place and the year that a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.datatypes import Policy
from corpus.gazetteer import Region, lookup
from qa.years import speaks_of

INSIDE, BROADER, OUTSIDE = 2, 1, 0  # a document's region against the one asked for


def region_fit(policy: Policy, region: Region) -> int:
    """INSIDE for documents of the place or of places in it, BROADER for its city, province or country, else OUTSIDE."""
    return _fit(policy.region, policy.province, region)


@lru_cache(maxsize=65_536)
def _fit(place: str | None, province: str | None, region: Region) -> int:
    if place is None and province is None:
        return BROADER
    if place == region.name:
        return INSIDE
    if place is not None:
        if place == region.parent:
            return BROADER
        own = lookup(place, province)
        if own is not None and own.parent == region.name and own.province == region.province:
            return INSIDE
    if region.name == region.province:  # a province was asked for: any place in it will do
        return INSIDE if province == region.province else OUTSIDE
    if province == region.province and place in (None, province):
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
