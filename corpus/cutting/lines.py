"""Tells the lines of a document apart: title, salutation, signature, attachment, furniture, body.

The layout is that of GB/T 9704-2012, section 7 (版头、主体、版记) and of government web pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.cutting.numbering import label_at

LineKind = Literal["title", "salutation", "signature", "attachment", "furniture", "preamble", "contents", "body"]

DATE = (
    r"(?:(?:19|20)\d\d\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?"
    r"|[二一][〇○零О0ＯO一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_FURNITURE = re.compile(
    r"[-—–－·\s]*\d{1,4}[-—–－·\s]*$|第\s*\d+\s*页|Page \d+"
    r"|(?:您?(?:的|现在)?(?:当前|所在)?的?位置\s*[：:]\s*)?(?:首页|网站首页|Home)\s*[>»＞/\\|]"
    r"|[A-Z0-9][0-9A-Z]{7,}[/\-][\w\-/]*$|\d{6,}/\d{4}-\d+"
    r"|(?:主动公开|依申请公开|不予公开|面向社会|公开|有效|现行有效)$"
    r"|[（(]?此件(?:主动|依申请|公开|不)?.{0,12}[）)]?$"
    r"|(?:[A-Z]\s?类?|类|同意公开|特急|加急|平急|急件|机密|秘密|办理(?:结果|类别|类型)\s*[：:]?.{0,10}|\d{6})$"
    r"|[（(]本文有删[减节][）)]$"
    r"|<!--.*-->$|-{3,}$|[*_=]{3,}$"
    r"|(?:来\s*源|信息来源|文章来源|稿源)\s*[：:]\s*\S{0,40}(?:\s|$)|(?:发布|更新|发文|公开|生成|成文)(?:时间|日期)\s*[：:]"
    r"|(?:索\s*引\s*号|信息索引|主\s*题\s*词|主题分类|体裁分类|公开方式|公开范围|公开形式|公开时限|信息分类|信息类别|服务对象|有效性|"
    r"是否公开|公开属性|浏览次数|浏览量|阅读次数|点击数|点击率|访问量|字\s*号|字体|责任编辑|编\s*辑|作\s*者|审核|保护视力色|视力保护色|分享到?|"
    r"打印本页|关闭窗口|组配分类|文件状态|废止日期|生效日期|效力状态)\s*[：:]"
    r"|[【\[(（]?(?:打印|关闭|字体|分享|收藏|返回顶部|打印本页|关闭窗口|我要纠错|大 中 小|扫一扫|相关附件下载|"
    r"上一篇|下一篇)"
)
_INDEX_CODE = re.compile(r"[A-Z0-9][0-9A-Z]{7,}[/\-]|\d{6,}/\d{4}-\d+|索\s*引\s*号")
_TITLE_WORD = re.compile(
    r"关于|答复|复函|通知|通告|公告|意见|办法|方案|规定|细则|条例|决定|批复|报告|计划|规划|措施|指南|解读|须知|问答|政策|预案|"
    r"文件$|[〔\[（(]\s*\d{4}\s*[〕\]）)]\s*第?\s*\d+\s*号|令\s*第?\s*[\d一二三四五六七八九十百零〇]+\s*号|第\s*\d+\s*号令?$"
)
_ADOPTED = re.compile(
    rf"[（(]?\s*{DATE}.{{0,120}}?(?:通过|公布|发布|施行|修订|修正|批准|印发)|[（(]{DATE}.*[）)]$", re.S
)
_SALUTATION = re.compile(
    r"(?:(?!\d|第.{1,6}[条章]).{1,300}?)(?:委员|代表|单位|政府|局|委|部|厅|办|公司|商联|协会|党派|支部|院|会|机构|先生|女士|同志|企业|"
    r"部门|中心|银行|所|处|署|组织|们|家|市民|网友|朋友|民盟|民进|民革|农工党|致公党|九三学社|学校|大学|集团|行|室|区|县|市|镇|乡|街道)"
    r"(?:[（(][^（）()]{1,20}[)）])?\s*[：:]$"
    r"|(?:To|Dear)\b.{2,200}[:：,]$"
)
_CONTACT = re.compile(
    r"[（(]?\s*(?:签\s*发\s*人?|经\s*办\s*人?|承\s*办\s*(?:人|单位|处室)|联\s*系\s*(?:人|电\s*话|方\s*式|单\s*位|地\s*址)"
    r"|工\s*作\s*人\s*员|抄\s*[送报]|主\s*送|电\s*话|传\s*真|邮\s*编|邮\s*箱|咨\s*询\s*电\s*话|领导签字|审核人|校对|共印|Contact|Tel|Phone)"
    r"\s*(?:及\S{1,6})?\s*[：:]"
    r"|.{2,30}(?:办公室|秘书处)\s*(?:秘书科?)?\s*" + DATE + r"\s*印发$"
)
_DATE_LINE = re.compile(rf"[（(]?\s*(?:签发|发文|答复|日期|Date)?\s*[：:]?\s*{DATE}\s*(?:印发)?[)）]?$")
_ORGAN = re.compile(
    r"(?!第)[^。，；：:,;！？|]{2,60}(?:局|委|厅|部|办|办公室|政府|委员会|中心|院|会|署|组|行|司|公司|海关|分局|支队|大队|学校|大学|"
    r"联合会|总工会|工商联|团委|研究所|服务所|处|区|Bureau|Commission|Office|Government|Committee|Department|Ministry)"
    r"(?:[（(][^（）()]*[）)])?$"
)
_OFFICE_HOLDER = re.compile(
    r"(?:国家主席|主席|总理|省长|市长|区长|县长|主任|部长|局长|行长|院长|署长)[\s　：:]*\S{1,4}[\s　]?\S{0,3}$"
)
_ATTACHMENT = re.compile(
    r"附\s*件?\s*\d{0,2}\s*[：:．.、]|附\s*件\s*[\d一二三四五六七八九十]{0,3}(?:[-—]\d+)?\s*$|附[录表]\s*\d*\s*[：:]?\s*$|Annex\b|Attachment"
)
_LISTED = re.compile(r"\s*\d{1,2}\s*[.．、]\s*\S[^。]{1,80}$")
_FINAL = re.compile(r"[。！？!?；;：:][”’」）)\"']*$|[a-z]\.$")
_CONTENTS_REACH = 400  # lines
CONTENTS = re.compile(r"(?:#+\s*)?(?:目\s*[录次]|(?:Table of )?Contents)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line of the mended text and what it is."""

    start: int
    end: int
    kind: LineKind


