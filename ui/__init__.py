"""The web application: a chat that quotes policies. Names are imported when they are first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.app import build_app, serve

__all__ = ["build_app", "serve"]


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module("ui.app"), name)
    raise AttributeError(f"module 'ui' has no attribute {name!r}")
