"""How many measures of the seed documents come out of a Word file as they come out of plain text."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from corpus.cutting.cut import cut
from corpus.readers.plain_text import read as read_text
from corpus.readers.word import read as read_word
from tests.benchmarks.cutting import squeezed
from tests.conftest import shared_folder
from tests.corpus.word_files import numbered_docx


def measures(text: str) -> Counter[tuple[str, str]]:
    """The measures of a text, white space aside, with their labels."""
    return Counter((part.label, squeezed(part.text)) for part in cut(text, "x") if part.kind == "measure")


def identical_measures(seeds: Path) -> tuple[int, int]:
    """Returns how many measures are identical, and of how many: the greater count of the two cuts."""
    same = total = 0
    for path in sorted(seeds.glob("*.txt")):
        text = read_text(path.read_bytes()).text
        expected, found = measures(text), measures(read_word(numbered_docx(text)[0]).text)
        same += (expected & found).total()
        total += max(expected.total(), found.total())
    return same, total


if __name__ == "__main__":
    same, total = identical_measures(shared_folder() / "seeds")
    print(f"DOCX measures identical {same / total:.3f} ({same} of {total})")
    sys.exit(same < 0.97 * total)
