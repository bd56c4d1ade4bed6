"""Readers: encodings, bad files, front matter, web pages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus import CorpusError, ReadError, load
from corpus.containers import CONTAINERS
from corpus.readers import READERS
from corpus.readers.decoding import decode
from corpus.readers.html import read as read_html

TEXT = "关于发放补贴的通知\n一、标准。每户补贴500元，最高1.5万元。\n二、期限。年底截止。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gb2312", "utf-16", "utf-16-le", "utf-16-be", "big5"]
)
def test_encodings_of_chinese_offices_are_read(tmp_path: Path, encoding: str) -> None:
    text = TEXT if encoding != "big5" else "關於發放補貼的通知\n一、標準。每戶補貼500元。\n"
    path = tmp_path / "通知.txt"
    path.write_bytes(text.encode(encoding))
    assert load(path, path.name).text == text


def test_line_breaks_are_unified_and_nothing_else_is_changed() -> None:
    assert decode("甲\r\n乙\r丙\n　丁 ".encode()) == "甲\n乙\n丙\n　丁 "


def test_few_broken_characters_do_not_spoil_a_file() -> None:
    assert decode((TEXT * 50).encode() + b"\xe4\xb8").startswith(TEXT)


@pytest.mark.parametrize(
    ("name", "content", "found", "remedy"),
    [
        ("空.txt", b"", "is empty", "replace"),
        ("白.txt", b" \n\n\t", "no text found", "recognise"),
        ("图.txt", b"\x00\x01\x02\x03" * 100, "binary", "expected UTF-8"),
        ("扫描.txt", b"%PDF-1.7 \xe2\xe3", "a PDF file", "convert"),
        ("表.txt", b"PK\x03\x04\x00\x00", "a ZIP container", "convert"),
        ("乱.txt", bytes(range(128, 256)) * 20, "", ""),
        ("表.xyz", b"text", "unknown format .xyz", ", ".join(sorted({*READERS, *CONTAINERS}))),
        ("无后缀", b"text", "unknown format (no extension)", "supported"),
        ("大.txt", b"x" * 2001, "2,001 bytes", "raise the limit"),
        ("坏.md", b"---\ntitle: [a\n---\ntext", "front matter", "correct it"),
        ("空.html", b"<html><body><script>x</script></body></html>", "no text found", "recognise"),
    ],
)
def test_bad_file_is_named_with_what_was_found_and_what_to_do(
    tmp_path: Path, name: str, content: bytes, found: str, remedy: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError) as raised:
        load(path, name, max_bytes=2000 if name == "大.txt" else 20_000_000)
    message = str(raised.value)
    assert str(path) in message
    assert found in message
    assert remedy in message


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"缺\.txt: no such file or folder"):
        load(tmp_path / "缺.txt", "缺.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_unreadable_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "锁.txt"
    path.write_text("text")
    path.chmod(0)
    with pytest.raises(ReadError, match="cannot be read"):
        load(path, path.name)


def test_folder_is_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "夹.txt"
    folder.mkdir()
    with pytest.raises(ReadError, match="cannot be listed"):
        load(folder, folder.name)


def test_markdown_without_front_matter_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# 标题\n\n正文。\n", encoding="utf-8")
    assert load(path, "a.md").text.strip() == "# 标题\n\n正文。"


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>x</title>
<meta name="ArticleTitle" content="关于发放补贴的通知"><meta name="PubDate" content="2022-05-06 10:00">
<style>p {{color: red}}</style></head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/x">政务公开</a></li></ul></div>
<div class="location">您现在的位置：<a href="/">首页</a> &gt; <a href="/n">通知公告</a></div>
<div class="main"><h1>关于发放补贴的通知</h1>
<div class="info"><span>发布时间：2022-05-06 10:00</span> <span>来源：嘉兴市财政局</span> <script>count()</script></div>
<div class="text"><p>各县（市、区）财政局：</p><p>　　为支持困难企业，
   现将有关事项通知如下：</p><p><strong>一、补贴标准</strong></p>
<table><tr><th>企业类型</th><th>标准</th></tr><tr><td>小型</td><td><p>1万元</p></td></tr></table>
<p>二、申请时间。2022年6月30日前。</p><p style="display: none">隐藏</p><!-- 注释 -->
<p>嘉兴市财政局</p><p>2022年5月5日</p></div></div>
<div class="footer">版权所有 ICP备123号</div></body></html>"""

LINES = """关于发放补贴的通知
各县（市、区）财政局：
为支持困难企业，现将有关事项通知如下：
一、补贴标准
企业类型 | 标准
企业类型：小型 | 标准：1万元
二、申请时间。2022年6月30日前。
嘉兴市财政局
2022年5月5日
"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_page_is_read_as_lines_without_its_furniture(charset: str) -> None:
    document = read_html(PAGE.format(charset=charset).encode(charset))
    assert document.text == LINES


def test_page_yields_metadata_from_tags_and_text(tmp_path: Path) -> None:
    path = tmp_path / "p.html"
    path.write_text(PAGE.format(charset="utf-8"), encoding="utf-8")
    policy = load(path, "p.html")
    assert (policy.title, policy.issuer, policy.date) == ("关于发放补贴的通知", "嘉兴市财政局", "2022-05-05")
    assert (policy.region, policy.province, policy.addressee) == ("嘉兴市", "浙江省", "各县（市、区）财政局")
    assert [part.text.strip() for part in policy.parts if part.kind == "measure"] == [
        "企业类型 | 标准\n企业类型：小型 | 标准：1万元",
        "二、申请时间。2022年6月30日前。",
    ]


INDEX = """<html><body><table><tr><td>索 引 号：</td><td>0143/2018-2</td><td>主题分类：</td><td>财政</td></tr>
<tr><td>发文机关：</td><td>某省人民政府</td><td>成文日期：</td><td>2018年12月07日</td></tr>
<tr><td>标　　题：</td><td colspan=3>关于减税的意见</td></tr>
<tr><td>发文字号：</td><td>某政发〔2018〕3号</td><td>发布日期：</td><td>2018年12月27日</td></tr></table>
<div><p>一、减税。按规定减税，支持企业发展壮大。</p><p>二、降费。按规定降费，支持企业发展壮大。</p></div></body></html>"""


def test_index_table_above_a_page_is_metadata_and_not_text(tmp_path: Path) -> None:
    path = tmp_path / "i.htm"
    path.write_text(INDEX, encoding="utf-8")
    policy = load(path, "i.htm")
    assert (policy.title, policy.issuer) == ("关于减税的意见", "某省人民政府")
    assert (policy.doc_number, policy.date) == ("某政发〔2018〕3号", "2018-12-07")
    assert "索 引 号" not in policy.text
    assert "0143" not in policy.text
