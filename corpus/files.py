"""Finds the files below the folders a user names."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path


def find_files(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return each file below the given folders and files with its source, sorted by source.

    A source is the path below the given folder with "/" between its parts, for a single file its name; where
    several given paths would yield the same source, all of them are prefixed by the name of their folder (and
    by a number, should that clash too). Hidden files and folders are skipped, a file reached twice is
    returned once. A path that does not exist and a folder that cannot be listed are returned as they are:
    ``load`` then says what is wrong with them, and the other files are read all the same.
    """
    found: list[tuple[Path, str, str]] = []
    seen: set[str] = set()
    for given in paths:
        for path, source in _below(given):
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                folder = os.path.realpath(given if given.is_dir() else path.parent)
                found.append((path, _readable(source), os.path.basename(folder)))
    sources = Counter(source for _, source, _ in found)
    named = [(p, f"{folder}/{s}" if sources[s] > 1 and folder else s) for p, s, folder in found]
    return sorted(_distinct(named), key=lambda pair: pair[1])


def _below(given: Path) -> Iterator[tuple[Path, str]]:
    if given.is_file():
        yield given, given.name
        return
    if not given.exists():
        yield given, given.name
        return
    yield from _walk(given, "", set())


def _walk(folder: Path, prefix: str, entered: set[str]) -> Iterator[tuple[Path, str]]:
    real = os.path.realpath(folder)
    if real in entered:  # reached again through a link
        return
    entered.add(real)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder, prefix.rstrip("/") or folder.name
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if os.path.isdir(entry.path):
            yield from _walk(Path(entry.path), f"{prefix}{entry.name}/", entered)
        else:  # a link that leads nowhere too: ``load`` says so
            yield Path(entry.path), prefix + entry.name


def _readable(source: str) -> str:
    """The source with file names that are not UTF-8 read as GB18030, as offices' archives often have them."""
    raw = os.fsencode(source)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _distinct(named: list[tuple[Path, str]]) -> list[tuple[Path, str]]:
    taken: Counter[str] = Counter()
    result = []
    for path, source in named:
        taken[source] += 1
        result.append((path, source if taken[source] == 1 else f"{taken[source]}/{source}"))
    return result
