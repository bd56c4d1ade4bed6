"""Reads what government pages state around the text: the table with 索引号 and 发文字号, meta tags, 来源."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_FIELDS = {
    "标题": "title",
    "名称": "title",
    "文件名称": "title",
    "信息名称": "title",
    "发文机关": "issuer",
    "发布机构": "issuer",
    "发文单位": "issuer",
    "制定机关": "issuer",
    "发布机关": "issuer",
    "发布单位": "issuer",
    "发文字号": "doc_number",
    "文号": "doc_number",
    "文件编号": "doc_number",
    "成文日期": "date",
    "发文日期": "date",
    "印发日期": "date",
    "发布日期": "published",
    "公开日期": "published",
    "发布时间": "published",
    "索引号": "",
    "主题分类": "",
    "主题词": "",
    "信息索引": "",
    "公开方式": "",
    "有效性": "",
    "组配分类": "",
}
# The tags that the State Council's rules ask of government sites (国办发〔2019〕19号 and its annex).
_META = {"articletitle": "title", "pubdate": "published", "contentsource": "source"}
_SOURCE = re.compile(r"(?:信息)?来\s*源\s*[：:]\s*([^\s|：:【\[]{2,40})")
_PUBLISHED = re.compile(r"(?:发布|公开|生成)?(?:时间|日期)\s*[：:]\s*(\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2})")


def page_metadata(soup: BeautifulSoup) -> dict[str, str]:
    """Return what the page states, by the keys of Document.stated; empty values are left out."""
    stated: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        key = _META.get(str(meta.get("name") or "").lower())
        value = str(meta.get("content") or "").strip()
        if key and value:
            stated.setdefault(key, value)
    for table in soup.find_all(["table", "ul", "dl"]):
        if is_metadata_table(table):
            stated.update(_table_fields(table))
    text = soup.get_text("\n")
    for key, pattern in (("source", _SOURCE), ("published", _PUBLISHED)):
        if match := pattern.search(text):
            stated.setdefault(key, match[1])
    return {key: value for key, value in stated.items() if value}


def is_metadata_table(table: Tag) -> bool:
    """Whether a table (or list) is made of fields such as 索引号 and 发文机关, at least three of them."""
    if len(table.get_text(strip=True)) > 1500:
        return False
    return len({name for name, _ in _pairs(table)}) >= 3


def _table_fields(table: Tag) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in _pairs(table):
        if (key := _FIELDS[name]) and value and value not in ("无", "-", "—", "/"):
            fields.setdefault(key, value)
    return fields


def _pairs(table: Tag) -> list[tuple[str, str]]:
    """Return the fields of a table with their values, found in the next cell or after the colon."""
    cells = [cell for cell in table.find_all(["td", "th", "li", "dt", "dd"]) if not cell.find(["td", "li", "dd"])]
    texts = [re.sub(r"[ \t\r\n\xa0]+", " ", cell.get_text(" ")).strip() for cell in cells]
    pairs = []
    for index, text in enumerate(texts):
        name, colon, value = re.sub(r"\s*[:：]\s*", "：", text, count=1).partition("：")
        name = re.sub(r"\s+", "", name)
        if name not in _FIELDS:
            continue
        if not value.strip() and index + 1 < len(texts):
            following = texts[index + 1]
            value = "" if re.sub(r"[\s：:]+", "", following) in _FIELDS else following
        if colon or value:
            pairs.append((name, value.strip()))
    return pairs
