"""A store in a folder of its own, and feedback to keep in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from qa import Quote
from ui.store.database import create_store
from ui.store.feedback import Feedback
from ui.store.passages import NamedPassage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path) -> Iterator[Engine]:
    engine = create_store(folder)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def make_feedback(quote: Quote) -> Callable[..., Feedback]:
    def make(**fields: Any) -> Feedback:
        given = Feedback(
            useful=False,
            reason="没有写金额",
            question="有哪些贷款贴息政策？",
            region="青川市",
            language="zh",
            declined=None,
            passages=(NamedPassage.of(quote),),
        )
        return replace(given, **fields)

    return make
