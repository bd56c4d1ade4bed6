"""Importing the package stays cheap: no parser and no data before they are used."""

from __future__ import annotations

import subprocess
import sys


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_import_reads_no_parser_and_no_other_package_of_ours() -> None:
    heavy = "bs4 lxml frontmatter yaml charset_normalizer pypdfium2 rapidocr_onnxruntime PIL embeddings qa ui numpy"
    loaded = run(
        "import sys, corpus; corpus.load; corpus.find_files; corpus.mend; "
        f"print([m for m in '{heavy}'.split() if m in sys.modules])"
    )
    assert loaded == "[]"


def test_import_takes_less_than_sixty_milliseconds_of_processor_time() -> None:
    code = "import time; t = time.process_time(); import corpus; print(time.process_time() - t)"
    assert min(float(run(code)) for _ in range(3)) < 0.06


def test_names_are_what_they_say_even_after_the_modules_behind_them_are_loaded() -> None:
    code = "import corpus.loading, corpus; from corpus import sentences, load, mend; print(sentences('甲。乙。'))"
    assert run(code) == "[(0, 2), (2, 4)]"
