"""Names of offices: what looks like one, and the issuer (发文机关) of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.metadata.dates import read_date

_TYPES = (
    r"(?:局|委|厅|部|办|办公室|政府|委员会|中心|院|会|署|组|行|司|公司|海关|分局|支队|大队|学校|大学|学院|联合会|总工会|工商联|团委|所|处|馆|"
    r"常务委员会|代表大会|国务院|中央|办公厅|工委|管委会|街道|协会|集团|联席会议|指挥部|党组|Bureau|Commission|Office|Government|"
    r"Committee|Department|Ministry|Administration)"
)
_ORGAN = re.compile(
    rf"(?!关于|第|各|您|一|二|三|四|五)[\u4e00-\u9fffA-Za-z（）()·、 　]{{2,80}}{_TYPES}"
    r"(?:[（(][^（）()]{1,20}[）)])?"
)
_RED_HEADER = re.compile(r"(?P<organ>[^，。：:]{2,60})文件$")
_ORDER = re.compile(r"(?P<organ>.{2,40}?(?:国务院|政府|部|局|委员会|总署))\s*令\s*(?:第|\d|$)")
_SOURCE = re.compile(r"(?:信息)?来\s*源\s*[：:]\s*(?P<organ>[^\s|]{2,40})")
_STATED = re.compile(
    r"(?:发文机关|发布机构|发布单位|制定机关|发文单位|印发单位|发布机关)\s*[：:]\s*(?P<organ>[^\s|]{2,60})"
)
_TITLE_PREFIX = re.compile(
    rf"(?P<organ>(?!关于)[^，。：:《》“”]{{2,70}}?{_TYPES})(?:（[^（）]*）)?(?=关于|印发|转发|对.{{0,40}}(?:答复|复函|批复)|公告|通告|令)"
)
_ADOPTED = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{2,40}?)(?:第[一二三四五六七八九十百零〇\d]+届)?(?P<congress>人民代表大会|全国人大)(?P<standing>常务委员会|常委会)?第[^，。；]{1,12}次会议"
)
_ABBREVIATED = re.compile(r"(?:市|省|区|县)[\u4e00-\u9fff]{1,10}(?:局|委|厅|办)$")


def is_organ(line: str) -> bool:
    """Whether a line is nothing but the name of one office or several."""
    return len(line) <= 80 and _ORGAN.fullmatch(line.strip()) is not None


def read_issuer(head: Sequence[str], title: str | None, signature: Sequence[str]) -> str | None:
    """Return the issuer: by the red header, the signature, what a web page states, the title, the adoption.

    ``head`` holds the lines before the body, ``signature`` those after it. Joint issuers are joined by 、.
    """
    for line in head:
        if (match := _RED_HEADER.fullmatch(line.strip())) and is_organ(match["organ"]):
            return _spaceless(match["organ"])
    for line in head:
        if match := _STATED.search(line):
            return match["organ"]
    if signed := _signed(signature):
        return signed
    if title and (match := _TITLE_PREFIX.match(_as_written(title, head))):
        return "、".join(_organs(match["organ"]))
    for line in head:
        if match := _ORDER.match(line.strip()):
            return _spaceless(match["organ"]).removeprefix("中华人民共和国")
    for line in head:
        if (match := _SOURCE.search(line)) and is_organ(match["organ"]):
            return match["organ"]
    for line in head:
        if match := _ADOPTED.search(re.sub(r"^.*?日\s*", "", line)):
            standing = "常务委员会" if match["standing"] else ""
            organ = re.sub(r"第[^第]{1,6}届", "", match["organ"])
            return ("全国" if match["congress"] == "全国人大" else organ) + "人民代表大会" + standing
        if match := re.search(r"(?:中华人民共和国)?(国务院)(?:令第|第\d+次常务会议)", line):
            return match[1]
    organs = [line.strip() for line in head if is_organ(line)]
    full = [organ for organ in organs if not _ABBREVIATED.fullmatch(organ)]
    return _spaceless((full or organs or [""])[0]) or None


def _signed(signature: Sequence[str]) -> str | None:
    """Return the offices that stand before the date, or alone among the signature lines."""
    organs: list[str] = []
    for line in signature:
        stripped = re.sub(r"(?:19|20)\d\d\s*年.*$", "", line).strip()
        if is_organ(stripped) and "：" not in stripped and ":" not in stripped and not stripped.endswith("印发"):
            organs.extend(_organs(stripped))
        elif organs and read_date(line):
            break
    return "、".join(dict.fromkeys(organs)) or None


def _organs(names: str) -> list[str]:
    """Return the offices of a line: several where spaces or 、 part names that are offices each."""
    pieces = [piece for piece in re.split(r"[ 　]+|、", names.strip()) if piece]
    return pieces if len(pieces) > 1 and all(is_organ(piece) for piece in pieces) else [_spaceless(names)]


def _as_written(title: str, head: Sequence[str]) -> str:
    """Return the line of the head that the title begins with, its spaces between joint issuers kept."""
    return next((line for line in head if len(line) > 8 and title.startswith(_spaceless(line))), title)


def _spaceless(name: str) -> str:
    return re.sub(r"\s+", "", name) if not name.isascii() else name.strip()
