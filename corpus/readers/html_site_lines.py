"""Tells which lines belong to a site, not to the document: source, time, visits, print, breadcrumbs, footers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.metadata.doc_number import is_number_line
from corpus.metadata.organ import is_organ
from corpus.readers.html_fields import is_field_line

DATE = (
    r"(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d"
)
_WHO = (
    r"(?:信息|文章|稿件)?来源|稿源|作者|责任编辑|责编|编辑|审核人?|审稿人?|供稿人?|录入员?|发布人|发布者|"
    r"发布单位|发布机构|发稿人|"
    r"信息提供|撰稿|校对|初审|复审|终审|上传者?|Source|Editor|Author"
)
_WHEN = (
    r"(?:信息)?(?:发布|公布|更新|生成|发表|录入|添加|创建|公开)?(?:日期|时间)|发布于|"
    r"Updated|Published|Date|Release date"
)
_COUNT = r"(?:浏览|点击|阅读|访问|查看|人气)(?:次数|数|量|率)?|本文被阅读|Views?|Hits?"
_VALUE = rf"[^\s|｜【\[（(]*?(?=[\s|｜【\[（(】\]]|$|{_WHO}|{_WHEN}|{_COUNT}|字体|字号|打印|分享|关闭)"
_DOINGS = (
    r"字体大小|字体|字号|文字大小|特大|超大|默认|打印此?(?:本页|文章|文本|页面)?|关闭(?:窗口|本页|页面|此页)?|"
    r"我要?(?:收藏|打印|纠错|分享)|"
    r"设为首页|加入收藏|联系站长|发表评论|告诉好友|收藏(?:本页)?|一键分享|分享到?|转发到|微信|新浪微博|腾讯微博|微博|QQ空间|QQ好友|QQ|人人网|朗读|"
    r"语音播报|播放|"
    r"无障碍(?:阅读|浏览)?|长者(?:模式|助手|版)|适老化?(?:版|模式)?|关怀版|繁體(?:版|中文)?|繁体(?:版|中文)?|"
    r"简体(?:版)?|返回顶部|返回首页|返回列表|返回|"
    r"TOP|下载(?:文字版|图片版|PDF版?)?|保存(?:本页)?|纠错|视力保护色|背景色|保护视力色|保存此页|推荐给好友|"
    r"打印此文|分享让更多人看到|双击滚屏|"
    r"[大中小](?=[\s大中小|｜\]】)）]|$)|A\s?[+-]|[+-]|T\|T|Print|Share|Close|Font size|\bA\b|Large|Medium|Small|Home"
)
_TOKENS = re.compile(
    rf"(?:{_WHO})\s*[：:]\s*{_VALUE}|(?:{_WHEN})\s*[：:]\s*(?:{DATE})?|"
    rf"(?:{_COUNT})\s*[：:]?\s*(?:次数)?\s*\d*\s*次?|"
    rf"{DATE}|{_DOINGS}|\d+\s*次",
    re.I,
)
_LABELLED = re.compile(rf"(?:{_WHO}|{_WHEN}|{_COUNT}|字体)\s*[：:]")
SEPARATORS = re.compile(r"[\s|｜\[\]【】()（）·•:：,，、/\-—_>＞»>《》<&;；!！.。]+")
_ONLY_DATE = re.compile(r"\s*(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日?[\s。]*")
_ISO_DATE = re.compile(
    r"\s*[\[(（]?\s*(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*[\])）]?\s*"
)
SITE_LINE = re.compile(
    r"(?:您|你)?(?:现在|目前|当前)?(?:的|所在)*位置\s*(?:是)?\s*[：:>].*|首\s*页\s*[>＞»›/\-|].*|(?:Home|You "
    r"are here)\s*[>:/»].*|"
    r"(?:上|下)一[篇条页则](?:文章|新闻|信息|公告)?\s*(?:[：:].*|没有了)?|(?:Previous|Next)\s*:.*|扫一扫.{0,30}|(?:手机)?扫码.{0,20}|"
    r"扫描?二维码.{0,30}|"
    r"(?:用)?微信扫.{0,30}|分享到?[：:].{0,30}|长按.{0,20}二维码.{0,20}|点击.{0,6}(?:返回|收藏).{0,10}|"
    r"正\s*文|本?网?站?支持IPv6.{0,10}|您(?:所)?访问的.{0,40}|是否继续访问.{0,20}|(?:跳转到?|跳到|"
    r"跳过).{0,12}(?:内容|导航)区?|Skip to .{0,30}|"
    r".{0,16}(?:有用|有帮助|满意)吗\s*[?？].{0,12}|我要(?:留言|评论|评价|咨询|纠错).{0,6}|您?(?:当前|使用|"
    r"正在使用)的?浏览器.*|"
    r"(?:喜欢此内容的人还喜欢|预览时标签不可点|阅读原文|继续滑动看下一个|轻触阅读原文|在看|点赞|阅读|赞)",
    re.I,
)
RELATED_WORDS = re.compile(
    r"相关(?:链接|文章|文件|新闻|阅读|信息|解读|政策|稿件|推荐|报道|内容|文档)|(?:政策|文件|图片|视频|媒体)解读|原文链接|政策原文|"
    r"推荐阅读|延伸阅读|热门(?:文章|推荐|关键词)|(?:上|下)一[篇条页则]"
)
RELATED = re.compile(rf"^\s*(?:{RELATED_WORDS.pattern})\s*[：:]?\s*$")
FOOT = re.compile(
    r"\S(?:主办|承办|制作维护)(?=\s|$)|"
    r"版权所有|Copyright|All [Rr]ights [Rr]eserved|ICP备|公网安备|网站标识码|政府网站标识|(?:主办|承办|协办|"
    r"运维|维护|建设|技术支持|开发)(?:单位)?\s*[：:]|"
    r"技术支持|网站地图|联系我们|关于我们|网站声明|隐私声明|免责声明|政府网站找错|建议使用.{0,20}浏览|最佳浏览|"
    r"分辨率|邮编[：:]|传真[：:].{0,30}邮编|"
    r"网站(?:电话|邮箱|维护|管理)|Privacy|Contact us|Site ?map",
    re.I,
)


def without_site_lines(lines: Sequence[str], title: str | None, certain: bool) -> list[str]:
    """Return the lines without those of the site.

    Where the main element is not ``certain``, lines before the title are of the site too, but for the red header
    and the number, and so are the last lines that read like a footer.
    """
    kept = [line for line in lines if not SITE_LINE.fullmatch(line) and not _is_info(line)]
    fields = [line for line in kept[:20] if is_field_line(line)]
    if len(fields) >= 2 or any(is_field_line(line, 2) for line in fields):
        kept = [line for line in kept if line not in fields]
    if not certain:
        kept = _from_title(kept, title)
        kept = [line for at, line in enumerate(kept) if at >= 4 or not _ISO_DATE.fullmatch(line)]
    while kept and (_is_foot(kept[-1]) or RELATED.fullmatch(kept[-1])):
        kept.pop()
    return kept


def _is_info(line: str) -> bool:
    """Whether a line consists of what pages say about themselves: source, time, visits, print, close."""
    if len(line) > 300 or _ONLY_DATE.fullmatch(line) or _ISO_DATE.fullmatch(line) or not _TOKENS.search(line):
        return False
    left = SEPARATORS.sub("", _TOKENS.sub(" ", line))
    return not left or (len(left) <= 8 and len(line) <= 150 and len(_LABELLED.findall(line)) >= 2)


def _is_foot(line: str) -> bool:
    return len(line) <= 200 and "。" not in line and FOOT.search(line) is not None


def _from_title(lines: list[str], title: str | None) -> list[str]:
    wanted = re.sub(r"\s+", "", title or "")
    for at, line in enumerate(lines[:40]):
        plain = re.sub(r"\s+", "", line)
        if "。" in line:
            break
        if len(plain) >= 4 and wanted.startswith(plain) and wanted in re.sub(r"\s+", "", "".join(lines[at : at + 6])):
            while at and (is_organ(lines[at - 1]) or is_number_line(lines[at - 1]) or lines[at - 1].endswith("文件")):
                at -= 1
            return _once(lines[at:], wanted)
    return lines


def _once(lines: list[str], wanted: str) -> list[str]:
    """The lines without the first, where it is the title and the title follows once more."""
    again = "".join(lines[1:6]).replace(" ", "")
    return lines[1:] if re.sub(r"\s+", "", lines[0]) == wanted and wanted in again else lines
