"""Builds the outline: which label stands under which, and what text belongs to each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.cutting.depth import depth
from corpus.cutting.lines import Line, LineKind, is_heading_like
from corpus.cutting.numbering import FLOATING, LEAVES, Label
from corpus.cutting.series import Series

_ANSWER = re.compile(r"(?:\*\*)?(?:答\s*[：:]|A\s?\d*\s*[：:．.]|答复\s*[：:])")
_CLOSING = re.compile(
    r"最后[，,]|感谢|再次感谢|衷心|特此|专此|此复|以上(?:答复|意见|通知|事项|措施|政策)|下一步|正如|总之|"
    r"本(?:通知|办法|意见|方案|措施|规定|公告|细则|通告|政策|实施)\S{0,6}(?:自|由|从)|请(?:各|认真|遵照)|希望|欢迎"
)


@dataclass(slots=True)
class Node:
    """A label with the text that follows it, or text without a label (``label`` None)."""

    label: Label | None
    ancestors: tuple[Node, ...]
    start: int
    paragraphs: list[tuple[int, int]] = field(default_factory=list)  # the first begins with the label
    children: int = 0
    kind: LineKind = "body"  # what the line was told to be, "body" for running text


class OutlineBuilder:
    """Reads the lines of a mended text in order and grows the nodes of its outline."""

    def __init__(self, text: str, lines: list[Line]) -> None:
        self._text = text
        self._lines = lines
        self._series = Series()
        self._stack: list[Node] = []
        self.nodes: list[Node] = []
        self._labels = self._find_labels()
        self._next_labels = self._find_next_labels()
        self._questions = self._find_questions()

    def build(self) -> list[Node]:
        for index, line in enumerate(self._lines):
            if line.kind == "body":
                self._body(index, line)
            elif line.kind == "furniture" and self._goes_on(index):
                self._stack[-1].paragraphs.append((line.start, line.end))
            else:
                last = self.nodes[-1] if self.nodes else None
                if last and line.kind == last.kind == "contents":
                    last.paragraphs.append((line.start, line.end))
                    continue
                if line.kind in ("title", "attachment", "signature", "contents"):
                    self._stack.clear()
                self.nodes.append(Node(None, tuple(self._stack), line.start, [(line.start, line.end)], kind=line.kind))
        return self.nodes

    def _find_labels(self) -> list[list[Label]]:
        found = []
        for line in self._lines:
            if line.kind in ("title", "attachment"):
                self._series.reset()
            found.append(self._series.labels(self._text, line.start, line.end) if line.kind == "body" else [])
        return found

    def _find_questions(self) -> frozenset[int]:
        """Return the lines that ask what the next line, beginning with 答：, answers."""
        body = [i for i, line in enumerate(self._lines) if line.kind == "body"]
        return frozenset(
            asked
            for asked, answer in pairwise(body)
            if _ANSWER.match(self._text, self._lines[answer].start, self._lines[answer].end)
            and not _ANSWER.match(self._text, self._lines[asked].start, self._lines[asked].end)
        )

    def _body(self, index: int, line: Line) -> None:
        if self._questions:
            if index in self._questions:
                self._question(index, line)
                return
            if self._in_answer():
                if not self._ends_answer(index):
                    self._stack[-1].paragraphs.append((line.start, line.end))
                    return
                self._stack.pop()
        labels = [label for label in self._labels[index] if self._counts(label)]
        if not labels or labels[0].start > line.start:
            end = labels[0].start if labels else line.end
            self._running(index, line.start, end, line.end)
        ends = [label.start for label in labels[1:]] + [line.end]
        for label, end in zip(labels, ends, strict=False):
            self._open(label, end, label.start == line.start)

    def _question(self, index: int, line: Line) -> None:
        while self._stack and (self._in_answer() or self._stack[-1].label is None):
            self._stack.pop()
        labels = self._labels[index]
        label = labels[0] if labels and labels[0].start == line.start else None
        if label is None:
            label = Label("问", 0, "", line.start, line.start)
        elif label.kind != "问":
            self._stack = self._stack[: self._depth(label, True)]
            label = Label("问", label.number, label.text, label.start, label.end)
        self._push(label, line.start, line.end)

    def _in_answer(self) -> bool:
        top = self._stack[-1].label if self._stack else None
        return top is not None and top.kind == "问"

    def _ends_answer(self, index: int) -> bool:
        """Whether a heading stands here: the next number of an open one, or a short line before a question."""
        line = self._lines[index]
        heading = self._text[line.start : line.end]
        label = self._labels[index][0] if self._labels[index] else None
        for node in self._stack[:-1]:
            if label and node.label and node.label.kind == label.kind and node.label.number + 1 == label.number:
                return True
        return index + 1 in self._questions and is_heading_like(heading) and len(heading) <= 40

    def _counts(self, label: Label) -> bool:
        """Whether a label opens something here: inside an article or an answer nothing does but the next."""
        leaf = next((n.label for n in self._stack if n.label and n.label.kind in LEAVES), None)
        return leaf is None or label.markdown > 0 or label.kind in ("编", "章", "节", "条", "问")

    def _open(self, label: Label, end: int, at_line_start: bool) -> None:
        self._stack = self._stack[: self._depth(label, at_line_start)]
        self._push(label, label.start, end)

    def _push(self, label: Label, start: int, end: int) -> None:
        if self._stack:
            self._stack[-1].children += 1
        node = Node(label, tuple(self._stack), start, [(start, end)])
        self.nodes.append(node)
        self._stack.append(node)

    def _depth(self, label: Label, at_line_start: bool) -> int:
        return depth([node.label for node in self._stack if node.label], label, at_line_start)

    def _running(self, index: int, start: int, end: int, line_end: int) -> None:
        """Place running text: with the open label, or on its own."""
        text = self._text[start:end]
        if self._is_bare_heading(index, text, end == line_end):
            self._stack = self._stack[: self._bare_depth()]
            self._push(Label("bare", 0, "", start, start), start, end)
            return
        if self._stack and self._stays(index, text):
            self._stack[-1].paragraphs.append((start, end))
            return
        ancestors = tuple(self._stack)
        last = self.nodes[-1] if self.nodes else None
        if last and last.label is None and last.kind == "body" and last.ancestors == ancestors:
            last.paragraphs.append((start, end))
        else:
            self.nodes.append(Node(None, ancestors, start, [(start, end)]))

    def _stays(self, index: int, text: str) -> bool:
        """Whether a paragraph belongs to the innermost label; closes the labels it does not belong to."""
        top = self._stack[-1]
        following = self._next_labels[index]
        if top.children:
            return False
        if self.nodes[-1] is not top:
            return False
        assert top.label is not None
        if top.label.kind in FLOATING:
            goes_on = (
                following is not None and following.kind == top.label.kind and following.number == top.label.number + 1
            )
            if goes_on or (top.label.kind == "★" and following is not None and following.kind == "★"):
                return True
            if following is None and _CLOSING.match(text):
                self._stack.clear()
            while self._stack and _kind(self._stack[-1]) in FLOATING:
                self._stack.pop()
            return False
        if following is not None or top.label.kind in LEAVES:
            return True
        closes = _CLOSING.match(text) is not None and not self._is_heading_only(top)
        if closes or self._siblings_are_single(top):
            self._stack.clear()
            return False
        return True

    def _is_heading_only(self, node: Node) -> bool:
        return len(node.paragraphs) == 1 and is_heading_like(self._slice(node.paragraphs[0]))

    def _siblings_are_single(self, node: Node) -> bool:
        """Whether a label and two or more before it are one paragraph each: what follows them is no part."""
        assert node.label is not None
        siblings = [
            n for n in self.nodes if n.label and n.label.kind == node.label.kind and n.ancestors == node.ancestors
        ]
        return len(siblings) >= 3 and all(
            len(n.paragraphs) == 1 and not n.children and not self._is_heading_only(n) for n in siblings
        )

    def _find_next_labels(self) -> list[Label | None]:
        """Return for each line the first label after it in the same document of the file."""
        result: list[Label | None] = []
        following: Label | None = None
        for line, labels in zip(reversed(self._lines), reversed(self._labels), strict=True):
            result.append(following)
            if line.kind in ("title", "attachment"):
                following = None
            elif labels:
                following = labels[0]
        return result[::-1]

    def _goes_on(self, index: int) -> bool:
        """Whether furniture stands between two paragraphs of the same label: a page number in an article."""
        if not self._stack or self.nodes[-1] is not self._stack[-1] or index + 1 >= len(self._lines):
            return False
        following = self._lines[index + 1]
        return following.kind == "body" and not self._labels[index + 1] and bool(self._stack[-1].paragraphs[1:])

    def _is_bare_heading(self, index: int, text: str, whole_line: bool) -> bool:
        """Whether an unnumbered short line is a heading: only where nothing numbered is open."""
        if not whole_line or len(text) > 25 or any(c in "，。；：:！？、,|\u3000" for c in text):
            return False
        if any(_kind(n) not in ("bare", "#") for n in self._stack):
            return False
        if index + 1 >= len(self._lines) or self._lines[index + 1].kind != "body":
            return False
        following = self._lines[index + 1]
        if self._labels[index + 1]:
            return True
        return following.end - following.start >= 30 and self._text[following.end - 1] in "。！？；："

    def _bare_depth(self) -> int:
        kept = len(self._stack)
        while kept and _kind(self._stack[kept - 1]) != "#":
            kept -= 1
        return kept

    def _slice(self, span: tuple[int, int]) -> str:
        return self._text[span[0] : span[1]]


def _kind(node: Node) -> str:
    return node.label.kind if node.label else ""
