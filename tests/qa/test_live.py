"""A collection that is open follows what is saved, and every answer is of one state."""

from __future__ import annotations

import gc
import shutil
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest

from qa import PolicyQA
from qa.directory import MANIFEST, read_manifest
from qa.errors import CollectionError
from qa.live import live_collection

NOTICE = "关于支持企业参展的通知\n\n一、参展补助。对赴境外参加展会的企业，按展位费的{0}%给予补助，每家最高{0}万元。\n"
QUESTION = "展位费补助百分之多少"
EVERY = 0.02  # seconds


def save(directory: Path, percent: int, more: int = 0) -> None:
    folder = directory.parent / "docs"
    folder.mkdir(exist_ok=True)
    (folder / "notice.txt").write_text(NOTICE.format(percent), encoding="utf-8")
    for number in range(more):
        (folder / f"{number}.txt").write_text(NOTICE.format(percent), encoding="utf-8")
    PolicyQA.build([folder], directory)


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    save(tmp_path / "c", 31)
    return tmp_path / "c"


def test_a_new_state_is_taken_up(directory: Path) -> None:
    with live_collection(directory, every=EVERY) as qa:
        assert "31%" in qa.ask(QUESTION).quotes[0].text
        save(directory, 47, more=2)
        until(lambda: len(qa.policies) == 3)
        assert "47%" in qa.ask(QUESTION).quotes[0].text
        assert qa.policy(qa.policies[0].id) is qa.policies[0]


def test_every_answer_while_states_follow_one_another_is_of_one_of_them(directory: Path) -> None:
    ended, wrong, answers = threading.Event(), [], 0

    def asking() -> None:
        nonlocal answers
        while not ended.is_set():
            text = qa.ask(QUESTION).quotes[0].text
            answers += 1
            if not any(f"{percent}%" in text and f"{percent}万元" in text for percent in (31, 40, 41, 42, 43, 44)):
                wrong.append(text)

    with live_collection(directory, every=EVERY) as qa:
        threads = [threading.Thread(target=asking) for _ in range(3)]
        for thread in threads:
            thread.start()
        for percent in (40, 41, 42, 43, 44):
            save(directory, percent)
            until(lambda percent=percent: f"{percent}%" in qa.policies[0].text)
        ended.set()
        for thread in threads:
            thread.join()
    assert answers > 20
    assert wrong == []


def test_a_damaged_state_is_not_taken_up(directory: Path, caplog: pytest.LogCaptureFixture) -> None:
    with live_collection(directory, every=EVERY) as qa:
        other = directory.parent / "other"
        save(other, 47)
        data = read_manifest(other)["data"]
        shutil.copytree(other / data, directory / data)
        (directory / data / "words.npz").write_bytes(b"damaged")
        (other / MANIFEST).replace(directory / MANIFEST)
        until(lambda: "words.npz" in caplog.text)
        assert "the former one goes on answering" in caplog.text
        assert "31%" in qa.ask(QUESTION).quotes[0].text


def test_where_nothing_is_saved_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="no collection here"), live_collection(tmp_path):
        pass


def test_a_former_state_leaves_the_memory_at_once(directory: Path) -> None:
    qa = PolicyQA.open(directory)
    qa.ask(QUESTION)
    former = weakref.ref(qa)
    gc.disable()  # nothing but the last name may be needed
    try:
        del qa
        assert former() is None
    finally:
        gc.enable()
