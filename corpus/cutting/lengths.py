"""Cuts what is too long at sentence ends, into pieces of nearly equal length."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from math import ceil

from corpus.segmentation import sentences

_PAUSE = re.compile(r"[，、,：:]|\s")


def piece_starts(text: str, start: int, end: int, limit: int) -> list[int]:
    """Return where the pieces of ``text[start:end]`` begin, each at most ``limit`` characters long.

    Cuts fall at sentence ends; inside a sentence longer than the limit at pauses (，、); else anywhere.
    """
    if end - start <= limit:
        return [start]
    boundaries = [start + s for s, _ in sentences(text[start:end])]
    starts = [start]
    while end - starts[-1] > limit:
        at = starts[-1]
        ideal = at + (end - at) / ceil((end - at) / limit)
        cut = _nearest(boundaries, at, limit, ideal)
        if cut is None:
            pauses = [m.end() for m in _PAUSE.finditer(text, at + limit // 2, at + limit)]
            cut = _nearest(pauses, at, limit, ideal)
        starts.append(cut if cut is not None else at + limit)
    return starts


def _nearest(boundaries: Sequence[int], at: int, limit: int, ideal: float) -> int | None:
    within = boundaries[bisect_right(boundaries, at) : bisect_right(boundaries, at + limit)]
    return min(within, key=lambda b: (abs(b - ideal), b)) if within else None
