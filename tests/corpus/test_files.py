"""Finding files and naming policies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus import ReadError, find_files, load
from corpus.loading import policy_id


def make(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def test_files_below_a_folder_are_listed_by_their_path_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/c.md", "a/b.txt", ".hidden", ".git/x.txt", "常州/文.txt")
    assert find_files([tmp_path]) == [
        (tmp_path / "a/b.txt", "a/b.txt"),
        (tmp_path / "a/c.md", "a/c.md"),
        (tmp_path / "b.txt", "b.txt"),
        (tmp_path / "常州/文.txt", "常州/文.txt"),
    ]


def test_single_file_goes_by_its_name(tmp_path: Path) -> None:
    make(tmp_path, "deep/er/a.txt")
    assert [source for _, source in find_files([tmp_path / "deep/er/a.txt"])] == ["a.txt"]


def test_equal_sources_of_several_folders_are_prefixed_by_the_folder(tmp_path: Path) -> None:
    make(tmp_path, "one/a.txt", "two/a.txt", "two/b.txt")
    sources = [source for _, source in find_files([tmp_path / "one", tmp_path / "two"])]
    assert sources == ["b.txt", "one/a.txt", "two/a.txt"]


def test_equal_sources_of_folders_of_the_same_name_stay_distinct(tmp_path: Path) -> None:
    make(tmp_path, "x/docs/a.txt", "y/docs/a.txt")
    sources = [source for _, source in find_files([tmp_path / "x/docs", tmp_path / "y/docs"])]
    assert sources == ["2/docs/a.txt", "docs/a.txt"]


def test_file_named_twice_is_listed_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    assert len(find_files([tmp_path, tmp_path / "a.txt", tmp_path])) == 1


def test_missing_path_is_left_to_the_reader_and_the_others_are_found(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    found = find_files([tmp_path / "nowhere", tmp_path])
    assert [source for _, source in found] == ["a.txt", "nowhere"]
    with pytest.raises(ReadError, match=r"nowhere: no such file or folder"):
        load(*found[1])


def test_folder_that_cannot_be_listed_is_left_to_the_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt", "locked/b.txt")
    listing = os.scandir

    def refuse(folder: Path) -> object:
        if Path(folder).name == "locked":
            raise PermissionError(13, "Permission denied")
        return listing(folder)

    monkeypatch.setattr("os.scandir", refuse)
    found = find_files([tmp_path])
    assert [source for _, source in found] == ["a.txt", "locked"]
    with pytest.raises(ReadError, match=r"locked: the folder cannot be listed; check its permissions"):
        load(*found[1])


def test_policy_id_is_readable_safe_and_unique() -> None:
    first, second = policy_id("常州/关于 补贴.txt"), policy_id("常州-关于 补贴.txt")
    assert first.startswith("常州-关于-补贴-")
    assert first != second
    assert policy_id("a.txt") != policy_id("a.md")
    assert "/" not in policy_id("../x/../y.txt")
    assert len(policy_id("长" * 500 + ".txt")) < 80
    assert policy_id("a.txt") == policy_id("a.txt")


def test_links_in_a_circle_and_links_to_nowhere_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "a" / "b.txt").write_text("给予补助。", encoding="utf-8")
    assert [source for _, source in find_files([tmp_path])] == ["a/b.txt", "loop"]
    assert [source for _, source in find_files([tmp_path / "loop"])] == ["loop"]


def test_names_that_are_not_utf8_are_read_as_gb18030(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), "补贴办法.txt".encode("gb18030"))
    with open(path, "w", encoding="utf-8") as file:
        file.write("给予补助。")
    assert [source for _, source in find_files([tmp_path])] == ["补贴办法.txt"]
