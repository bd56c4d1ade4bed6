"""Thirty real web pages: metadata as the site's own index states it, no paragraph lost."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from corpus import Policy, load

Rows = list[tuple[dict[str, str], Policy]]


def squeezed(text: str | None) -> str:
    return re.sub(r"[\s|]", "", text or "")


@pytest.fixture(scope="module")
def pages(shared: Path) -> Rows:
    folder = shared / "pages"
    rows = [json.loads(line) for line in (folder / "metadata.jsonl").open(encoding="utf-8")]
    return [(row, load(folder / row["file"], row["file"])) for row in rows]


@pytest.mark.parametrize("field", ["title", "issuer", "doc_number"])
def test_stated_metadata_is_read_exactly(pages: Rows, field: str) -> None:
    wrong = [
        (row["file"], getattr(policy, field))
        for row, policy in pages
        if squeezed(getattr(policy, field)) != squeezed(row[field])
    ]
    assert len(wrong) <= 0.05 * len(pages), wrong


def test_every_paragraph_of_the_main_text_is_there(pages: Rows, shared: Path) -> None:
    for row, policy in pages:
        soup = BeautifulSoup((shared / "pages" / row["file"]).read_bytes(), "lxml")
        main = soup.find(id="UCAP-CONTENT")
        assert main is not None
        paragraphs = [squeezed(p.get_text()) for p in main.find_all("p")]
        text = squeezed(policy.text)
        assert [p for p in paragraphs if p not in text] == [], row["file"]


def test_national_documents_have_no_region(pages: Rows) -> None:
    assert [row["file"] for row, policy in pages if policy.region or policy.province] == []


def test_the_date_is_that_of_the_field_beside_the_text(pages: Rows, shared: Path) -> None:
    for row, policy in pages:
        text = squeezed(BeautifulSoup((shared / "pages" / row["file"]).read_bytes(), "lxml").get_text())
        stated = re.search(r"成文日期[:：]?(\d{4})年(\d{1,2})月(\d{1,2})日", text)
        assert stated is not None
        year, month, day = map(int, stated.groups())
        assert policy.date == f"{year}-{month:02}-{day:02}", row["file"]
