"""What surrounds the text on the pages: menus, breadcrumbs, footers, fields; none of it may be read as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.corpus.government_pages.documents import Text


@dataclass(frozen=True)
class Page:
    """A page, and what must be read of it."""

    html: bytes
    text: Text
    attachments: tuple[str, ...] = ()
    table: tuple[str, ...] = ()  # lines of tables among those of the text


MENU = "首页 政务公开 政务服务 互动交流 走进云岭 数据开放 专题专栏".split()
FURNITURE = (
    "政务公开", "互动交流", "当前位置", "扫一扫", "浏览次数", "责任编辑", "打印", "关闭", "上一篇", "下一篇", "ICP备",
    "网站标识码", "公网安备", "版权所有", "主办单位", "无障碍", "长者", "相关链接", "分享到", "字体", "索引号", "索 引 号",
    "友情链接", "点击数", "站群导航", "count(", "document.write", "热点推荐", "网站地图", "来源：", "发布时间", "微信扫",
    "相关解读", "使用帮助", "主题分类",
)  # fmt: skip


def menu(tag: str = "ul", name: str = "x7") -> str:
    links = "".join(f'<li><a href="/{n}.html">{word}</a></li>' for n, word in enumerate(MENU))
    return f'<{tag} class="{name}">{links}</{tag}>'


def top(crumbs: str = "") -> str:
    return (
        '<div class="a1"><a href="#">无障碍阅读</a><a href="#">长者模式</a></div>'
        f"<div class='hd'><h2>云岭市人民政府门户网站</h2>{menu()}</div>"
        f'<div class="dq">{crumbs or "当前位置：<a href=/>首页</a> &gt; <a href=/zw>政务公开</a> &gt; 通知公告"}</div>'
    )


FOOT = (
    '<div class="bt1"><p>版权所有：云岭市人民政府　主办单位：云岭市人民政府办公室</p><p>地址：云岭市人民路1号　邮编：650000</p>'
    '<p>网站标识码：5301000001　滇ICP备05000001号　<a href="#">滇公网安备 53010002000001号</a></p>'
    '<p><a href="/map">网站地图</a> | <a href="/us">联系我们</a> | <a href="/help.doc">使用帮助.doc</a></p></div>'
)
INFO = (
    "<span>发布时间：{date} 09:30</span><span>来源：{issuer}</span><span>浏览次数：<script>document.write(count(1))</script>"
    "128次</span><span>字体：[<a>大</a> <a>中</a> <a>小</a>]</span><a>打印</a> <a>关闭</a>"
)


def info(text: Text) -> str:
    return INFO.format(date=text.date, issuer=text.issuer)


def paragraphs(lines: Sequence[str], form: str = "<p>　　{}</p>") -> str:
    return "\n".join(form.format(line) for line in lines)


def fields(text: Text) -> tuple[tuple[str, str], ...]:
    year, month, day = text.date.split("-")
    return (
        ("索引号", f"0153{year}-00{day}"),
        ("主题分类", "工业、交通"),
        ("发文机关", text.issuer),
        ("成文日期", f"{year}年{int(month)}月{int(day)}日"),
        ("标题", text.title),
        ("发文字号", text.number or ""),
        ("发布日期", f"{year}-{month}-28"),
        ("主题词", ""),
    )


def page(body: str, title: str, *, head: str = "", encoding: str = "utf-8") -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><title>{title}</title>{head}'
        f"<script>var count = 1; function count(x) {{ document.write('x') }}</script><style>.a {{ color: red }}</style>"
        f"</head><body>{body}</body></html>"
    ).encode(encoding)
