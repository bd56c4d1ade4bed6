"""Builds the outline: which label stands under which, and what text belongs to each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.cutting.lines import CONTENTS, Line, LineKind, is_heading_like
from corpus.cutting.numbering import FLOATING, LEAVES, RANK, Label
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
        self._questions = self._find_questions()

    def build(self) -> list[Node]:
        for index, line in enumerate(self._lines):
            if line.kind == "body":
                self._body(index, line)
            elif line.kind == "furniture" and self._goes_on(index):
                self._stack[-1].paragraphs.append((line.start, line.end))
            else:
                if line.kind in ("title", "attachment", "signature"):
                    self._stack.clear()
                self.nodes.append(
                    Node(None, tuple(self._stack), line.start, [(line.start, line.end)], kind=line.kind)
                )
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
            for asked, answer in zip(body, body[1:], strict=False)
            if _ANSWER.match(self._text, self._lines[answer].start, self._lines[answer].end)
            and not _ANSWER.match(self._text, self._lines[asked].start, self._lines[asked].end)
        )

    def _body(self, index: int, line: Line) -> None:
        if self._questions:
            if index in self._questions:
                self._question(index, line)
                return
            if self._in_answer() and not self._ends_answer(index):
                self._stack[-1].paragraphs.append((line.start, line.end))
                return
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
            self._stack = self._stack[: _depth(self._stack, label, True)]
            label = Label("问", label.number, label.text, label.start, label.end)
        self._push(label, line.start, line.end)

    def _in_answer(self) -> bool:
        top = self._stack[-1].label if self._stack else None
        return top is not None and top.kind == "问"

    def _ends_answer(self, index: int) -> bool:
        """Whether a heading stands here: a short labelled line with a question as the next."""
        line = self._lines[index]
        heading = self._text[line.start : line.end]
        return index + 1 in self._questions and is_heading_like(heading) and len(heading) <= 40

    def _counts(self, label: Label) -> bool:
        """Whether a label opens something here: inside an article or an answer nothing does but the next."""
        leaf = next((n.label for n in self._stack if n.label and n.label.kind in LEAVES), None)
        if leaf is None or label.markdown or label.kind in ("编", "章", "节", "条", "问"):
            return True
        return False

    def _open(self, label: Label, end: int, at_line_start: bool) -> None:
        self._stack = self._stack[: _depth(self._stack, label, at_line_start)]
        self._push(label, label.start, end)

    def _push(self, label: Label, start: int, end: int) -> None:
        if self._stack:
            self._stack[-1].children += 1
        node = Node(label, tuple(self._stack), start, [(start, end)])
        self.nodes.append(node)
        self._stack.append(node)

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
        following = self._next_label(index)
        if top.children:
            return False
        if self.nodes[-1] is not top:
            return False
        assert top.label is not None
        if top.label.kind in FLOATING:
            goes_on = (
                following is not None
                and following.kind == top.label.kind
                and following.number == top.label.number + 1
            )
            if goes_on or (top.label.kind == "★" and following is not None and following.kind == "★"):
                return True
            if following is None and _CLOSING.match(text):
                self._stack.clear()
            while self._stack and _kind(self._stack[-1]) in FLOATING:
                self._stack.pop()
            return False
        if following is None and top.label.kind not in LEAVES and _CLOSING.match(text):
            only_heading = len(top.paragraphs) == 1 and is_heading_like(self._slice(top.paragraphs[0]))
            if not only_heading:
                self._stack.clear()
                return False
        return True

    def _next_label(self, index: int) -> Label | None:
        for later in range(index + 1, len(self._lines)):
            if self._lines[later].kind in ("title", "attachment"):
                return None
            if self._labels[later]:
                return self._labels[later][0]
        return None

    def _goes_on(self, index: int) -> bool:
        """Whether furniture stands between two paragraphs of the same label: a page number in an article."""
        if not self._stack or self.nodes[-1] is not self._stack[-1] or index + 1 >= len(self._lines):
            return False
        following = self._lines[index + 1]
        return following.kind == "body" and not self._labels[index + 1] and bool(self._stack[-1].paragraphs[1:])

    def _is_bare_heading(self, index: int, text: str, whole_line: bool) -> bool:
        """Whether an unnumbered short line is a heading: only where nothing numbered is open."""
        if CONTENTS.match(text):
            return True
        if not whole_line or len(text) > 25 or any(c in "，。；：:！？、,|" for c in text):
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
        depth = len(self._stack)
        while depth and _kind(self._stack[depth - 1]) != "#":
            depth -= 1
        return depth

    def _slice(self, span: tuple[int, int]) -> str:
        return self._text[span[0] : span[1]]


def _kind(node: Node) -> str:
    return node.label.kind if node.label else ""


def _depth(stack: list[Node], label: Label, at_line_start: bool) -> int:
    """Return how many of the open labels stay open above a new one."""
    open_labels = [node.label for node in stack if node.label]
    if label.markdown:
        return _markdown_depth(open_labels, label)
    same = [i for i, other in enumerate(open_labels) if other.kind == label.kind]
    if label.kind in FLOATING:
        return _floating_depth(open_labels, same, label)
    if label.kind == "1.1":
        return _decimal_depth(open_labels, label)
    if same:
        return same[-1]
    depth = len(open_labels)
    if label.kind in ("编", "章", "节", "条", "一、", "I.", "问") or label.number > 1:
        while depth and open_labels[depth - 1].kind != "#" and _rank(open_labels[depth - 1]) >= _rank(label):
            depth -= 1
    elif at_line_start:
        while depth and open_labels[depth - 1].kind in FLOATING:
            depth -= 1
    return depth


def _rank(label: Label) -> int:
    return RANK.get(label.kind, -1)


def _markdown_depth(open_labels: list[Label], label: Label) -> int:
    depth = len(open_labels)
    while depth:
        top = open_labels[depth - 1]
        if top.markdown and top.markdown < label.markdown:
            break
        if top.markdown == label.markdown and -1 < _rank(top) < _rank(label):
            break
        depth -= 1
    return depth


def _floating_depth(open_labels: list[Label], same: list[int], label: Label) -> int:
    if label.kind == "★":
        alike = [i for i in same if open_labels[i].text == label.text]
        return alike[-1] if alike else len(open_labels)
    for index in reversed(same):
        if open_labels[index].number == label.number - 1:
            return index
    if label.number == 1:
        return len(open_labels)
    for index in reversed(same):
        if open_labels[index].number < label.number:
            return index
    return same[-1] if same else len(open_labels)


def _decimal_depth(open_labels: list[Label], label: Label) -> int:
    depth = len(open_labels)
    while depth:
        top = open_labels[depth - 1]
        components = top.components if top.kind == "1.1" else 1 if top.kind == "1." else 0
        if top.kind in FLOATING or components >= label.components or _rank(top) > RANK["1."]:
            depth -= 1
        else:
            break
    return depth
