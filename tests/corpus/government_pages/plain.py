"""Old and careless pages: layout tables, breaks for paragraphs, no names, wrong encodings."""

from __future__ import annotations

from tests.corpus.government_pages.documents import Text
from tests.corpus.government_pages.site import FOOT, Page, info, menu, page, paragraphs, top


def jpage(text: Text) -> Page:
    """Hanweb's jpage: a table that lays out everything, markers in comments, GBK."""
    body = (
        f'<table width="1000"><tr><td>{menu("table", "m")}</td></tr><tr><td><table id="c"><tr><td class="title">'
        f"<!--<$[信息名称]>begin-->{text.title}<!--<$[信息名称]>end--></td></tr><tr><td align=center>{info(text)}</td></tr>"
        f'<tr><td class="bt_content"><div id="zoom"><!--ZJEG_RSS.content.begin-->{paragraphs(text.lines)}'
        '<!--ZJEG_RSS.content.end--><p>附件：<a href="/module/download/downfile.jsp?classid=0&filename=2106a.xls">汇总表</a></p>'
        "</div></td></tr><tr><td>【<a>打印本页</a>】【<a>关闭窗口</a>】</td></tr></table></td></tr></table>"
    )
    return Page(page(body + FOOT, text.title, encoding="gbk"), text, ("汇总表",))


def div_soup(text: Text) -> Page:
    """No paragraphs and no names: divs with br and &nbsp;."""
    joined = "<br/>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in text.lines)
    body = (
        f"<div>{top()}<div><div><div>{text.title}</div><div>{info(text)}</div><div>{joined}</div>"
        f'<div>上一篇：<a href="/1">关于举办招聘会的公告</a></div><div>下一篇：<a href="/2">关于停水的公告</a></div></div></div>{FOOT}</div>'
    )
    return Page(page(body, f"{text.title} - 云岭市人民政府"), text)


def gazette(text: Text) -> Page:
    """A page of a gazette: red header and number centred above the title."""
    number = f'<p align="center">{text.number}</p>' if text.number else ""
    body = (
        f'{top()}<div class="gb"><p align="center"><font color="red">{text.issuer}文件</font></p>{number}'
        f'<p align="center"><b>{text.title[:14]}<br>{text.title[14:]}</b></p>{paragraphs(text.lines)}</div>'
    )
    return Page(page(body + FOOT, "政府公报2021年第8期"), text)


def word(text: Text) -> Page:
    """Pasted from Word, line breaks inside paragraphs and all."""
    form = (
        '<p class=MsoNormal style="mso-char-indent-count:2.0;text-indent:32.0pt"><span lang=EN-US style="mso-hansi-font-family:'
        '仿宋"><o:p></o:p></span><span style="font-family:仿宋;mso-bidi-font-family:&quot;Times New Roman&quot;">{}<span '
        "lang=EN-US><o:p></o:p></span></span></p>"
    )
    lines = [line[:9] + "\n" + line[9:] if len(line) > 30 else line for line in text.lines]
    body = (
        f'{top()}<div class="b4"><div class="title">{text.title}</div><div class="WordSection1"><!--[if gte mso 9]><xml>'
        "<w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
        f"{paragraphs(lines, form)}</div></div>"
    )
    return Page(page(body + FOOT, text.title), text)


def aspnet(text: Text) -> Page:
    """ASP.NET: all of the page is a form."""
    body = (
        '<form method="post" action="./d.aspx" id="form1"><input type="hidden" name="__VIEWSTATE" value="/wEPDw"/>'
        f'{top()}<div class="m"><span id="lblTitle">{text.title}</span><div><span id="lblInfo">{info(text)}</span></div>'
        f'<span id="lblContent">{paragraphs(text.lines)}</span></div>{FOOT}</form>'
    )
    return Page(page(body, text.title), text)


def cells(text: Text) -> Page:
    """An old site: paragraphs inside td, spacers, fonts, upper-case tags."""
    body = (
        f"<TABLE WIDTH=900 ALIGN=center><TR><TD COLSPAN=2>{menu('div')}</TD></TR><TR><TD WIDTH=180 VALIGN=top>{menu('div')}"
        f"</TD><TD><TABLE><TR><TD ALIGN=center><FONT SIZE=4><B>{text.title}</B></FONT></TD></TR><TR><TD ALIGN=right>"
        f"{info(text)}</TD></TR><TR><TD>{paragraphs(text.lines, '<P><FONT FACE=宋体>　　{}</FONT></P>')}</TD></TR></TABLE></TD>"
        f"</TR></TABLE>{FOOT}"
    )
    return Page(page(body, "平湾县工业和信息化局", encoding="gb18030"), text)


def nested_sections(text: Text) -> Page:
    """Paragraphs as nested sections, one of them nearly all of the text."""
    lines = "".join(f"<div><div><span>{line}</span></div></div>" for line in text.lines)
    body = f'{top()}<div class="e1"><div class="e2"><h1>{text.title}</h1><div class="e3">{lines}</div></div></div>'
    return Page(page(body + FOOT, text.title), text)


def footer_inside(text: Text) -> Page:
    """Visits, editor, QR code and the foot of the page stand in the same element as the text."""
    body = (
        f'<div class="content">{top()}<h1>{text.title}</h1><p>{info(text)}</p>{paragraphs(text.lines)}'
        "<p>【字体：大 中 小】【打印本页】【关闭窗口】</p><p>责任编辑：李红　　审核：王强</p><p>扫一扫，手机看</p><p>点击数：233</p>"
        f"<p>上一篇：没有了</p>{FOOT}</div>"
    )
    return Page(page(body, text.title), text)


