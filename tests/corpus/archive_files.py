"""Archives for the tests, sound and hostile, made byte by byte where zipfile would not make them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

NOTICE = "关于发放补贴的通知\n\n一、标准。每户补贴500元。\n\n嘉兴市财政局\n\n2022年5月5日\n"


def zipped(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of the given members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def raw_zip(
    entries: list[tuple[bytes, bytes]], *, flags: int = 0, extra: bytes = b"", stated: int | None = None
) -> bytes:
    """An archive of stored members whose names are any bytes; ``stated`` lies about their unpacked size."""
    body, listed = bytearray(), bytearray()
    for name, content in entries:
        size = len(content) if stated is None else stated
        common = struct.pack(
            "<HHHHHIIIHH", 20, flags, 0, 0, 33, zlib.crc32(content), len(content), size, len(name), len(extra)
        )
        listed += (
            b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name + extra
        )
        body += b"PK\x03\x04" + common + name + extra + content
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(listed), len(body), 0)
    return bytes(body + listed) + b"PK\x05\x06" + end


def overlapping_zip(count: int, content: bytes) -> bytes:
    """An archive whose members all unpack the same bytes, the way of the best bombs."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    listed = b""
    for number in range(count):
        name = b"%04d.txt" % number
        common = struct.pack(
            "<HHHHHIIIHH", 20, 0, 8, 0, 33, zlib.crc32(content), len(packed), len(content), len(name), 0
        )
        listed += b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    first = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, zlib.crc32(content), len(packed), len(content), 8, 0)
    body = b"PK\x03\x04" + first + b"0000.txt" + packed
    return body + listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(listed), len(body), 0)
