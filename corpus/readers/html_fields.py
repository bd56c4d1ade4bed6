"""Reads fields such as 索引号 and 发文机关 with their values, in whatever elements a page lays them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bs4 import Tag

# key -> names; "publisher" and "source" count where no issuer is stated, "published" where no date is
_CHINESE = {
    "title": "标题 名称 文件名称 信息名称 文件标题 公文名称 公开事项名称 信件标题 来信标题",
    "issuer": (
        "发文机关 发文单位 发文机构 制定机关 制发机关 制发单位 印发机关 印发单位 颁布单位 回复单位 答复单位 "
        "回复部门 答复部门 "
        "办理单位 受理单位"
    ),
    "publisher": (
        "发布机构 发布机关 发布单位 发布部门 公开机构 公开主体 公开单位 信息提供单位 信息公开单位 信息所属单位 "
        "责任部门 发布主体"
    ),
    "doc_number": "发文字号 文号 文件编号 文件字号 发文文号 公文文号 文件文号 文件号 发文号",
    "date": (
        "成文日期 成文时间 发文日期 发文时间 印发日期 印发时间 签发日期 签发时间 制发日期 落款日期 颁布日期 "
        "回复时间 答复时间 "
        "回复日期 答复日期"
    ),
    "published": "发布日期 发布时间 公开日期 公开时间 公布日期 公布时间 生成日期 生成时间 更新时间 更新日期",
    "source": "信息来源 来源 文章来源",
    "valid_from": "生效日期 生效时间 实施日期 施行日期",
    "valid_until": "废止日期 废止时间 失效日期 失效时间",
    "": (
        "索引号 信息索引 信息索引号 主题分类 主题词 主题 关键词 公开方式 公开形式 公开范围 公开程序 公开类别 "
        "公开时限 有效性 "
        "时效性 效力状态 文件状态 是否有效 有效期 信息分类 信息类别 组配分类 体裁分类 体裁 文种 服务对象 "
        "服务对象分类 文件类型 "
        "文件类别 内容概述 内容摘要 公开责任部门 "
        "语种 载体类型 "
        "记录形式 统一编号 统一登记号 规范性文件登记号 登记号 有效状态 所属主题 存储位置 来信人 来信时间 "
        "信件编号 写信人 写信时间 "
        "办理状态 信件状态 信件类型 提交时间 受理时间 政策咨询机关 政策咨询电话 所属栏目 公文种类 "
        "关联类型 有效期限 "
        "浏览次数 点击数 是否归档"
    ),
}
_ENGLISH = {
    "title": "Title",
    "issuer": "Issuing authority|Issuing agency|Issued by|Issuer",
    "publisher": "Publisher|Published by",
    "doc_number": "Document number|Document No.|Doc No.",
    "date": "Date of issue|Issue date|Issued on|Date issued",
    "published": "Release date|Published|Publication date|Publish date|Updated",
    "source": "Source",
    "": "Index number|Index No.|Category|Keywords|Validity|Status|Language",
}
_SPACES = r"[ \t\r\n\xa0\u3000\x1e\x1f]*"
_FIELD = {name: key for key, names in _CHINESE.items() for name in names.split()} | {
    re.sub(r"\s", "", name).lower(): key for key, names in _ENGLISH.items() for name in names.split("|")
}
_NAMES = sorted(
    [_SPACES.join(name) for names in _CHINESE.values() for name in names.split()]  # as pages write it: 索 引 号
    + [re.escape(name) for names in _ENGLISH.values() for name in names.split("|")],
    key=len,
    reverse=True,
)
_LABEL = re.compile(
    rf"(?:^|(?<=[\x1e\x1f\s【\[]))(?P<name>{'|'.join(_NAMES)}){_SPACES}(?:[】\]]{_SPACES}[：:]?|[：:]|(?=[\x1e\x1f]))",
    re.I,
)
_TRADITIONAL = str.maketrans(
    "發機關號標題稱時間來單佈開類類詞索據內實廢處體", "发机关号标题称时间来单布开类类词索据内实废处体"
)
_NOTHING = ("", "无", "-", "—", "——", "/", "暂无", "空", "null", "N/A")
_MOST_TEXT = 2000  # chars of all fields together
_MOST_VALUE = 250  # chars of one value
_ANY_LABEL = re.compile(
    r"(?:^|(?<=[\x1e\x1f]))[【\[]?[\u4e00-\u9fff \u3000\xa0]{2,9}[】\]]?[\x1e\x1f]?[：:][\x1e\x1f]?"
    r"[^\x1e\x1f。]{0,60}(?=[\x1e\x1f]|$)"
)
_SHARE = 0.85  # of an element's text that is fields, if it is nothing else
_SHARE_OF_TABLE = 0.6  # of a table or list with four fields or more: others need not be known by name
_BLOCKS = frozenset("td th li dt dd div p tr section h1 h2 h3 h4 center ul ol dl table body".split())
_CONTAINERS = ("table", "tbody", "ul", "ol", "dl", "div", "section", "p", "header", "article", "td")


def fields_of(*tags: Tag) -> dict[str, str]:
    """Return the fields that elements state, by key: the first value of each."""
    fields: dict[str, str] = {}
    for name, value in _pairs(_joined(*tags)):
        key = _key(name)
        if key and value not in _NOTHING:
            fields.setdefault(key, value)
    return fields


def is_metadata(tag: Tag) -> bool:
    """Whether an element is made of at least three fields such as 索引号 and 发文机关, and of little else."""
    if tag.name not in _CONTAINERS:
        return False
    return _are_fields((tag,), 3)


def metadata_rows(tag: Tag) -> list[tuple[Tag, ...]]:
    """Return the rows of a table or list that are fields, where there are three or more: others may be the text."""
    if tag.name not in ("table", "dl", "ul", "ol") or tag.find(("table", "dl", "ul", "ol")) is not None:
        return []
    groups: list[tuple[Tag, ...]]
    if tag.name == "dl":
        terms = tag.find_all("dt")
        groups = [(term, value) for term in terms if (value := term.find_next_sibling("dd")) is not None]
    else:
        groups = [(row,) for row in tag.find_all("tr" if tag.name == "table" else "li")]
    rows = [group for group in groups if _are_fields(group, 1)]
    return rows if len({name for row in rows for name, _ in _pairs(_joined(*row))}) >= 3 else []


def _are_fields(tags: Sequence[Tag], at_least: int) -> bool:
    text = _joined(*tags)
    if len(text) > _MOST_TEXT:
        return False
    pairs = _pairs(text)
    names = {re.sub(r"[\s\x1e\x1f]+", "", name) for name, _ in pairs}
    if len(names) < at_least or any(len(value) > _MOST_VALUE for _, value in pairs):
        return False
    told = sum(_length(name + value) for name, value in pairs)
    others = [match[0] for match in _ANY_LABEL.finditer(text) if not _LABEL.match(match[0].translate(_TRADITIONAL))]
    if len(others) <= len(names):  # fields that are not known by name
        told += sum(_length(other) for other in others if not any(other[-9:] in value for _, value in pairs))
    listed = tags[0].name in ("table", "tbody", "ul", "ol", "dl") and len(names) >= 4
    return told >= (_SHARE_OF_TABLE if listed else _SHARE) * _length(text)


def is_field_line(line: str, at_least: int = 1) -> bool:
    """Whether a line is a field with its value, or several."""
    plain = line.translate(_TRADITIONAL)
    return len(line) <= _MOST_VALUE and bool(_LABEL.match(plain)) and len(_LABEL.findall(plain)) >= at_least


def line_fields(line: str) -> dict[str, str]:
    """Return what a line of fields states, by key."""
    return {_key(name): value for name, value in _pairs(line)} if is_field_line(line) else {}


def _length(text: str) -> int:
    return len(re.sub(r"[\s\x1e\x1f：:【】\[\]|]+", "", text))


def _key(name: str) -> str:
    return _FIELD[re.sub(r"[\s\x1e\x1f]+", "", name).lower()]


def _joined(*tags: Tag) -> str:
    """The strings of elements up to _MOST_TEXT: \\x1e between those of two blocks (cells, items), else \\x1f."""
    from bs4.element import NavigableString

    pieces: list[str] = []
    length, last = 0, None
    for text in chain.from_iterable(tag.descendants for tag in tags):
        if type(text) is not NavigableString or text.isspace():
            continue
        block = next((parent for parent in text.parents if parent.name in _BLOCKS), None)
        pieces += ["\x1f" if block is last else "\x1e", text.strip()]
        last = block
        length += len(text)
        if length > _MOST_TEXT:
            break
    return "".join(pieces[1:])


def _pairs(text: str) -> list[tuple[str, str]]:
    """Return names and values: a value goes on up to the next name or the end of the block it stands in."""
    found = list(_LABEL.finditer(text.translate(_TRADITIONAL)))
    pairs = []
    for match, after in zip_longest(found, found[1:]):
        between = text[match.end() : after.start() if after else None]
        blocks = [block for block in between.split("\x1e") if block.strip(" ：:\u3000\xa0\x1f")]
        strings = [string for string in (blocks or [""])[0].split("\x1f") if string.strip(" ：:\u3000\xa0")]
        value = "".join(strings if after or len(blocks) > 1 or "\x1e" in text else strings[:1])
        pairs.append((match["name"], re.sub(r"\s+", " ", value).strip(" ：:|【[\u3000")))
    return pairs
