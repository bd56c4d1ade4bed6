"""Thousands of real laws: every one tiles, no article is lost, in reasonable time."""

from __future__ import annotations

import json
import lzma
import re
import time
from pathlib import Path

import pytest

from corpus.cutting.cut import cut

_ARTICLE = re.compile(r"^第[一二三四五六七八九十百零]+条(?:之[一二三四五六七八九十]+)?[ 　]", re.M)


@pytest.mark.slow
def test_laws_tile_and_every_article_is_a_measure_of_its_own(shared: Path) -> None:
    with lzma.open(shared / "corpora/laws.jsonl.xz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    started = time.process_time()
    cuts = [cut(text, "law") for text in texts]
    seconds = time.process_time() - started
    lost = 0
    for text, parts in zip(texts, cuts, strict=True):
        assert "".join(part.text for part in parts) == text
        assert all(len(part.text) <= 800 for part in parts)
        begun = {part.start for part in parts if part.kind == "measure"}
        lost += sum(1 for match in _ARTICLE.finditer(text) if match.start() not in begun)
    assert lost == 0
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    assert megabytes / seconds > 0.5, f"{megabytes / seconds:.2f} MB/s"
