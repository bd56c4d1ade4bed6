"""Members of a ZIP archive, whoever made it: names in GB18030, resource forks of macOS, bombs."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO, Final

from corpus.containers.members import MEMBERS, Budget, Member
from corpus.containers.names import Names, harmless
from corpus.errors import ReadError
from corpus.side_file import SIDE_FILE

_RATIO: Final = 300  # uncompressed to compressed; text rarely passes 60, deflate ends near 1,030
_RATIO_FROM: Final = 2_000_000  # bytes: smaller members may repeat themselves as they like
_ENTRY: Final = 1_000  # bytes of a member in the list of members, with a long name
_UTF8: Final = 0x800  # flag of a name in UTF-8
_ENCRYPTED: Final = 0x41
_UNICODE_PATH: Final = 0x7075  # extra field: version, CRC of the name, the name in UTF-8
_HIDDEN: Final = (".", "__MACOSX", "~$")  # the last: what Office keeps beside an open file
_CHINESE: Final = re.compile(r"[\x20-\x7e\u2010-\u203b\u2460-\u24ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef·×]*")
# What zipfile raises on archives that are damaged.
_FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
)  # fmt: skip


def members(stream: BinaryIO, suffix: str, budget: Budget) -> Iterator[Member]:
    """Yield the files of an archive in its order; hidden ones, and what macOS adds, are left out.

    Raises ReadError where the archive is damaged or hostile as a whole, or the budget is spent.
    """
    archive = _opened(stream)
    entries = archive.infolist()
    _check(entries)
    names = Names()
    for info in entries:
        written = _name(info)
        name = harmless(written)
        if written.endswith(("/", "\\")) or any(part.startswith(_HIDDEN) for part in name.split("/")):
            continue
        budget.members_left -= 1
        if budget.members_left < 0:
            raise ReadError(f"the archive holds more than {MEMBERS:,} files; the rest is left out: split it")
        name = names.distinct(name or "unnamed")
        try:
            yield Member(name, _content(archive, info, name, budget))
        except _OfMemberError as error:
            yield Member(name, ReadError(str(error)))


class _OfMemberError(Exception):
    """One member cannot be read; the others can."""


def _opened(stream: BinaryIO) -> zipfile.ZipFile:
    try:
        listed = _size_of_list(stream)
        if listed > MEMBERS * _ENTRY:
            raise ReadError(f"the archive holds far more than {MEMBERS:,} files; split it")
        return zipfile.ZipFile(stream)
    except _FAULTS as error:
        raise ReadError(f"the archive is damaged ({error}); get it anew") from error


def _size_of_list(stream: BinaryIO) -> int:
    """Return the size of the list of members (bytes) as the end of the archive states it; it is held in memory."""
    size = stream.seek(0, 2)
    tail_at = max(0, size - 66_000)
    stream.seek(tail_at)
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        raise ReadError("the archive is damaged or cut off: its list of files is missing; get it anew")
    stated = int(struct.unpack_from("<I", tail, at + 12)[0])
    large = tail.rfind(b"PK\x06\x06", 0, at)
    return int(struct.unpack_from("<Q", tail, large + 40)[0]) if stated == 0xFFFFFFFF and large >= 0 else stated


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MEMBERS:
        raise ReadError(f"the archive holds {len(entries):,} files, more than the limit of {MEMBERS:,}; split it")
    places = sorted((info.header_offset, info.compress_size) for info in entries)
    for (start, size), (following, _) in pairwise(places):
        if start + size > following:
            raise ReadError("the archive is hostile or damaged: its files overlap each other; get it anew")


def _name(info: zipfile.ZipInfo) -> str:
    """Return a name as it was meant: without the flag of UTF-8 it is often GB18030."""
    if info.flag_bits & _UTF8:
        return info.orig_filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename
    if stated := _unicode_path(info.extra, raw):
        return stated
    for encoding in ("utf-8", "gb18030"):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _CHINESE.fullmatch(name):
            return name
    return info.orig_filename


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """Return the name in the extra field of Info-ZIP, where it is that of the same name."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and size > 5 and struct.unpack_from("<I", field, 1)[0] == zlib.crc32(raw):
            return field[5:].decode("utf-8", "replace")
        at += 4 + size
    return None


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: Budget) -> bytes:
    if name.rpartition("/")[2] == SIDE_FILE:
        raise _OfMemberError(f"side files count beside the archive, not in it; put {SIDE_FILE} there")
    if info.flag_bits & _ENCRYPTED:
        raise _OfMemberError("the file is encrypted; unpack the archive with its password first")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise _OfMemberError("the entry is a link, not a file; put the file itself there")
    if info.file_size > budget.max_bytes:
        raise _OfMemberError(
            f"the file unpacks to {info.file_size:,} bytes, more than the limit of {budget.max_bytes:,}; "
            "split it or raise the limit (max_bytes)"
        )
    if info.file_size > _RATIO_FROM and info.file_size > _RATIO * max(info.compress_size, 1):
        raise _OfMemberError(
            f"the file unpacks from {info.compress_size:,} to {info.file_size:,} bytes, more than {_RATIO} times "
            "its size; it looks like a bomb: unpack it first if it is none"
        )
    budget.spend(info.file_size)
    try:
        with archive.open(info) as member:
            return member.read(info.file_size + 1)
    except _FAULTS as error:
        raise _OfMemberError(f"the file is damaged and cannot be unpacked ({error}); get it anew") from error
