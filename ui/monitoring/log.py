"""The log: one JSON object per line, to a file or to standard error. Questions are in it only where asked for."""

from __future__ import annotations

import hashlib
import logging
import secrets
import sys
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

from qa import QAError
from qa.json_lines import json_line


class JsonLog:
    """Writes events; without a file it writes nothing. A file that is moved away (logrotate) is begun anew."""

    def __init__(self, file: Path | None) -> None:
        self._logger = logging.Logger("policy-qa")  # of its own: what others configure does not reach it
        self._salt = secrets.token_bytes(16)
        if file is not None:
            self._logger.addHandler(_handler(file))

    def write(self, event: str, **fields: Any) -> None:
        """Writes one line; fields that are None are left out."""
        if self._logger.handlers:
            now = datetime.now(UTC).isoformat(timespec="milliseconds")
            given = {key: value for key, value in fields.items() if value is not None}
            self._logger.info("%s", json_line({"time": now, "event": event, **given}))

    def pseudonym(self, client: str | None) -> str | None:
        """The same for the same client while the server runs, and no way back to the address."""
        if client is None:
            return None
        return hashlib.blake2b(client.encode("utf-8", "replace"), key=self._salt, digest_size=6).hexdigest()


def _handler(file: Path) -> logging.Handler:
    if str(file) == "-":
        return logging.StreamHandler(sys.stderr)
    try:
        return WatchedFileHandler(file, encoding="utf-8")
    except OSError as error:
        raise QAError(f"--log {file}: cannot be written ({error.strerror}); choose another file") from None
