"""Opens the store: one SQLite file in a private folder, brought to the newest revision.

What a committed transaction wrote survives the end of the process and of the machine: write-ahead log, every
commit synced to the disk (``synchronous=FULL``).
"""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.store.errors import StoreError
from ui.store.file_check import APPLICATION_ID, check_file

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Engine

STORE = "store.sqlite"
LOCK = ".lock"  # held while a store is opened
BUSY_SECONDS = 30  # how long a writer waits for another


def default_folder() -> Path:
    """Where data is kept unless the operator names a folder."""
    import platformdirs

    return platformdirs.user_data_path("policy-qa", appauthor=False)


def create_store(folder: Path) -> Engine:
    """Opens the store of a folder; makes both where they do not exist, for this user alone (0700, 0600).

    Raises StoreError where it cannot be written, is damaged, foreign, or of a newer version.
    """
    create_folder(folder)
    path = folder / STORE
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror}); choose another folder with --data"
        raise StoreError(message) from None
    return open_store(folder)


def create_folder(folder: Path) -> None:
    """Makes a folder that only this user can enter, where there is none; raises StoreError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        message = f"{folder}: cannot be made ({error.strerror}); choose another folder with --data"
        raise StoreError(message) from None


def open_store(folder: Path) -> Engine:
    """Opens a store that exists; raises StoreError where there is none, and as ``create_store`` does."""
    path = folder / STORE
    if not path.is_file():
        raise StoreError(f"{folder}: no store here; `policy-qa serve --data {folder}` makes one")
    check_file(path)
    from filelock import FileLock

    try:
        # The change to write-ahead logging does not wait for others as everything else in SQLite does.
        with FileLock(folder / LOCK, mode=0o600):
            _prepare(path)
            engine = _engine(path)
            _migrate(engine, path)
    except Exception as error:
        from sqlalchemy.exc import DatabaseError

        if isinstance(error, sqlite3.Error | DatabaseError):
            cause = error.orig if isinstance(error, DatabaseError) else error
            raise StoreError(f"{path}: cannot be used ({cause}); {DAMAGED}") from None
        raise
    return engine


DAMAGED = "move it away and restore a backup (`policy-qa restore FILE`), or choose another folder with --data"


def now() -> str:
    """The time as it is kept: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def check_content(connection: sqlite3.Connection, path: Path) -> None:
    """Raises StoreError where SQLite finds the file damaged."""
    faults = [str(row[0]) for row in connection.execute("PRAGMA quick_check(3)")]
    if faults != ["ok"]:
        raise StoreError(f"{path}: is damaged ({'; '.join(faults)}); {DAMAGED}")


def _prepare(path: Path) -> None:
    """Checks the content, and marks an empty file as ours before anything else is written to it."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        check_content(connection, path)
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _engine(path: Path) -> Engine:
    from sqlalchemy import URL, create_engine, event

    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy begins transactions, also around changes of tables
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("alone") else "BEGIN")

    return engine


def _migrate(engine: Engine, path: Path) -> None:
    """Brings the tables to the newest revision, all steps or none; of two processes the second waits."""
    from alembic import command
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = migration_config()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with engine.connect().execution_options(alone=True) as connection, connection.begin():
        found = MigrationContext.configure(connection).get_current_revision()
        if found is not None and found not in known:
            raise StoreError(
                f"{path}: was written by a newer version of policy-qa (revision {found}, this one knows up to "
                f"{max(known, key=int)}); install that version, or choose another folder with --data"
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def migration_config() -> Config:
    """Alembic's configuration for the migrations of this package."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "ui.store:migrations")
    return config
