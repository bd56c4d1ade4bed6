"""Declined questions, kept where the operator asks for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade() -> None:
    """Creates the table."""
    op.create_table(
        "declined_questions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("time", sa.String, nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("region", sa.String),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
    )
