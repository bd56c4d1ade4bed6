"""What the properties of a file may add to its text: they only fill gaps, being often those of another document."""

from __future__ import annotations

import re

from corpus.cutting.lines import classify
from corpus.mending import mend

_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_CITED = re.compile(r"[〔\[（(【]((?:19|20)\d\d)[〕\]）)】]")  # the year of a document number
# What a title of a document of an office holds; others are names of templates and files.
_TITLE = re.compile(
    r"关于.|(?:通知|意见|办法|方案|规定|细则|条例|决定|批复|答复|计划|规划|措施|指南|公告|通告)(?:[（(].*[）)])?$"
)


def fill_gaps(title: str | None, created: str | None, text: str) -> dict[str, str]:
    """Return what the properties add to a text, by the keys of Document.stated.

    The day of creation (an ISO date or time) is stated as "published", which gives way to a date in the text; it is
    that of an older file, written over, where the text cites a document of a later year. The title is stated only
    where it reads like one and the text has no line of a title.
    """
    stated = {}
    title = (title or "").strip()
    if _TITLE.search(title) and not any(line.kind == "title" for line in classify(mend(text).text)):
        stated["title"] = title
    day = _DATE.match((created or "").strip())
    if day and day[0][:4] >= max(_CITED.findall(text), default=""):
        stated["published"] = day[0]
    return stated
