"""The web application: a chat that quotes policies, over one ``qa.PolicyQA``."""

from __future__ import annotations

from ui.app import build_app, serve

__all__ = ["build_app", "serve"]
