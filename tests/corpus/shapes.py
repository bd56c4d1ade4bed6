"""How tests write down a cut: one tuple a part."""

from __future__ import annotations

from corpus.cutting.cut import cut
from corpus.datatypes import Part

Shape = tuple[str, str, tuple[str, ...], str]


def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a text, after checking that they tile it within the limit."""
    parts = cut(text, "doc")
    assert "".join(part.text for part in parts) == text
    assert all(len(part.text) <= 800 for part in parts)
    assert len({part.id for part in parts}) == len(parts)
    return parts


def shapes(text: str) -> list[Shape]:
    """Kind, label, outline and text (white space at its ends aside) of every part."""
    return [(part.kind, part.label, part.outline, part.text.strip()) for part in parts_of(text)]


def measures(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    """Label, outline and text of the measures alone."""
    return [(label, outline, body) for kind, label, outline, body in shapes(text) if kind == "measure"]
