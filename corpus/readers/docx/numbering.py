"""Counts the automatic list numbers of a document, which Word shows and its text does not hold.

Rules: ECMA-376 Part 1, 17.9 (numbering). Lists that share an abstract definition go on counting together;
a level begins anew after a level above it, or where w:startOverride says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.readers.docx.names import MC, W, number, switched, value, whole
from corpus.readers.docx.number_formats import written
from corpus.readers.docx.symbols import readable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from corpus.readers.docx.styles import Styles

_LEVELS = 9
_LONGEST = 100  # chars of the text of a level; Word allows 31
_PLACE = re.compile(r"%([1-9])")
_SUFFIXES = {"space": " ", "nothing": ""}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is counted and written."""

    start: int
    number_format: str
    text: str  # "%1、", "第%1条", or the sign of a bullet
    suffix: str  # "tab", "space" or "nothing": what stands between the number and the text
    restart: int | None  # begins anew after this level (counted from 1) or one above; 0 never; None: after any
    decimal: bool  # numbers of all levels in decimals (w:isLgl)
    style: str | None  # the paragraph style that belongs to the level


@dataclass(frozen=True, slots=True)
class _List:
    """A w:num: the definition it counts with, its own levels and its own beginnings."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document, asked for one paragraph after another in the order of the text."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[int, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}  # definition -> level -> the last number
        self._begun: set[int] = set()  # lists whose w:startOverride has been used
        if root is not None:
            self._read(root)

    def label(self, properties: Element | None) -> str:
        """Count a paragraph with the given w:pPr and return its number; "" for a paragraph without one.

        What separates it from the text stands at its end: a tab, a space or nothing.
        """
        place = self._place(properties)
        if place is None:
            return ""
        number_id, index = place
        numbered = self._lists[number_id]
        counts = self._counts.setdefault(numbered.definition, {})
        self._begin(number_id, numbered, counts)
        level = numbered.levels[index]
        counts[index] = counts[index] + 1 if index in counts else numbered.starts.get(index, level.start)
        for deeper in [at for at in counts if at > index and _restarts(numbered.levels.get(at), at, index)]:
            del counts[deeper]
        return _label(numbered, index, counts)

    def _place(self, properties: Element | None) -> tuple[int, int] | None:
        """Return the list and the level of a paragraph: its own, else those of its style."""
        style = self._styles.paragraph(properties)
        own = properties.find(W + "numPr") if properties is not None else None
        number_id, index = number(own, "numId"), number(own, "ilvl")
        if number_id is None:
            number_id, of_style = self._styles.numbering(style)
            if index is None and number_id in self._lists:
                levels = self._lists[number_id].levels.items()
                linked = [at for name in self._styles.line(style) for at, level in levels if level.style == name]
                index = linked[0] if linked else of_style
        if number_id is None or number_id not in self._lists:  # 0 stands for no number
            return None
        index = min(max(index or 0, 0), _LEVELS - 1)
        return (number_id, index) if index in self._lists[number_id].levels else None

    def _begin(self, number_id: int, numbered: _List, counts: dict[int, int]) -> None:
        if number_id not in self._begun:
            self._begun.add(number_id)
            for level in numbered.starts:
                counts.pop(level, None)

    def _read(self, root: Element) -> None:
        definitions = {d.get(W + "abstractNumId", ""): d for d in root.findall(W + "abstractNum")}
        lists = {n: element for element in root.findall(W + "num") if (n := whole(element.get(W + "numId")))}
        for number_id, element in lists.items():
            name = self._definition(value(element, "abstractNumId") or "", definitions, lists)
            levels = _levels(definitions.get(name))
            starts: dict[int, int] = {}
            for override in element.findall(W + "lvlOverride"):
                index = whole(override.get(W + "ilvl"))
                if index is None:
                    continue
                if (own := override.find(W + "lvl")) is not None:
                    levels[index] = _level(own)
                if (start := number(override, "startOverride")) is not None:
                    starts[index] = start
            self._lists[number_id] = _List(name, levels, starts)

    def _definition(self, name: str, definitions: dict[str, Element], lists: dict[int, Element]) -> str:
        """Return the definition that counts: one that only links to a numbering style stands for that style's."""
        style = value(definitions.get(name), "numStyleLink")
        number_id, _ = self._styles.numbering(style) if style else (None, None)
        return value(lists[number_id], "abstractNumId") or "" if number_id in lists else name


def _levels(definition: Element | None) -> dict[int, Level]:
    levels = definition.findall(W + "lvl") if definition is not None else []
    return {index: _level(level) for level in levels if (index := whole(level.get(W + "ilvl"))) is not None}


def _level(element: Element) -> Level:
    number_format = value(element, "numFmt")
    if number_format is None:  # formats of newer versions stand beside one that older versions know
        number_format = value(element.find(f"{MC}AlternateContent/{MC}Fallback"), "numFmt")
    start = number(element, "start")
    return Level(
        start=1 if start is None else start,
        number_format=number_format or "decimal",
        text=(value(element, "lvlText") or "")[:_LONGEST],
        suffix=value(element, "suff") or "tab",
        restart=number(element, "lvlRestart"),
        decimal=switched(element, "isLgl") or False,
        style=value(element, "pStyle"),
    )


def _restarts(level: Level | None, at: int, used: int) -> bool:
    """Whether a level begins anew after ``used``, a level above it, was."""
    if level is None or level.restart is None or level.restart > at:
        return True
    return used < level.restart


def _label(numbered: _List, index: int, counts: dict[int, int]) -> str:
    level = numbered.levels[index]
    if level.number_format == "bullet":
        text = readable(level.text)
    else:
        text = _PLACE.sub(lambda match: _number(numbered, int(match[1]) - 1, level, counts), level.text)
    return text + _SUFFIXES.get(level.suffix, "\t") if text.strip() else ""


def _number(numbered: _List, index: int, shown_in: Level, counts: dict[int, int]) -> str:
    level = numbered.levels.get(index)
    if level is None:
        return ""
    count = counts.get(index, numbered.starts.get(index, level.start))
    decimal = shown_in.decimal and level.number_format not in ("none", "bullet")
    return written(count, "decimal" if decimal else level.number_format)
