"""Invented pages in the layouts that content systems of Chinese government sites produce."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """An invented document."""

    title: str
    issuer: str
    number: str | None
    date: str  # ISO
    lines: tuple[str, ...]  # the main text below the title


@dataclass(frozen=True)
class Page:
    """A page, and what must be read of it."""

    html: bytes
    text: Text
    attachments: tuple[str, ...] = ()


GRANTS = Text(
    "云岭市人民政府办公室关于印发扶持小微企业发展若干措施的通知",
    "云岭市人民政府办公室",
    "云政办发〔2021〕17号",
    "2021-04-12",
    (
        "各县（区）人民政府，市政府各部门：",
        "《扶持小微企业发展若干措施》已经市政府同意，现印发给你们，请认真贯彻执行。",
        "一、加大信贷支持。对首次获得贷款的小微企业，按贷款额的1%给予一次性贴息，最高5万元。",
        "二、减轻租金负担。承租国有房屋的，减免三个月租金；承租其他房屋的，鼓励房东减租。",
        "三、支持稳定就业。不裁员的企业，返还上年度失业保险费的60%。",
        "本措施自印发之日起施行，有效期至2023年12月31日。",
        "云岭市人民政府办公室",
        "2021年4月12日",
        "（此件公开发布）",
    ),
)
SHORT = Text(
    "关于申报2022年度技术改造补助的通知",
    "平湾县工业和信息化局",
    None,
    "2022-06-08",
    (
        "各有关企业：",
        "现组织申报2022年度技术改造补助，请符合条件的企业于6月30日前提交材料。",
        "特此通知。",
        "平湾县工业和信息化局",
        "2022年6月8日",
    ),
)
REPLY = Text(
    "对市政协九届三次会议第88号提案的答复",
    "临川新区商务局",
    "临商函〔2020〕9号",
    "2020-09-15",
    (
        "王小川委员：",
        "您提出的《关于扶持夜间经济的建议》收悉，现答复如下：",
        "一、放宽外摆经营。经备案的商户，晚上七点至十一点可以在店外设摊，不收占道费。",
        "二、补助水电费用。对夜间营业的餐饮企业，水电费按10%补助，每户每月最高800元。",
        "感谢您对我区商务工作的关心和支持。",
        "临川新区商务局",
        "2020年9月15日",
    ),
)
ANSWERS = Text(
    "《青禾市吸纳高校毕业生就业补贴办法》政策解读",
    "青禾市人力资源和社会保障局",
    None,
    "2023-03-20",
    (
        "问：哪些企业可以申请补贴？",
        "答：在本市注册、招用毕业两年内高校毕业生并签订一年以上劳动合同的中小微企业，都可以申请。",
        "问：补贴标准是多少？",
        "答：每招用一人补贴1500元，同一人只能享受一次。",
        "问：到哪里办理？",
        "答：可以到市政务服务中心三楼人社窗口办理，也可以在网上办理，咨询电话0871-6688990。",
    ),
)
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


def trs(text: Text) -> Page:
    """TRS WCM with its tags and TRS_Editor."""
    head = (
        f'<meta name="SiteName" content="云岭市人民政府"><meta name="ArticleTitle" content="{text.title}">'
        f'<meta name="PubDate" content="{text.date} 09:30"><meta name="ContentSource" content="{text.issuer}">'
    )
    body = (
        f'{top()}<div class="xl"><h1 class="tit">{text.title}</h1><div class="sx">{info(text)}</div><div class="nr">'
        f'<div class="TRS_Editor"><style>.TRS_Editor P {{margin: 0}}</style>{paragraphs(text.lines)}</div></div>'
        '<div class="fj">附件：<a href="./P020210412.docx">申报表.docx</a><br><a href="./P0202104121.pdf">名单.pdf</a></div>'
        '<div class="xg"><h3>相关链接</h3><ul><li><a href="/1">图解</a></li><li><a href="/2">图解二</a></li>'
        '<li><a href="/3">问答</a></li></ul></div><div class="ewm">扫一扫在手机打开当前页<img src="q.png"></div></div>'
    )
    return Page(page(body + FOOT, f"{text.title}_云岭市人民政府", head=head), text, ("申报表.docx", "名单.pdf"))


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


def index_table(text: Text) -> Page:
    """公开 catalogue: a table of fields above the text."""
    cells = [
        f"<td><b>{' '.join(name) if len(name) == 3 else name}：</b></td><td>{value}</td>"
        for name, value in fields(text)
    ]
    rows = "".join(f"<tr>{cells[n]}{cells[n + 1]}</tr>" for n in range(0, len(cells), 2))
    body = f'{top()}<table class="t">{rows}</table><div class="zw"><h1>{text.title}</h1>{paragraphs(text.lines)}</div>'
    return Page(page(body + FOOT, "云岭市人民政府 信息公开"), text)


def index_dl(text: Text) -> Page:
    """The same fields as a dl, in GB2312."""
    listed = "".join(f"<dt>{name}：</dt><dd>{value or '无'}</dd>" for name, value in fields(text))
    body = f'{top()}<dl class="k">{listed}</dl><h3 class="wztitle">{text.title}</h3><div class="con9">{paragraphs(text.lines)}</div>'
    return Page(page(body + FOOT, f"{text.title}-云岭市人民政府网", encoding="gb2312"), text)


def index_ul(text: Text) -> Page:
    """The same as a ul of spans without colons."""
    listed = "".join(f"<li><strong>{name}</strong><span>{value}</span></li>" for name, value in fields(text))
    body = f'{top()}<ul class="k">{listed}</ul><div class="con9"><p class="bt">{text.title}</p>{paragraphs(text.lines)}</div>'
    return Page(page(body + FOOT, "文件详情"), text)


def index_divs(text: Text) -> Page:
    """The same as divs of divs, with full-width brackets."""
    listed = "".join(f'<div class="r"><div>【{name}】</div><div>{value}</div></div>' for name, value in fields(text))
    body = (
        f'{top()}<div class="w"><div class="k">{listed}</div><div class="k2"><div class="bt2">{text.title}</div>'
        f"{paragraphs(text.lines, '<div>{}</div>')}</div></div>"
    )
    return Page(page(body + FOOT, text.title), text)


def fields_in_lines(text: Text) -> Page:
    """Fields, title and text in one element, parted by br."""
    listed = "<br>".join(f"{name}：{value}" for name, value in fields(text) if value)
    body = f"{top()}<div class='d'>{listed}<br><br><center>{text.title}</center><br>{'<br>'.join(text.lines)}</div>"
    return Page(page(body + FOOT, text.title), text)


def div_soup(text: Text) -> Page:
    """No paragraphs and no names: divs with br and &nbsp;."""
    joined = "<br/>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{line}" for line in text.lines)
    body = (
        f"<div>{top()}<div><div><div>{text.title}</div><div>{info(text)}</div><div>{joined}</div>"
        f'<div>上一篇：<a href="/1">关于举办招聘会的公告</a></div><div>下一篇：<a href="/2">关于停水的公告</a></div></div></div>{FOOT}</div>'
    )
    return Page(page(body, f"{text.title} - 云岭市人民政府"), text)


def ueditor(text: Text) -> Page:
    """UEditor: spans in paragraphs, icons before attachments."""
    icon = '<img src="/ueditor/dialogs/attachment/fileTypeImages/icon_{0}.gif"/>'
    files = (("icon", "doc", "1.申请表.doc"), ("icon", "rar", "2.样表.rar"), ("icon", "ofd", "3.文件.ofd"))
    listed = "".join(
        f'<p style="line-height: 16px;">{icon.format(kind)}<a style="font-size:12px" href="/u/16{n}.{kind}" title="{name}">'
        f"{name}</a></p>"
        for n, (_, kind, name) in enumerate(files)
    )
    form = '<p style="text-indent: 2em;"><span style="font-family: 仿宋; font-size: 21px;">{}</span></p>'
    body = (
        f'{top()}<div class="article"><div class="article-title">{text.title}</div><div class="article-info">{info(text)}'
        f'</div><div class="article-content">{paragraphs(text.lines, form)}{listed}</div></div>'
    )
    return Page(page(body + FOOT, f"{text.title}-通知公告-平湾县"), text, tuple(name for _, _, name in files))


def wechat(text: Text) -> Page:
    """An article of an official account, as it is saved: the text waits hidden for a script."""
    seconds = {"2022-06-08": 1654650000}[text.date]
    head = f'<meta property="og:title" content="{text.title}"><meta property="og:site_name" content="微信公众平台">'
    body = (
        f'<div id="js_article"><h1 class="rich_media_title" id="activity-name">{text.title}</h1><div id="meta_content">'
        f'<span>原创</span><a id="js_name">{text.issuer}</a><em id="publish_time"></em></div>'
        '<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">'
        f"{paragraphs(text.lines, '<section><span>{}</span></section>')}</div></div>"
        f'<script>var ct = "{seconds}";</script><div>预览时标签不可点</div><div id="js_pc_qr_code">微信扫一扫<br>关注该公众号</div>'
    )
    return Page(page(body, "", head=head), text)


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


def print_version(text: Text) -> Page:
    """The text stands a second time, hidden, for printing; a dialog waits hidden too."""
    body = (
        f'{top()}<div id="printArea" style="display:none"><h1>{text.title}</h1>{paragraphs(text.lines)}<p>打印版，内部使用</p></div>'
        f'<div class="show"><h1>{text.title}</h1><div class="ly">{info(text)}</div>{paragraphs(text.lines)}</div>'
        "<div hidden><p>您访问的链接即将离开本网站，是否继续访问？打印</p></div>"
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


def sidebar(text: Text) -> Page:
    """Beside the text stand lists of links, weather and a long introduction of the county."""
    links = "".join(f'<li><a href="/{n}">关于第{n}批项目公示的公告</a><span>06-0{n}</span></li>' for n in range(1, 9))
    body = (
        f'{top()}<div class="wrap"><div class="l"><h3>热点推荐</h3><ul>{links}</ul></div><div class="r">'
        f'<h1>{text.title}</h1><p>{info(text)}</p><div class="txt">{paragraphs(text.lines)}</div>'
        "<p>责任编辑：张小明</p><div>分享到：<a>微信</a><a>新浪微博</a></div></div></div>"
    )
    return Page(page(body + FOOT, f"{text.title}_平湾县人民政府门户网站"), text)


def cells(text: Text) -> Page:
    """An old site: paragraphs inside td, spacers, fonts, upper-case tags."""
    body = (
        f"<TABLE WIDTH=900 ALIGN=center><TR><TD COLSPAN=2>{menu('div')}</TD></TR><TR><TD WIDTH=180 VALIGN=top>{menu('div')}"
        f"</TD><TD><TABLE><TR><TD ALIGN=center><FONT SIZE=4><B>{text.title}</B></FONT></TD></TR><TR><TD ALIGN=right>"
        f"{info(text)}</TD></TR><TR><TD>{paragraphs(text.lines, '<P><FONT FACE=宋体>　　{}</FONT></P>')}</TD></TR></TABLE></TD>"
        f"</TR></TABLE>{FOOT}"
    )
    return Page(page(body, "平湾县工业和信息化局", encoding="gb18030"), text)


def mailbox(text: Text) -> Page:
    """A letter to the mayor's mailbox and the reply."""
    body = (
        f'{top()}<div class="letter"><table><tr><td>信件标题：</td><td>{text.title}</td></tr><tr><td>信件编号：</td><td>20200915001'
        "</td></tr><tr><td>写信时间：</td><td>2020-09-01</td></tr><tr><td>办理状态：</td><td>已办结</td></tr>"
        f"<tr><td>回复单位：</td><td>{text.issuer}</td></tr><tr><td>回复时间：</td><td>{text.date}</td></tr></table>"
        f'<div class="hf">{paragraphs(text.lines)}</div></div>'
    )
    return Page(page(body + FOOT, "市长信箱"), text)


