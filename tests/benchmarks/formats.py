"""How far documents survive other formats: the seeds as PDF, as Word files and scanned, against
their plain text.

Run ``python -m tests.benchmarks.formats``; scans take half a minute a page on a busy machine.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image
from rapidfuzz.distance import Levenshtein

from corpus.cutting.cut import cut
from corpus.readers.pdf import read
from tests.benchmarks.formats_docx import docx_measures
from tests.conftest import shared_folder
from tests.corpus.printing import paragraphs, printed

HEADER = "某市人民政府公报 2021年第3号"
DPI = 170
ALIKE = 0.95  # share of the characters that a measure of a scan must have right


@dataclass(frozen=True)
class Scanned:
    """Counts over the scanned documents."""

    characters: int
    wrong: int  # edits from the text as recognised to the text as printed, widths and white space aside
    measures: int
    found: int  # measures of the text that have one of the scan to themselves, alike in 95 % of the characters


def seeds(shared: Path) -> list[Path]:
    """The documents that are turned into other formats."""
    return sorted((shared / "seeds").glob("*.txt"))


def lines_of(path: Path) -> list[str]:
    """The lines of a text that are not blank: each becomes a paragraph."""
    return [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def squeezed(text: str) -> str:
    """The text without white space."""
    return re.sub(r"\s", "", text)


def measures(text: str) -> Counter[str]:
    """The measures that a text is cut into, white space aside."""
    return Counter(squeezed(part.text) for part in cut(text, "d") if part.kind == "measure")


def identical(texts: Sequence[str], others: Sequence[str]) -> float:
    """The share of the measures of the texts that are those of the others, of whichever are more."""
    expected, found = Counter[str](), Counter[str]()
    for text, other in zip(texts, others, strict=True):
        expected += measures(text)
        found += measures(other)
    return (expected & found).total() / max(expected.total(), found.total())


def scan(pdf: bytes, seed: int = 7) -> bytes:
    """A PDF of the images of another's pages, grey, with slight noise, turned by less than a degree."""
    random = np.random.default_rng(seed)
    images = []
    for page in pypdfium2.PdfDocument(pdf):
        image = page.render(scale=DPI / 72).to_pil().convert("L")
        image = image.rotate(random.uniform(-0.9, 0.9), fillcolor=255, resample=Image.Resampling.BICUBIC)
        noisy = np.asarray(image) + random.normal(0, 10, (image.height, image.width))
        images.append(Image.fromarray(noisy.clip(0, 255).astype("uint8")))
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=DPI)
    return out.getvalue()


def plain(text: str) -> str:
    """The text without white space and differences of width."""
    return unicodedata.normalize("NFKC", squeezed(text))


def scanned(paths: Sequence[Path]) -> Scanned:
    """Prints, scans and reads documents, and compares what was read with what was printed."""
    characters = wrong = total = found = 0
    for path in paths:
        text = path.read_text(encoding="utf-8")
        read_text = read(scan(printed(paragraphs(lines_of(path)), header=HEADER))).text
        characters += len(plain(text))
        wrong += Levenshtein.distance(plain(text), plain(read_text))
        expected = [plain(measure) for measure in measures(text).elements()]
        total += len(expected)
        found += sum(_matched(expected, [plain(measure) for measure in measures(read_text).elements()]))
    return Scanned(characters, wrong, total, found)


def _matched(expected: Sequence[str], candidates: list[str]) -> Iterator[bool]:
    for measure in expected:
        best = max(candidates, key=lambda other: Levenshtein.normalized_similarity(measure, other), default="")
        alike = Levenshtein.normalized_similarity(measure, best) >= ALIKE
        if alike:
            candidates.remove(best)
        yield alike


def figures(shared: Path) -> dict[str, float]:
    """The shares of measures and characters that come out of each format as of plain text."""
    paths = seeds(shared)
    texts = [path.read_text(encoding="utf-8") for path in paths]
    pdfs = [read(printed(paragraphs(lines_of(path)), header=HEADER)).text for path in paths]
    same, total = docx_measures(shared / "seeds")
    result = {"PDF measures identical": identical(texts, pdfs), "DOCX measures identical": same / total}
    counts = scanned(paths)
    result["scan characters"] = 1 - counts.wrong / counts.characters
    result["scan measures"] = counts.found / counts.measures
    return result


if __name__ == "__main__":
    for name, value in figures(shared_folder()).items():
        print(f"{name} {value:.3f}")
