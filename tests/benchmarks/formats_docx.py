"""How many measures of the seed documents come out of other formats as they come out of plain text."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from corpus.cutting.cut import cut
from corpus.readers.document import Document
from corpus.readers.plain_text import read as read_text
from corpus.readers.word import read as read_word
from tests.benchmarks.cutting import squeezed
from tests.conftest import shared_folder
from tests.corpus.word_files import numbered_docx


def measures(text: str) -> Counter[tuple[str, str]]:
    """The measures of a text, white space aside, with their labels."""
    return Counter((part.label, squeezed(part.text)) for part in cut(text, "x") if part.kind == "measure")


def identical_measures(
    seeds: Path, render: Callable[[str], bytes], read: Callable[[bytes], Document]
) -> tuple[int, int]:
    """Returns how many measures are identical once a text was rendered and read, and of how many.

    The latter is the greater count of the two cuts of each document.
    """
    same = total = 0
    for path in sorted(seeds.glob("*.txt")):
        text = read_text(path.read_bytes()).text
        expected, found = measures(text), measures(read(render(text)).text)
        same += (expected & found).total()
        total += max(expected.total(), found.total())
    return same, total


def docx_measures(seeds: Path) -> tuple[int, int]:
    """The measures that come out of Word files with automatic numbers as out of plain text, and of how many."""
    return identical_measures(seeds, lambda text: numbered_docx(text)[0], read_word)


if __name__ == "__main__":
    same, total = docx_measures(shared_folder() / "seeds")
    print(f"DOCX measures identical {same / total:.3f} ({same} of {total})")
    sys.exit(same < 0.97 * total)
