"""Answers that owners share by a link: the question and the passages it names, without their text."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from ui.store.database import now
from ui.store.passages import NamedPassage, passage_rows, passages_of_rows

if TYPE_CHECKING:
    from sqlalchemy import Engine

# Without 0, O, 1, l and I, which are mistaken for each other when read from a screen.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ID_LENGTH = 13  # characters: 75 bits, not to be guessed


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """What a link stands for."""

    question: str
    region: str | None  # the region filter it was asked with
    question_language: str  # which the caveats are in
    declined: str | None  # why there was no answer; None where there was one
    caveats: tuple[str, ...]
    passages: tuple[NamedPassage, ...]


def keep_shared_answer(store: Engine, shared: SharedAnswer) -> str:
    """Writes what a link stands for to the disk before it returns the link's id."""
    from ui.store.tables import shared_answers

    link = "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))
    row = {**asdict(shared), "passages": passage_rows(shared.passages), "id": link, "time": now()}
    with store.begin() as connection:
        connection.execute(shared_answers.insert().values(row))
    return link


def shared_answer(store: Engine, link: str) -> tuple[str, SharedAnswer] | None:
    """When a link was made and what it stands for; None for one that was never given out."""
    from ui.store.tables import shared_answers

    with store.begin() as connection:
        row = connection.execute(shared_answers.select().where(shared_answers.c.id == link)).mappings().first()
    if row is None:
        return None
    fields = {name: value for name, value in row.items() if name not in ("id", "time")}
    return row["time"], SharedAnswer(
        **{**fields, "caveats": tuple(row["caveats"]), "passages": passages_of_rows(row["passages"])}
    )
