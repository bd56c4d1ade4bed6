"""What is searched: every searchable part with its context line, and its windows for the encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.datatypes import Part, Policy
from corpus.mending import mend
from corpus.segmentation import sentences

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


def context_line(policy: Policy, part: Part) -> str:
    """Region, title and outline of a part, each said once, at most CONTEXT_CHARS characters."""
    names = [policy.region or "", policy.title, *part.outline]
    return " ".join(dict.fromkeys(mend(name).text for name in names if name))[:CONTEXT_CHARS]


def windows(text: str, context: str, most_chars: int) -> tuple[str, ...]:
    """Cuts a text at sentence ends into windows of about WINDOW_CHARS characters; together, they hold all of it.

    With the context before it, no window exceeds ``most_chars`` characters: what an encoder takes whole.
    """
    aim = max(8, min(WINDOW_CHARS, most_chars - len(context) - 1))
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


def passages_of(policies: Sequence[Policy]) -> list[Passage]:
    """All passages in the order of policies and parts."""
    found = []
    for at, policy in enumerate(policies):
        for number, part in enumerate(policy.parts):
            text = mend(part.text).text.strip()
            if not part.searchable or not text:
                continue
            found.append(Passage(at, number, part.kind, context_line(policy, part), text))
    return found