def classify(text: str) -> list[Line]:
    """Return the lines of a mended text with their kinds, in order."""
    spans = _spans(text)
    kinds = _Classifier(text, spans).run()
    return [Line(start, end, kind) for (start, end), kind in zip(spans, kinds, strict=True)]


def _entry(line: str) -> str:
    """Return a line of a table of contents as the heading is written: without dots, page number, spaces."""
    return "".join(line.rstrip("0123456789").rstrip(" .．…·\t\u3000").lstrip("# ").split())


def is_heading_like(line: str) -> bool:
    """Whether a line could be a heading: short, without the end of a sentence."""
    return len(line) <= 60 and not _FINAL.search(line) and "。" not in line


def _spans(text: str) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            begin = start + line.index(stripped)
            spans.append((begin, begin + len(stripped)))
        start += len(line) + 1
    return spans


class _Classifier:
    """Walks over the lines once, knowing whether the head of a document or its body is being read."""

    def __init__(self, text: str, spans: list[tuple[int, int]]) -> None:
        self._lines = [text[s:e] for s, e in spans]
        self._kinds: list[LineKind] = []
        self._labelled = [label_at(text, s, e) is not None for s, e in spans]
        self._last_label = max((i for i, yes in enumerate(self._labelled) if yes), default=-1)
        self._head = True
        self._nested = False  # the head of a document printed after the signature of another
        self._titles = 0
        self._index_seen = False
        self._before: LineKind | None = None  # the kind of the last line that was not furniture

    def run(self) -> list[LineKind]:
        while len(self._kinds) < len(self._lines):
            index = len(self._kinds)
            line = self._lines[index]
            if index and self._kinds[-1] != "furniture":
                self._before = self._kinds[-1]
            if len(line) <= 120 and _FURNITURE.match(line) and not self._labelled[index]:
                self._index_seen = self._index_seen or bool(_INDEX_CODE.match(line))
                self._kinds.append("furniture")
            elif CONTENTS.match(line):
                self._contents(index)
            elif _ATTACHMENT.match(line) and len(line) <= 200:
                self._attachment(index)
            elif self._is_signature(index):
                self._kinds.append("signature")
            elif self._head:
                self._kinds.append(self._in_head(index))
            elif self._begins_document(index):
                self._head, self._nested, self._titles = True, True, 0
                self._kinds.append(self._in_head(index))
            else:
                self._kinds.append("body")
        return self._kinds

    def _in_head(self, index: int) -> LineKind:
        line = self._lines[index]
        if line.startswith("# ") and not self._titles:
            self._titles += 1
            return "title"
        if self._labelled[index]:
            self._head = False
            return "body"
        if len(line) <= 200 and _ADOPTED.match(line) and not line.endswith("。"):
            return "preamble"
        if _SALUTATION.fullmatch(line) and "。" not in line and (self._titles or len(line) <= 60):
            self._head = False
            return "salutation"
        if self._is_title(line):
            self._titles += 1
            return "title"
        if self._index_seen and len(line) <= 30 and not _FINAL.search(line):
            return "furniture"
        if _DATE_LINE.fullmatch(line):
            return "furniture"
        self._head = False
        return "body"

    def _is_title(self, line: str) -> bool:
        if len(line) > 90 or _FINAL.search(line) or "。" in line or "|" in line or line.startswith("（附"):
            return False
        if _TITLE_WORD.search(line):
            return True
        if self._index_seen or (self._nested and (self._titles >= 3 or "：" in line or "　" in line.strip("　"))):
            return False
        return self._titles < 4 and len(line) <= (90 if line.isascii() else 45)

    def _contents(self, index: int) -> None:
        """Take a table of contents: it ends where its first entry stands again, as a heading."""
        entries = [_entry(line) for line in self._lines[index + 1 : index + 1 + _CONTENTS_REACH]]
        again = next((i for i, entry in enumerate(entries[1:], 1) if entry == entries[0]), 0) if entries else 0
        self._kinds.extend(["contents"] * (1 + again))

    def _begins_document(self, index: int) -> bool:
        """Whether a document begins here after the signature of the one that issues it."""
        if self._before not in ("signature", "attachment"):
            return False
        return not self._labelled[index] and len(self._lines[index]) <= 90 and not _FINAL.search(self._lines[index])

    def _attachment(self, index: int) -> None:
        """Take an attachment line and the numbered names of attachments that follow it."""
        self._kinds.append("attachment")
        line = self._lines[index]
        named = len(re.sub(r"附\s*件?\s*\d*\s*[：:．.]?", "", line)) > 0
        listed = re.search(r"[：:]\s*1\s*[.．、]", line) is not None
        following = index + 1
        if listed or (not named and self._is_list(following)):
            while following < len(self._lines) and _LISTED.match(self._lines[following]):
                self._kinds.append("attachment")
                following += 1
        self._head, self._nested, self._titles = True, True, 0
        if following == index + 1 and named and self._tail_follows(following):
            self._head = False

    def _is_list(self, index: int) -> bool:
        """Whether the numbered lines from here are names of attachments: a signature or the end follows."""
        while index < len(self._lines) and _LISTED.match(self._lines[index]):
            index += 1
        return self._tail_follows(index)

    def _tail_follows(self, index: int) -> bool:
        return index >= len(self._lines) or self._is_signature(index)

    def _is_signature(self, index: int) -> bool:
        line = self._lines[index]
        if len(line) > 200 or (self._head and index < 12 and "body" not in self._kinds):
            return False
        if _CONTACT.match(line):
            return index > self._last_label or self._near_date(index)
        if self._labelled[index]:
            return False
        if _DATE_LINE.fullmatch(line):
            return self._kinds[-1:] != ["title"]
        if _OFFICE_HOLDER.match(line) or (_ORGAN.fullmatch(line) and not line.startswith(("#", "|", "-"))):
            return self._date_follows(index)
        return False

    def _date_follows(self, index: int) -> bool:
        for line in self._lines[index + 1 : index + 9]:
            if _DATE_LINE.fullmatch(line):
                return True
            if not (_ORGAN.fullmatch(line) or _OFFICE_HOLDER.match(line)):
                return bool(_CONTACT.match(line)) and index + 1 > self._last_label
        return index > self._last_label and index + 1 == len(self._lines)

    def _near_date(self, index: int) -> bool:
        near = self._lines[max(0, index - 5) : index] + self._lines[index + 1 : index + 4]
        return any(_DATE_LINE.fullmatch(line) for line in near)
