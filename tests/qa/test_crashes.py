"""Killed at any point, an ingest leaves a collection that is the former one or the new one, and the next one ends it.

The points are the calls of the system that change or open files below the directory, which the interpreter announces
to audit hooks: at each in turn, a forked process ends itself as `kill -9` would. Torn files come from writes that are
cut off within: at random bytes of what is written.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from embeddings import EmbeddedEncoder
from qa import PolicyQA, reading
from qa.collection import saved_documents
from qa.directory import BUILDING, JOURNAL, LOCK, MANIFEST
from qa.editing import edit, with_metadata
from qa.errors import CollectionError
from qa.ingest import Changes, ingest
from qa.live import live_collection

EVENTS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.scandir", "os.listdir"}
NOTICE = "关于支持{0}的通知\n\n一、参展补助。对赴境外参加{0}展会的企业，按展位费的{1}%给予补助。\n"


def write(folder: Path, notices: dict[str, int]) -> None:
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.stem not in notices:
            path.unlink()
    for name, percent in notices.items():
        (folder / f"{name}.txt").write_text(NOTICE.format(name, percent), encoding="utf-8")


BEFORE = {"纺织": 31, "陶瓷": 47, "灯具": 53}
AFTER = {"纺织": 32, "灯具": 53, "茶叶": 60}  # one changed, one gone, one new


def state(directory: Path) -> set[str]:
    """What the documents say: the texts that tell the states apart."""
    return {policy.text for policy in saved_documents(directory)[0]}


def contents(directory: Path) -> dict[str, bytes]:
    files = (path for path in sorted(directory.rglob("*")) if path.is_file() and path.name != LOCK)
    return {str(path.relative_to(directory)): path.read_bytes() for path in files}


ENCODER = EmbeddedEncoder()


def sync(docs: Path, directory: Path) -> Changes:
    return ingest([docs], directory, ENCODER, sync=True)


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read by this process: what is killed here is the ingest, which owns the directory."""
    from corpus.loading import load_all

    def read_files(files: Any, *, max_bytes: int, overrides: Any, timeout: float) -> Iterator[list[Any]]:
        for path, source in files:
            yield list(load_all(path, source, max_bytes=max_bytes, overrides=overrides))

    monkeypatch.setattr(reading, "read_files", read_files)


@pytest.fixture
def docs(tmp_path: Path, read_here: None) -> Path:
    write(tmp_path / "docs", BEFORE)
    return tmp_path / "docs"


