"""Finds the title of the document on a page."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from corpus.metadata.organ import is_organ
from corpus.metadata.title import ends_like_title

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_HEADINGS = "h1, h2, h3, [class*=title], [class*=Title], [id*=title], [id*=Title], [class*=bt], #activity-name"
_PARTS = re.compile(
    r"\s*[_|｜–—]+\s*|\s+[-－>]+\s+|-(?=[^-]*(?:网|政府|局|委|厅|门户|平台|公开|Government|Commission)[^-]*$)"
)
_SITE_TAGS = ("sitename", "columnname", "og:site_name")
_ABOVE = 15  # strings above the main text
_SHORTEST, _LONGEST = 6, 150  # chars of a title
_BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")


def page_title(soup: BeautifulSoup, stated: str | None) -> str | None:
    """Return the title that fields or tags state, else the heading that the title of the window confirms.

    None where nothing says which heading is the title: the text decides then.
    """
    window = " ".join(soup.title.get_text().split()) if soup.title else ""
    if stated and (title := one_line(stated)) and not _is_of_site(title, soup):
        return title
    squeezed = _squeezed(window)
    confirmed = [text for text in _headings(soup) if _squeezed(text) in squeezed or _is_cut_off(squeezed, text)]
    page = _squeezed(soup.body.get_text()) if soup.body else ""
    if confirmed:
        best = max(confirmed, key=len)
        begun = (part for part in re.split(r"[\s_|｜]+", window) if part.startswith(best) and _squeezed(part) in page)
        return next(begun, best)  # a heading on two lines is the beginning of a title
    parts = [
        part
        for part in map(one_line, _PARTS.split(window))
        if _SHORTEST <= len(part) <= _LONGEST and _squeezed(part) in page
    ]
    return max((part for part in parts if not _is_of_site(part, soup)), key=len, default=None)


def heading(soup: BeautifulSoup) -> str | None:
    """Return the first heading of the page, None where there is none."""
    found = soup.find("h1")
    return (one_line(found.get_text(" ")) or None) if found else None


def heading_above(main: Tag) -> str | None:
    """Return the line shortly above the main text that ends like a title of a document."""
    texts = (text for text in main.find_all_previous(string=re.compile(r"\S")) if text.find_parent("a") is None)
    for text in islice(texts, _ABOVE):
        box = text.find_parent(["p", "div", "td", "li", "center", "h1", "h2", "h3", "h4"])
        line = one_line(_shown(box)) if box is not None and not any(above is box for above in main.parents) else ""
        if re.search(r"[>＞»|]|位置", line):
            continue
        if _SHORTEST + 2 <= len(line) <= _LONGEST and ends_like_title(line):
            return line
    return None


def one_line(text: str) -> str:
    """A title on one line, without spaces between Chinese characters."""
    return _BETWEEN_CHINESE.sub("", " ".join(re.sub(r"</?\w+[^>]*>", " ", text).split()))


def _headings(soup: BeautifulSoup) -> list[str]:
    texts = [one_line(_shown(tag)) for tag in soup.select(_HEADINGS) if tag.name not in ("title", "script", "style")]
    return [text for text in texts if _SHORTEST <= len(text) <= _LONGEST and not _is_of_site(text, soup)]


def _shown(tag: Tag) -> str:
    return tag.get_text(" ") if len(tag.find_all("br")) else tag.get_text()


def _is_cut_off(window: str, text: str) -> bool:
    """Whether the title of the window is the beginning of a heading: 关于印发…的通..."""
    begun = re.sub(r"(?:\.{2,}|…+).*$", "", window)
    return begun != window and len(begun) >= 10 and _squeezed(text).startswith(begun)


def _is_of_site(text: str, soup: BeautifulSoup) -> bool:
    """Whether a text is the name of the site or of a column of it, as the tags of the page state them."""
    for meta in soup.find_all("meta"):
        name = str(meta.get("name") or meta.get("property") or "").lower()
        if name in _SITE_TAGS and _squeezed(str(meta.get("content") or "")) == _squeezed(text):
            return True
    return is_organ(text) or bool(
        re.search(r"(?:人民政府|政府网|门户网站|官方网站|官网|信息公开)(?:网站?|网|平台|目录)?$", text)
        and "关于" not in text
    )


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
