"""Hostile and broken files: each is named with what is wrong, within limits, and the rest is read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from corpus import Policy, Unread, find_files, load_all
from corpus.parallel import read_files
from qa.reading import Reading, read_policies
from tests.corpus.hostile_files import HARMLESS, UNREAD, zipped

LIMIT = 200_000  # bytes of a document
GOOD = "一、给予贷款贴息。".encode()


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reading, float, set[str]]:
    """What is read of one folder with all of the files and two good ones; the seconds it took; the files then."""
    folder = tmp_path_factory.mktemp("hostile") / "files"
    folder.mkdir()
    for name, (write, _) in UNREAD.items():
        write(folder / name)
    for name, write in HARMLESS.items():
        write(folder / name)
    for name in ("0_first.txt", "zz_last.txt"):
        (folder / name).write_bytes(GOOD)
    begun = time.monotonic()
    result = read_policies([folder], max_bytes=LIMIT, timeout=8)
    return result, time.monotonic() - begun, {str(path) for path in folder.parent.rglob("*") if path.parent != folder}


def test_there_are_at_least_forty_files() -> None:
    assert len(UNREAD) >= 40


@pytest.mark.parametrize("name", UNREAD)
def test_bad_file_is_named_with_what_is_wrong(name: str, reading: tuple[Reading, float, set[str]]) -> None:
    reasons = [why for source, why in reading[0].skipped if source.split("/")[0] == name]
    assert reasons
    assert all(f"/{name}" in why for why in reasons)
    assert any(re.search(UNREAD[name][1], why) for why in reasons), reasons[:3]


def test_the_rest_of_the_folder_is_read_within_a_minute(reading: tuple[Reading, float, set[str]]) -> None:
    sources = [policy.source for policy in reading[0].policies]
    assert {"0_first.txt", "zz_last.txt", "utf16.txt", "single_line.txt"} <= set(sources)
    assert reading[1] < 60


def test_no_file_that_can_be_read_is_skipped_without_a_word(reading: tuple[Reading, float, set[str]]) -> None:
    told = {policy.source.split("/")[0] for policy in reading[0].policies}
    told |= {source.split("/")[0] for source, _ in reading[0].skipped}
    assert told >= {*UNREAD, *HARMLESS}


def test_names_in_archives_lead_nowhere(reading: tuple[Reading, float, set[str]]) -> None:
    sources = {policy.source for policy in reading[0].policies}
    assert {"traversal.zip/escaped.txt", "absolute.zip/etc/escaped.txt", "drive.zip/escaped.txt"} <= sources
    assert not [path for path in reading[2] if "escaped" in path]


def test_names_with_line_breaks_and_codes_are_shown_escaped(reading: tuple[Reading, float, set[str]]) -> None:
    from qa.printable import printable

    sources = [policy.source for policy in reading[0].policies]
    member = next(source for source in sources if source.startswith("newline.zip"))
    assert member.isprintable()
    assert "line\nbreak\x1b[2J.txt" in sources
    assert printable("line\nbreak\x1b[2J.txt") == "line\\nbreak\\x1b[2J.txt"


def fake_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> list[tuple[Path, str]]:
    """A folder of .md files, whose parser is replaced by code in the worker's path, and .txt files."""
    (tmp_path / "fake").mkdir()
    (tmp_path / "fake" / "frontmatter.py").write_text(body)
    monkeypatch.syspath_prepend(str(tmp_path / "fake"))
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("a.txt", "b.md", "c.txt"):
        (folder / name).write_bytes(GOOD)
    (folder / "d.zip").write_bytes(zipped(("1.txt", GOOD), ("2.md", GOOD), ("3.txt", GOOD)))
    return find_files([folder])


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("while True: pass", "took more than 3 seconds"),
        ("x = [bytearray(100_000_000) for _ in range(100)]", "more than 500 megabytes of memory"),
        ("import ctypes; ctypes.string_at(0)", "died \\(SIGSEGV\\)"),
        ("import os; os._exit(3)", "died \\(exit status 3\\)"),
        ("import os; os.kill(os.getpid(), 9)", "died \\(SIGKILL\\)"),
        ("raise SystemExit", "died \\(exit status 0\\)"),
        ("def f(): f()\nf()", "nested too deeply"),
        ("raise LookupError('surprise')", "LookupError: surprise"),
    ],
)
def test_reader_that_fails_takes_only_its_document_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, why: str
) -> None:
    files = fake_parser(tmp_path, monkeypatch, body)
    a, b, c, d = read_files(files, timeout=3 if "3 seconds" in why else 60, memory=500_000_000)
    assert isinstance(a[0], Policy)
    assert isinstance(c[0], Policy)
    assert isinstance(b[0], Unread)
    assert str(files[1][0]) in b[0].why
    assert re.search(why, b[0].why)
    assert [type(result) for result in d] == [Policy, Unread, Policy]
    assert isinstance(d[1], Unread)
    assert re.search(why, d[1].why)


