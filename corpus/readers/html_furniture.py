"""Removes the elements that belong to a site, not to the document: by their names, their links and their words."""

from __future__ import annotations

import re
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from corpus.readers.html_attachments import is_file_link
from corpus.readers.html_fields import is_metadata, metadata_rows
from corpus.readers.html_main import certain_elements, weigh
from corpus.readers.html_site_lines import DATE, FOOT, RELATED, RELATED_WORDS, SEPARATORS, SITE_LINE

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_NEVER_TEXT = (
    "script", "style", "noscript", "template", "button", "select", "svg", "object", "textarea", "input", "option",
    "audio", "video", "canvas",
)  # fmt: skip
_OF_THE_SITE = ("nav", "footer", "form", "aside")  # unless most of the page's text stands in it
_NAMES = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|footer|foot|breadcrumbs?|crumbs?|location|position|weizhi|dqwz|"
    r"share|bdshare\w*|bshare\w*|jiathis\w*|sidebar|side|copyright|toolbar|tools?|pager|pagination|paging|related|"
    r"recommend|hot|rank|qrcode|qr|ewm|erweima|print|dayin|comment|search|login|topbar|accessib\w*|wza|wzazh|"
    r"banner|friend-?links?|links|prev|next|prenext|site-?map|skip)(?:$|[-_ ])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_LINKS = ("ul", "ol", "dl", "div", "table", "td", "section", "p", "center")
_SITE_TEXT = 400  # chars: an element with more text than this is kept whatever its name
_FOOTER_TEXT = 800  # chars of a footer
_MOST = 0.4  # share of the page's running text that no element of a site holds


def drop_furniture(soup: BeautifulSoup) -> None:
    """Remove what is never text, what is hidden, what belongs to the site and the fields of metadata."""
    for tag in soup.find_all(_NEVER_TEXT):
        tag.decompose()
    _drop_hidden(soup)
    _drop_related(soup)
    weights = weigh(soup)
    most = _MOST * weights.get(id(soup), 0.0)
    certain = {id(tag) for main in certain_elements(soup, weights) for tag in main.descendants}
    for tag in soup.find_all(True):
        if tag.decomposed or tag.name in ("html", "body", "head") or id(tag) in certain:
            continue
        for element in chain.from_iterable(metadata_rows(tag)):
            element.decompose()
        small = weights.get(id(tag), 0.0) <= most
        if is_metadata(tag) or (
            small
            and (
                tag.name in _OF_THE_SITE or _is_named_of_site(tag) or _is_links(tag) or _is_footer(tag) or _is_line(tag)
            )
        ):
            tag.decompose()


def _drop_hidden(soup: BeautifulSoup) -> None:
    """Remove hidden elements, but not the text of a page that a script would have shown."""
    weights = weigh(soup)
    most = 0.7 * weights.get(id(soup), 0.0)
    for tag in soup.find_all(_is_hidden):
        if not tag.decomposed and tag.name not in ("html", "body") and weights.get(id(tag), 0.0) <= most:
            tag.decompose()


def _is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or _HIDDEN.search(str(tag.get("style") or "")) is not None


def _drop_related(soup: BeautifulSoup) -> None:
    """Remove the links below words such as 相关链接, and these words."""
    for words in soup.find_all(string=RELATED):
        if words.decomposed:
            continue
        box = words.parent
        while box is not None and box.parent is not None and not box.find("a"):
            if RELATED.fullmatch(box.parent.get_text(strip=True)) is None:
                break
            box = box.parent
        if box is None or box.decomposed or box.name in ("html", "body", "a"):
            continue
        links = list(takewhile(_only_links, box.find_next_siblings(True)))
        for following in links:
            following.decompose()
        if links or _only_links(box):
            box.decompose()


def _only_links(tag: Tag) -> bool:
    """Whether all text of an element is that of links to pages, dates aside."""
    if _has_files(tag) or not (tag.name == "a" or tag.find("a")):
        return tag.name == "br"
    own = RELATED_WORDS.sub("", re.sub(DATE, "", tag.get_text()))
    linked = "".join(a.get_text() for a in ([tag] if tag.name == "a" else tag.find_all("a")))
    return len(SEPARATORS.sub("", own)) <= len(SEPARATORS.sub("", linked)) + 4


def _is_named_of_site(tag: Tag) -> bool:
    if tag.name in ("p", "td", "tr", "table", "tbody") or not tag.attrs:
        return False
    names = " ".join(str(name) for name in (*tag.get_attribute_list("class"), tag.get("id")) if name)
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names)
    return bool(_NAMES.search(spaced)) and len(tag.get_text(strip=True)) < _SITE_TEXT and not _has_files(tag)


def _is_links(tag: Tag) -> bool:
    """Whether an element is a list of links to other pages: navigation, related articles, sites of friends."""
    if tag.name not in _LINKS:
        return False
    links = [a for a in tag.find_all("a") if a.get_text(strip=True)]
    if len(links) < 3 or any(str(a.get("href") or "").startswith("#") for a in links) or _has_files(tag):
        return False
    text = len(SEPARATORS.sub("", tag.get_text()))
    return sum(len(SEPARATORS.sub("", a.get_text())) for a in links) >= 0.75 * text


def _is_footer(tag: Tag) -> bool:
    """Whether an element says at least three things that stand at the foot of sites, such as 主办单位 and ICP备."""
    if tag.name not in (*_LINKS, "span"):
        return False
    text = tag.get_text(" ", strip=True)
    return len(text) <= _FOOTER_TEXT and len({match[0] for match in FOOT.finditer(text)}) >= 3


def _is_line(tag: Tag) -> bool:
    """Whether all text of an element is one line of a site: the place in it, the previous article."""
    return tag.name in (*_LINKS, "li", "span") and SITE_LINE.fullmatch(tag.get_text(" ", strip=True)) is not None


def _has_files(tag: Tag) -> bool:
    return any(is_file_link(a) for a in tag.find_all("a"))
