"""What is older than a day named is forgotten, in the file too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from ui.command import app
from ui.store import declined, feedback, shared_answers
from ui.store.declined import keep_declined_question
from ui.store.feedback import Feedback, all_feedback, keep_feedback
from ui.store.retention import prune
from ui.store.shared_answers import SharedAnswer, keep_shared_answer, shared_answer


@pytest.fixture
def links(store: Engine, make_feedback: Callable[..., Feedback], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One of each kind kept on three days; the links."""
    made = []
    for day in (1, 2, 3):
        for module in (declined, feedback, shared_answers):
            monkeypatch.setattr(module, "now", lambda day=day: f"2026-05-0{day}T00:00:00+00:00")
        keep_feedback(store, str(day), make_feedback(reason=f"secret-{day}" * 30))
        keep_declined_question(store, f"question-{day}" * 30, None, "zh", "year")
        made.append(keep_shared_answer(store, SharedAnswer(f"shared-{day}", None, "zh", None, (), ())))
    return made


def test_feedback_and_declined_questions_before_a_day_are_forgotten(
    store: Engine, folder: Path, links: list[str]
) -> None:
    assert prune(store, date(2026, 5, 3)) == {"feedback": 2, "declined_questions": 2}
    assert [key for key, _, _ in all_feedback(store)] == ["3"]
    assert [shared_answer(store, link) is not None for link in links] == [True, True, True]
    assert prune(store, date(2026, 5, 3)) == {"feedback": 0, "declined_questions": 0}
    store.dispose()
    content = b"".join(path.read_bytes() for path in folder.iterdir())
    for gone in (b"secret-1", b"secret-2", b"question-1", b"question-2"):
        assert gone not in content
    assert b"secret-3" in content


def test_links_are_forgotten_where_asked_for(store: Engine, folder: Path, links: list[str]) -> None:
    result = CliRunner().invoke(app, ["prune", "--before", "2026-05-02", "--data", str(folder), "--links"])
    assert result.output.splitlines() == [
        "1 forgotten: feedback",
        "1 forgotten: declined questions",
        "1 forgotten: shared answers",
    ]
    assert [shared_answer(store, link) is not None for link in links] == [False, True, True]


def test_a_day_that_is_none_is_refused(store: Engine, folder: Path) -> None:
    assert CliRunner().invoke(app, ["prune", "--before", "yesterday", "--data", str(folder)]).exit_code == 2
    assert CliRunner().invoke(app, ["prune", "--data", str(folder)]).exit_code == 2
