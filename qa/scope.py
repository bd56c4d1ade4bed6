"""Whether documents cover the place and the year that a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.datatypes import Policy
from corpus.gazetteer import Region, lookup
from qa.lexical import Bm25Index
from qa.passages import Passage

Flags = npt.NDArray[Any]

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


def same_number(asked: str, doc_number: str | None) -> bool:
    """Whether a question's document number is that of a document, whatever the brackets."""
    return doc_number is not None and plain_number(asked).endswith(plain_number(doc_number))


@lru_cache(maxsize=65_536)
def plain_number(text: str) -> str:
    """A document number without brackets, 第 and white space, whichever are written."""
    return re.sub(r"[^\w]|第", "", text)


class Scope:
    """The places of a collection's documents, and the years that they and their passages speak of."""

    def __init__(self, policies: Sequence[Policy], passages: Sequence[Passage], words: Bm25Index) -> None:
        """``words`` indexes the passages."""
        self._words = words
        places = [(policy.region, policy.province) for policy in policies]
        self._places = tuple(dict.fromkeys(places))  # far fewer than documents
        number = {place: at for at, place in enumerate(self._places)}
        self._place_of = np.array([number[place] for place in places], dtype=np.int64)
        self._issued = np.array([(policy.date or "")[:4] for policy in policies], dtype="U4")  # the year
        self.policy_of = np.array([passage.policy for passage in passages], dtype=np.int64)
        # The first passage of every document, and where a further one would begin.
        self.first: list[int] = np.searchsorted(self.policy_of, np.arange(len(policies) + 1)).tolist()

    def fits(self, regions: Sequence[Region]) -> Flags:
        """The best fit of every document with any of the regions; INSIDE where there are none; shape (policies,)."""
        if not regions:
            return np.full(len(self._place_of), INSIDE)
        fits = [max(_fit(*place, region) for region in regions) for place in self._places]
        return np.array(fits, dtype=np.int64)[self._place_of]

    def passages_of(self, years: Sequence[int]) -> Flags:
        """Which passages, with their titles, name one of the years; bool, shape (passages,)."""
        named = np.zeros(len(self.policy_of), dtype=np.bool_)
        for year in years:
            for term in (str(year), *self._words.terms_from(f"{year}.")):  # 2021.03.22 is read as 2021.03 and 22
                named[self._words.holders([term])] = True
        return named

    def policies_of(self, years: Sequence[int]) -> Flags:
        """Which documents are of one of the years or name one; bool, shape (policies,)."""
        found = np.isin(self._issued, [str(year) for year in years])
        found[self.policy_of[self.passages_of(years)]] = True
        return found
