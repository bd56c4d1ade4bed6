"""Joins documents and vectors: questions in, answers out. Names are imported when they are first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.datatypes import Contact, Part, Policy
    from corpus.mending import Mended, mend
    from qa.datatypes import Answer, Quote
    from qa.errors import QAError
    from qa.policy_qa import PolicyQA

_HOME = {
    "Answer": "qa.datatypes",
    "Contact": "corpus.datatypes",
    "Mended": "corpus.mending",
    "Part": "corpus.datatypes",
    "Policy": "corpus.datatypes",
    "PolicyQA": "qa.policy_qa",
    "QAError": "qa.errors",
    "Quote": "qa.datatypes",
    "mend": "corpus.mending",
}

__all__ = ["Answer", "Contact", "Mended", "Part", "Policy", "PolicyQA", "QAError", "Quote", "mend"]


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'qa' has no attribute {name!r}")
