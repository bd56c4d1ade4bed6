"""The seed documents as Word files with automatic numbers: cut as from plain text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from corpus.readers.plain_text import read as read_text
from corpus.readers.word import read
from tests.benchmarks.formats_docx import docx_measures, identical_measures
from tests.corpus.word_files import exported, numbered_docx


def test_measures_are_those_of_the_plain_text(shared: Path) -> None:
    same, total = docx_measures(shared / "seeds")
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
    texts = [read_text(path.read_bytes()).text for path in sorted((shared / "seeds").glob("*.txt"))]
    files = dict(zip(texts, exported(soffice, suffix, tmp_path, *(numbered_docx(t)[0] for t in texts)), strict=True))
    same, total = identical_measures(shared / "seeds", lambda text: files[text], read)
    assert same >= 0.97 * total