class Directory:
    """A collection that every kill starts from, and the two states it may be in after one."""

    def __init__(self, docs: Path, tmp_path: Path) -> None:
        self.path, self._kept = tmp_path / "c", tmp_path / "kept"
        ingest([docs], self._kept, ENCODER)
        self.before = state(self._kept)
        write(docs, AFTER)
        shutil.copytree(self._kept, tmp_path / "synced")
        sync(docs, tmp_path / "synced")
        self.after, self.ended = state(tmp_path / "synced"), contents(tmp_path / "synced")

    def restore(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        shutil.copytree(self._kept, self.path)


@pytest.fixture
def directory(docs: Path, tmp_path: Path) -> Directory:
    return Directory(docs, tmp_path)


def killed(work: Callable[[], object], prepare: Callable[[], None]) -> bool:
    """Does some work in a forked process that is prepared to be killed; whether it was."""
    child = os.fork()
    if not child:
        try:
            prepare()
            work()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, status
    return os.WIFSIGNALED(status)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def at_event(number: int, below: Path) -> Callable[[], None]:
    """Prepares for death before the event of a number, among those that touch files below a directory."""
    left = number

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event in EVENTS and any(isinstance(a, str | Path) and str(a).startswith(str(below)) for a in arguments):
            left -= 1
            if left < 0:
                die()

    return lambda: sys.addaudithook(hook)


def kill_at_every_event(work: Callable[[], object], below: Path, check: Callable[[], None], most: int = 400) -> int:
    """Kills the work at one event after the other until it comes to its end; returns at how many."""
    for number in range(most):
        if not killed(work, at_event(number, below)):
            return number
        check()
    raise AssertionError("the work does not end")


def test_a_synced_ingest_killed_at_any_event(docs: Path, directory: Directory) -> None:
    states = []

    def check() -> None:
        now = state(directory.path)
        assert now in (directory.before, directory.after)
        assert PolicyQA.open(directory.path, ENCODER).ask("纺织展位费补助百分之多少").quotes[0].text in "".join(now)
        states.append(now)
        sync(docs, directory.path)
        assert contents(directory.path) == directory.ended
        directory.restore()

    directory.restore()
    kills = kill_at_every_event(lambda: sync(docs, directory.path), directory.path, check)
    assert kills >= 60
    assert states.count(directory.before) > kills / 2
    assert directory.after in states


def test_a_first_ingest_killed_at_any_event(docs: Path, tmp_path: Path) -> None:
    sync(docs, tmp_path / "whole")
    ended = contents(tmp_path / "whole")
    directory = tmp_path / "c"

    def check() -> None:
        if (directory / MANIFEST).exists():
            assert contents(directory).items() >= ended.items()
        sync(docs, directory)
        assert contents(directory) == ended
        shutil.rmtree(directory)

    assert kill_at_every_event(lambda: sync(docs, directory), directory, check) >= 40


def test_what_was_read_before_a_kill_is_not_read_again(
    docs: Path, directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []
    real = reading.read_files

    def observed(files: Any, **options: Any) -> Any:
        read.append([source for _, source in files])
        return real(files, **options)

    monkeypatch.setattr(reading, "read_files", observed)
    directory.restore()

    def dying(stage: str, done: int, of: int) -> None:
        if stage == "encode":
            die()

    assert killed(lambda: ingest([docs], directory.path, ENCODER, progress=dying), lambda: None)
    assert (directory.path / JOURNAL).exists()
    assert state(directory.path) == directory.before
    sync(docs, directory.path)
    assert read == [[]]  # in this process: the other one had read both
    assert contents(directory.path) == directory.ended


def test_files_torn_at_any_byte_are_never_taken_for_whole(docs: Path, directory: Directory) -> None:
    """A limit on the size of files cuts a write off within, and ends the process."""
    chance = random.Random(0)
    largest = max(len(content) for content in directory.ended.values())
    for _ in range(60):
        directory.restore()
        size = chance.randrange(1, largest)

        def limited(size: int = size) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        assert killed(lambda: sync(docs, directory.path), limited)
        assert state(directory.path) == directory.before
        sync(docs, directory.path)
        assert contents(directory.path) == directory.ended


def test_a_disk_that_is_full_at_any_byte_is_said_and_leaves_the_collection(docs: Path, directory: Directory) -> None:
    """The same limit is an error to those who ignore the signal, as Python does: that of a full disk."""
    chance = random.Random(2)
    largest = max(len(content) for content in directory.ended.values())
    directory.restore()
    for _ in range(40):
        size = chance.randrange(1, largest)

        def full(size: int = size) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        def refused() -> None:
            with pytest.raises(CollectionError, match=r"could not be written .* unchanged\. Free some space"):
                sync(docs, directory.path)

        assert not killed(refused, full)
        assert state(directory.path) == directory.before
        assert not (directory.path / BUILDING).exists()
    sync(docs, directory.path)
    assert contents(directory.path) == directory.ended


def test_kills_at_random_moments(docs: Path, directory: Directory) -> None:
    chance, kills, undisturbed = random.Random(1), 0, []
    for _ in range(5):
        directory.restore()
        begin = time.monotonic()
        sync(docs, directory.path)  # here, not in a process of its own: forking a large one takes longer than this
        undisturbed.append(time.monotonic() - begin)
    for _ in range(60):
        directory.restore()
        seconds = chance.uniform(0.001, min(undisturbed))
        kills += killed(
            lambda: sync(docs, directory.path),
            lambda seconds=seconds: signal.setitimer(signal.ITIMER_REAL, seconds),
        )
        assert state(directory.path) in (directory.before, directory.after)
        sync(docs, directory.path)
        assert contents(directory.path) == directory.ended
    assert kills > 20


def test_a_change_of_one_document_killed_at_any_event(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    def change() -> None:
        edit(directory.path, lambda policies: [with_metadata(policy, {"issuer": "商务局"}) for policy in policies])

    def check() -> None:
        issuers = {policy.issuer for policy in saved_documents(directory.path)[0]}
        assert issuers in ({None}, {"商务局"})
        assert len(PolicyQA.open(directory.path, ENCODER).policies) == 3
        directory.restore()

    monkeypatch.setattr("qa.collection.load_encoder", lambda name: ENCODER)
    directory.restore()
    assert kill_at_every_event(change, directory.path, check) >= 50


def test_an_open_collection_answers_from_a_whole_state_while_ingests_are_killed(
    docs: Path, directory: Directory
) -> None:
    directory.restore()
    said = {"31%": directory.before, "32%": directory.after}
    with live_collection(directory.path, every=0.002) as qa:

        def check() -> None:
            for _ in range(3):
                text = qa.ask("纺织展位费补助百分之多少").quotes[0].text
                assert any(percent in text for percent in said)

        kills = kill_at_every_event(lambda: sync(docs, directory.path), directory.path, check)
        assert kills >= 50
        end = time.monotonic() + 30
        while {policy.text for policy in qa.policies} != directory.after:
            assert time.monotonic() < end
            time.sleep(0.01)
