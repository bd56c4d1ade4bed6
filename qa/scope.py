"""Whether documents cover the place and the year that a question names."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import Policy
from corpus.gazetteer import Region

INSIDE, BROADER, OUTSIDE = 2, 1, 0  # a document's region against the one asked for


def region_fit(policy: Policy, region: Region) -> int:
    """INSIDE for documents of the place or of places in it, BROADER for its province or the country, else OUTSIDE."""
    place = region.parent or region.name
    if policy.region is None and policy.province is None:
        return BROADER
    if policy.region in (region.name, place):
        return INSIDE
    if region.name == region.province:  # a province was asked for: any place in it will do
        return INSIDE if policy.province == region.province else OUTSIDE
    if policy.province == region.province and policy.region in (None, policy.province):
        return BROADER
    return OUTSIDE


def best_fit(policy: Policy, regions: Sequence[Region]) -> int:
    """The best fit with any of the regions asked for; INSIDE where none was."""
    return max((region_fit(policy, region) for region in regions), default=INSIDE)


def mentions_year(policy: Policy, years: Sequence[int]) -> bool:
    """Whether a document is of one of the years or speaks of it."""
    return any(str(year) in policy.text or (policy.date or "").startswith(str(year)) for year in years)
