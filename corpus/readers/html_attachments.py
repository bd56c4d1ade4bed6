"""Finds the files that a page lists as attached to its document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from bs4 import Tag

_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|zip|wps|et|ofd|rar|7z|csv|pptx?)(?=$|[?&#\"'）)\s])", re.I)
_ANNOUNCED = re.compile(r"附\s*件|附\s*表|附\s*录|文件下载|相关下载|資料下載|下載|Attachment|Annex|Download", re.I)
_ONLY_DOING = re.compile(
    r"(?:点击|點擊|立即)?(?:此处|这里)?(?:下载|下載|查看|打开|预览|浏览|download|view)(?:附件|文件)?[》>]*", re.I
)
_SIZE = re.compile(r"\s*[（(\[]?\s*\d+(?:\.\d+)?\s*[KM]i?B?\s*[）)\]]?\s*$", re.I)
_ANNOUNCEMENT = 600  # chars of a block beside the main text that lists attachments


def is_file_link(link: Tag) -> bool:
    """Whether a link leads to a file of an office format, by its address or its name."""
    href = unquote(str(link.get("href") or ""))
    text = _text(link)
    return bool(
        _FILE.search(href) or (href and (_FILE.search(text) or (_ONLY_DOING.fullmatch(text) and _beside(link))))
    )


def attachments(main: Tag) -> tuple[str, ...]:
    """Return the names of the files linked in the main text, and after it where attachments are announced.

    A name is the text of the link, or of its title, or the last part of its address where it says nothing.
    """
    from bs4 import Tag

    found = [link for link in main.find_all("a") if is_file_link(link)]
    for link in main.find_all_next("a"):
        if (
            isinstance(link, Tag)
            and main not in link.parents
            and is_file_link(link)
            and _is_announced(link, main, found)
        ):
            found.append(link)
    names: dict[str, str] = {}  # by address: what is listed twice is attached once
    for number, link in enumerate(found):
        href = str(link.get("href"))
        names.setdefault(href if _FILE.search(unquote(href)) else f"{number}", _name(link))
    return tuple(dict.fromkeys(name for name in names.values() if name))


def _is_announced(link: Tag, main: Tag, found: Sequence[Tag]) -> bool:
    """Whether the link, a block around it that does not hold the main text, or the line above says 附件."""
    from bs4 import Tag

    if _ANNOUNCED.search(_text(link)):
        return True
    box = link
    for parent in link.parents:
        if any(parent is above for above in main.parents):
            break
        text = parent.get_text(" ", strip=True)
        if len(text) > _ANNOUNCEMENT:
            return False
        if _ANNOUNCED.search(text):
            return True
        box = parent
    before = box.find_previous(string=re.compile(r"\S"))
    if before is None:
        return False
    if _ANNOUNCED.search(str(before)) and len(str(before)) < 40:
        return True
    listed = before.find_parent("a")  # one more of a list
    beside = box.find_previous_sibling(True)
    alike = isinstance(beside, Tag) and (beside.name, beside.get("class")) == (box.name, box.get("class"))
    return alike and any(listed is other for other in found)


def _name(link: Tag) -> str:
    text = _text(link)
    if not text or _ONLY_DOING.fullmatch(text):
        stated = [str(link.get(name) or "").strip() for name in ("title", "download", "alt")]
        text = next((s for s in stated if s and not _ONLY_DOING.fullmatch(s)), "")
    if not text:
        address = unquote(str(link.get("href") or ""))
        parts = (
            [_beside(link)]
            if not _FILE.search(address)
            else [part for part in re.split(r"[/?&=#\\]", address) if _FILE.search(part)]
        )
        text = parts[-1] if parts else ""
    return text


def _beside(link: Tag) -> str:
    """The name of a file in the row or paragraph of a link that only says 下载."""
    row = link.find_parent(["tr", "li", "p", "dd", "div"])
    text = next((s for s in row.stripped_strings if _FILE.search(s)), "") if row is not None else ""
    return text if row is not None and len(row.get_text(strip=True)) <= 200 else ""


def _text(link: Tag) -> str:
    text = _SIZE.sub("", " ".join(link.get_text().split()))
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", text)
