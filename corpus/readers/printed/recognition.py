"""Recognises the text of an image (OCR) with RapidOCR, whose models come with it and run offline on the CPU."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import atan2, cos, sin
from statistics import median
from typing import TYPE_CHECKING, Any

from corpus.errors import ReadError
from corpus.readers.printed.page import Line, Page, pieces_of, rows_of
from corpus.readers.printed.recognised_characters import corrected, printed_width

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_SIDE = 2_000  # pixels: an A4 page at 170 dpi; more is slower and no better
PAGE_WIDTH = 595.0  # points, of A4: images do not say reliably how large they were
_LONG = 10  # characters: the width of longer lines tells the size of their characters
_CLEAR = 0.8  # mean confidence of a page that stands the right way up
Corner = tuple[float, float]
Found = tuple[list[Corner], str, float]  # corners from the top left clockwise, in pixels; text; confidence


def recognised_page(image: Image, width: float = PAGE_WIDTH) -> Page:
    """Return what is read in an image of a page that is ``width`` points wide, straightened and the right way up.

    Raises ReadError where the recogniser is not installed.
    """
    image = image.convert("RGB")
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    image, found = _upright(image)
    scale = width / image.width
    boxes = _straightened(
        [[(x * scale, y * scale) for x, y in box] for box, _, _ in found], [len(t) for _, t, _ in found]
    )
    lines = [
        Line(
            corrected(text),
            left=(box[0][0] + box[3][0]) / 2,
            right=(box[1][0] + box[2][0]) / 2,
            top=(box[0][1] + box[1][1]) / 2,
            bottom=(box[2][1] + box[3][1]) / 2,
            em=1.0,
            confidence=score,
        )
        for box, (_, text, score) in zip(boxes, found, strict=True)
        if text.strip()
    ]
    pieces = [piece for row in rows_of(_sized(lines)) for piece in pieces_of(row)]
    return Page(0.0, width, 0.0, image.height * scale, tuple(pieces))


def _upright(image: Image) -> tuple[Image, list[Found]]:
    """Return the image turned so that its text can be read, and what is read in it.

    Whether text stands upside down is judged by the page: the recogniser's judgement of single lines errs.
    """
    found = _read(image)
    tall = sum(1 for box, _, _ in found if _is_tall(box))
    turns = (90, 270) if 2 * tall > len(found) else (180,)
    best = image, found
    for turn in turns:
        if not best[1] or _clarity(best[1]) >= _CLEAR:
            break
        turned = image.rotate(turn, expand=True)
        read = _read(turned)
        if _clarity(read) > _clarity(best[1]):
            best = turned, read
    return best


def _clarity(found: list[Found]) -> float:
    """Return the mean confidence over the characters; 0 without any, and of text that stands on its side."""
    level = [(text, score) for box, text, score in found if not _is_tall(box)]
    return sum(len(text) * score for text, score in level) / max(1, sum(len(text) for _, text, _ in found))


def _is_tall(box: list[Corner]) -> bool:
    """Whether a line stands on its side."""
    return abs(box[2][1] - box[0][1]) > 1.5 * abs(box[2][0] - box[0][0])


def _read(image: Image) -> list[Found]:
    import numpy as np

    found, _ = _engine()(np.asarray(image)[:, :, ::-1], use_cls=False)  # the engine expects blue, green, red
    return [([(x, y) for x, y in box], text, float(score)) for box, text, score in found or ()]


@lru_cache(maxsize=1)
def _engine() -> Any:
    """Return the recogniser, on as many threads as there are cores at hand."""
    try:
        from rapidocr_onnxruntime import RapidOCR
    except ImportError as error:
        raise ReadError(
            f'the text is an image, and no recogniser could be loaded ({error}); pip install "policy-qa[ocr]"'
        ) from error
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return RapidOCR(intra_op_num_threads=cores, inter_op_num_threads=1, max_side_len=MAX_SIDE)


def _straightened(boxes: Sequence[Sequence[Corner]], lengths: Sequence[int]) -> list[list[Corner]]:
    """Turn the boxes back by the angle at which the lines of a crooked scan run."""
    angles = [
        atan2(box[1][1] - box[0][1], box[1][0] - box[0][0])
        for box, length in zip(boxes, lengths, strict=True)
        if length >= _LONG
    ]
    angle = median(angles) if angles else 0.0
    c, s = cos(angle), sin(angle)
    return [[(c * x + s * y, c * y - s * x) for x, y in box] for box in boxes]


def _sized(lines: Sequence[Line]) -> list[Line]:
    """Give every line the size of its characters: its height, in the ratio that long lines have to their width."""
    ratios = [
        (line.right - line.left) / printed_width(line.text) / max(line.bottom - line.top, 1.0)
        for line in lines
        if len(line.text) >= _LONG
    ]
    ratio = median(ratios) if ratios else 0.8
    return [replace(line, em=ratio * (line.bottom - line.top)) for line in lines]
