"""Reads what government pages state around the text: fields such as 索引号 and 发文字号, meta tags, JSON-LD, 来源."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone
from itertools import islice
from typing import TYPE_CHECKING

from corpus.metadata.dates import read_date
from corpus.metadata.doc_number import is_number_line
from corpus.metadata.organ import is_organ
from corpus.readers.html_fields import fields_of, is_metadata, line_fields, metadata_rows
from corpus.readers.html_lines import lines_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

# The tags that the State Council's rules ask of government sites (国办发〔2019〕19号 and its annex), and OpenGraph's.
_META = {
    "articletitle": "title",
    "pubdate": "published",
    "publishdate": "published",
    "contentsource": "source",
    "og:title": "title",
    "article:published_time": "published",
}
_SOURCE = re.compile(r"(?:信息|文章|稿件)?来\s*源\s*[：:]\s*([^\s|：:【\[]{2,40})")
_PUBLISHED = re.compile(
    r"(?:发布|公开|生成|發佈)?(?:时间|日期|時間)\s*[：:]\s*(\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2})"
)
_WECHAT = re.compile(r"\bct\s*=\s*[\"'](\d{10})[\"']")  # seconds since 1970, when an article was published
_ABOVE = 25  # strings above the main text
_LINES = 80  # of the page, that are looked through for fields on lines of their own


def page_metadata(soup: BeautifulSoup) -> dict[str, str]:
    """Return what the page states, by the keys of Document.stated; empty values and impossible dates are left out."""
    stated: dict[str, str] = {}
    _add(stated, _meta_tags(soup))
    _add(stated, _json_ld(soup))
    fields: dict[str, str] = {}
    seen: set[int] = set()
    for tag in soup.find_all(["table", "ul", "ol", "dl", "div", "section", "tbody", "p", "header", "article", "td"]):
        if not any(id(parent) in seen for parent in tag.parents) and is_metadata(tag):
            seen.add(id(tag))
            _add(fields, fields_of(tag))
        else:
            for row in metadata_rows(tag):
                _add(fields, fields_of(*row))
    for line in lines_of(soup.body or soup)[:_LINES]:
        known = line_fields(line)
        _add(fields, {key: known[key] for key in ("issuer", "doc_number", "date", "publisher") if key in known})
    published = fields.pop("publisher", "")
    if "issuer" not in fields and is_organ(published):
        fields["issuer"] = published
    stated.update(fields)
    text = soup.get_text("\n")
    for key, pattern in (("source", _SOURCE), ("published", _PUBLISHED)):
        if match := pattern.search(text):
            stated.setdefault(key, match[1])
    if "published" not in stated and (match := _WECHAT.search(str(soup))):
        beijing = timezone(timedelta(hours=8))
        stated["published"] = datetime.fromtimestamp(int(match[1]), beijing).date().isoformat()
    return {key: value for key, raw in stated.items() if (value := _clean(key, raw))}


def above_the_text(main: Tag) -> dict[str, str]:
    """Return the number and the date that stand shortly above the main text without saying what they are."""
    found: dict[str, str] = {}
    for text in islice(main.find_all_previous(string=re.compile(r"\S")), _ABOVE):
        line = str(text).strip()
        if is_number_line(line):
            found.setdefault("doc_number", _clean("doc_number", line.strip("（）() ")))
        elif len(line) <= 40 and (date := read_date(line)):
            found.setdefault("published", date)
    return found


def _add(stated: dict[str, str], more: dict[str, str]) -> None:
    for key, value in more.items():
        if key and value and _clean(key, value):
            stated.setdefault(key, value)


def _clean(key: str, value: str) -> str:
    if key in ("date", "published", "valid_from", "valid_until"):
        return read_date(re.sub(r"^(\d{4})(\d\d)(\d\d)(?!\d)", r"\1-\2-\3", value)) or ""
    if key == "doc_number":
        return re.sub(r"\s+", "", value) if re.search(r"\d", value) else ""
    if key == "issuer":
        return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "、", value.strip("、，,； "))
    return value


def _meta_tags(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        key = _META.get(str(meta.get("name") or meta.get("property") or "").lower())
        value = str(meta.get("content") or "").strip()
        if key and value:
            found.setdefault(key, value)
    return found


def _json_ld(soup: BeautifulSoup) -> dict[str, str]:
    """Return what the article's JSON-LD (schema.org) states: headline, date, publisher."""
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue
        for item in data if isinstance(data, list) else [data]:
            if isinstance(item, dict) and item.get("headline"):
                publisher = item.get("author") or item.get("publisher")
                name = publisher.get("name") if isinstance(publisher, dict) else publisher
                values = {"title": item["headline"], "published": item.get("datePublished"), "source": name}
                return {key: value for key, value in values.items() if isinstance(value, str)}
    return {}
