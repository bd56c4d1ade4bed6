"""More layouts."""

from __future__ import annotations

from tests.corpus.government_pages import (
    ANSWERS, FOOT, GRANTS, REPLY, SHORT, Page, Text, info, menu, page, paragraphs, top, fields,
)  # fmt: skip
import dataclasses


def guangdong(text: Text) -> Page:
    """Labels and spans in rows of columns; h1 is the title; a share bar and a QR code below."""
    rows = "".join(f'<div class="col"><label>{k}：</label><span>{v}</span></div>' for k, v in fields(text))
    body = (
        f'{top()}<div class="container"><div class="introduce"><div class="row">{rows}</div></div>'
        f'<h1 class="content_title">{text.title}</h1><div class="date-row">发布日期：{text.date}　　浏览次数：<span id="hits">-</span></div>'
        f'<div class="zw">{paragraphs(text.lines)}<p>附件：<a href="attachment/0/1/附件1.docx">1.云岭市小微企业名单</a></p>'
        '<p><a href="attachment/0/1/f2.xlsx">2.贷款贴息汇总表</a></p></div>'
        '<div class="op"><a onclick="window.print()">打印</a><a onclick="window.close()">关闭</a><span>分享到：</span></div></div>'
    )
    return Page(page(body + FOOT, f"{text.title}  云岭市人民政府门户网站"), text, ("1.云岭市小微企业名单", "2.贷款贴息汇总表"))


def anhui(text: Text) -> Page:
    """A table with many fields, several unknown, in th and td."""
    more = (("名称", text.title), ("政策咨询机关", "云岭市经信局"), ("政策咨询电话", "0551-2022333"), ("有效性", "有效"), ("栏目分类", "规范性文件"), ("公文格式", "通知"))
    pairs = [*fields(text), *more]
    rows = "".join(f"<tr><th>{k}：</th><td>{v}</td></tr>" for k, v in pairs)
    body = (
        f'{top()}<div class="xxgk_wenzhang"><table class="table_suoyin"><tbody>{rows}</tbody></table><h1 class="wztit">{text.title}</h1>'
        f'<div class="wzfbxx"><span>作者：</span><span>来源：{text.issuer}</span><span>发布时间：{text.date} 17:01</span><span>阅读次数：1024</span><span>信息来源：办公室</span>'
        f'<span>字体：【大　中　小】</span></div><div class="wzcon j-fontContent">{paragraphs(text.lines)}</div>'
        '<div class="related"><div class="rtit">相关解读</div><p><a href="/x">【文字解读】解读若干措施</a></p></div></div>'
    )
    return Page(page(body + FOOT, f"云岭市人民政府-{text.title}"), text)


def shanghai(text: Text) -> Page:
    """Section wrappers, date in a small element, text in Article_content."""
    body = (
        f'{menu("nav", "navbar")}<section class="g"><h2 id="ivs_title" class="Article-title">{text.title}</h2>'
        f'<small class="PBtime">{text.date}</small><div id="ivs_content" class="Article_content">{paragraphs(text.lines)}</div>'
        '<ul class="ops"><li>分享：</li><li>【打印】</li><li>【关闭】</li></ul></section>'
    )
    return Page(page(body + FOOT, f"{text.title}_通知公告_市商务委"), text)


def number_line(text: Text) -> Page:
    """Number and date on one line of fields below the title."""
    body = (
        f'{top()}<div class="q"><div class="tt">{text.title}</div><div class="mm">发文机关：{text.issuer}　　文号：{text.number or "无"}　　成文日期：{text.date}</div>'
        f"<div class='cc'>{paragraphs(text.lines)}</div></div>"
    )
    return Page(page(body + FOOT, text.title), text)


