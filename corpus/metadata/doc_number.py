"""Reads the document number (发文字号): 机关代字〔年份〕发文顺序号, GB/T 9704-2012, 7.2.5."""

from __future__ import annotations

import re
from collections.abc import Sequence

_YEARLY = re.compile(
    r"(?P<number>[\u4e00-\u9fffA-Za-z]{1,24}(?:[〔\[［（(【﹝]\s*(?:19|20)\d\d\s*[〕\]］）)】﹞]|(?<=[发函字])(?:19|20)\d\d[-—])\s*第?\s*"
    r"[A-Z]{0,2}\d{1,5}\s*号)"
)
_ORDER = re.compile(
    r"(?P<number>(?:[\u4e00-\u9fff]{2,30})?令?\s*[（(〔\[]?\s*第?\s*[\d一二三四五六七八九十百零〇]{1,5}\s*号\s*令?)"
)
_LABEL = re.compile(r"(?:发\s*文\s*字\s*号|文\s*号|文件编号|发文文号)\s*[：:]\s*")
_INDEX = re.compile(r"索\s*引\s*号|信息索引|信息编号")
_SIGNER = re.compile(r"\s*签\s*发\s*人.*$|\s*[（(][A-Z\s]*类?[）)]\s*$")  # and the class of a proposal: （A类）


def is_number_line(line: str) -> bool:
    """Whether a line of the head is nothing but a document number."""
    return _of_line(line) is not None


def read_doc_number(head: Sequence[str], adoption: Sequence[str] = ()) -> str | None:
    """Return the number that stands on a line of its own in the head, without white space.

    Numbers of cited documents stand inside sentences and do not count, nor do index numbers (索引号).
    ``adoption`` are the lines that tell when a law was adopted: the order that published it is its number.
    """
    for before, line in zip(["", *head], head, strict=False):
        if number := _of_line(line):
            ordered = before.endswith("令") and number.startswith("第")
            return re.sub(r"\s+", "", before) + number if ordered else number
    for line in reversed(adoption):
        if match := re.search(r"[\u4e00-\u9fff]{2,20}令\s*第?\s*\d+\s*号(?=.{0,4}(?:公布|发布))", line):
            return re.sub(r"\s+", "", match[0])
    return None


def _of_line(line: str) -> str | None:
    if _INDEX.search(line) and not _LABEL.search(line):
        return None
    label = _LABEL.search(line)
    candidate = _SIGNER.sub("", line[label.end() :] if label else line).strip().strip("（）()#* 　")
    yearly = _YEARLY.match(candidate) if label else _YEARLY.fullmatch(_balanced(candidate, line))
    if yearly:
        return re.sub(r"\s+", "", yearly["number"])
    order = _ORDER.fullmatch(candidate)
    if order and ("令" in candidate or re.match(r"第\s*\d+\s*号$", candidate)) and "会议" not in candidate:
        return re.sub(r"\s+", "", candidate)
    return None


def _balanced(candidate: str, line: str) -> str:
    """Give back a bracket that stripping took from inside the number: 财税(2019)5号."""
    stripped = _SIGNER.sub("", line).strip()
    return candidate if candidate.count("（") == candidate.count("）") else stripped
