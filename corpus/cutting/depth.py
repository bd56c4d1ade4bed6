"""Decides how deep a label stands: which of the open labels stay open above it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.cutting.numbering import FLOATING, RANK, Label

_DEEPEST = 3  # series of one kind inside each other; more is a mistake of the text


def depth(open_labels: Sequence[Label], label: Label, at_line_start: bool) -> int:
    """Return how many of the open labels, outermost first, stay open above a new one."""
    if label.markdown:
        return _markdown_depth(open_labels, label)
    same = [i for i, other in enumerate(open_labels) if other.kind == label.kind]
    if label.kind in FLOATING:
        return _floating_depth(open_labels, same, label)
    if label.kind == "1.1":
        return _decimal_depth(open_labels, label)
    if same:
        return same[-1]
    kept = len(open_labels)
    if label.kind in ("编", "章", "节", "条", "一、", "I.", "问") or label.number > 1:
        while kept and open_labels[kept - 1].kind != "#" and _rank(open_labels[kept - 1]) >= _rank(label):
            kept -= 1
    elif at_line_start:
        while kept and open_labels[kept - 1].kind in FLOATING:
            kept -= 1
    return kept


def _rank(label: Label) -> int:
    return RANK.get(label.kind, -1)


def _markdown_depth(open_labels: Sequence[Label], label: Label) -> int:
    kept = len(open_labels)
    while kept:
        top = open_labels[kept - 1]
        if top.markdown and top.markdown < label.markdown:
            break
        if top.markdown == label.markdown and -1 < _rank(top) < _rank(label):
            break
        kept -= 1
    return kept


def _floating_depth(open_labels: Sequence[Label], same: list[int], label: Label) -> int:
    if label.kind == "★":
        alike = [i for i in same if open_labels[i].text == label.text]
        return alike[-1] if alike else len(open_labels)
    for index in reversed(same):
        if open_labels[index].number == label.number - 1:
            return index
    if label.number == 1:
        return len(open_labels) if len(same) < _DEEPEST else same[-1]
    for index in reversed(same):
        if open_labels[index].number < label.number:
            return index
    return same[-1] if same else len(open_labels)


def _decimal_depth(open_labels: Sequence[Label], label: Label) -> int:
    kept = len(open_labels)
    while kept:
        top = open_labels[kept - 1]
        components = top.components if top.kind == "1.1" else 1 if top.kind == "1." else 0
        if top.kind in FLOATING or components >= label.components or _rank(top) > RANK["1."]:
            kept -= 1
        else:
            break
    return kept
