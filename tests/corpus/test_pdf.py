"""PDF files with text: paragraphs, pages, furniture, columns, tables, properties, broken files."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from corpus.cutting.cut import cut
from corpus.readers.pdf import read
from tests.corpus.printing import paragraphs, printed


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def measures(text: str) -> Counter[str]:
    return Counter(squeezed(part.text) for part in cut(text, "d") if part.kind == "measure")


def test_measures_of_printed_documents_are_those_of_the_text(shared: Path) -> None:
    expected, found = Counter[str](), Counter[str]()
    for path in sorted((shared / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        document = read(printed(paragraphs(lines), header="某市人民政府公报 2021年第3号"))
        assert squeezed(document.text) == squeezed(text)
        expected += measures(text)
        found += measures(document.text)
    assert (expected & found).total() >= 0.97 * max(expected.total(), found.total())
