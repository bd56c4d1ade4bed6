"""Pages with the fields of the catalogue of public information, in every form."""

from __future__ import annotations

from tests.corpus.government_pages.documents import Text
from tests.corpus.government_pages.site import FOOT, Page, fields, page, paragraphs, top


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


def kaipu(text: Text) -> Page:
    """Kaipu: a table of fields in p elements, UCAP-CONTENT."""
    listed = "".join(f"<p><b>{name}:</b>&nbsp;{value}</p>" for name, value in fields(text))
    body = (
        f'{top()}<div class="policy-box">{listed}</div><h2>{text.title}</h2><div class="pages_content" id="UCAP-CONTENT">'
        f"{paragraphs(text.lines)}</div><div class='editor'>责任编辑：李红</div>"
    )
    return Page(page(body + FOOT, f"{text.title}_其他_云岭市"), text)


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
    return Page(
        page(body + FOOT, f"{text.title}  云岭市人民政府门户网站"), text, ("1.云岭市小微企业名单", "2.贷款贴息汇总表")
    )


def anhui(text: Text) -> Page:
    """A table with many fields, several unknown, in th and td."""
    more = (
        ("名称", text.title),
        ("政策咨询机关", "云岭市经信局"),
        ("政策咨询电话", "0551-2022333"),
        ("有效性", "有效"),
        ("栏目分类", "规范性文件"),
        ("公文格式", "通知"),
    )
    pairs = [*fields(text), *more]
    rows = "".join(f"<tr><th>{k}：</th><td>{v}</td></tr>" for k, v in pairs)
    body = (
        f'{top()}<div class="xxgk_wenzhang"><table class="table_suoyin"><tbody>{rows}</tbody></table><h1 class="wztit">{text.title}</h1>'
        f'<div class="wzfbxx"><span>作者：</span><span>来源：{text.issuer}</span><span>发布时间：{text.date} 17:01</span><span>阅读次数：1024</span><span>信息来源：办公室</span>'
        f'<span>字体：【大　中　小】</span></div><div class="wzcon j-fontContent">{paragraphs(text.lines)}</div>'
        '<div class="related"><div class="rtit">相关解读</div><p><a href="/x">【文字解读】解读若干措施</a></p></div></div>'
    )
    return Page(page(body + FOOT, f"云岭市人民政府-{text.title}"), text)


def number_line(text: Text) -> Page:
    """Number and date on one line of fields below the title."""
    body = (
        f'{top()}<div class="q"><div class="tt">{text.title}</div><div class="mm">发文机关：{text.issuer}　　文号：{text.number or "无"}　　成文日期：{text.date}</div>'
        f"<div class='cc'>{paragraphs(text.lines)}</div></div>"
    )
    return Page(page(body + FOOT, text.title), text)


def one_table(text: Text) -> Page:
    """Fields and text are rows of one table."""
    pairs = [(k, v) for k, v in fields(text)]
    rows = "".join(
        f"<tr><td>{a[0]}：</td><td>{a[1]}</td><td>{b[0]}：</td><td>{b[1]}</td></tr>"
        for a, b in zip(pairs[::2], pairs[1::2], strict=True)
    )
    body = f'{top()}<table class="z">{rows}<tr><td colspan=4><h1>{text.title}</h1>{paragraphs(text.lines)}</td></tr></table>'
    return Page(page(body + FOOT, "信息公开目录"), text)


def mailbox(text: Text) -> Page:
    """A letter to the mayor's mailbox and the reply."""
    body = (
        f'{top()}<div class="letter"><table><tr><td>信件标题：</td><td>{text.title}</td></tr><tr><td>信件编号：</td><td>20200915001'
        "</td></tr><tr><td>写信时间：</td><td>2020-09-01</td></tr><tr><td>办理状态：</td><td>已办结</td></tr>"
        f"<tr><td>回复单位：</td><td>{text.issuer}</td></tr><tr><td>回复时间：</td><td>{text.date}</td></tr></table>"
        f'<div class="hf">{paragraphs(text.lines)}</div></div>'
    )
    return Page(page(body + FOOT, "市长信箱"), text)


def number_above(text: Text) -> Page:
    """The number stands between the title and the text, nothing says what it is; so does the date."""
    number = f'<div class="wh">{text.number}</div>' if text.number else ""
    body = (
        f'{top()}<div class="d1"><h1>{text.title}</h1>{number}<div class="rq"><i>{text.date}</i></div>'
        f'<div id="zoom">{paragraphs(text.lines)}</div></div>'
    )
    return Page(page(body + FOOT, text.title), text)


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


def beijing(text: Text) -> Page:
    """Fields in square brackets without colons, a number in pieces, an attachment named by its link."""
    n = text.number or ""
    num = n.replace("17号", "<span>17</span>号")
    d = text.date
    listed = f"<li>[主题分类] <span>财政、金融、审计/其他</span></li><li>[发文机构] <span>{text.issuer}</span></li><li>[联合发文单位] <span></span></li><li>[实施日期] <span>{d}</span></li><li>[成文日期] <span>{d}</span></li><li>[发文字号] {num}</li><li>[废止日期] <span>----</span></li><li>[发布日期] <span>{d[:8]}28</span></li><li>[有效性] <span>是</span></li>"
    body = f'{top()}<div class="container"><ol class="doc-info">{listed}</ol><div class="header"><p>{text.title}</p></div><div class="mainText" id="mainText"><div class="view TRS_UEDITOR trs_paper_default trs_web">{paragraphs(text.lines)}</div></div><div class="att"><p>附件：<a appendix="true" otheroldname="申请表.docx" href="./W0202104.docx">1.申请表</a></p></div></div>'
    return Page(page(body + FOOT, f"{text.title}_政策文件_首都之窗"), text, ("1.申请表",))


def jiangsu(text: Text) -> Page:
    """A table of fields in cells without colons, some of unknown names."""
    rows = f"<tr><td>信息索引号</td><td>014000319/2021-00123</td><td>分类</td><td>综合政务 通知</td></tr><tr><td>发布机构</td><td>{text.issuer}</td><td>发文日期</td><td>{text.date}</td></tr><tr><td>标题</td><td colspan=3>{text.title}</td></tr><tr><td>文号</td><td>{text.number or ''}</td><td>主题词</td><td>小微企业</td></tr><tr><td>内容概述</td><td colspan=3>{text.title[:20]}，明确有关事项。</td></tr><tr><td>时效</td><td colspan=3>有效</td></tr>"
    body = f'{top()}<div class="xxgk"><table class="xxgk_table">{rows}</table><div class="article"><div class="tit">{text.title}</div><div class="con" id="Zoom">{paragraphs(text.lines)}</div></div></div>'
    return Page(page(body + FOOT, "江苏省人民政府 政策文件"), text)
