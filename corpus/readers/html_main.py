"""Finds the element of a page that holds its main text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

# Where the content systems of Chinese government sites put the main text and nothing else.
_CERTAIN = (
    "#UCAP-CONTENT", "#zoom", "#Zoom", "#zoomcon", ".TRS_Editor", ".TRS_UEDITOR", ".trs_editor_view",
    ".trs_paper_default", "#js_content", ".pages_content", ".wp_articlecontent", ".v_news_content",
    "#vsb_content", "#ContentRegion",
    "#zwcontent", "#zhengwen", ".zhengwen", "#BodyLabel", ".bt_content", ".xxgk_content", "#mycontent",
)  # fmt: skip
# Where they put it together with the title and what is around it.
_LIKELY = (
    ".article-content", ".article_content", ".articleContent", "#article_content", "#articleContent", ".article-con",
    ".article_con", ".news_content", ".news-content", ".detail-content", ".content_text", "#content_text", "article",
    "main", "[role=main]", ".view", "#content", ".content", "#article", ".article", ".main-content", "#main",
)  # fmt: skip
_ENOUGH = 0.5  # share of the running text of the page that a known element must hold
_SOME = 0.03  # share of it of an element that is a part of the main text
_NEARLY_ALL = 0.85  # share of it that a child must hold to be looked into
_SENTENCE = re.compile(r"[，。；！？、]|[,.;]\s")
_FOOTER = re.compile(r"版权所有|ICP备|公网安备|标识码|主办单位|承办单位|技术支持|邮编|Copyright|All rights", re.I)
_PARAGRAPHS = (
    "p",
    "span",
    "table",
    "tbody",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "b",
    "strong",
    "a",
    "pre",
    "ul",
    "ol",
    "font",
)


def main_element(soup: BeautifulSoup) -> tuple[Tag, bool]:
    """Return the element of the main text, and whether it is certain to hold no more than that.

    It is a place that a content system is known to use if that holds most of the running text of the page,
    otherwise the innermost element with nearly all of it.
    """
    body = soup.body or soup
    weights = weigh(body)
    whole = weights.get(id(body), 0.0) or 1.0
    for selectors, certain in ((_CERTAIN, True), (_LIKELY, False)):
        for selector in selectors:
            found = _common([tag for tag in body.select(selector) if weights.get(id(tag), 0.0) >= _SOME * whole])
            if found is not None and weights.get(id(found), 0.0) >= _ENOUGH * whole:
                return (found, True) if certain and found.name != "body" else (_innermost(found, weights), False)
    return _innermost(body, weights), False


def certain_elements(soup: BeautifulSoup, weights: dict[int, float]) -> list[Tag]:
    """Return the elements that content systems are known to use for the main text, and that hold some here."""
    least = _SOME * weights.get(id(soup), 0.0)
    return [tag for tag in soup.select(", ".join(_CERTAIN)) if weights.get(id(tag), 0.0) > least]


def _common(tags: Sequence[Tag]) -> Tag | None:
    """Return the innermost element that holds all of some."""
    if not tags:
        return None
    above = [tags[0], *tags[0].parents]
    return next(tag for tag in above if all(tag is other or tag in other.parents for other in tags))


def weigh(root: Tag) -> dict[int, float]:
    """Return how much running text each element below one holds, and itself, by identity.

    Counted are characters, those of short lines less, those of links and footers not at all.
    """
    from bs4.element import NavigableString

    weights: dict[int, float] = {}
    for text in root.descendants:
        if type(text) is not NavigableString or text.isspace():
            continue
        parents = list(text.parents)
        if weight := _weight(text, {parent.name for parent in parents}):
            for parent in parents:
                weights[id(parent)] = weights.get(id(parent), 0.0) + weight
                if parent is root:
                    break
    return weights


def _weight(text: str, within: set[str]) -> float:
    plain = re.sub(r"\s+", "", text)
    if within & {"a", "script", "style"} or _FOOTER.search(plain):
        return 0.0
    if len(plain) >= 25 or _SENTENCE.search(text):
        return float(len(plain))
    return (0.5 if within & {"td", "th"} else 0.2) * len(plain)


def _innermost(start: Tag, weights: dict[int, float]) -> Tag:
    """Descend while one child that is no single paragraph holds nearly all of the running text."""
    current = start
    while True:
        child = max(current.find_all(True, recursive=False), key=lambda tag: weights.get(id(tag), 0.0), default=None)
        whole = weights.get(id(current), 0.0)
        if child is None or whole == 0 or weights.get(id(child), 0.0) < _NEARLY_ALL * whole:
            return current
        if child.name in _PARAGRAPHS and not _lays_out(child):
            return current
        if not child.find(["p", "div", "br", "table", "section", "li", "td", "h1", "h2", "h3"]):
            return current
        current = child


def _lays_out(tag: Tag) -> bool:
    """Whether a table (or a part of it) lays out the page: paragraphs or tables stand in its cells."""
    if tag.name not in ("table", "tbody", "tr"):
        return False
    cells = tag.find_all("td")
    return any(cell.find(["table", "div"]) or len(cell.find_all(["p", "br"])) >= 2 for cell in cells) and any(
        len(cell.get_text(strip=True)) > 200 for cell in cells
    )
