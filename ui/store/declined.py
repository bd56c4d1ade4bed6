"""Questions that got no answer, kept only where the operator asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.store.database import now

if TYPE_CHECKING:
    from sqlalchemy import Engine


def keep_declined_question(store: Engine, question: str, region: str | None, language: str, reason: str) -> None:
    """Writes a declined question to the disk before it returns."""
    from ui.store.tables import declined_questions

    row = {"time": now(), "question": question, "region": region, "language": language, "reason": reason}
    with store.begin() as connection:
        connection.execute(declined_questions.insert().values(row))
