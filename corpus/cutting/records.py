"""Cuts a table of measures: one record, one measure, under the headings of its sheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.cutting.cut import pieces
from corpus.cutting.stretches import MEASURE_LIMIT
from corpus.cutting.units import listed_units, responsible_units
from corpus.datatypes import Part, PartKind
from corpus.readers.document import CELL_SEPARATOR

_UNITS = re.compile(  # names of columns
    r"(?:责任|牵头|配合|负责|主管|落实|实施|承办|协办|主办|办理|参与)(?:责任)?(?:单位|部门|处室|科室|主体|机构)"
    r"|(?:responsible|lead|supporting) (?:unit|department|body|office|agency)s?",
    re.I,
)
_MARK = re.compile(r"附[件表]\s*[\d一二三四五六七八九十]{0,3}\s*[：:]?")
_TITLE = re.compile(r"[^：:]{4,90}")  # 填报单位：某局 is none


def cut_records(
    text: str, policy_id: str, records: Sequence[int], headings: Sequence[tuple[int, int]]
) -> tuple[Part, ...]:
    """Return the parts of a table of measures in order; they tile its text, none is longer than 800 characters.

    A measure reaches from each offset in ``records`` to what begins next, a heading from each in ``headings``
    (offset, level from 1). Of the lines before these one is the title, the others are preamble.
    """
    levels = dict(headings)
    begins: list[tuple[int, PartKind]] = [(start, "measure") for start in records]
    begins += [(start, "heading") for start in levels]
    first = min((start for start, _ in begins), default=len(text))
    begins = sorted([*_lead(text[:first]), *begins])
    parts: list[Part] = []
    outline: list[tuple[int, str]] = []  # level, heading
    counts: Counter[str] = Counter()
    ends = [start for start, _ in begins[1:]] + [len(text)]
    for (start, kind), end in zip(begins, ends, strict=True):
        line = text[start:end].strip()
        if kind == "heading":
            outline = [(level, name) for level, name in outline if level < levels[start]]
        units = _units(line) if kind == "measure" else ()
        for piece_start, piece_end in pieces(text, start, end, MEASURE_LIMIT):
            counts[kind] += 1
            parts.append(
                Part(
                    id=f"{policy_id}/{'row' if kind == 'measure' else kind}~{counts[kind]}",
                    kind=kind,
                    label="",
                    outline=tuple(name for _, name in outline),
                    start=piece_start,
                    end=piece_end,
                    text=text[piece_start:piece_end],
                    responsible_units=units,
                )
            )
        if kind == "heading":
            outline.append((levels[start], line))
    return tuple(parts)


def _lead(text: str) -> list[tuple[int, PartKind]]:
    """Return where the lines above a table begin and what they are."""
    found: list[tuple[int, PartKind]] = []
    at, titled = 0, False
    for line in text.split("\n"):
        if _MARK.fullmatch(line.strip()):
            found.append((at, "furniture"))
        elif not titled and _TITLE.fullmatch(line.strip()):
            titled = True
            found.append((at, "title"))
        elif line.strip():
            found.append((at, "preamble"))
        at += len(line) + 1
    return found


def _units(record: str) -> tuple[str, ...]:
    """Return the units that a record names: those of its columns of units, and what its other cells say."""
    units: list[str] = []
    others = []
    for cell in record.split(CELL_SEPARATOR):
        name, _, value = cell.replace("：", ":", 1).partition(":")
        if value and _UNITS.search(name):
            units += listed_units(value)
        else:
            others.append(cell)
    for cell in others:
        units += responsible_units(cell)
    return tuple(dict.fromkeys(units))
