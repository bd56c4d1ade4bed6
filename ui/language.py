"""Which of the two languages a page is shown in."""

from __future__ import annotations

from ui.texts import TEXTS, Language


def preferred_language(accept_language: str) -> Language:
    """The first of Chinese and English that an Accept-Language header (RFC 9110, 12.5.4) prefers.

    English where it names neither: a reader of another language is more likely to read it.
    """
    ranked = []
    for place, item in enumerate(accept_language.lower().split(",")):
        tag, _, weight = item.strip().partition(";q=")
        language = tag.split("-")[0]
        if language in TEXTS and _weight(weight) > 0:
            ranked.append((-_weight(weight), place, language))
    return "zh" if ranked and min(ranked)[2] == "zh" else "en"


def first_language(framed: str | None, kept: Language | None, accept_language: str) -> Language:
    """The language that the page around a frame names, else that of the visit before a reload, else the browser's."""
    named = next((language for language in TEXTS if language == framed), None)
    return named or kept or preferred_language(accept_language)


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0
