"""What a browser keeps of a visit until its tab is closed: language, region and questions, not the answers."""

from __future__ import annotations

import json
from typing import NamedTuple

from ui.conversation import MAX_QUESTION, Exchange
from ui.texts import TEXTS, Language

MOST_KEPT = 30  # questions; the browser keeps the last ones (visit.js)


class Visit(NamedTuple):
    """A visit before a reload."""

    language: Language | None = None
    region: str | None = None  # chosen for the questions that follow
    asked: tuple[Exchange, ...] = ()


def kept_visit(text: str | None, regions: tuple[str, ...]) -> Visit:
    """The visit of the JSON that visit.js keeps; whatever is malformed or unknown is left out."""
    try:
        kept = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return Visit()
    if not isinstance(kept, dict):
        return Visit()
    language = next((language for language in TEXTS if language == kept.get("language")), None)
    rows = kept.get("asked")
    exchanges = []
    for row in rows[-MOST_KEPT:] if isinstance(rows, list) else []:
        question = row.get("question") if isinstance(row, dict) else None
        if isinstance(question, str) and question.strip():
            region = row.get("region")
            exchanges.append(Exchange(question.strip()[:MAX_QUESTION], region if region in regions else None))
    chosen = kept.get("region")
    return Visit(language, chosen if chosen in regions else None, tuple(exchanges))
