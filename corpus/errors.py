"""The errors of this package: each message says what was found, what was expected and what to do."""

from __future__ import annotations


class CorpusError(Exception):
    """Base of everything this package raises on purpose."""


class ReadError(CorpusError):
    """A file cannot become a policy: missing, empty, binary, too large, unknown format, without text."""
