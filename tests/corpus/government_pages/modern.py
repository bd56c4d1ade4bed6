"""Pages of content systems with everything around the text."""

from __future__ import annotations

from tests.corpus.government_pages.documents import Text
from tests.corpus.government_pages.site import FOOT, Page, info, menu, page, paragraphs, top


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


def print_version(text: Text) -> Page:
    """The text stands a second time, hidden, for printing; a dialog waits hidden too."""
    body = (
        f'{top()}<div id="printArea" style="display:none"><h1>{text.title}</h1>{paragraphs(text.lines)}<p>打印版，内部使用</p></div>'
        f'<div class="show"><h1>{text.title}</h1><div class="ly">{info(text)}</div>{paragraphs(text.lines)}</div>'
        "<div hidden><p>您访问的链接即将离开本网站，是否继续访问？打印</p></div>"
    )
    return Page(page(body + FOOT, text.title), text)


def sidebar(text: Text) -> Page:
    """Beside the text stand lists of links, weather and a long introduction of the county."""
    links = "".join(f'<li><a href="/{n}">关于第{n}批项目公示的公告</a><span>06-0{n}</span></li>' for n in range(1, 9))
    body = (
        f'{top()}<div class="wrap"><div class="l"><h3>热点推荐</h3><ul>{links}</ul></div><div class="r">'
        f'<h1>{text.title}</h1><p>{info(text)}</p><div class="txt">{paragraphs(text.lines)}</div>'
        "<p>责任编辑：张小明</p><div>分享到：<a>微信</a><a>新浪微博</a></div></div></div>"
    )
    return Page(page(body + FOOT, f"{text.title}_平湾县人民政府门户网站"), text)


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
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{text.title}", "datePublished": '
        f'"{text.date}T09:00:00+08:00", "author": {{"@type": "Organization", "name": "{text.issuer}"}}}}</script>'
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


def shanghai(text: Text) -> Page:
    """Section wrappers, date in a small element, text in Article_content."""
    body = (
        f'{menu("nav", "navbar")}<section class="g"><h2 id="ivs_title" class="Article-title">{text.title}</h2>'
        f'<small class="PBtime">{text.date}</small><div id="ivs_content" class="Article_content">{paragraphs(text.lines)}</div>'
        '<ul class="ops"><li>分享：</li><li>【打印】</li><li>【关闭】</li></ul></section>'
    )
    return Page(page(body + FOOT, f"{text.title}_通知公告_市商务委"), text)


def prev_next(text: Text) -> Page:
    """Previous and next in separate elements; votes; a list of related documents without links enough."""
    body = (
        f'{top()}<div class="detail"><h3>{text.title}</h3><p>{text.date} | 来源：{text.issuer} | 点击数：33</p><div>{paragraphs(text.lines)}</div>'
        '<div class="pn"><div>上一篇</div><div><a href="/p">关于2021年节假日安排的公告</a></div><div>下一篇</div><div><a href="/n">关于道路封闭的公告</a></div></div>'
        '<div>您觉得这篇文章有用吗？ 有用 没用</div><div class="hr"><b>相关文件</b><br><a href="/r">关于加强纾困的意见</a></div></div>'
    )
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


def weak_main(text: Text) -> Page:
    """The text is shorter than the introduction of the site in the side column."""
    intro = "本网站由云岭市人民政府办公室主办，为公众提供政务信息公开、网上办事和互动交流服务。欢迎提出意见建议。"
    body = f'{top()}<div class="con"><div class="side"><h3>网站简介</h3><p>{intro}</p></div><div class="art"><h1>{text.title}</h1>{paragraphs(text.lines)}</div></div>'
    return Page(page(body + FOOT, text.title), text)