def prev_next(text: Text) -> Page:
    """Previous and next in separate elements; votes; a list of related documents without links enough."""
    body = (
        f'{top()}<div class="detail"><h3>{text.title}</h3><p>{text.date} | 来源：{text.issuer} | 点击数：33</p><div>{paragraphs(text.lines)}</div>'
        '<div class="pn"><div>上一篇</div><div><a href="/p">关于2021年节假日安排的公告</a></div><div>下一篇</div><div><a href="/n">关于道路封闭的公告</a></div></div>'
        '<div>您觉得这篇文章有用吗？ 有用 没用</div><div class="hr"><b>相关文件</b><br><a href="/r">关于加强纾困的意见</a></div></div>'
    )
    return Page(page(body + FOOT, text.title), text)


def figures(text: Text) -> Page:
    """A table of figures in the text: header, merged cells, caption."""
    table = (
        "<table border=1><caption>补助标准表</caption><tr><td rowspan=2>企业类型</td><td colspan=2>补助标准（万元）</td></tr><tr><td>市区</td><td>县区</td></tr>"
        "<tr><td>小型企业</td><td><p>8.5</p></td><td>6.5</td></tr><tr><td>微型企业</td><td>4.2</td><td>3.1</td></tr></table>"
    )
    body = f'{top()}<div id="zoom">{paragraphs(text.lines[:4])}{table}{paragraphs(text.lines[4:])}</div>'
    return Page(page(f"<h1>{text.title}</h1>" + body + FOOT, text.title), text)


def pre(text: Text) -> Page:
    """The text is one pre element."""
    body = f"{top()}<div><h1>{text.title}</h1><pre>{chr(10).join('    ' + line for line in text.lines)}</pre></div>"
    return Page(page(body + FOOT, text.title), text)


def modal(text: Text) -> Page:
    """Dialogs, browser warnings and an accessibility bar before everything."""
    body = (
        '<div class="ie"><p>您当前的浏览器版本过低，请升级后访问本网站。</p></div><div class="wza_box"><span>无障碍浏览</span><span>长者模式</span></div>'
        f'<div id="app">{top()}<div class="page-detail"><div class="page-detail-hd"><p class="page-title">{text.title}</p><p class="page-info">时间：{text.date} 来源：{text.issuer} 作者： 浏览量：5</p></div>'
        f'<div class="page-detail-bd">{paragraphs(text.lines, "<p><span>{}</span></p>")}</div></div></div>'
        '<div class="fixed"><p>智能问答</p><p>返回顶部</p></div>'
    )
    return Page(page(body + FOOT, f"{text.title}-云岭市政务服务网"), text)


def no_title_tag(text: Text) -> Page:
    """The window has the name of the column only; the title is a strong element."""
    body = f'{top()}<div class="list_con"><p style="text-align:center"><strong>{text.title}</strong></p>{paragraphs(text.lines)}</div>'
    return Page(page(body + FOOT, "通知公告"), text)


def weak_main(text: Text) -> Page:
    """The text is shorter than the introduction of the site in the side column."""
    intro = "本网站由云岭市人民政府办公室主办，为公众提供政务信息公开、网上办事和互动交流服务。欢迎提出意见建议。"
    body = (
        f'{top()}<div class="con"><div class="side"><h3>网站简介</h3><p>{intro}</p></div><div class="art"><h1>{text.title}</h1>{paragraphs(text.lines)}</div></div>'
    )
    return Page(page(body + FOOT, text.title), text)


def inline_date(text: Text) -> Page:
    """日期 and 来源 in one string without spaces; tags say the rest; ArticleTitle with a break."""
    head = f'<meta name="ArticleTitle" content="{text.title[:10]}&lt;br/&gt;{text.title[10:]}"><meta name="ContentSource" content="{text.issuer}"><meta name="PubDate" content="{text.date.replace("-", "")}">'
    body = f'{top()}<div class="a"><h1>{text.title[:10]}<br/>{text.title[10:]}</h1><div>日期：{text.date}来源：{text.issuer}</div><div class="Custom_UnionStyle">{paragraphs(text.lines, "<div>{}</div>")}</div></div>'
    return Page(page(body + FOOT, "", head=head), text)


