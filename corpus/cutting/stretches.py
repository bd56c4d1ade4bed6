"""Turns the nodes of an outline into stretches of text, each with its kind, label and headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.cutting.lines import is_heading_like
from corpus.cutting.numbering import LEAVES, label_at
from corpus.cutting.outline import Node
from corpus.cutting.units import responsible_units
from corpus.datatypes import PartKind
from corpus.segmentation import sentences

MEASURE_LIMIT = 800  # chars: a numbered measure stays whole up to here
TEXT_LIMIT = 400  # chars of a part of running text without numbering
_HEADING_LIMIT = 60  # chars: a longer first sentence is text, not a heading
# Sections that say why and in what spirit, not what is done.
_INTRODUCTORY = re.compile(
    r"(?:总体(?:要求|思路)|指导思想|基本原则|(?:重要|重大)?意义|(?:起草|制定|出台|编制|政策)?(?:的)?(?:背景|依据)"
    r"(?:和(?:依据|意义|过程))?|提高(?:思想)?认识|General (?:requirements|principles)|Background)[。：:]?"
)
_UNITS_ONLY = re.compile(r"[（(]?\s*(?:责任|牵头|配合|负责|主管|落实|实施)\s*(?:单位|部门)\s*[：:]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part before its end is known: it reaches to where the next begins. Offsets in the mended text."""

    kind: PartKind
    start: int
    end: int
    label: str
    outline: tuple[str, ...]
    limit: int
    path: tuple[str, ...]  # labels for the id, outermost first
    units: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()


