"""What is searched: every searchable part, whole and in windows, with its context line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Policy
from corpus.datatypes import Part
from corpus.mending import mend
from corpus.sentences import sentences

WINDOW_CHARS = 220  # a window's aim: about the length of a typical measure
CONTEXT_CHARS = 120


@dataclass(frozen=True, slots=True)
class Passage:
    """One searchable part with the text that stands for it in the indexes."""

    policy: int  # position of its policy in the collection
    part: int  # position of the part in the policy
    kind: str  # of the part
    context: str  # region, title and outline: counts for matching, never quoted
    text: str  # mended
    windows: tuple[str, ...]  # consecutive sentences; one window, the whole text, for a short part


def context_line(policy: Policy, part: Part) -> str:
    """Region, title and outline of a part, each said once, at most CONTEXT_CHARS characters."""
    names = [policy.region or "", policy.title, *part.outline]
    return " ".join(dict.fromkeys(mend(name).text for name in names if name))[:CONTEXT_CHARS]


def windows(text: str, aim: int) -> tuple[str, ...]:
    """Cuts a text at sentence ends into windows of about ``aim`` characters, none longer; together, all of it."""
    if len(text) <= aim:
        return (text,)
    pieces: list[str] = []
    for start, end in sentences(text) or [(0, len(text))]:
        for at in range(start, end, aim):  # a sentence longer than a window is cut hard
            pieces.append(text[at : min(at + aim, end)])
    found: list[str] = []
    for piece in pieces:
        if found and len(found[-1]) + len(piece) <= aim:
            found[-1] += piece
        else:
            found.append(piece)
    return tuple(found)


def fitted_windows(text: str, context: str, most_chars: int) -> tuple[str, ...]:
    """Windows of a text that, with the context before them, stay within ``most_chars`` characters."""
    return windows(text, max(8, min(WINDOW_CHARS, most_chars - len(context) - 1)))


def passages_of(policies: Sequence[Policy], most_chars: int) -> list[Passage]:
    """All passages in the order of policies and parts; no window, context included, exceeds ``most_chars``."""
    found = []
    for at, policy in enumerate(policies):
        for number, part in enumerate(policy.parts):
            text = mend(part.text).text.strip()
            if not part.searchable or not text:
                continue
            context = context_line(policy, part)[: most_chars // 3]
            found.append(Passage(at, number, part.kind, context, text, fitted_windows(text, context, most_chars)))
    return found