def spans_of_lines(text: Text) -> Page:
    """Every paragraph is broken into many spans; full-width spaces; empty paragraphs between."""
    form = "<p>&emsp;&emsp;{}</p><p>&nbsp;</p>"
    lines = ["".join(f"<span>{line[at : at + 5]}</span>" for at in range(0, len(line), 5)) for line in text.lines]
    body = f'{top()}<div class="y"><div class="title">{text.title}</div><div class="body">{paragraphs(lines, form)}</div></div>'
    return Page(page(body + FOOT, text.title), text)


LAYOUTS2 = (guangdong, anhui, shanghai, number_line, prev_next, figures, pre, modal, no_title_tag, weak_main, inline_date, spans_of_lines)
PAGES2 = {
    f"{layout.__name__}-{name}": layout(text)
    for layout in LAYOUTS2
    for name, text in (("long", GRANTS), ("short", SHORT), ("reply", REPLY))
}


def one_table(text: Text) -> Page:
    """Fields and text are rows of one table."""
    pairs = [(k, v) for k, v in fields(text)]
    rows = "".join(f"<tr><td>{a[0]}：</td><td>{a[1]}</td><td>{b[0]}：</td><td>{b[1]}</td></tr>" for a, b in zip(pairs[::2], pairs[1::2]))
    body = f'{top()}<table class="z">{rows}<tr><td colspan=4><h1>{text.title}</h1>{paragraphs(text.lines)}</td></tr></table>'
    return Page(page(body + FOOT, "信息公开目录"), text)


def two_editors(text: Text) -> Page:
    """The text is in two editors, one after the other."""
    body = (
        f'{top()}<div class="d1"><h1>{text.title}</h1><div class="d2"><div class="TRS_Editor">{paragraphs(text.lines[:3])}</div>'
        f'<div class="TRS_Editor">{paragraphs(text.lines[3:])}</div></div></div>'
    )
    return Page(page(body + FOOT, text.title), text)


def number_above(text: Text) -> Page:
    """The number stands between the title and the text, nothing says what it is; so does the date."""
    number = f'<div class="wh">{text.number}</div>' if text.number else ""
    body = (
        f'{top()}<div class="d1"><h1>{text.title}</h1>{number}<div class="rq"><i>{text.date}</i></div>'
        f'<div id="zoom">{paragraphs(text.lines)}</div></div>'
    )
    return Page(page(body + FOOT, text.title), text)


def table_of_files(text: Text) -> Page:
    """Attachments in a table with sizes; the link says 下载 and leads to a program."""
    body = (
        f'{top()}<div class="d1"><h1>{text.title}</h1><div class="nr">{paragraphs(text.lines)}</div><h4>附件列表</h4><ul>'
        '<li><span>申请表.docx</span><span>25KB</span><a href="/download?id=3">下载</a></li>'
        '<li><a href="/download/8f3e.pdf">申报指南.pdf（1.2MB）</a></li></ul></div>'
    )
    return Page(page(body + FOOT, text.title), text, ("申请表.docx", "申报指南.pdf"))


def many_words(text: Text) -> Page:
    """A mega menu of words that are no links, and 正文 above the text."""
    words = "".join(f"<div><span>{w}</span></div>" for w in "市委领导 市政府领导 机构职能 规划计划 财政预算 人事任免 应急管理 行政许可".split())
    body = (
        f'<div class="mega">{words}</div>{top("首页 &gt; 政务公开 &gt; 正文")}<div class="pg"><div class="ttl">{text.title}</div><div>【字号：大 中 小】 【打印】</div>'
        f'<div class="ct">{paragraphs(text.lines)}</div></div>'
    )
    return Page(page(body + FOOT, f"云岭市人民政府-政务公开-{text.title}"), text)


LAYOUTS3 = (one_table, two_editors, number_above, table_of_files, many_words)
PAGES2 |= {
    f"{layout.__name__}-{name}": layout(text)
    for layout in LAYOUTS3
    for name, text in (("long", GRANTS), ("short", SHORT), ("reply", REPLY))
}
