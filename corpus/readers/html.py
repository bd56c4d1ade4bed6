"""Reads web pages: the main text as lines, and the metadata that government pages state around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.readers.decoding import decode
from corpus.readers.document import Document
from corpus.readers.html_lines import lines_of
from corpus.readers.html_metadata import is_metadata_table, page_metadata

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_DROPPED = (
    "script", "style", "noscript", "template", "iframe", "nav", "footer", "form", "button", "select", "svg",
    "object", "aside", "textarea", "input",
)  # fmt: skip
_SITE = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|footer|foot|breadcrumbs?|crumbs?|location|position|"
    r"share|bdshare\w*|sidebar|copyright|"
    r"toolbar|pager|pagination|paging|related|recommend|qrcode|ewm|print|comment|search|login|topbar|"
    r"banner|friend-?links?)(?:$|[-_ ])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# Where the content systems of Chinese government sites put the main text.
_MAIN = (
    "#UCAP-CONTENT", "#zoom", "#Zoom", ".TRS_Editor", ".TRS_UEDITOR", ".trs_editor_view", ".pages_content",
    "#js_content", ".article-content", ".article_content", ".articleContent", "#article_content", ".article-con",
    ".news_content", ".content_text", "#content_text", "article", "main", "[role=main]", "#ContentRegion",
    ".view", "#content", ".content", "#article", ".article",
)  # fmt: skip
_SITE_TEXT = 400  # chars: an element with more text than this is kept whatever its name
_ENOUGH = 0.5  # share of the text of the page that a main element must hold


def read(data: bytes) -> Document:
    """Return the main text, one paragraph or table row a line, and what the page states around it.

    Scripts, styles, navigation and hidden elements are dropped. Raises ReadError where the file is binary.
    """
    from bs4 import BeautifulSoup, Comment

    declared = _CHARSET.search(data[:4096])
    soup = BeautifulSoup(decode(data, declared[1].decode("ascii") if declared else None), "lxml")
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    stated = page_metadata(soup)
    heading = soup.find("h1")
    title = stated.get("title") or (heading.get_text(" ", strip=True) if heading else "")
    _drop_furniture(soup)
    main = _main_element(soup)
    lines = lines_of(main)
    if title and _squeezed(title) not in _squeezed("".join(lines[:12])):
        lines.insert(0, title)
    return Document("\n".join(lines) + ("\n" if lines else ""), stated)


def _drop_furniture(soup: BeautifulSoup) -> None:
    for tag in soup.find_all(_DROPPED):
        tag.decompose()
    for tag in soup.find_all(True):
        if not tag.decomposed and tag.name not in ("html", "body") and (_is_hidden(tag) or _is_of_site(tag)):
            tag.decompose()
    for table in soup.find_all("table"):
        if not table.decomposed and is_metadata_table(table):
            table.decompose()


def _is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or _HIDDEN.search(str(tag.get("style") or "")) is not None


def _is_of_site(tag: Tag) -> bool:
    """Whether the names of an element say that it belongs to the site, not to the document."""
    if tag.name in ("p", "span", "td", "tr", "table") or not tag.attrs:
        return False
    names = " ".join(str(name) for name in (*tag.get_attribute_list("class"), tag.get("id")) if name)
    return bool(_SITE.search(names)) and len(tag.get_text(strip=True)) < _SITE_TEXT


def _main_element(soup: BeautifulSoup) -> Tag:
    """Return the element of the main text: a known place with most of the page's text, else the densest."""
    body = soup.body or soup
    total = len(body.get_text(strip=True)) or 1
    for selector in _MAIN:
        found = max(body.select(selector), key=lambda t: len(t.get_text(strip=True)), default=None)
        if found is not None and len(found.get_text(strip=True)) >= _ENOUGH * total:
            return found
    return _densest(body)


def _densest(body: Tag) -> Tag:
    """Descend while one child holds nearly all of the running text."""
    current = body
    while True:
        whole = _running_text(current)
        child = max(current.find_all(True, recursive=False), key=_running_text, default=None)
        if child is None or child.name in ("p", "span", "table", "h1", "h2", "b", "strong", "a", "pre"):
            return current
        if whole == 0 or _running_text(child) < 0.92 * whole:
            return current
        current = child


def _running_text(tag: Tag) -> int:
    """Return the characters that are text to read: not those of links."""
    text = tag.get_text(strip=True)
    return max(0, len(text) - sum(len(a.get_text(strip=True)) for a in tag.find_all("a")))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
