"""Cuts a table of measures: each record one measure, whatever numbering its cells hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.cutting.lengths import piece_starts
from corpus.cutting.stretches import MEASURE_LIMIT
from corpus.cutting.units import responsible_units
from corpus.datatypes import Part, PartKind


def cut_records(text: str, records: Sequence[int], policy_id: str) -> tuple[Part, ...]:
    """Return the parts of a text whose records begin at the given offsets; they tile it.

    A record is one line. Lines above the first record are the title, then headings; a line between records is
    a heading of those that follow. A record over 800 characters is cut at sentence ends.
    """
    begins = set(records)
    parts: list[Part] = []
    counts: Counter[str] = Counter()
    outline: tuple[str, ...] = ()
    at = 0
    above = False  # whether the line before was a heading: it and this one stand above the same records
    for line in _lines(text):
        content = line.strip()
        units: tuple[str, ...] = ()
        kind: PartKind
        if at in begins:
            kind, above = "measure", False
            units = responsible_units(line.replace(" | ", "；"))
        elif not content:
            kind = "furniture"
        else:
            kind = "heading" if parts else "title"
            outline = (*outline, content) if above else (content,)
            above = True
        named = outline[:-1] if kind in ("heading", "title") else outline
        for start, end in _pieces(line):
            name = f"{policy_id}/{kind}"
            counts[name] += 1
            parts.append(
                Part(
                    id=f"{name}~{counts[name]}",
                    kind=kind,
                    label="",
                    outline=named,
                    start=at + start,
                    end=at + end,
                    text=line[start:end],
                    responsible_units=units,
                )
            )
        at += len(line)
    return tuple(parts)


def _lines(text: str) -> list[str]:
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return [line for line in lines if line]


def _pieces(line: str) -> list[tuple[int, int]]:
    starts = piece_starts(line, 0, len(line), MEASURE_LIMIT)
    return list(zip(starts, [*starts[1:], len(line)], strict=True))
