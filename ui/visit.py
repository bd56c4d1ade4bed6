"""What a browser keeps of a visit until its tab is closed: the language and the questions, not the answers."""

from __future__ import annotations

import json

from ui.conversation import MAX_QUESTION, Exchange
from ui.texts import TEXTS, Language

MOST_KEPT = 30  # questions; the browser keeps the last ones (visit.js)


def kept_visit(text: str | None, regions: tuple[str, ...]) -> tuple[Language | None, list[Exchange]]:
    """Language and questions of the JSON that visit.js keeps; whatever is malformed or unknown is left out."""
    try:
        kept = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return None, []
    if not isinstance(kept, dict):
        return None, []
    language = next((language for language in TEXTS if language == kept.get("language")), None)
    rows = kept.get("asked")
    exchanges = []
    for row in rows[-MOST_KEPT:] if isinstance(rows, list) else []:
        question = row.get("question") if isinstance(row, dict) else None
        if isinstance(question, str) and question.strip():
            region = row.get("region")
            exchanges.append(Exchange(question.strip()[:MAX_QUESTION], region if region in regions else None))
    return language, exchanges
