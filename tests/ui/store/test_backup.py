"""Backups taken while the server writes, and what a restore may replace."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from qa import PolicyQA, QAError
from ui.command import app
from ui.store import restore as restoring
from ui.store.backup import back_up
from ui.store.database import STORE, create_store, open_store
from ui.store.errors import StoreError
from ui.store.feedback import Feedback, all_feedback, keep_feedback
from ui.store.restore import restore

DOCUMENT = "关于支持企业参展的通知\n\n一、参展补助。对赴境外参加展会的企业，按展位费的60%给予补助。\n"


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backup")
    (folder / "notice.txt").write_text(DOCUMENT, encoding="utf-8")
    PolicyQA.build([folder / "notice.txt"], folder / "collection")
    return folder / "collection"


@pytest.fixture
def filled(store: Engine, make_feedback: Callable[..., Feedback]) -> Engine:
    for number in range(10):
        keep_feedback(store, str(number), make_feedback())
    return store


def keys_of(folder: Path) -> list[str]:
    store = open_store(folder)
    keys = [key for key, _, _ in all_feedback(store)]
    store.dispose()
    return keys


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rewritten(backup: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """A backup with other content."""
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    target = backup.with_name("changed.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target


def test_a_backup_brings_back_store_and_collection(
    filled: Engine, folder: Path, collection: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.zip"
    back_up(folder, collection, backup)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert restore(backup, tmp_path / "new", tmp_path / "collection") == ["store", "collection"]
    assert keys_of(tmp_path / "new") == [str(number) for number in range(10)]
    before = {name: content for name, content in content_of(collection).items() if name != ".lock"}
    after = {name: content for name, content in content_of(tmp_path / "collection").items() if name != ".lock"}
    assert json.loads(before.pop("manifest.json")) == json.loads(after.pop("manifest.json"))
    assert after == before
    assert PolicyQA.open(tmp_path / "collection").ask("境外参展补助多少?").quotes[0].source == "notice.txt"
    assert stat.S_IMODE((tmp_path / "new" / STORE).stat().st_mode) == 0o600


def test_a_backup_taken_while_feedback_is_written_holds_all_that_was_acknowledged_before(
    store: Engine, folder: Path, tmp_path: Path, make_feedback: Callable[..., Feedback]
) -> None:
    acknowledged: list[str] = []
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            key = str(len(acknowledged))
            keep_feedback(store, key, make_feedback(reason="长" * 400))
            acknowledged.append(key)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            before = len(acknowledged)
            back_up(folder, None, tmp_path / f"{number}.zip")
            after = len(acknowledged) + 1
            restore(tmp_path / f"{number}.zip", tmp_path / str(number), None)
            keys = keys_of(tmp_path / str(number))
            assert keys == [str(key) for key in range(len(keys))]
            assert before <= len(keys) <= after
    finally:
        stop.set()
        writer.join()
    assert len(acknowledged) > 5


def test_a_running_server_sees_the_restored_store_and_goes_on_writing(
    filled: Engine, folder: Path, tmp_path: Path, make_feedback: Callable[..., Feedback]
) -> None:
    back_up(folder, None, tmp_path / "backup.zip")
    keep_feedback(filled, "later", make_feedback())
    restore(tmp_path / "backup.zip", folder, None, replace=True)
    assert [key for key, _, _ in all_feedback(filled)] == [str(number) for number in range(10)]
    keep_feedback(filled, "after", make_feedback())
    assert keys_of(folder)[-1] == "after"


def test_nothing_is_replaced_unasked(filled: Engine, folder: Path, collection: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.zip"
    back_up(folder, collection, backup)
    with pytest.raises(StoreError, match=r"exists already; choose another name, or add --force"):
        back_up(folder, collection, backup)
    with pytest.raises(StoreError, match=r"store\.sqlite: exists already; add --force"):
        restore(backup, folder, tmp_path / "collection")
    with pytest.raises(StoreError, match=r"holds a collection already; add --force"):
        restore(backup, tmp_path / "new", collection)
    assert not (tmp_path / "new" / STORE).exists()
    restore(backup, folder, collection, replace=True)
    back_up(folder, collection, backup, replace=True)


def test_a_backup_with_a_collection_is_restored_only_with_a_place_for_it(
    filled: Engine, folder: Path, collection: Path, tmp_path: Path
) -> None:
    back_up(folder, collection, tmp_path / "both.zip")
    back_up(folder, None, tmp_path / "store.zip")
    with pytest.raises(StoreError, match="name the directory to restore it to with --collection"):
        restore(tmp_path / "both.zip", tmp_path / "new", None)
    with pytest.raises(StoreError, match="holds no collection"):
        restore(tmp_path / "store.zip", tmp_path / "new", tmp_path / "c")
    assert not (tmp_path / "new" / STORE).exists()


def corrupt_manifest(members: dict[str, bytes], **changes: Any) -> None:
    members["manifest.json"] = json.dumps({**json.loads(members["manifest.json"]), **changes}).encode()


def with_file(members: dict[str, bytes], name: str, content: bytes = b"x") -> None:
    import hashlib

    members[name] = content
    files = json.loads(members["manifest.json"])["files"]
    files[name] = [len(content), hashlib.sha256(content).hexdigest()]
    corrupt_manifest(members, files=files)


def foreign_store(members: dict[str, bytes]) -> None:
    with_file(members, STORE, b"SQLite format 3\0" + bytes(4080))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda members: members.pop("manifest.json"), "no backup of policy-qa"),
        (lambda members: members.pop(STORE), "other files than it lists"),
        (lambda members: members.update({"more": b"x"}), "other files than it lists"),
        (lambda members: members.update({STORE: members[STORE][:-1] + b"x"}), "differs from its checksum"),
        (lambda members: members.update({STORE: members[STORE] + b"x"}), "larger than it should be"),
        (lambda members: members.update({STORE: members[STORE][:-1]}), "differs from its checksum"),
        (lambda members: members.update({"manifest.json": b"{"}), "no backup of policy-qa"),
        (lambda members: members.update({"manifest.json": b"[]"}), "no backup of policy-qa"),
        (lambda members: corrupt_manifest(members, format=2), "format 2, this version reads 1"),
        (lambda members: with_file(members, "../evil"), "does not belong there"),
        (lambda members: with_file(members, "collection/../../evil"), "does not belong there"),
        (lambda members: with_file(members, "/evil"), "does not belong there"),
        (lambda members: with_file(members, "collection/a\\..\\..\\evil"), "does not belong there"),
        (lambda members: with_file(members, "other.txt"), "does not belong there"),
        (foreign_store, "its store cannot be used"),
        (lambda members: with_file(members, "collection/manifest.json", b"{}"), "its collection cannot be used"),
    ],
)
def test_a_damaged_or_foreign_backup_is_refused_before_anything_changes(
    filled: Engine, folder: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], why: str
) -> None:
    back_up(folder, None, tmp_path / "backup.zip")
    changed = rewritten(tmp_path / "backup.zip", change)
    filled.dispose()
    before = content_of(tmp_path)
    collection = tmp_path / "collection" if "collection" in why else None
    with pytest.raises(StoreError, match=why) as refusal:
        restore(changed, folder, collection, replace=True)
    assert "nothing was changed" in str(refusal.value)
    assert content_of(tmp_path) == before
    assert not (tmp_path.parent / "evil").exists()


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x03\x04" + bytes(200)])
def test_a_file_that_is_no_zip_is_refused(folder: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "backup.zip").write_bytes(content)
    with pytest.raises(StoreError, match="is no backup of policy-qa"):
        restore(tmp_path / "backup.zip", folder, None)
    with pytest.raises(StoreError, match="could not be unpacked"):
        restore(tmp_path / "missing.zip", folder, None)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("place", [0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
def test_one_wrong_byte_anywhere_in_a_backup_is_noticed_or_harmless(
    filled: Engine, folder: Path, tmp_path: Path, place: float
) -> None:
    backup = tmp_path / "backup.zip"
    back_up(folder, None, backup)
    content = bytearray(backup.read_bytes())
    content[int(place * len(content))] ^= 0xFF
    backup.write_bytes(content)
    try:
        restore(backup, tmp_path / "new", None)
    except StoreError:
        assert not (tmp_path / "new" / STORE).exists()
    else:
        assert keys_of(tmp_path / "new") == [str(number) for number in range(10)]


@pytest.mark.parametrize("content", [b"an important letter", b"SQLite format 3\0" + bytes(5000)])
def test_a_foreign_file_in_the_stores_place_is_never_replaced(
    filled: Engine, folder: Path, tmp_path: Path, content: bytes
) -> None:
    back_up(folder, None, tmp_path / "backup.zip")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / STORE).write_bytes(content)
    with pytest.raises(StoreError, match="Move it away"):
        restore(tmp_path / "backup.zip", tmp_path / "other", None, replace=True)
    assert content_of(tmp_path / "other") == {STORE: content}


def test_a_restore_that_is_cut_off_leaves_the_former_store(
    filled: Engine,
    folder: Path,
    tmp_path: Path,
    make_feedback: Callable[..., Feedback],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    back_up(folder, None, tmp_path / "backup.zip")
    keep_feedback(filled, "later", make_feedback())
    filled.dispose()

    class CutOff(sqlite3.Connection):
        def backup(self, target: Any, **_: Any) -> None:
            raise sqlite3.OperationalError("disk I/O error")

    connect = sqlite3.connect
    monkeypatch.setattr(restoring.sqlite3, "connect", lambda *a, **k: connect(*a, **k, factory=CutOff))
    with pytest.raises(StoreError, match="could not be replaced and is unchanged"):
        restore(tmp_path / "backup.zip", folder, None, replace=True)
    monkeypatch.undo()
    assert keys_of(folder)[-1] == "later"


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(
    filled: Engine, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "write", full)
    (tmp_path / "target").mkdir()
    with pytest.raises(StoreError, match="No space left on device"):
        back_up(folder, None, tmp_path / "target" / "backup.zip")
    assert list((tmp_path / "target").iterdir()) == []


def test_a_damaged_collection_is_not_backed_up(filled: Engine, folder: Path, collection: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(collection, damaged)
    next(damaged.glob("data-*/words.safetensors")).write_bytes(b"x")
    with pytest.raises(QAError, match="damaged"):
        back_up(folder, damaged, tmp_path / "backup.zip")
    assert not (tmp_path / "backup.zip").exists()


@pytest.fixture
def run() -> Callable[..., Any]:
    runner = CliRunner()

    def invoke(*arguments: object) -> Any:
        return runner.invoke(app, [str(argument) for argument in arguments])

    return invoke


def test_the_commands_list_back_up_and_restore(
    filled: Engine, folder: Path, tmp_path: Path, run: Callable[..., Any]
) -> None:
    backup = tmp_path / "backup.zip"
    assert run("backup", backup, "--data", folder).exit_code == 0
    assert run("restore", backup, "--data", tmp_path / "new").output == "restored store\n"
    listed = run("feedback", "--data", tmp_path / "new", "--json").output.splitlines()
    rows = [json.loads(line) for line in listed]
    assert [row["id"] for row in rows] == [str(number) for number in range(10)]
    assert rows[0]["reason"] == "没有写金额"
    assert rows[0]["passages"][0]["policy_id"] == "p"
    table = run("feedback", "--data", tmp_path / "new").output.splitlines()
    assert table[0].split("\t")[1:4] == ["not useful", "有哪些贷款贴息政策？", "没有写金额"]


def test_the_commands_explain_what_is_wrong(tmp_path: Path, run: Callable[..., Any]) -> None:
    for arguments in (["feedback"], ["backup", tmp_path / "b.zip"]):
        result = run(*arguments, "--data", tmp_path / "none")
        assert (result.exit_code, "no store here" in result.output) == (1, True)
    assert run("restore", tmp_path / "b.zip", "--data", tmp_path / "d").exit_code == 1
    assert not (tmp_path / "b.zip").exists()


def test_an_empty_store_can_be_backed_up(tmp_path: Path) -> None:
    create_store(tmp_path / "data").dispose()
    assert back_up(tmp_path / "data", None, tmp_path / "b.zip") == [STORE]
