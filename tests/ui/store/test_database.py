"""The store's file: private, migrated from every state, and never written over when it is not ours."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from tests.conftest import ROOT
from ui.store.database import STORE, create_store, default_folder, migration_config, open_store
from ui.store.errors import StoreError
from ui.store.feedback import Feedback, all_feedback, keep_feedback
from ui.store.file_check import APPLICATION_ID
from ui.store.tables import metadata


def at_revision(folder: Path, revision: str) -> Path:
    """A store as an earlier version left it."""
    folder.mkdir()
    path = folder / STORE
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    engine = create_engine(f"sqlite:///{path}")
    config = migration_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    return path


def tables_of(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / STORE)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_a_new_store_is_for_its_user_alone_whatever_the_umask(
    folder: Path, make_feedback: Callable[..., Feedback]
) -> None:
    before = os.umask(0)
    try:
        store = create_store(folder)
        keep_feedback(store, "k", make_feedback())
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {
            ".lock": 0o600,
            "store.sqlite": 0o600,
            "store.sqlite-wal": 0o600,
            "store.sqlite-shm": 0o600,
        }
    finally:
        os.umask(before)
    store.dispose()


def test_every_commit_is_logged_ahead_and_synced(folder: Path) -> None:
    store = create_store(folder)
    with store.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
    store.dispose()


def test_an_empty_file_becomes_a_store(folder: Path) -> None:
    folder.mkdir()
    (folder / STORE).touch()
    open_store(folder).dispose()
    assert tables_of(folder) == {"alembic_version", "feedback", "shared_answers", "declined_questions"}


def test_the_newest_migration_leaves_the_tables_that_the_code_uses(folder: Path) -> None:
    store = create_store(folder)
    with store.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    store.dispose()


def test_a_store_of_the_first_revision_is_migrated_with_what_it_holds(folder: Path) -> None:
    path = at_revision(folder, "1")
    assert "declined_questions" not in tables_of(folder)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO feedback (key, time, useful, reason, question, language, passages) "
            "VALUES ('k', '2026-01-02T03:04:05+00:00', 1, '', '问', 'zh', '[]')"
        )
        connection.commit()
    store = open_store(folder)
    assert tables_of(folder) >= {"declined_questions"}
    [(key, time, given)] = all_feedback(store)
    assert (key, time, given.useful, given.question) == ("k", "2026-01-02T03:04:05+00:00", True, "问")
    store.dispose()


def test_a_migration_that_is_cut_off_leaves_the_former_revision(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_revision(folder, "1")
    before = (folder / STORE).read_bytes()[100:]
    from alembic.operations import Operations

    monkeypatch.setattr(Operations, "create_table", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        open_store(folder)
    monkeypatch.undo()
    assert "declined_questions" not in tables_of(folder)
    assert (folder / STORE).read_bytes()[100:] == before
    open_store(folder).dispose()
    assert "declined_questions" in tables_of(folder)


def test_a_first_start_that_is_killed_leaves_what_the_next_start_completes(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from ui.store.database import create_store; print('go', flush=True); "
        "create_store(pathlib.Path(sys.argv[1]))"
    )
    for number, delay in enumerate((0.0, 0.15, 0.25, 0.35, 0.5)):
        folder = tmp_path / str(number)
        process = subprocess.Popen([sys.executable, "-c", code, folder], stdout=subprocess.PIPE, cwd=ROOT)
        assert process.stdout is not None
        process.stdout.readline()
        threading.Event().wait(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        create_store(folder).dispose()
        assert "feedback" in tables_of(folder)


def test_many_that_start_at_once_all_open_one_new_store(folder: Path, make_feedback: Callable[..., Feedback]) -> None:
    failures: list[BaseException] = []

    def start(number: int) -> None:
        try:
            store = create_store(folder)
            keep_feedback(store, str(number), make_feedback())
            store.dispose()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=start, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(list(all_feedback(open_store(folder)))) == 6


def test_a_store_of_a_newer_version_is_refused_and_left_alone(folder: Path) -> None:
    create_store(folder).dispose()
    with closing(sqlite3.connect(folder / STORE)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '99'")
        connection.commit()
    before = (folder / STORE).read_bytes()
    with pytest.raises(StoreError, match=r"newer version of policy-qa \(revision 99, this one knows up to 2\)"):
        create_store(folder)
    assert (folder / STORE).read_bytes() == before


def foreign_files(folder: Path) -> dict[str, bytes]:
    with closing(sqlite3.connect(folder / "other")) as connection:
        connection.execute("CREATE TABLE accounts (id)")
        connection.commit()
    ours = folder / "ours"
    create_store(ours).dispose()
    store = (ours / STORE).read_bytes()
    return {
        "text": "一份文件，不是数据库。".encode() * 50,
        "short": b"x",
        "another program's SQLite file": (folder / "other").read_bytes(),
        "a torn store": store[:50],
        "a store cut short": store[:9000],
        "a store with zeros in it": store[:4096] + bytes(len(store) - 4096),
        "a store with noise in it": store[:4200] + bytes(range(256)) * 16 + store[4200 + 4096 :],
    }


def test_damaged_and_foreign_files_are_refused_with_what_to_do_and_left_alone(tmp_path: Path) -> None:
    for number, (what, content) in enumerate(foreign_files(tmp_path).items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / STORE).write_bytes(content)
        for opened in (create_store, open_store):
            with pytest.raises(StoreError, match=r"(?i)move it away") as refusal:
                opened(folder)
            assert str(folder / STORE) in str(refusal.value), what
            assert (folder / STORE).read_bytes() == content, what


def test_a_folder_without_a_store_is_reported_and_not_filled(folder: Path) -> None:
    folder.mkdir()
    with pytest.raises(StoreError, match="no store here"):
        open_store(folder)
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="choose another folder with --data"):
        create_store(tmp_path / "file" / "data")


def test_the_default_folder_is_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere")
    if sys.platform == "linux":
        assert default_folder() == Path("/somewhere/policy-qa")
