"""Bytes to text, in the encodings that Chinese offices use."""

from __future__ import annotations

import codecs
import re

from corpus.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a ZIP container (DOCX, XLSX or OFD)",
    b"\xd0\xcf\x11\xe0": "an old Office file (DOC or XLS)",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"{\\rtf": "an RTF file",
}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the characters of a file, "\\r\\n" and "\\r" turned into "\\n", a byte order mark dropped.

    A byte order mark decides, then valid UTF-8, then the declared encoding, then valid GB18030 or UTF-16
    that reads as Chinese or Latin text, then charset-normalizer. Raises ReadError where the bytes are not text.
    """
    for signature, name in _SIGNATURES.items():
        if data.startswith(signature):
            raise ReadError(f"the file is binary: {name} by its first bytes, not text; convert it to text first")
    text = _decoded(data, declared)
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > 0.01 * len(text):
        raise ReadError(
            f"the file is binary: {controls:,} of {len(text):,} characters are not text; "
            "expected UTF-8, GB18030 or UTF-16 text"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, declared: str | None) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    if b"\x00" in data:
        return _without_bom(data)
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") <= 0.002 * len(text):  # a few broken characters, or the last one cut off
        return text
    candidates = [e for e in (declared, "gb18030", "big5") if e]
    for encoding in candidates:
        tried = _tried(data, encoding)
        if tried is not None and _reads(tried):
            return tried
    return _guessed(data)


def _without_bom(data: bytes) -> str:
    """Decode UTF-16 without a byte order mark; zero bytes stand in nothing else that is text."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _tried(data, encoding)
        if text is not None and _reads(text):
            return text
    raise ReadError("the file is binary: it has zero bytes; expected UTF-8, GB18030 or UTF-16 text")


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _reads(text: str) -> bool:
    """Whether a text consists of what Chinese and Latin documents are written with."""
    sample = text[:20_000]
    usual = sum(
        1
        for c in sample
        if c < "\x7f" or "\u4e00" <= c <= "\u9fff" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef"
        or "\u2000" <= c <= "\u27bf" or "\xa0" <= c <= "\xff"
    )  # fmt: skip
    return usual >= 0.95 * len(sample) and not _CONTROL.search(sample)


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise ReadError("the file is binary or in an unknown encoding; save it as UTF-8 or GB18030 text")
    return str(best)
