"""Cuts a text into named parts that tile it: the measures and everything around them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from corpus.cutting.inheritance import with_inherited
from corpus.cutting.lengths import piece_starts
from corpus.cutting.lines import classify
from corpus.cutting.outline import OutlineBuilder
from corpus.cutting.stretches import MEASURE_LIMIT, Stretch, StretchBuilder
from corpus.datatypes import Part
from corpus.mending import Mended, mend

# Kinds of which several lines make one part.
_LINEWISE = frozenset({"title", "signature", "furniture", "attachment"})


def cut(text: str, policy_id: str) -> tuple[Part, ...]:
    """Return the parts of a text in order; they tile it, none is longer than 800 characters.

    White space goes with the part before it, white space at the beginning with the first part.
    """
    mended = mend(text)
    nodes = OutlineBuilder(mended.text, classify(mended.text)).build()
    stretches = _merged(StretchBuilder(mended.text, nodes).build())
    return _parts(text, mended, with_inherited(mended.text, stretches), policy_id)


def _merged(stretches: list[Stretch]) -> list[Stretch]:
    """Join neighbouring stretches that are one part: the lines of a title, a signature, furniture."""
    result: list[Stretch] = []
    for stretch in stretches:
        last = result[-1] if result else None
        if last and last.kind == stretch.kind and stretch.kind in _LINEWISE:
            result[-1] = replace(last, end=stretch.end)
        else:
            result.append(stretch)
    return result


def _parts(text: str, mended: Mended, stretches: list[Stretch], policy_id: str) -> tuple[Part, ...]:
    """Map the stretches to the original and name them; what was left out between becomes furniture."""
    spans: list[tuple[int, int, Stretch]] = [] if stretches or not text else [(0, len(text), _MARK)]
    for index, stretch in enumerate(stretches):
        start = mended.offsets[stretch.start] if index else 0
        if index:
            dash = re.search(r"-[ \t\u3000]+$", text[spans[-1][0] : start])
            if dash:
                at = spans[-1][0] + dash.start()
                _close(spans, at)
                spans.append((at, start, replace(_MARK, outline=stretch.outline)))
        if spans:
            _close(spans, start)
        spans.append((start, len(text), stretch))
    counts: Counter[str] = Counter()
    parts = []
    for start, end, stretch in spans:
        for piece_start, piece_end in pieces(text, start, end, stretch.limit):
            name = "/".join((policy_id, *stretch.path))
            counts[name] += 1
            parts.append(
                Part(
                    id=f"{name}~{counts[name]}",
                    kind=stretch.kind if text[piece_start:piece_end].strip() else "furniture",
                    label=stretch.label,
                    outline=stretch.outline,
                    start=piece_start,
                    end=piece_end,
                    text=text[piece_start:piece_end],
                    responsible_units=stretch.units,
                    inherited_units=stretch.inherited,
                )
            )
    return tuple(parts)


# What is no word of the document: list dashes, blank stretches.
_MARK = Stretch("furniture", 0, 0, "", (), MEASURE_LIMIT, ("furniture",))


def _close(spans: list[tuple[int, int, Stretch]], end: int) -> None:
    start, _, stretch = spans[-1]
    spans[-1] = (start, end, stretch)


def pieces(text: str, start: int, end: int, limit: int) -> list[tuple[int, int]]:
    """Return the spans of the pieces; blank tails do not count against the limit unless they must."""
    if end - start <= limit:
        return [(start, end)]
    core = start + len(text[start:end].rstrip())
    starts = piece_starts(text, start, core, limit) if core - start > limit else [start]
    if end - starts[-1] > MEASURE_LIMIT:
        starts += list(range(max(core, starts[-1] + 1), end, MEASURE_LIMIT))
    return list(zip(starts, [*starts[1:], end], strict=True))
