"""A collection follows its files: what has changed is read, the rest is kept, and nothing is lost on the way."""

from __future__ import annotations

import os
import shutil
import threading
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from embeddings import EmbeddedEncoder, Progress, Vectors
from qa import PolicyQA, reading
from qa.collection import Collection, saved_documents
from qa.directory import JOURNAL, MANIFEST, locked, read_manifest
from qa.errors import CollectionError, NothingToReadError, QAError
from qa.ingest import Changes, ingest

NOTICE = """关于支持{0}的通知

一、参展补助。对赴境外参加{0}展会的企业，按展位费的{1}%给予补助。

二、办理地点。市民中心{1}号窗口。
"""


class CountingEncoder(EmbeddedEncoder):
    """Remembers what it encodes."""

    def __init__(self) -> None:
        super().__init__()
        self.encoded: list[str] = []

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.encoded += texts
        return super().encode_passages(texts, progress)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    for name, percent in (("纺织", 31), ("陶瓷", 47), ("灯具", 53)):
        (folder / f"{name}.txt").write_text(NOTICE.format(name, percent), encoding="utf-8")
    return folder


@pytest.fixture
def directory(docs: Path, tmp_path: Path) -> Path:
    ingest([docs], tmp_path / "c")
    return tmp_path / "c"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that are read, as they are."""
    sources: list[str] = []
    real = reading.read_files

    def observed(files: Sequence[tuple[Path, str]], **options: object) -> object:
        sources.extend(source for _, source in files)
        return real(files, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_files", observed)
    return sources


def contents(directory: Path) -> dict[str, bytes]:
    return {str(p.relative_to(directory)): p.read_bytes() for p in sorted(directory.rglob("*")) if p.is_file()}


def sources(policies: Sequence[object]) -> list[str]:
    return [policy.source for policy in policies]  # type: ignore[attr-defined]


def change(path: Path, percent: int) -> None:
    path.write_text(NOTICE.format(path.stem, percent), encoding="utf-8")


def test_only_what_has_changed_is_read_and_encoded(docs: Path, directory: Path, read: list[str]) -> None:
    change(docs / "陶瓷.txt", 48)
    (docs / "茶叶.txt").write_text(NOTICE.format("茶叶", 60), encoding="utf-8")
    encoder = CountingEncoder()
    changes = ingest([docs], directory, encoder)
    assert read == ["茶叶.txt", "陶瓷.txt"]
    assert sources(changes.new) == ["茶叶.txt"]
    assert sources(changes.changed) == ["陶瓷.txt"]
    assert changes.removed == changes.kept == changes.skipped == ()
    assert len(encoder.encoded) == 5  # of the new document all three parts, of the changed one the two measures
    assert all("茶叶" in text or "48" in text for text in encoder.encoded)
    answer = PolicyQA.open(directory).ask("陶瓷展位费补助百分之多少")
    assert "48%" in answer.quotes[0].text


def test_unchanged_measures_keep_their_ids(docs: Path, directory: Path) -> None:
    before = {part.id: part.text for policy in saved_documents(directory)[0] for part in policy.parts}
    change(docs / "陶瓷.txt", 48)
    ingest([docs], directory)
    after = {part.id: part.text for policy in saved_documents(directory)[0] for part in policy.parts}
    assert after.keys() == before.keys()
    assert {id for id in before if before[id] != after[id]} == {id for id in before if "47" in before[id]}


def test_nothing_is_written_where_nothing_has_changed(docs: Path, directory: Path, read: list[str]) -> None:
    before = (directory / MANIFEST).stat().st_mtime_ns
    encoder = CountingEncoder()
    changes = ingest([docs], directory, encoder)
    assert (read, encoder.encoded) == ([], [])
    assert (directory / MANIFEST).stat().st_mtime_ns == before
    assert len(changes.documents) == 3
    assert not (directory / JOURNAL).exists()


def test_removed_files_stay_until_they_are_synced_away(docs: Path, directory: Path) -> None:
    (docs / "陶瓷.txt").unlink()
    assert ingest([docs], directory).removed == ()
    assert len(PolicyQA.open(directory).policies) == 3
    assert sources(ingest([docs], directory, sync=True).removed) == ["陶瓷.txt"]
    assert sources(PolicyQA.open(directory).policies) == ["灯具.txt", "纺织.txt"]


def test_after_any_changes_it_is_the_collection_of_a_new_ingest(docs: Path, directory: Path, tmp_path: Path) -> None:
    change(docs / "陶瓷.txt", 48)
    ingest([docs], directory)
    (docs / "纺织.txt").rename(docs / "丝绸.txt")
    ingest([docs], directory, sync=True)
    (docs / "茶叶.txt").write_text(NOTICE.format("茶叶", 60), encoding="utf-8")
    (docs / "灯具.txt").unlink()
    ingest([docs], directory, sync=True)
    ingest([docs], tmp_path / "anew")
    assert contents(directory) == contents(tmp_path / "anew")


def test_folders_ingested_one_after_the_other_are_as_those_ingested_together(docs: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "茶叶.txt").write_text(NOTICE.format("茶叶", 60), encoding="utf-8")
    ingest([more], tmp_path / "one")
    ingest([docs], tmp_path / "one")
    ingest([docs, more], tmp_path / "both")
    assert contents(tmp_path / "one") == contents(tmp_path / "both")


def test_what_cannot_be_read_now_stays_as_it_was(docs: Path, directory: Path) -> None:
    (docs / "陶瓷.txt").write_bytes(bytes(range(256)) * 20)
    changes = ingest([docs], directory, sync=True)
    assert sources(changes.kept) == ["陶瓷.txt"]
    assert [source for source, _ in changes.skipped] == ["陶瓷.txt"]
    assert "47%" in PolicyQA.open(directory).ask("陶瓷展位费补助百分之多少").quotes[0].text
    change(docs / "陶瓷.txt", 48)
    assert sources(ingest([docs], directory).changed) == ["陶瓷.txt"]


def archive(path: Path, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name), content)


def test_a_member_that_cannot_be_read_now_stays_as_it_was(tmp_path: Path, read: list[str]) -> None:
    tea, silk = (NOTICE.format(name, 20).encode() for name in ("茶叶", "丝绸"))
    archive(tmp_path / "a.zip", {"茶叶.txt": tea, "丝绸.txt": silk})
    ingest([tmp_path / "a.zip"], tmp_path / "c")
    archive(tmp_path / "a.zip", {"茶叶.txt": tea, "丝绸.txt": bytes(range(256)) * 20})
    changes = ingest([tmp_path / "a.zip"], tmp_path / "c")
    assert sources(changes.kept) == ["a.zip/丝绸.txt"]
    assert sorted(sources(changes.documents)) == ["a.zip/丝绸.txt", "a.zip/茶叶.txt"]
    archive(tmp_path / "a.zip", {"茶叶.txt": tea})
    assert sources(ingest([tmp_path / "a.zip"], tmp_path / "c").removed) == ["a.zip/丝绸.txt"]
    assert read == ["a.zip"] * 3


@pytest.mark.parametrize("what", ["missing", "empty"])
def test_a_disk_that_is_not_there_does_not_empty_a_collection(docs: Path, directory: Path, what: str) -> None:
    before = contents(directory)
    shutil.rmtree(docs)
    if what == "empty":
        docs.mkdir()
    with pytest.raises(QAError, match="--sync would drop"):
        ingest([docs], directory, sync=True)
    assert contents(directory) == before


def test_an_ingest_that_was_cut_off_goes_on_from_what_it_had_read(
    docs: Path, directory: Path, read: list[str], tmp_path: Path
) -> None:
    for path in docs.iterdir():
        change(path, 70)

    def stop(stage: str, done: int, of: int) -> None:
        if (stage, done) == ("read", 2):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest([docs], directory, progress=stop)
    assert "31%" in PolicyQA.open(directory).ask("纺织展位费补助百分之多少").quotes[0].text
    read.clear()
    ingest([docs], directory)
    assert read == ["陶瓷.txt"]
    ingest([docs], tmp_path / "anew")
    assert contents(directory) == contents(tmp_path / "anew")


@pytest.mark.parametrize("left", [-1, -20, -2000])
def test_a_journal_that_was_cut_off_in_a_line_is_used_up_to_it(
    docs: Path, tmp_path: Path, read: list[str], left: int
) -> None:
    def stop(stage: str, done: int, of: int) -> None:
        if (stage, done) == ("read", 3):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest([docs], tmp_path / "c", progress=stop)
    journal = tmp_path / "c" / JOURNAL
    journal.write_bytes(journal.read_bytes()[:left])
    read.clear()
    ingest([docs], tmp_path / "c")
    assert "陶瓷.txt" in read
    assert len(read) < 3 or left == -2000
    ingest([docs], tmp_path / "anew")
    assert contents(tmp_path / "c") == contents(tmp_path / "anew")


def test_another_encoder_encodes_anew_and_reads_nothing_again(docs: Path, directory: Path, read: list[str]) -> None:
    class Other(CountingEncoder):
        name, revision = "other", "1"

        def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
            return np.ascontiguousarray(super().encode_passages(texts, progress)[:, ::-1])

        def encode_queries(self, texts: Sequence[str]) -> Vectors:
            return np.ascontiguousarray(super().encode_queries(texts)[:, ::-1])

    other = Other()
    assert ingest([docs], directory, other).changed == ()
    assert (len(other.encoded), read) == (9, [])
    assert read_manifest(directory)["encoder"]["name"] == "other"
    assert len(Collection.open(directory, other).policies) == 3


def test_a_collection_stays_with_its_encoder_where_none_is_named(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Named(CountingEncoder):
        name = "named"

    def load(name: str) -> EmbeddedEncoder:
        return Named() if name == "named" else EmbeddedEncoder()

    for module in ("qa.ingest", "qa.collection"):
        monkeypatch.setattr(f"{module}.load_encoder", load)
    PolicyQA.build([docs], tmp_path / "c", Named())
    change(docs / "陶瓷.txt", 48)
    assert PolicyQA.build([docs], tmp_path / "c").collection.indexes.encoder.name == "named"
    assert read_manifest(tmp_path / "c")["encoder"]["name"] == "named"


def test_a_damaged_collection_is_built_again_and_said(docs: Path, directory: Path) -> None:
    victim = directory / read_manifest(directory)["data"] / "words.safetensors"
    victim.write_bytes(b"damaged")
    changes = ingest([docs], directory)
    assert "words.safetensors" in changes.warnings[0]
    assert "Only what is read now" in changes.warnings[0]
    assert len(PolicyQA.open(directory).policies) == 3


def test_of_two_at_once_the_second_says_that_it_waits(docs: Path, directory: Path) -> None:
    change(docs / "陶瓷.txt", 48)
    said, results = threading.Event(), list[Changes]()
    second = threading.Thread(target=lambda: results.append(ingest([docs], directory, waiting=said.set)))
    with locked(directory):
        second.start()
        assert said.wait(20)
        assert results == []
    second.join(60)
    assert sources(results[0].changed) == ["陶瓷.txt"]


def test_a_full_disk_while_reading_is_said_and_leaves_the_collection(
    docs: Path, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(docs / "陶瓷.txt", 48)

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("qa.journal.Journal.keep", full_disk)
    with pytest.raises(CollectionError, match=r"No space left.*Free some space"):
        ingest([docs], directory)
    monkeypatch.undo()
    assert "47%" in PolicyQA.open(directory).ask("陶瓷展位费补助百分之多少").quotes[0].text


def test_a_failed_first_ingest_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 20)
    with pytest.raises(NothingToReadError):
        ingest([tmp_path / "bad.txt"], tmp_path / "c")
    assert not (tmp_path / "c").exists()


def test_a_named_pipe_is_not_waited_for(docs: Path, directory: Path) -> None:
    os.mkfifo(docs / "pipe.txt")
    changes = ingest([docs], directory, timeout=5)
    assert [source for source, _ in changes.skipped] == ["pipe.txt"]
