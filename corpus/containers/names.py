"""Names of members as sources: printable, inside their container, each once."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

_LONGEST: Final = 500  # chars of a name; the tail is kept
_DRIVE: Final = re.compile(r"[A-Za-z]:")


class Names:
    """The names given out so far in a container."""

    def __init__(self) -> None:
        self._taken: Counter[int] = Counter()  # by hash, so that a million names stay small

    def distinct(self, name: str) -> str:
        """Return the name, with a number in front where it was given out before: "2/name"."""
        while True:
            self._taken[hash(name)] += 1
            count = self._taken[hash(name)]
            if count == 1:
                return name
            name = f"{count}/{name}"


def harmless(name: str) -> str:
    """Return a name without "..", drive or leading "/"; control characters are written as escapes (``\\\\n``)."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    if parts and _DRIVE.match(parts[0]):
        parts[0] = parts[0][2:]
    shown = "/".join(part for part in parts if part)
    return "".join(map(_printable, unicodedata.normalize("NFC", shown)))[-_LONGEST:]


def _printable(character: str) -> str:
    # format characters would turn the direction of what is shown around; separators of lines break it
    if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp"):
        return character.encode("unicode_escape").decode("ascii")
    return "\ufffd" if unicodedata.category(character) == "Cs" else character