def interpretation(text: Text) -> Page:
    """Questions and answers, with a box of links to the document explained."""
    body = (
        f'{top()}<div class="jd"><h1>{text.title}</h1><div>{info(text)}</div><div class="nr">'
        f"{paragraphs(text.lines, '<p><strong>{}</strong></p>')}</div>"
        '<div class="xgjd">相关解读：<a href="/a">一图读懂</a> <a href="/b">视频解读</a> <a href="/c">专家解读</a></div></div>'
    )
    return Page(page(body + FOOT, f"{text.title}_政策解读_青禾市人社局"), text)


def json_ld(text: Text) -> Page:
    """Modern: article element, JSON-LD, header and footer elements."""
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "%s", "datePublished": "%sT09:00:00+08:00", '
        '"author": {"@type": "Organization", "name": "%s"}}</script>' % (text.title, text.date, text.issuer)
    )
    body = (
        f"<header>{menu('nav')}</header><main><article><header><h1>{text.title}</h1><time>{text.date}</time></header>"
        f"{paragraphs(text.lines)}</article><aside><h2>热点推荐</h2>{menu()}</aside></main><footer>{FOOT}</footer>"
    )
    return Page(page(body, "详情", head=head), text)


def named_badly(text: Text) -> Page:
    """The text stands in elements whose names speak of print, position and share."""
    body = (
        f'{top()}<div class="print-area position"><div class="share-content" id="print"><h1>{text.title}</h1>'
        f'{paragraphs(text.lines)}</div></div><div class="share">分享到：<a>微信</a></div>'
    )
    return Page(page(body + FOOT, text.title), text)


