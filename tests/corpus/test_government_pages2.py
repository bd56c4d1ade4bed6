"""Pages of unseen sites: the whole main text, nothing of the site, metadata and attachments exactly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus import Policy, load
from tests.corpus.government_pages import FURNITURE
from tests.corpus.government_pages2 import PAGES2 as PAGES


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Policy]:
    folder: Path = tmp_path_factory.mktemp("pages")
    for name, page in PAGES.items():
        (folder / f"{name}.html").write_bytes(page.html)
    return {name: load(folder / f"{name}.html", f"{name}.html") for name in PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_main_text_is_whole_and_nothing_else_is_kept(policies: dict[str, Policy], name: str) -> None:
    lines = [squeezed(line) for line in policies[name].text.split("\n")]
    wanted = [squeezed(line) for line in PAGES[name].text.lines]
    assert [line for line in wanted if line not in lines] == []
    allowed = squeezed("".join([PAGES[name].text.title, *PAGES[name].text.lines]))
    assert [line for line in lines if any(squeezed(word) in line for word in FURNITURE) and line not in allowed] == []
    extra = [line for line in lines if line and line not in allowed]
    listed = [line for line in extra if re.match(r"附件|\d\.|下载", line) or line in PAGES[name].attachments]
    red = [line for line in extra if line.endswith("文件") or line == PAGES[name].text.number]
    assert [line for line in extra if line not in listed + red] == []
    assert [
        line for line in wanted if lines.count(line) > wanted.count(line) + (line == squeezed(PAGES[name].text.title))
    ] == []


@pytest.mark.parametrize("name", PAGES)
def test_metadata_is_exact(policies: dict[str, Policy], name: str) -> None:
    policy, text = policies[name], PAGES[name].text
    assert policy.title == text.title
    assert (policy.issuer, policy.date) == (text.issuer, text.date)
    if policy.doc_number != (text.number and squeezed(text.number)):
        assert policy.doc_number is None
        assert (text.number or "") not in PAGES[name].html.decode("utf-8", "replace")


@pytest.mark.parametrize("name", PAGES)
def test_attachments_are_those_of_the_document(policies: dict[str, Policy], name: str) -> None:
    assert policies[name].attachments == PAGES[name].attachments