class StretchBuilder:
    """Turns the nodes of an outline into stretches."""

    def __init__(self, text: str, nodes: list[Node]) -> None:
        self._text = text
        self._nodes = nodes
        self._headings: dict[int, str] = {}  # id of a node -> its entry in the outline
        self._introductory: set[int] = set()  # ids of nodes that say why, not what
        self._result: list[Stretch] = []
        self._list_item = False  # the node before was a list item without a full stop

    def build(self) -> list[Stretch]:
        labelled = False
        for index, node in enumerate(self._nodes):
            if node.kind != "body":
                if node.kind in ("title", "attachment"):
                    labelled = False
                kind = "heading" if node.kind == "contents" else node.kind
                self._add(node, kind, node.paragraphs[0][0], node.paragraphs[-1][1], "")
            elif node.label is None:
                opens = not labelled and not node.ancestors and self._label_follows(index)
                self._running(node, node.paragraphs, "preamble" if opens else "text")
            elif node.children:
                labelled = True
                self._inner(node)
            else:
                labelled = True
                self._leaf(node)
        return self._result

    def _label_follows(self, index: int) -> bool:
        """Whether a label stands between here and the next document of the file."""
        for i in range(index, len(self._nodes)):
            node = self._nodes[i]
            if node.label is not None:
                return True
            if node.kind in ("title", "attachment"):
                return False
        return False

    def _inner(self, node: Node) -> None:
        """Cut a node with children: a heading, and the text between it and the first child."""
        start, end = node.paragraphs[0]
        split = self._heading_end(start, end)
        heading = self._text[start:split].strip()
        assert node.label is not None
        if len(heading) > _HEADING_LIMIT:
            self._set_heading(node, _shortened(heading))
            self._running(node, node.paragraphs, "text", label=node.label.text)
            return
        self._set_heading(node, without_markdown(heading))
        self._add(node, "heading", start, split, node.label.text)
        rest = [(split, end)] if self._text[split:end].strip() else []
        self._running(node, rest + node.paragraphs[1:], "text", inside=True)

    def _leaf(self, node: Node) -> None:
        start, end = node.paragraphs[0]
        line = self._text[start:end]
        assert node.label is not None
        rest = node.paragraphs[1:]
        content = [span for span in rest if not _UNITS_ONLY.match(self._text[span[0] : span[1]])]
        listed, self._list_item = self._list_item, False
        if node.label.kind in LEAVES:
            self._add(node, "measure", start, node.paragraphs[-1][1], node.label.text)
        elif not rest and node.label.kind in ("编", "章", "节", "#", "bare"):
            self._set_heading(node, without_markdown(line))
            self._add(node, "heading", start, node.paragraphs[-1][1], node.label.text)
        elif not content or not is_heading_like(line):
            self._list_item = not rest and is_heading_like(line)
            self._add(node, "measure", start, node.paragraphs[-1][1], node.label.text)
        elif listed:
            self._add(node, "measure", start, end, node.label.text)
            self._running(node, rest, "text")
        else:
            self._set_heading(node, without_markdown(line))
            self._add(node, "heading", start, end, node.label.text)
            numbered = node.label.kind not in ("#", "bare")
            self._running(node, rest, "measure", inside=True, limit=MEASURE_LIMIT if numbered else TEXT_LIMIT)

    def _heading_end(self, start: int, end: int) -> int:
        """Return where the heading sentence that begins at ``start`` ends."""
        first = sentences(self._text[start:end])
        return start + first[0][1] if first else end

    def _running(
        self,
        node: Node,
        paragraphs: list[tuple[int, int]],
        kind: PartKind,
        *,
        label: str = "",
        inside: bool = False,
        limit: int = TEXT_LIMIT,
    ) -> None:
        """Cut paragraphs without numbering: one a part, short ones and lists together."""
        groups: list[list[tuple[int, int]]] = []
        for start, end in paragraphs:
            if groups and self._goes_with(groups[-1], start, end, kind, limit):
                groups[-1].append((start, end))
            else:
                groups.append([(start, end)])
        for group in groups:
            self._add(node, kind, group[0][0], group[-1][1], label, inside=inside, limit=limit)

    def _goes_with(self, group: list[tuple[int, int]], start: int, end: int, kind: str, limit: int) -> bool:
        if end - group[0][0] > limit:
            return False
        if kind == "measure" and limit == MEASURE_LIMIT:
            return True
        before = self._text[group[-1][0] : group[-1][1]]
        line = self._text[start:end]
        if before[-1] in "：:；;，" or min(len(before), len(line)) <= 20:
            return True
        return ("|" in before) == ("|" in line) and ("|" in line or before[-1] not in "。！？.!?")

    def _add(
        self,
        node: Node,
        kind: PartKind | str,
        start: int,
        end: int,
        label: str,
        *,
        inside: bool = False,
        limit: int = MEASURE_LIMIT,
    ) -> None:
        named = [*node.ancestors, node] if inside else list(node.ancestors)
        outline = tuple(self._headings[id(n)] for n in named if id(n) in self._headings)
        introductory = any(id(n) in self._introductory for n in named) or self._begins_introductory(node, start)
        if kind == "measure" and introductory:
            kind = "text"
        path = tuple((n.label.text or "-") for n in named if n.label)
        units = responsible_units(self._text[start:end]) if kind in ("measure", "heading", "text") else ()
        assert kind != "body"
        self._result.append(
            Stretch(kind, start, end, label, outline, limit, (*path, label or str(kind)), units)  # type: ignore[arg-type]
        )

    def _set_heading(self, node: Node, heading: str) -> None:
        self._headings[id(node)] = heading
        if _INTRODUCTORY.fullmatch(_without_label(heading)):
            self._introductory.add(id(node))

    def _begins_introductory(self, node: Node, start: int) -> bool:
        """Whether the first sentence after the label says that this is an introduction: （一）指导思想。…"""
        if node.label is None or start != node.start:
            return False
        match = _INTRODUCTORY.match(self._text, _skip_space(self._text, node.label.end))
        return match is not None and (
            match[0][-1] in "。：:" or self._text[match.end() : match.end() + 1] in ("", "\n")
        )


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\u3000":
        at += 1
    return at


def _without_label(heading: str) -> str:
    label = label_at(heading, 0, len(heading))
    return heading[label.end :].strip() if label else heading


def _shortened(heading: str) -> str:
    clause = re.split(r"[，,。：:；]", heading, maxsplit=1)[0]
    return clause if len(clause) <= _HEADING_LIMIT else clause[: _HEADING_LIMIT - 1] + "…"


def without_markdown(heading: str) -> str:
    return re.sub(r"^#{1,6}\s+|\*\*|__", "", heading).strip().rstrip("：:")
