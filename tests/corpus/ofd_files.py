"""Writes OFD files for the tests (GB/T 33190-2016): pages of text objects placed in millimetres."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 5.0  # mm
LEFT, TOP, PITCH, PER_LINE, LINES = 28.0, 37.0, 10.0, 30, 20


def text_object(x: float, y: float, text: str, size: float = SIZE, more: str = "") -> str:
    """A line of Chinese text with its upper left corner at a place of the page."""
    deltas = f' DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Font="1" Size="{size}" Boundary="{x} {y} {size * len(text)} {size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size * 0.85}"{deltas}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def layer(*objects: str) -> str:
    return f"<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer>{''.join(objects)}</ofd:Layer></ofd:Content></ofd:Page>"


def package(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def ofd(
    pages: Sequence[str], information: str = "", common: str = "", more: dict[str, str | bytes] | None = None
) -> bytes:
    """An OFD file of pages given as XML."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    root = "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
    body = f"<ofd:DocBody><ofd:DocInfo>{information}</ofd:DocInfo>{root}</ofd:DocBody>"
    parts: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD">{body}</ofd:OFD>',
        "Doc_0/Document.xml": (
            f"<ofd:Document {NAMESPACE}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
            f"{'<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>' if more else ''}</ofd:Document>"
        ),
    }
    parts |= {f"Doc_0/Pages/Page_{n}/Content.xml": page for n, page in enumerate(pages)}
    return package(parts | (more or {}))


def wrapped(paragraphs: Sequence[str]) -> list[str]:
    """Pages of paragraphs, their first lines indented by two characters, a page number at the foot of each."""
    lines: list[tuple[float, str]] = []
    for paragraph in paragraphs:
        rest = paragraph
        indent = 2
        while rest:
            taken = rest[: PER_LINE - indent]
            lines.append((LEFT + indent * SIZE, taken))
            rest, indent = rest[len(taken) :], 0
    pages = []
    for number, start in enumerate(range(0, len(lines), LINES), 1):
        objects = [text_object(x, TOP + at * PITCH, text) for at, (x, text) in enumerate(lines[start : start + LINES])]
        pages.append(layer(*objects, text_object(100, 270, f"—{number}—")))
    return pages
