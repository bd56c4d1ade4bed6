"""The text of a part as rules on its wording read it: paragraphs without labels and white space, hard wraps joined."""

from __future__ import annotations

from corpus.cutting.numbering import label_at
from corpus.datatypes import Part

SENTENCE = r"[^。；;！]+"
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_ENDED = tuple("。；;：:！!？?")
_SHORTEST_WRAPPED = 15  # chars: a shorter line that ends without a mark is a heading or a caption
_SILENT = frozenset({"title", "furniture", "salutation", "signature"})  # kinds of parts that hold no clauses


def paragraphs(part: Part) -> list[str]:
    """Return the paragraphs of a part, digits in half width; none for a part that holds no clauses.

    A line goes on in the next one unless it ends with a mark or is short, or the next one begins with a number.
    """
    found: list[str] = []
    if part.kind in _SILENT:
        return found
    goes_on = False
    for line in part.text.split("\n"):
        line = line.strip()
        if not line:
            continue
        label = label_at(line, 0, len(line))
        bare = "".join(line[label.end if label else 0 :].split()).translate(_WIDE)
        if goes_on and label is None:
            found[-1] += bare
        else:
            found.append(bare)
        goes_on = len(line) >= _SHORTEST_WRAPPED and not line.endswith(_ENDED) and "|" not in line
    return found