def inline_date(text: Text) -> Page:
    """日期 and 来源 in one string without spaces; tags say the rest; ArticleTitle with a break."""
    head = f'<meta name="ArticleTitle" content="{text.title[:10]}&lt;br/&gt;{text.title[10:]}"><meta name="ContentSource" content="{text.issuer}"><meta name="PubDate" content="{text.date.replace("-", "")}">'
    body = f'{top()}<div class="a"><h1>{text.title[:10]}<br/>{text.title[10:]}</h1><div>日期：{text.date}来源：{text.issuer}</div><div class="Custom_UnionStyle">{paragraphs(text.lines, "<div>{}</div>")}</div></div>'
    return Page(page(body + FOOT, "", head=head), text)


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
    words = "".join(
        f"<div><span>{w}</span></div>"
        for w in "市委领导 市政府领导 机构职能 规划计划 财政预算 人事任免 应急管理 行政许可".split()
    )
    body = (
        f'<div class="mega">{words}</div>{top("首页 &gt; 政务公开 &gt; 正文")}<div class="pg"><div class="ttl">{text.title}</div><div>【字号：大 中 小】 【打印】</div>'
        f'<div class="ct">{paragraphs(text.lines)}</div></div>'
    )
    return Page(page(body + FOOT, f"云岭市人民政府-政务公开-{text.title}"), text)


def links_in_text(text: Text) -> Page:
    """A list of links and the word 相关政策 stand inside the text."""
    more = '<p>政策依据：</p><ul><li><a href="/1.htm">《小微企业扶持条例》</a></li><li><a href="/2.htm">《信贷支持办法》</a></li><li><a href="/3.htm">《稳岗返还细则》</a></li></ul>'
    t = Text(
        text.title,
        text.issuer,
        text.number,
        text.date,
        (
            *text.lines[:3],
            "政策依据：",
            "《小微企业扶持条例》",
            "《信贷支持办法》",
            "《稳岗返还细则》",
            "相关政策",
            "前款所称小微企业，按照国家统计局规定的标准确定。",
            *text.lines[3:],
        ),
    )
    body = f'{top()}<div class="a"><h1>{text.title}</h1><div id="zoom">{paragraphs(text.lines[:3])}{more}<p>相关政策</p><p>前款所称小微企业，按照国家统计局规定的标准确定。</p>{paragraphs(text.lines[3:])}</div></div>'
    return Page(page(body + FOOT, text.title), t)


def vue(text: Text) -> Page:
    """Rendered by a script on the server: spans for breadcrumbs, tools without links."""
    head = f'<meta name="ArticleTitle" content="{text.title}"><meta name="PubDate" content="{text.date} 10:22:31"><meta name="ContentSource" content="{text.issuer}"><meta name="ColumnName" content="政策文件"><meta name="description" content="{text.lines[1][:50]}">'
    body = f'<div id="__nuxt"><div class="layout"><header class="header"><div class="logo"></div><div class="search"><input placeholder="请输入关键词"><span>搜索</span></div></header><div class="breadcrumb"><span>首页</span><span>/</span><span>政策文件</span></div><div class="detail-wrap"><h1 class="detail-title">{text.title}</h1><div class="detail-meta"><span>发布时间：{text.date} 10:22</span><span>来源：{text.issuer}</span><span>浏览量：1.2万</span></div><div class="rich-text">{paragraphs(text.lines, "<p style=text-indent:2em>{}</p>")}</div><div class="detail-tools"><span>收藏</span><span>打印</span><span>分享</span></div></div></div></div>'
    return Page(page(body + FOOT, "政策文件 - 云岭市", head=head), text)


def tabs(text: Text) -> Page:
    """Tabs for text and interpretation, the latter hidden."""
    body = f'{top()}<div class="tabs"><span class="on">政策原文</span><span>政策解读</span><span>政策问答</span></div><div class="panel on"><div class="pt">{text.title}</div>{paragraphs(text.lines)}</div><div class="panel" style="display:none"><p>一图读懂本政策，请点击查看图片。</p></div><div class="fixed-r"><a href="#">智能问答</a><a href="#">手机版</a><a href="#">返回顶部</a></div>'
    return Page(page(body + FOOT, text.title), text)
