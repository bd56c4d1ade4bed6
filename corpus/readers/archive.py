"""Opens ZIP archives: names read as they were meant, nothing written to disk, bombs refused."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, Final

from corpus.errors import ReadError
from corpus.readers.member import MEMBERS, TOTAL, Budget

RATIO: Final = 300  # uncompressed to compressed; text rarely passes 60, deflate ends near 1,030
RATIO_FROM: Final = 2_000_000  # bytes: smaller members may repeat themselves as they like
_UTF8_NAME = 0x800  # flag bit 11, APPNOTE.TXT 4.4.4
_FOREIGN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def entries(file: BinaryIO, budget: Budget) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the name of each file of an archive and a function that unpacks it, in the archive's order.

    Names are relative, "/" between folders, distinct; folders, hidden files and resource forks are left out.
    Raises ReadError where the archive is damaged or holds more files than the budget; the functions raise it
    where a file is encrypted, damaged or unpacks to more than the budget.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (*_FOREIGN, zipfile.LargeZipFile) as error:
        raise ReadError(f"the archive is damaged: it cannot be opened ({error}); get it anew") from error
    taken: Counter[str] = Counter()
    for info in archive.infolist():
        name = _harmless(_meant(info))
        if info.is_dir() or not name or _is_hidden(name):
            continue
        if budget.members <= 0:
            raise ReadError(f"the archive holds more than {MEMBERS:,} files, the rest is left out; split it")
        budget.members -= 1
        taken[name] += 1
        yield name if taken[name] == 1 else f"{taken[name]}/{name}", partial(_unpacked, archive, info, budget)


def _meant(info: zipfile.ZipInfo) -> str:
    """The name of a member; without the flag that it is UTF-8 often GB18030, which zipfile takes for CP437."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        foreign = [c for c in name if c > "\x7f"]
        usual = sum(1 for c in foreign if _in_gb2312(c))
        if encoding == "utf-8" or 2 * usual >= len(foreign):  # other letters of CP437 make rare characters
            return name
    return info.filename


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _harmless(name: str) -> str:
    """The name without a drive, a root, and steps upwards."""
    steps = re.sub(r"^[A-Za-z]:", "", name.replace("\\", "/")).split("/")
    return posixpath.join("", *(step for step in steps if step not in ("", ".", "..")))


def _is_hidden(name: str) -> bool:
    return any(step.startswith(".") or step == "__MACOSX" for step in name.split("/"))


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    if info.flag_bits & 1:
        raise ReadError("the member is encrypted; unpack the archive with its password and ingest the folder")
    limit = min(budget.document, budget.total)
    if info.file_size > RATIO_FROM and info.file_size > RATIO * max(info.compress_size, 1):
        raise ReadError(
            f"the member unpacks from {info.compress_size:,} to {info.file_size:,} bytes, more than {RATIO} times; "
            "no document does: leave it out"
        )
    if info.file_size > limit:
        raise _too_large(info.file_size, budget)
    try:
        with archive.open(info) as stream:
            content = stream.read(limit + 1)
    except _FOREIGN as error:
        raise ReadError(f"the archive is damaged: the member cannot be unpacked ({error}); get it anew") from error
    if len(content) > limit:
        raise _too_large(len(content), budget)
    budget.total -= len(content)
    return content


def _too_large(size: int, budget: Budget) -> ReadError:
    if size > budget.document:
        return ReadError(
            f"the member has {size:,} bytes, more than the limit of {budget.document:,}; "
            "split it or raise the limit (max_bytes)"
        )
    return ReadError(f"the archive unpacks to more than {TOTAL:,} bytes; split it")
