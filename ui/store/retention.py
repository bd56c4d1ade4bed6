"""Forgets what was kept before a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine


def prune(store: Engine, before: date, *, links: bool = False) -> dict[str, int]:
    """Deletes feedback and declined questions of the days before one (UTC), and links too where asked for.

    How many rows of each table were deleted. Their text is overwritten in the file, not only unlinked.
    """
    from ui.store.tables import declined_questions, feedback, shared_answers

    tables = [feedback, declined_questions, *([shared_answers] if links else [])]
    with store.connect() as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        connection.rollback()
        with connection.begin():
            counts = {
                table.name: connection.execute(table.delete().where(table.c.time < before.isoformat())).rowcount
                for table in tables
            }
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return counts
