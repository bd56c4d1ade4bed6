"""JSON Lines: one object per line, whatever characters it holds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

# What other programs take for line breaks inside JSON text (str.splitlines does), and what UTF-8 cannot write:
# halves of surrogate pairs, which stand in file names that are not UTF-8.
_ESCAPED = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def json_line(row: Mapping[str, Any]) -> str:
    """One object as one line, without a line break at its end; ``json.loads`` gives the same characters back."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(row, ensure_ascii=False))
