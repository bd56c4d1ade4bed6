"""Feedback and shared answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision: str | None = None


def upgrade() -> None:
    """Creates both tables."""
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("time", sa.String, nullable=False),
        sa.Column("useful", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("region", sa.String),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("declined", sa.String),
        sa.Column("passages", sa.JSON, nullable=False),
    )
    op.create_table(
        "shared_answers",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("time", sa.String, nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("region", sa.String),
        sa.Column("question_language", sa.String, nullable=False),
        sa.Column("declined", sa.String),
        sa.Column("caveats", sa.JSON, nullable=False),
        sa.Column("passages", sa.JSON, nullable=False),
    )
