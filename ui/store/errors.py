"""What can go wrong with kept data."""

from __future__ import annotations

from qa import QAError


class StoreError(QAError):
    """The store or a backup is missing, damaged, foreign or of another version; nothing of it was changed."""
