"""What a place is called in the language of the page."""

from __future__ import annotations

from qa.places import english_name
from ui.texts import Language


def place_in_english(place: str, language: Language) -> str | None:
    """The English name, for an English page to put before the documents' own; None elsewhere and for unknown places."""
    return english_name(place) if language == "en" else None


def place_name(place: str, language: Language) -> str:
    """The name that documents use; on an English page after the English one: "Changzhou 常州市"."""
    english = place_in_english(place, language)
    return f"{english} {place}" if english else place
