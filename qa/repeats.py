"""The same clause in several documents: shown once, with where else it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from corpus.datatypes import Part
from qa.words import bare


class Repeats:
    """Over the passages of one collection, by position; white space and labels do not tell clauses apart."""

    def __init__(self, part_of: Callable[[int], Part], passages: int) -> None:
        self._part_of, self._passages = part_of, passages

    def elsewhere(self, at: int) -> list[int]:
        """The other passages with the words of this one."""
        return [other for other in self._same_words[self._words(at)] if other != at]

    def once(self, places: Iterable[int], k: int) -> list[int]:
        """The first k places, each clause once; the same clause again only where there are too few others."""
        chosen: list[int] = []
        again: list[int] = []
        said: set[str] = set()
        for at in places:
            if len(chosen) == k:
                break
            words = self._words(at)
            (again if words in said else chosen).append(at)
            said.add(words)
        return (chosen + again)[:k]

    def _words(self, at: int) -> str:
        part = self._part_of(at)
        return bare(part.text).removeprefix(bare(part.label))

    @cached_property
    def _same_words(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for at in range(self._passages):
            places.setdefault(self._words(at), []).append(at)
        return places
