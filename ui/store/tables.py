"""The tables of the store as the newest migration leaves them; a test compares the two."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Integer, MetaData, String, Table

metadata = MetaData()

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False, unique=True),  # made by the browser: what is sent again replaces
    Column("time", String, nullable=False),  # UTC, ISO 8601 with seconds
    Column("useful", Boolean, nullable=False),
    Column("reason", String, nullable=False),  # "" for none
    Column("question", String, nullable=False),
    Column("region", String),  # the region filter it was asked with
    Column("language", String, nullable=False),  # of the page
    Column("declined", String),  # why the answer abstained; NULL where it answered
    Column("passages", JSON, nullable=False),
)

shared_answers = Table(
    "shared_answers",
    metadata,
    Column("id", String, primary_key=True),
    Column("time", String, nullable=False),
    Column("question", String, nullable=False),
    Column("region", String),
    Column("question_language", String, nullable=False),  # which the caveats are in
    Column("declined", String),
    Column("caveats", JSON, nullable=False),
    Column("passages", JSON, nullable=False),
)

declined_questions = Table(
    "declined_questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("time", String, nullable=False),
    Column("question", String, nullable=False),
    Column("region", String),
    Column("language", String, nullable=False),
    Column("reason", String, nullable=False),
)
