"""Pages of unseen sites: the whole main text, nothing of the site, metadata and attachments exactly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus import Policy, ReadError, load
from corpus.readers.html import read as read_html
from tests.corpus.government_pages import PAGES
from tests.corpus.government_pages.documents import GRANTS
from tests.corpus.government_pages.plain import figures
from tests.corpus.government_pages.site import FURNITURE


def _says_number(name: str) -> bool:
    number = PAGES[name].text.number
    return number is not None and any(
        number.encode(encoding, "ignore") in re.sub(rb"</?span>", b"", PAGES[name].html)
        for encoding in ("utf-8", "gb18030", "big5")
    )


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Policy]:
    folder: Path = tmp_path_factory.mktemp("pages")
    for name, page in PAGES.items():
        (folder / f"{name}.html").write_bytes(page.html)
    return {name: load(folder / f"{name}.html", f"{name}.html") for name in PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_every_line_of_the_main_text_is_there_once(policies: dict[str, Policy], name: str) -> None:
    page = PAGES[name]
    lines = [squeezed(line) for line in policies[name].text.split("\n")]
    wanted = [squeezed(line) for line in (*page.text.lines, *page.table)]
    assert [line for line in wanted if lines.count(line) != wanted.count(line)] == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_else_is_there_but_title_red_header_and_attachments(policies: dict[str, Policy], name: str) -> None:
    page = PAGES[name]
    known = squeezed("".join([page.text.title, *page.text.lines, *page.table, *page.attachments]))
    lines = [squeezed(line) for line in policies[name].text.split("\n")]
    extra = [line for line in lines if line not in known and line not in (page.text.number, f"{page.text.issuer}文件")]
    assert [line for line in extra if not line.startswith("附件")] == []
    assert [line for line in lines if line not in known and any(squeezed(word) in line for word in FURNITURE)] == []


@pytest.mark.parametrize("name", PAGES)
def test_metadata_is_exact(policies: dict[str, Policy], name: str) -> None:
    policy, text = policies[name], PAGES[name].text
    assert policy.title == text.title
    assert (policy.issuer, policy.date) == (text.issuer, text.date)
    assert policy.doc_number == (text.number and squeezed(text.number) if _says_number(name) else None)


@pytest.mark.parametrize("name", PAGES)
def test_attachments_are_those_of_the_document(policies: dict[str, Policy], name: str) -> None:
    assert policies[name].attachments == PAGES[name].attachments


def test_a_question_about_a_figure_in_a_table_finds_its_row(tmp_path: Path) -> None:
    from qa import PolicyQA

    (tmp_path / "figures.html").write_bytes(figures(GRANTS).html)
    quote = PolicyQA.build([tmp_path]).ask("县区的微型企业补助多少万元").quotes[0]
    assert "企业类型：微型企业 | 补助标准（万元）·市区：4.2 | 补助标准（万元）·县区：3.1" in quote.text


def test_scripts_are_neither_run_nor_kept(policies: dict[str, Policy]) -> None:
    assert [name for name, policy in policies.items() if "function" in policy.text or "color: red" in policy.text] == []


def test_a_page_of_frames_names_the_pages_to_save() -> None:
    page = b"<html><frameset><frame src='top.htm'><frame src='text.htm'></frameset></html>"
    with pytest.raises(ReadError, match=r"only holds frames; save .* top\.htm, text\.htm"):
        read_html(page)


def test_elements_nested_without_end_are_refused() -> None:
    with pytest.raises(ReadError, match="nested more than 400 deep"):
        read_html(b"<body>" + b"<div>" * 20_000 + "一、给予补助。".encode())


def test_numbers_that_browsers_show_before_items_are_kept() -> None:
    items = "<li>填写申请表，并加盖公章。</li><li>提交营业执照复印件。</li>"
    head = "<body><h1>办事指南</h1><p>按下列步骤办理，缺一不可：</p>"
    page = f"{head}<ol start=2>{items}</ol><ol><li>一、已有编号的条目。</li></ol></body>"
    assert read_html(page.encode()).text.split("\n")[2:5] == [
        "2. 填写申请表，并加盖公章。", "3. 提交营业执照复印件。", "一、已有编号的条目。",
    ]  # fmt: skip
