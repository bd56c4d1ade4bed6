"""A saved collection as it is now: a state saved by another process is taken up while questions are answered."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from embeddings import Encoder, load_encoder
from embeddings.errors import EmbeddingsError
from qa.collection import identity
from qa.directory import MANIFEST, read_manifest
from qa.errors import QAError
from qa.policy_qa import PolicyQA

logger = logging.getLogger(__name__)

EVERY = 2.0  # seconds between looks at the manifest
AGAIN = 60.0  # seconds until a state that could not be opened is tried again
FIRST_QUESTION = "补贴"  # asked before others are, so that none waits for what is worked out once


class _LiveQA:
    """A ``PolicyQA`` whose collection may be replaced; each call is answered from one state."""

    def __init__(self, qa: PolicyQA) -> None:
        self.now = qa

    def __getattr__(self, name: str) -> Any:
        return getattr(self.now, name)


@contextmanager
def live_collection(directory: Path, encoder: str | None = None, every: float = EVERY) -> Iterator[PolicyQA]:
    """A ``PolicyQA`` of what is saved in a directory, now and later; raises CollectionError where nothing is now."""
    state = read_manifest(directory)["data"]
    qa = PolicyQA.open(directory, load_encoder(encoder) if encoder else None)
    live, ended = _LiveQA(qa), threading.Event()
    follower = threading.Thread(target=_follow, args=(live, directory, state, ended, every), daemon=True)
    follower.start()
    try:
        yield cast(PolicyQA, live)
    finally:
        ended.set()
        follower.join()


def _follow(live: _LiveQA, directory: Path, state: str, ended: threading.Event, every: float) -> None:
    look, wait = None, every
    while not ended.wait(wait):
        wait = every
        try:
            stat = (directory / MANIFEST).stat()
            if (stat.st_mtime_ns, stat.st_ino) == look:
                continue
            saved = read_manifest(directory)
            if saved["data"] != state:
                live.now = _opened(directory, saved["encoder"], live.now.collection.indexes.encoder)
                state = saved["data"]
                logger.info("%s: took up %d documents", directory, len(live.now.policies))
            look = stat.st_mtime_ns, stat.st_ino
        except (QAError, EmbeddingsError, OSError) as error:
            logger.warning("the changed collection cannot be opened, the former one goes on answering: %s", error)
            wait = AGAIN


def _opened(directory: Path, built_with: dict[str, Any], encoder: Encoder) -> PolicyQA:
    qa = PolicyQA.open(directory, encoder if identity(encoder) == built_with else None)
    qa.ask(FIRST_QUESTION)
    return qa
