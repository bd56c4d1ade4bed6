"""Files that hold many documents: archives and JSON Lines, read member by member within limits."""

from __future__ import annotations

from typing import Final

# suffix -> module of this package with a function ``members(stream, suffix, budget) -> Iterator[Member]``
CONTAINERS: Final = {
    ".zip": "zip_archive",
    ".jsonl": "json_lines",
    ".jsonl.gz": "json_lines",
    ".jsonl.xz": "json_lines",
}


def container_suffix(name: str) -> str | None:
    """Return the suffix by which a file holds many documents, None where it is one."""
    return next((suffix for suffix in CONTAINERS if name.lower().endswith(suffix)), None)
