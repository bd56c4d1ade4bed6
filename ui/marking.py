"""Cuts a policy's text into paragraphs and segments for display, with quoted sentences marked.

Documents arrive with hard wraps and page breaks inside sentences. What is shown is the mended text;
spans are given in original offsets and land on the same characters in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa import Part, mend

Span = tuple[int, int]  # Unicode code points of the original text, end exclusive


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph that is shown in one way."""

    text: str
    marked: bool  # inside one of the marks
    quoted: bool  # inside the passage
    kind: str  # of the part it belongs to; "" where no parts were given


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A non-empty line of the mended text."""

    segments: tuple[Segment, ...]

    @property
    def kind(self) -> str:
        """The kind all its segments share; "" where they differ."""
        kinds = {segment.kind for segment in self.segments}
        return kinds.pop() if len(kinds) == 1 else ""

    @property
    def quoted(self) -> bool:
        """Whether all of it lies in the passage."""
        return all(segment.quoted for segment in self.segments)


def paragraphs(text: str, marks: Iterable[Span], passage: Span = (0, 0), parts: Sequence[Part] = ()) -> list[Paragraph]:
    """Cuts ``text`` at line ends of its mended form, and each line where marks, passage or part change.

    White space around a line is left out, all other characters of the mended text are kept in order.
    """
    mended = mend(text)

    def position(offset: int) -> int:
        return bisect_left(mended.offsets, offset)

    marked = [(position(start), position(end)) for start, end in marks]
    quoted = (position(passage[0]), position(passage[1]))
    part_starts = [position(part.start) for part in parts]
    cuts = sorted({*part_starts, *quoted, *(edge for span in marked for edge in span)})

    found = []
    line_start = 0
    for line in mended.text.split("\n"):
        start = line_start + len(line) - len(line.lstrip())
        end = line_start + len(line.rstrip())
        line_start += len(line) + 1
        if start >= end:
            continue
        inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        found.append(
            Paragraph(
                tuple(
                    Segment(
                        text=mended.text[a:b],
                        marked=any(low <= a < high for low, high in marked),
                        quoted=quoted[0] <= a < quoted[1],
                        kind=parts[bisect_right(part_starts, a) - 1].kind if parts else "",
                    )
                    for a, b in pairwise([start, *inner, end])
                )
            )
        )
    return found
