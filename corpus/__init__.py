"""Files in, policies and measures out. Knows nothing of vectors or questions.

Names are imported when they are first used: ``import corpus`` reads no parser and no data.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.datatypes import Contact, Part, PartKind, Policy, Recognised, Repealed
    from corpus.errors import CorpusError, ReadError
    from corpus.files import find_files
    from corpus.gazetteer import Region, find_regions, lookup, region_names
    from corpus.loading import Unread, load, load_all
    from corpus.mending import Mended, mend, mended_span, original_span
    from corpus.segmentation import sentences

_HOME = {
    "Contact": "datatypes",
    "CorpusError": "errors",
    "Mended": "mending",
    "Part": "datatypes",
    "PartKind": "datatypes",
    "Policy": "datatypes",
    "ReadError": "errors",
    "Recognised": "datatypes",
    "Region": "gazetteer",
    "Repealed": "datatypes",
    "find_files": "files",
    "find_regions": "gazetteer",
    "Unread": "loading",
    "load": "loading",
    "load_all": "loading",
    "lookup": "gazetteer",
    "mend": "mending",
    "mended_span": "mending",
    "original_span": "mending",
    "region_names": "gazetteer",
    "sentences": "segmentation",
}

__all__ = [
    "Contact",
    "CorpusError",
    "Mended",
    "Part",
    "PartKind",
    "Policy",
    "ReadError",
    "Recognised",
    "Region",
    "Repealed",
    "Unread",
    "find_files",
    "find_regions",
    "load",
    "load_all",
    "lookup",
    "mend",
    "mended_span",
    "original_span",
    "region_names",
    "sentences",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'corpus' has no attribute {name!r}")
    value = getattr(import_module(f"corpus.{_HOME[name]}"), name)
    globals()[name] = value  # so that the next use does not come here
    return value
