"""Reads the title (标题) of a document, or composes that of a reply that names only the proposal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.metadata.doc_number import is_number_line
from corpus.metadata.organ import is_organ

_END = re.compile(
    r"(?:通知|通告|公告|公示|意见|办法|方案|规定|细则|条例|决定|决议|批复|复函|函|报告|计划|规划|纲要|措施|政策|指南|解读|须知|问答|答复|"
    r"预案|通报|制度|规则|法|解释|清单|目录|要点|说明|标准|守则|章程|令|请示|议案|流程|手册|指引|干货|汇编)"
    r"(?:（[^（）]{1,20}）|\([^()]{1,20}\))?$"
)
_RED_HEADER = re.compile(r".{2,40}文件$")
_SIGNER = re.compile(r"签\s*发\s*人")
_PROPOSAL = re.compile(
    r"《(?P<name>[^《》]{4,80}(?:建议|提案|议案|意见)[^《》]{0,10})》|[“\"](?P<quoted>关于[^”\"]{4,80}(?:建议|提案|议案))[”\"]"
)
_MEETING = re.compile(
    r"(?P<meeting>(?:(?:(?![您你贵在于])[\u4e00-\u9fff]){0,12}?(?:省|市|区|县|州|全国))?(?:政协|人大|人民代表大会|政治协商会议|党代会)[^，。《》“”（）()]{2,24}?会议)"
)
_NUMBER = re.compile(r"第?\s*(?P<number>[A-Z]{0,3}\d{1,6})\s*号\s*(?P<what>提案|建议|议案|意见)?")
_BETWEEN_CHINESE = re.compile(
    r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])\s+(?=[0-9])|(?<=[0-9])\s+(?=[^\x00-\x7f])"
)


def read_title(lines: Sequence[str], salutation: str | None, preamble: str) -> str | None:
    """Return the title that stands on the title lines of the head, joined where it is wrapped.

    Without one, a reply's title is composed of the proposal that its first paragraph names; None where
    there is neither.
    """
    candidates = [
        line for line in (_clean(raw) for raw in lines) if not is_number_line(line) and not _SIGNER.match(line)
    ]
    joined = _joined([line for line in candidates if not _RED_HEADER.fullmatch(line)])
    if joined:
        return joined
    if salutation is not None and (composed := _composed(preamble)) is not None:
        return composed
    return None


def ends_like_title(line: str) -> bool:
    """Whether a line ends with a word that titles of documents end with: 通知, 办法（试行）, …"""
    return _END.search(line) is not None


def _clean(line: str) -> str:
    line = re.sub(r"^#{1,6}\s+|\*\*|__", "", line.strip())
    return _BETWEEN_CHINESE.sub("", line)


def _joined(lines: Sequence[str]) -> str:
    """Join the lines up to the one that ends like a title; names of organs before 关于 belong to it."""
    title = ""
    for index, line in enumerate(lines):
        if not title and is_organ(line):
            following = lines[index + 1] if index + 1 < len(lines) else ""
            if not following.startswith(("关于", "印发", "转发", "对", "公告", "通告", "令")):
                continue
        if title and title[-1].isascii() and line[0].isascii():
            title += " "
        title += line
        if _END.search(title) or (title.isascii() and len(title) > 20):
            break
    return title


def _composed(preamble: str) -> str | None:
    opening = preamble[:400]
    proposal = _PROPOSAL.search(opening)
    if proposal is None:
        return None
    name = proposal["name"] or proposal["quoted"]
    meeting = _MEETING.search(opening)
    number = _NUMBER.search(opening, proposal.end()) or _NUMBER.search(opening)
    what = (number["what"] if number else None) or ("提案" if "提案" in opening else "建议")
    parts = [
        "对",
        meeting["meeting"] if meeting else "",
        f"第{number['number']}号{what}" if number else "",
        f"《{name}》的答复",
    ]
    return re.sub(r"\s+", "", "".join(parts))
