"""What people may state of a document in a side file or at the command line: names of fields, checked values."""

from __future__ import annotations

import re

from corpus.errors import CorpusError
from corpus.metadata.dates import read_date

FIELDS = (
    "title", "issuer", "region", "province", "doc_number", "date", "valid_from", "valid_until", "kind", "addressee",
    "digest",
)  # fmt: skip
_DATES = ("date", "valid_from", "valid_until")
_CHINESE = {
    "标题": "title", "名称": "title", "发文机关": "issuer", "发布机构": "issuer", "发文单位": "issuer",
    "制定机关": "issuer", "地区": "region", "城市": "region", "省份": "province", "省": "province",
    "文号": "doc_number", "发文字号": "doc_number", "日期": "date", "成文日期": "date", "发文日期": "date",
    "施行日期": "valid_from", "生效日期": "valid_from", "有效期至": "valid_until", "失效日期": "valid_until",
    "文种": "kind", "类型": "kind", "类别": "kind", "主送机关": "addressee", "主送": "addressee",
    "收文机关": "addressee", "摘要": "digest",
}  # fmt: skip
_TRUE, _FALSE = ("true", "yes", "1", "是"), ("false", "no", "0", "否")


class ValueOfFieldError(CorpusError):
    """A value does not fit the field it is given for."""


def field_of(name: str) -> str | None:
    """Return the field that a name stands for, in English or Chinese, in any case; None for other names."""
    plain = re.sub(r"[\s-]+", "_", name.strip()).lower()
    return plain if plain in FIELDS else _CHINESE.get(re.sub(r"\s+", "", name))


def checked(field: str, value: str) -> str:
    """Return a value as it is kept: dates in ISO 8601, ``digest`` "true" or "false", the others on one line.

    Raises ValueOfFieldError for a date that does not exist or is no date, and for a digest that is neither.
    """
    value = " ".join(value.split())
    if field in _DATES and value:
        eight = re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)", value)
        found = read_date("-".join(eight.groups()) if eight else value)
        if found is None or not re.match(r"[\d一二]", value):
            raise ValueOfFieldError(f"{field} {value!r} is no date that exists; write it like 2021-03-22")
        return found
    if field == "digest" and value:
        if value.lower() not in (*_TRUE, *_FALSE):
            raise ValueOfFieldError(f"digest {value!r} is neither true nor false")
        return "true" if value.lower() in _TRUE else "false"
    return value
