"""The seed documents as Word files with automatic numbers: cut as from plain text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from corpus.readers.word import read
from tests.benchmarks.formats_docx import identical_measures, measures
from tests.corpus.word_files import exported, numbered_docx


def test_measures_are_those_of_the_plain_text(shared: Path) -> None:
    same, total = identical_measures(shared / "seeds")
    assert total > 100
    assert same >= 0.97 * total


def test_numbers_are_not_in_the_file_but_counted(shared: Path) -> None:
    text = (shared / "seeds" / "002_5dd15df6a05cc17d.txt").read_text(encoding="utf-8")
    data, automatic = numbered_docx(text)
    assert automatic == 53
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert "37、加强企业运行监测" not in package.read("word/document.xml").decode()
    assert "\n37、加强企业运行监测" in read(data).text


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".doc", ".odt"])
def test_measures_of_other_word_processors_are_those_of_the_plain_text(
    shared: Path, tmp_path: Path, soffice: str, suffix: str
) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    files = exported(soffice, suffix, tmp_path, *(numbered_docx(text)[0] for text in texts))
    same = total = 0
    for text, data in zip(texts, files, strict=True):
        expected, found = measures(text), measures(read(data).text)
        same += (expected & found).total()
        total += max(expected.total(), found.total())
    assert same >= 0.97 * total