def attached_below(text: Text) -> Page:
    """Attachments listed after the text, in a box of their own, with names that say only 下载."""
    body = (
        f'{top()}<div id="content"><h1>{text.title}</h1><div class="text2">{paragraphs(text.lines)}</div></div>'
        '<div class="down"><b>附件下载：</b><ul><li><a href="/f/%E7%94%B3%E8%AF%B7%E4%B9%A6.wps">下载</a></li>'
        '<li><a href="javascript:void(0)" title="证明材料.zip">证明材料.zip</a></li></ul></div>'
        '<div class="q"><p><a href="/tool.zip">浏览器插件</a></p></div>'
    )
    return Page(page(body + FOOT, text.title), text, ("申请书.wps", "证明材料.zip"))


def window_cut_off(text: Text) -> Page:
    """The window's title is cut off, the heading is not an h1, the site's name is."""
    body = (
        f'<h1>云岭市人民政府</h1>{top()}<div class="x"><div class="big_title">{text.title}</div><div>{info(text)}</div>'
        f"<div>{paragraphs(text.lines)}</div></div>"
    )
    return Page(page(body + FOOT, f"{text.title[:20]}...-云岭市人民政府"), text)


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


def kaipu(text: Text) -> Page:
    """Kaipu: a table of fields in p elements, UCAP-CONTENT."""
    listed = "".join(f"<p><b>{name}:</b>&nbsp;{value}</p>" for name, value in fields(text))
    body = (
        f'{top()}<div class="policy-box">{listed}</div><h2>{text.title}</h2><div class="pages_content" id="UCAP-CONTENT">'
        f"{paragraphs(text.lines)}</div><div class='editor'>责任编辑：李红</div>"
    )
    return Page(page(body + FOOT, f"{text.title}_其他_云岭市"), text)