def gb_without_charset(text: Text) -> Page:
    """GB18030 without saying so, and unclosed tags."""
    html = f"<html><body>{top()}<h1>{text.title}</h1>" + "".join(f"<p>{line}" for line in text.lines) + FOOT
    return Page(html.encode("gb18030"), text)


def pre(text: Text) -> Page:
    """The text is one pre element."""
    body = f"{top()}<div><h1>{text.title}</h1><pre>{chr(10).join('    ' + line for line in text.lines)}</pre></div>"
    return Page(page(body + FOOT, text.title), text)


def no_title_tag(text: Text) -> Page:
    """The window has the name of the column only; the title is a strong element."""
    body = f'{top()}<div class="list_con"><p style="text-align:center"><strong>{text.title}</strong></p>{paragraphs(text.lines)}</div>'
    return Page(page(body + FOOT, "通知公告"), text)


def spans_of_lines(text: Text) -> Page:
    """Every paragraph is broken into many spans; full-width spaces; empty paragraphs between."""
    form = "<p>&emsp;&emsp;{}</p><p>&nbsp;</p>"
    lines = ["".join(f"<span>{line[at : at + 5]}</span>" for at in range(0, len(line), 5)) for line in text.lines]
    body = f'{top()}<div class="y"><div class="title">{text.title}</div><div class="body">{paragraphs(lines, form)}</div></div>'
    return Page(page(body + FOOT, text.title), text)


def figures(text: Text) -> Page:
    """A table of figures in the text: header, merged cells, caption."""
    table = (
        "<table border=1><caption>补助标准表</caption><tr><td rowspan=2>企业类型</td><td colspan=2>补助标准（万元）</td></tr><tr><td>市区</td><td>县区</td></tr>"
        "<tr><td>小型企业</td><td><p>8.5</p></td><td>6.5</td></tr><tr><td>微型企业</td><td>4.2</td><td>3.1</td></tr></table>"
    )
    body = f'{top()}<div id="zoom">{paragraphs(text.lines[:3])}{table}{paragraphs(text.lines[3:])}</div>'
    rows = (
        "补助标准表",
        "企业类型 | 补助标准（万元）",
        "企业类型 | 市区 | 县区",
        "企业类型：小型企业 | 补助标准（万元）·市区：8.5 | 补助标准（万元）·县区：6.5",
        "企业类型：微型企业 | 补助标准（万元）·市区：4.2 | 补助标准（万元）·县区：3.1",
    )
    return Page(page(f"<h1>{text.title}</h1>" + body + FOOT, text.title), text, table=rows)


def two_editors(text: Text) -> Page:
    """The text is in two editors, one after the other."""
    body = (
        f'{top()}<div class="d1"><h1>{text.title}</h1><div class="d2"><div class="TRS_Editor">{paragraphs(text.lines[:3])}</div>'
        f'<div class="TRS_Editor">{paragraphs(text.lines[3:])}</div></div></div>'
    )
    return Page(page(body + FOOT, text.title), text)


def window_cut_off(text: Text) -> Page:
    """The window's title is cut off, the heading is not an h1, the site's name is."""
    body = (
        f'<h1>云岭市人民政府</h1>{top()}<div class="x"><div class="big_title">{text.title}</div><div>{info(text)}</div>'
        f"<div>{paragraphs(text.lines)}</div></div>"
    )
    return Page(page(body + FOOT, f"{text.title[:20]}...-云岭市人民政府"), text)


def county(text: Text) -> Page:
    """An old county site: tables, the weather, previous and next articles, no names at all."""
    body = f"""<table><tr><td><img src=logo.gif></td></tr><tr><td>{menu("div")}</td></tr><tr><td>今天是2024年3月5日 星期二　天气：晴</td></tr></table>
<table><tr><td>您现在的位置：首页 &gt;&gt; 公告公示 &gt;&gt; 正文</td></tr><tr><td align=center><b>{text.title}</b></td></tr>
<tr><td align=center>作者：佚名&nbsp;&nbsp;文章来源：本站原创&nbsp;&nbsp;点击数：<script>c()</script>&nbsp;&nbsp;更新时间：{text.date}</td></tr>
<tr><td>{"<br>".join("　　" + line for line in text.lines)}</td></tr>
<tr><td>文章录入：admin　　责任编辑：admin</td></tr><tr><td><ul><li>上一篇文章： <a href=1>关于调休的公告</a></li><li>下一篇文章： <a href=2>关于停电的公告</a></li></ul></td></tr>
<tr><td>【<a>发表评论</a>】【<a>加入收藏</a>】【<a>告诉好友</a>】【<a>打印此文</a>】【<a>关闭窗口</a>】</td></tr></table>
<table><tr><td>设为首页 | 加入收藏 | 联系站长</td></tr><tr><td>平湾县人民政府主办 平湾县信息中心承办 电话：0551-3322110</td></tr><tr><td>皖ICP备05001234号</td></tr></table>"""
    return Page(page(body, "平湾县人民政府网 -- " + text.title, encoding="gb2312"), text)


def word_title(text: Text) -> Page:
    """The title stands in two paragraphs, the name of the site before it in the window."""
    body = f'{top()}<div class="neirong"><p class="MsoTitle" align="center"><span style="font-size:22pt">{text.title[:12]}</span></p><p align="center"><span style="font-size:22pt">{text.title[12:]}</span></p>{paragraphs(text.lines)}<p><a href="x.pdf">附件1.pdf</a></p><p><a href="y.xlsx" ><span>附件2：汇总表.xlsx</span></a></p></div>'
    return Page(page(body + FOOT, f"云岭市人民政府 通知公告 {text.title}"), text, ("附件1.pdf", "附件2：汇总表.xlsx"))
