"""Real documents, broken at a fixed width as PDF conversion does, are cut as the unbroken ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import load, mend
from corpus.cutting.cut import cut


def wrapped(text: str, width: int, indent: str) -> str:
    lines = []
    for line in text.split("\n"):
        rest = indent + line
        while len(rest) > width:
            lines.append(rest[:width])
            rest = rest[width:]
        lines.append(rest)
    return "\n".join(lines)


def measures(text: str) -> list[str]:
    return ["".join(part.text.split()) for part in cut(text, "doc") if part.kind == "measure"]


@pytest.mark.parametrize(("width", "indent"), [(28, "  "), (34, "\u3000\u3000"), (42, "")])
def test_hard_wrapped_documents_are_cut_like_whole_ones(shared: Path, width: int, indent: str) -> None:
    total, lost = 0, []
    for path in sorted([*(shared / "seeds").glob("*.txt"), *(shared / "pages").glob("*.html")]):
        text = mend(load(path, path.name).text).text
        again = set(measures(wrapped(text, width, indent)))
        expected = measures(text)
        total += len(expected)
        lost += [f"{path.name}: {measure[:30]}" for measure in expected if measure not in again]
    assert total > 500
    assert len(lost) <= 0.03 * total, lost