TRADITIONAL = Text(
    "關於發放中小企業振興補助的公告",
    "海東縣政府經濟發展處",
    "海經字第1100012345號",
    "2021-07-05",
    (
        "一、補助對象：設籍本縣並辦妥登記的中小企業。",
        "二、補助金額：每家最高新臺幣十萬元，採一次撥付方式辦理。",
        "三、申請期限：自公告日起至110年9月30日止。",
    ),
)
ENGLISH = Text(
    "Notice on Rent Relief for Small Businesses",
    "Harbour City Bureau of Commerce",
    "HCBC [2022] No. 6",
    "2022-05-09",
    (
        "To all district offices:",
        "1. Small businesses that rent public premises pay no rent for three months, from May to July 2022.",
        "2. Applications are made online, and the district office decides within ten working days.",
        "This notice takes effect on the day it is published.",
    ),
)


def traditional(text: Text) -> Page:
    """A page in traditional characters, Big5."""
    listed = f"<li>發文機關：{text.issuer}</li><li>發文字號：{text.number}</li><li>發文日期：2021年7月5日</li><li>發布日期：2021-07-06</li>"
    body = f"<div><ul class=q><li><a href=/>首頁</a></li><li><a href=/a>服務</a></li><li><a href=/b>公告</a></li></ul><h1>{text.title}</h1><ul>{listed}</ul><div>{paragraphs(text.lines)}</div></div>"
    return Page(page(body, text.title, encoding="big5"), text)


def english(text: Text) -> Page:
    """The English version of a site."""
    body = (
        "<div><ul><li><a href=/>Home</a></li><li><a href=/n>News</a></li><li><a href=/s>Services</a></li></ul>"
        f"<div>Home &gt; News &gt; Notices</div><div class=m><h1>{text.title}</h1><table><tr><td>Issued by:</td><td>{text.issuer}"
        f"</td></tr><tr><td>Document No.:</td><td>{text.number}</td></tr><tr><td>Date of issue:</td><td>May 9, 2022</td></tr></table>"
        f"{paragraphs(text.lines, '<p>{}</p>')}</div><div>Copyright © Harbour City. All rights reserved.</div></div>"
    )
    return Page(page(body, f"{text.title} - Harbour City"), text)


Layout = Callable[[Text], Page]
LAYOUTS: tuple[Layout, ...] = (
    trs, jpage, index_table, index_dl, index_ul, index_divs, fields_in_lines, div_soup, ueditor, gazette, word,
    print_version, aspnet, sidebar, cells, mailbox, json_ld, named_badly, attached_below, window_cut_off,
    nested_sections, footer_inside, gb_without_charset, kaipu,
)  # fmt: skip
ISSUER_UNSAID = (ANSWERS,)
PAGES: dict[str, Page] = {
    f"{layout.__name__}-{name}": layout(text)
    for layout in LAYOUTS
    for name, text in (("long", GRANTS), ("short", SHORT), ("reply", REPLY))
} | {
    "wechat": wechat(SHORT),
    "interpretation": interpretation(ANSWERS),
    "traditional": traditional(TRADITIONAL),
    "english": english(ENGLISH),
}
