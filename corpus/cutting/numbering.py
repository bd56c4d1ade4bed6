"""The label grammar of official documents: which characters at a place are a number of the outline.

Rules: GB/T 9704-2012, 7.3.3 (一、（一）1.（1）); Legislation Law, art. 65 (编、章、节、条、款、项);
common practice for the rest (一是, 首先, ①, 1.1, ★, Markdown headings, English numbering).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CN = "零〇一二三四五六七八九十百两"
_UNITS = "万|亿|千|百|元|倍|个|％|%|米|公里|千米|吨|亩|平方|公顷|年|月|日|天|小时|分|折|家|户|人|岁|级|版|至|-|—|～|~"

# What follows a number in a reference ("（二）项的规定", "（一）至（三）"), not in a heading ("（二）项目建设").
REFERENCE = "项(?!目)|款(?!项)|目(?![标录的])|、|至(?![诚真善])|和(?!谐)|或(?!有)|号(?![召码])"

# Rank of a kind in the usual order of the standard: smaller is further out.
RANK = {
    "编": 0,
    "章": 1,
    "节": 2,
    "条": 3,
    "bare": 3,  # a heading without a number
    "一、": 4,
    "I.": 4,
    "（一）": 5,
    "A.": 5,
    "1.1": 6,
    "1.": 6,
    "（1）": 7,
    "1）": 8,
    "①": 9,
    "(a)": 9,
    "问": 9,
    "一是": 10,
    "一要": 10,
    "第一，": 10,
    "首先": 10,
    "★": 11,
}
FLOATING = frozenset({"一是", "一要", "第一，", "首先", "★"})  # found at any depth, in running text too
LEAVES = frozenset({"条", "问"})  # whatever is numbered inside belongs to them


@dataclass(frozen=True, slots=True)
class Label:
    """One number of the outline; ``start`` and ``end`` are offsets in the text it was found in."""

    kind: str  # a key of RANK, or "#" for a Markdown heading without a number
    number: int  # 1-based; 0 where the kind has none
    text: str  # as written, without surrounding space
    start: int
    end: int
    markdown: int = 0  # depth of the Markdown heading that carries the label, 0 for none
    components: int = 0  # of "1.1.1": 3


_LINE = re.compile(
    rf"""(?P<md>\#{{1,6}}[ \t]+)?(?P<bold>\*\*|__)?(?:
      (?P<part>第\s?(?P<part_n>[{_CN}\d]{{1,6}})\s?(?P<part_k>编|章|节|部分|篇)(?![的中所里]))
    | (?P<article>第\s?(?P<article_n>[{_CN}\d]{{1,6}})\s?条(?:之[{_CN}]{{1,3}})?
        (?=\s|\*\*|__|[：:（(【〔]|$|(?![规定和至、，,款项的所中及或与之第。；])))
    | (?P<ordinal>[第其](?P<ordinal_n>[{_CN}]{{1,2}})[，,、])
    | (?P<is>(?P<is_n>[一二三四五六七八九十]{{1,3}})(?P<is_k>[是要])(?![一二三四五六七八九十]))
    | (?P<comma>(?P<comma_n>[{_CN}]{{1,4}})\s?[、．.](?![一二三四五六七八九十]{{1,3}}[、季产级类线等年月]))
    | (?P<paren>[（(〔]\s?(?P<paren_n>[{_CN}]{{1,4}})\s?[)）〕](?!{REFERENCE}))
    | (?P<circled>[①-⑳❶-❿])
    | (?P<decimal>\d{{1,2}}(?:(?:[.．]\d{{1,2}}){{2,3}}(?=[.．、]?(?:\s*[^\W\d]|\s+\d))|[.．]\d{{1,2}}
        (?=[.．、]?(?:\s*[^\W\d]|\s+(?:19|20)\d\d年)))[.．、]?(?!\s*(?:{_UNITS})))
    | (?P<num>(?P<num_n>\d{{1,3}})\s?(?P<num_k>[.．、])(?!\d|\s\d|[、.．])|
              (?P<year_n>\d{{1,2}})(?P<year_k>[.．、])\s?(?=(?:19|20)\d\d年))
    | (?P<nparen>[（(]\s?(?P<nparen_n>\d{{1,3}})\s?[)）](?!{REFERENCE}))
    | (?P<half>(?P<half_n>\d{{1,2}})[)）])
    | (?P<boxed>[⑴-⒇]|[⒈-⒛]|[㈠-㈩])
    | (?P<first>(?P<first_n>首先|其次|再次|最后)(?=[，,、：:是要]))
    | (?P<bullet>[★☆●■◆▲•○◇□※➢►✓✔]|——(?=\S))
    | (?P<ask>(?:问|Q\s?\d{{0,3}})\s?[：:．.])
    | (?P<en>(?P<en_k>Part|Chapter|Section|Article|Clause)\s+(?P<en_n>\d{{1,3}}|[IVXLC]{{1,7}})\b[.:]?)
    | (?P<roman>(?P<roman_n>[IVX]{{1,5}})[.、](?=\s|[\u4e00-\u9fff]))
    | (?P<alpha>\((?P<alpha_n>[a-z])\)(?=\s))
    | (?P<upper>(?P<upper_n>[A-H])\.(?=\s))
    )""",
    re.X,
)
# What a label can begin with: most lines are told apart by their first character alone.
_BEGINNINGS = frozenset(
    _CN + "—第首其再最问（(〔#*_★☆●■◆▲•○◇□※➢►✓✔0123456789ABCDEFGHIVXLQPS"
    + "".join(map(chr, [*range(0x2460, 0x249C), *range(0x2776, 0x2780), *range(0x3220, 0x322A)]))
)  # fmt: skip
_MARKDOWN = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_BARE_NUMBER = re.compile(r"(\d{1,2})[ \u3000]+(?=[\u4e00-\u9fff])")


@lru_cache(maxsize=4096)
def number_value(numeral: str) -> int:
    """Return the value of "12", "十二", "一百零三" or "XII"; 0 where it is none of these."""
    if numeral.isdecimal():
        return int(numeral)
    if numeral[0] in "IVXLC":
        values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[c] for c in numeral]
        return sum(-v if any(w > v for w in values[i + 1 :]) else v for i, v in enumerate(values))
    if not any(c in "十百" for c in numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total, digit = 0, 0
    for c in numeral:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit


_PLAIN = {
    "ordinal": "第一，",
    "comma": "一、",
    "paren": "（一）",
    "nparen": "（1）",
    "half": "1）",
    "roman": "I.",
    "article": "条",
}
_PARTS = {"编": "编", "章": "章", "节": "节", "部分": "编", "篇": "编"}
_ENGLISH = {"Part": "编", "Chapter": "章", "Section": "节", "Article": "条", "Clause": "条"}
_FIRST = {"首先": 1, "其次": 2, "再次": 3, "最后": 4}


def label_at(text: str, start: int, end: int) -> Label | None:
    """Return the label that the line ``text[start:end]`` begins with, or None."""
    if start >= end or text[start] not in _BEGINNINGS:
        return None
    match = _LINE.match(text, start, end)
    if match is None:
        markdown = _MARKDOWN.match(text, start, end)
        if markdown:
            return Label("#", 0, markdown[1], start, markdown.end(), markdown=len(markdown[1]))
        bare = _BARE_NUMBER.match(text, start, end)
        if bare and end - start <= 25 and not any(c in "，。；：" for c in text[start:end]):
            return Label("1.1", int(bare[1]), bare[1], start, bare.end(), components=1)
        return None
    group = match.lastgroup or ""  # the outermost group is the last to close
    written = match[group]
    kind, number = _kind_and_number(group, match)
    return Label(
        kind,
        number,
        written.strip(),
        start,
        match.end(),
        markdown=len(match["md"].strip()) if match["md"] else 0,
        components=len(re.findall(r"\d+", written)) if kind == "1.1" else 0,
    )


def _kind_and_number(group: str, match: re.Match[str]) -> tuple[str, int]:
    written = match[group]
    if group in _PLAIN:
        return _PLAIN[group], number_value(match[group + "_n"])
    if group == "part":
        return _PARTS[match["part_k"]], number_value(match["part_n"])
    if group == "is":
        return "一" + match["is_k"], number_value(match["is_n"])
    if group == "circled":
        return "①", ord(written) - (0x2460 if written <= "⑳" else 0x2776) + 1
    if group == "boxed" and written >= "㈠":
        return "（一）", ord(written) - 0x3220 + 1
    if group == "boxed":
        return ("（1）", ord(written) - 0x2474 + 1) if written <= "⒇" else ("1.", ord(written) - 0x2488 + 1)
    if group == "decimal":
        return "1.1", int(re.findall(r"\d+", written)[-1])
    if group == "num":
        return "1.", int(match["num_n"] or match["year_n"])
    if group == "first":
        return "首先", _FIRST[written]
    if group == "bullet":
        return "★", 0
    if group == "ask":
        return "问", 0
    if group == "en":
        return _ENGLISH[match["en_k"]], number_value(match["en_n"])
    if group == "alpha":
        return "(a)", ord(match["alpha_n"]) - ord("a") + 1
    return "A.", ord(match["upper_n"]) - ord("A") + 1
