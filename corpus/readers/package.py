"""A zip container of XML parts (DOCX, OFD), opened so that a hostile one does no harm.

Nothing is written to disk, no name leaves the container, no entity is expanded, nothing external is fetched.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final

from corpus.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MEMBERS: Final = 20_000
PART: Final = 64_000_000  # bytes of one part, uncompressed
TOTAL: Final = 160_000_000  # bytes of all parts that are read, uncompressed
RATIO: Final = 300  # uncompressed to compressed; text rarely passes 60, deflate ends near 1,030
RATIO_FROM: Final = 10_000_000  # bytes: smaller parts may repeat themselves as they like
_STRICT = {  # ISO 29500 Strict says the same under other names
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
# What zipfile raises on archives that are damaged.
_FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
)  # fmt: skip


class Package:
    """The parts of a container by name; a name has "/" between folders and none in front."""

    def __init__(self, data: bytes) -> None:
        """Open a container. Raises ReadError where it is damaged or has more than MEMBERS parts."""
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _FAULTS as error:
            raise ReadError(
                f"the file is damaged: its zip container cannot be opened ({error}); get it anew"
            ) from error
        members = self._zip.infolist()
        if len(members) > MEMBERS:
            raise ReadError(
                f"the file has {len(members):,} parts, more than the limit of {MEMBERS:,}; it is no document"
            )
        self._members = {info.filename.replace("\\", "/").lstrip("/"): info for info in members}
        self._folded = {name.lower(): name for name in self._members}
        self._read = 0

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._folded

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def bytes(self, name: str) -> bytes:
        """Return a part. Raises ReadError where it is missing, encrypted, damaged or grows beyond the limits."""
        if name not in self:
            raise ReadError(f"the file is damaged: it lacks its part {name!r}; get it anew")
        info = self._members[self._folded[name.lower()]]
        if info.flag_bits & 1:
            raise ReadError(f"the file is encrypted (part {name!r}); save it without a password")
        limit = min(PART, TOTAL - self._read)
        grown = info.file_size > RATIO_FROM and info.file_size > RATIO * max(info.compress_size, 1)
        if info.file_size > limit or grown:
            raise ReadError(
                f"the part {name!r} unpacks from {info.compress_size:,} to {info.file_size:,} bytes, more than the "
                f"limits ({PART:,} bytes a part, {TOTAL:,} in all, {RATIO} times its size); split the document"
            )
        try:
            with self._zip.open(info) as stream:
                content = stream.read(limit + 1)
        except _FAULTS as error:
            raise ReadError(
                f"the file is damaged: its part {name!r} cannot be unpacked ({error}); get it anew"
            ) from error
        if len(content) > limit:
            raise ReadError(f"the part {name!r} unpacks to more than {limit:,} bytes; split the document")
        self._read += len(content)
        return content

    def xml(self, name: str) -> Element:
        """Return the root of an XML part. Raises ReadError as ``bytes`` does, and for XML that is none or hostile."""
        return parsed(self.bytes(name), name)

    def resolved(self, target: str, base: str) -> str:
        """Return the name of a part that another part, ``base``, points at; it cannot leave the container."""
        joined = target if target.startswith("/") else posixpath.join(posixpath.dirname(base), target)
        return posixpath.normpath("/" + joined.replace("\\", "/")).lstrip("/")


def parsed(content: bytes, name: str) -> Element:
    """Return the root of an XML text. Raises ReadError where it is malformed, too deep, or declares entities."""
    from lxml import etree

    if b"http://purl.oclc.org/ooxml/" in content:
        for strict, usual in _STRICT.items():
            content = content.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"the file is damaged: its part {name!r} is not valid XML ({error}); get it anew") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(f"the part {name!r} declares a document type, which no document needs; save the file anew")
    return root