def test_several_such_documents_in_a_row_leave_the_rest_of_an_archive_until_there_are_five(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [*_, (archive, _)] = fake_parser(tmp_path, monkeypatch, "import os; os._exit(3)")
    archive.write_bytes(zipped(("1.md", GOOD), ("2.md", GOOD), ("3.txt", GOOD)))
    [results] = read_files([(archive, "d.zip")])
    assert [type(result) for result in results] == [Unread, Unread, Policy]
    archive.write_bytes(zipped(*((f"{n}.md", GOOD) for n in range(9)), ("9.txt", GOOD)))
    [results] = read_files([(archive, "d.zip")])
    assert [type(result) for result in results] == [Unread] * 6
    assert isinstance(results[-1], Unread)
    assert results[-1].why == f"{archive}: reading failed so 5 times; the rest is left out, split it"


def test_closing_the_reading_ends_the_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = fake_parser(tmp_path, monkeypatch, "while True: pass")
    before = set(psutil.Process().children(recursive=True))
    with closing(read_files(files, timeout=60)) as reading:
        next(reading)
        started = set(psutil.Process().children(recursive=True)) - before
        assert started
    assert not [process for process in started if process.is_running()]


def test_ctrl_c_ends_the_program_and_its_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_parser(tmp_path, monkeypatch, "while True: pass")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from qa.reading import read_policies; from pathlib import Path\n"
        "try: read_policies([Path(sys.argv[2])], progress=lambda *a: print(a, flush=True))\n"
        "except KeyboardInterrupt: print('stopped')"
    )
    arguments = [sys.executable, "-c", code, str(tmp_path / "fake"), str(tmp_path / "files")]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        workers = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(2)
        assert process.stdout.read().endswith("stopped\n")
    assert workers
    assert not [worker for worker in workers if worker.is_running()]


def test_parallel_reading_gives_what_reading_one_by_one_gives(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(f"{number}、给予补助。\n" * 1500, encoding="utf-8")
    (tmp_path / "05.zip").write_bytes(zipped(("b.txt", GOOD), ("a.txt", GOOD)))
    files = find_files([tmp_path])[:8]
    one_by_one = [list(load_all(path, source)) for path, source in files]
    assert list(read_files(files)) == one_by_one


def test_file_that_vanishes_before_it_is_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(GOOD)
    (tmp_path / "b.txt").write_bytes(GOOD)
    files = find_files([tmp_path])
    (tmp_path / "a.txt").unlink()
    gone, there = read_files(files)
    assert isinstance(gone[0], Unread)
    assert "a.txt: no such file" in gone[0].why
    assert isinstance(there[0], Policy)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_file_without_permission_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(GOOD)
    (tmp_path / "a.txt").chmod(0)
    [[unread]] = read_files(find_files([tmp_path]))
    assert isinstance(unread, Unread)
    assert "a.txt: the file cannot be read" in unread.why
