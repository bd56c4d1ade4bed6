"""Opens a container and those inside it: its documents one by one, within a budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import BinaryIO, Final, Protocol, cast

from corpus.containers import CONTAINERS, container_suffix
from corpus.errors import ReadError
from corpus.readers.document import Document

DEPTH: Final = 4  # archives inside each other
MEMBERS: Final = 20_000  # of an archive with those inside it; rows of JSON Lines are not counted
_TOTAL: Final = 50  # times the limit of one file: what all members may unpack to
_RATIO: Final = 100  # times the size of the container, unless they fit into the limit of one file


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a container: its bytes, or what was read of it, or why it cannot be read."""

    name: str  # printable, with "/" between folders; "" for the container itself
    content: bytes | Document | ReadError


class Budget:
    """What a container and those inside it may still unpack."""

    def __init__(self, max_bytes: int, size: int) -> None:
        """Start with the limit of one member and the size of the outermost container, both in bytes."""
        self.max_bytes = max_bytes
        self.left = self.total = min(_TOTAL * max_bytes, max(max_bytes, _RATIO * size))
        self.members_left = MEMBERS

    def spend(self, size: int) -> None:
        """Take bytes away. Raises ReadError where none are left."""
        self.left -= size
        if self.left < 0:
            raise ReadError(
                f"its documents unpack to more than {self.total:,} bytes; the rest is left out: "
                f"unpack it first, split it, or raise the limit of one file (max_bytes, now {self.max_bytes:,})"
            )


class Container(Protocol):
    """What a module of the table offers."""

    def members(self, stream: BinaryIO, suffix: str, budget: Budget) -> Iterator[Member]: ...


def open_container(stream: BinaryIO, suffix: str, budget: Budget, depth: int = 1) -> Iterator[Member]:
    """Yield the documents of a container in its order, those of containers inside it in their place.

    Names are made distinct and cannot leave the container; nothing is written to disk. What is wrong with the
    container as a whole comes as a member without a name, after what could be read.
    """
    module = cast(Container, import_module(f"corpus.containers.{CONTAINERS[suffix]}"))
    try:
        for member in module.members(stream, suffix, budget):
            inner = container_suffix(member.name)
            if inner is None or not isinstance(member.content, bytes):
                yield member
            elif depth == DEPTH:
                yield Member(member.name, ReadError(f"more than {DEPTH} archives inside each other; unpack them first"))
            else:
                for below in open_container(BytesIO(member.content), inner, budget, depth + 1):
                    yield Member(f"{member.name}/{below.name}".rstrip("/"), below.content)
    except ReadError as error:
        yield Member("", error)
