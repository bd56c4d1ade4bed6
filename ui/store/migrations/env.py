"""Run by Alembic: migrates over the connection that ``ui.store.database`` hands in, all steps in one transaction."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
