"""Reads what stands around the text: headers, footers and notes, each once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.readers.docx.names import R, W, switched
from corpus.readers.docx.relations import Relations
from corpus.readers.docx.story import Story

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What is left of a page number when its field is dropped: "— —", "第 页 共 页", "Page of".
_PAGE_NUMBER = re.compile(
    r"[\s\d\-—–－·/|~,，.]*|[-—–\s]*第?[\s\d]*页?[\s,，/]*共?[\s\d]*页?[-—–\s]*|Page[\s\d]*(?:of[\s\d]*)?", re.I
)


def margin_lines(body: Element, relations: Relations, settings: Element | None, story: Story, kind: str) -> list[str]:
    """Return the lines of all headers or footers ("header", "footer") that are shown; page numbers are dropped."""
    even = switched(settings, "evenAndOddHeaders") or False
    lines: dict[str, None] = {}
    seen: set[str] = set()
    for section in body.iter(W + "sectPr"):
        first = switched(section, "titlePg") or False
        references = {r.get(W + "type", ""): r.get(R + "id", "") for r in section.findall(f"{W}{kind}Reference")}
        shown = [(True, "default"), (even, "even")]
        for wanted, name in [(first, "first"), *shown]:
            identity = references.get(name, "")
            if not wanted or not identity or identity in seen:
                continue
            seen.add(identity)
            part = relations.by_id(identity)
            found = story.lines(part) if part is not None else []
            lines.update(dict.fromkeys(line for line in found if not _PAGE_NUMBER.fullmatch(line)))
    return list(lines)


def note_lines(relations: Relations, story: Story) -> list[str]:
    """Return the notes that the text refers to, in the order of its marks: "[1] text"."""
    parts = {kind: _notes(relations.by_kind(f"{kind}s"), kind) for kind in ("footnote", "endnote")}
    lines = []
    for (kind, identity), index in list(story.notes.items()):
        note = parts[kind].get(identity)
        found = story.lines(note) if note is not None else []
        if found:
            lines.extend([f"[{index}] {found[0]}", *found[1:]])
    return lines


def _notes(root: Element | None, kind: str) -> dict[str, Element]:
    notes = root.findall(W + kind) if root is not None else []
    return {note.get(W + "id", ""): note for note in notes}
