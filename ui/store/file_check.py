"""Tells a store of ours from other files by its first bytes, without opening or touching it."""

from __future__ import annotations

from pathlib import Path

from ui.store.errors import StoreError

APPLICATION_ID = (
    0x50514153  # "PQAS", in the header of every store: https://www.sqlite.org/fileformat2.html#application_id
)
_MAGIC = b"SQLite format 3\x00"
_APPLICATION_ID_AT, _HEADER_LENGTH = 68, 100  # bytes


def check_file(path: Path) -> None:
    """Raises StoreError unless the file is a store of this program, or empty: the start of one."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_LENGTH)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}); choose another folder with --data") from None
    if not header:
        return
    if len(header) < _HEADER_LENGTH or not header.startswith(_MAGIC):
        raise StoreError(
            f"{path}: is no store of policy-qa, or is damaged (it does not begin as a SQLite file); it was left as it "
            "is. Move it away, or choose another folder with --data"
        )
    found = int.from_bytes(header[_APPLICATION_ID_AT : _APPLICATION_ID_AT + 4], "big")
    if found != APPLICATION_ID:
        raise StoreError(
            f"{path}: is a SQLite file of another program (application id {found:#x}, expected {APPLICATION_ID:#x}); "
            "it was left as it is. Move it away, or choose another folder with --data"
        )
