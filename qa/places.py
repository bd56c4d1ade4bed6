"""Places as askers and readers name them: which covered place a question speaks of, and a place's English name."""

from __future__ import annotations

from collections.abc import Collection

from corpus.gazetteer import find_regions, lookup


def names_a_place(question: str) -> bool:
    """Whether a question names any place, covered or not."""
    return bool(find_regions(question))


def place_asked_of(question: str, covered: Collection[str]) -> str | None:
    """The one of the ``covered`` places that a question is about; None where it names none of them, or several.

    A district or county counts as the city that it belongs to, unless it is covered itself.
    """
    named = {
        next((name for name in (region.name, region.parent) if name in covered), None)
        for region, _, _ in find_regions(question)
    }
    return named.pop() if len(named) == 1 else None


def english_name(place: str) -> str | None:
    """The usual English name of a Chinese one: "Changzhou" for 常州市; None for places that are not known."""
    known = lookup(place)
    return known.english if known else None
