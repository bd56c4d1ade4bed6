"""Whether answers were useful, as owners said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ui.store.database import now
from ui.store.passages import NamedPassage, passage_rows, passages_of_rows

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Feedback:
    """What an owner said of an answer, and which answer it was."""

    useful: bool
    reason: str  # in the owner's words; "" for none
    question: str
    region: str | None  # the region filter it was asked with
    language: str  # of the page
    declined: str | None  # why the answer abstained; None where it answered
    passages: tuple[NamedPassage, ...]


def keep_feedback(store: Engine, key: str, given: Feedback) -> None:
    """Writes feedback to the disk before it returns; replaces what was given before under the same key."""
    from sqlalchemy.dialects.sqlite import insert

    from ui.store.tables import feedback

    row = {**asdict(given), "passages": passage_rows(given.passages), "time": now()}
    statement = insert(feedback).values(key=key, **row).on_conflict_do_update(index_elements=["key"], set_=row)
    with store.begin() as connection:
        connection.execute(statement)


def all_feedback(store: Engine) -> Iterator[tuple[str, str, Feedback]]:
    """Key, time and content of everything kept, oldest first."""
    from ui.store.tables import feedback

    with store.begin() as connection:
        for row in connection.execute(feedback.select().order_by(feedback.c.id)).mappings():
            fields: dict[str, Any] = {**row, "passages": passages_of_rows(row["passages"])}
            del fields["id"]
            yield fields.pop("key"), fields.pop("time"), Feedback(**fields)
