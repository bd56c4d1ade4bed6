"""Reads many files in worker processes, in the files' order, each within limits of time and memory."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import wait
from pathlib import Path
from typing import Final

from corpus.containers import container_suffix
from corpus.datatypes import Policy
from corpus.loading import MAX_BYTES, Unread
from corpus.side_file import stated_of
from corpus.worker import OUT_OF_MEMORY, READY, Task, Worker

TIMEOUT: Final = 120.0  # seconds a document, and
PER_MEGABYTE: Final = 20.0  # seconds more for each megabyte: scans take long
MEMORY: Final = 2_000_000_000  # bytes of a process
_START: Final = 60.0  # seconds more for the first file of a worker, until it is ready: the machine may be busy
_WORKERS: Final = 4
_WORTH_ANOTHER: Final = 400_000  # bytes to read that are worth the start of one more process
_DEATHS: Final = 5  # of workers at one file, before the rest of it is given up


@dataclass(slots=True)
class _Running:
    """A file being read."""

    number: int
    task: Task
    deadline: float
    results: list[Policy | Unread] = field(default_factory=list)
    deaths: int = 0


def read_files(
    files: Sequence[tuple[Path, str]],
    *,
    max_bytes: int = MAX_BYTES,
    overrides: Mapping[str, Mapping[str, str]] | None = None,
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
) -> Generator[list[Policy | Unread], None, None]:
    """Yield the documents of each file (path, source) in order, as load_all does.

    A document on which a worker dies or that takes longer than ``timeout`` seconds, and 20 more for each
    megabyte of its file, is Unread; a new worker goes on with the next. Closing the iterator ends the workers.
    POSIX only.
    """
    sizes = [_size(path) for path, _ in files]
    count = min(_WORKERS, os.cpu_count() or 1, len(files), 1 + sum(sizes) // _WORTH_ANOTHER)
    waiting = iter(range(len(files)))
    running: dict[Worker, _Running] = {}
    finished: dict[int, list[Policy | Unread]] = {}
    following = 0

    def begin(worker: Worker, extra: float) -> None:
        number = next(waiting, None)
        if number is None:
            worker.end()
            return
        path, source = files[number]
        allowed = timeout + PER_MEGABYTE * min(sizes[number], max_bytes) / 1e6
        task = Task(path, source, max_bytes, stated_of(source, overrides or {}), allowed)
        running[worker] = _Running(number, task, 0.0)
        give(worker, running[worker], extra)

    def give(worker: Worker, now: _Running, extra: float) -> None:
        now.deadline = time.monotonic() + now.task.allowed + extra
        with suppress(OSError):  # it died before: the next look at its connection says so
            worker.connection.send(now.task)

    try:
        for _ in range(count):
            begin(Worker(memory), _START)
        while running:
            patience = max(0.0, min(now.deadline for now in running.values()) - time.monotonic())
            ready = wait([worker.connection for worker in running], patience)
            for worker, now in list(running.items()):
                ended, fresh = False, False
                try:
                    if worker.connection in ready:
                        result = worker.connection.recv()
                        if result is not None and result != READY:
                            now.results.append(result)
                        now.deadline = time.monotonic() + now.task.allowed
                        ended = result is None
                    elif time.monotonic() < now.deadline:
                        continue
                    else:
                        raise TimeoutError
                except (EOFError, OSError) as error:  # TimeoutError is an OSError
                    del running[worker]
                    status = worker.end()
                    late = isinstance(error, TimeoutError) or status == -signal.SIGALRM
                    worker, fresh = Worker(memory), True
                    running[worker] = now
                    ended = _bury(now, _cause(now.task.allowed if late else None, status, memory))
                    if not ended:
                        give(worker, now, _START)
                if ended:
                    finished[now.number] = now.results
                    del running[worker]
                    begin(worker, _START if fresh else 0.0)
            while following in finished:
                yield finished.pop(following)
                following += 1
    finally:
        for worker in running:
            worker.end()


def _bury(now: _Running, cause: str) -> bool:
    """Say of the document that a worker died on why it is unread; return whether the file is given up."""
    path, source = now.task.path, now.task.source
    many = container_suffix(path.name) is not None
    place = f"{path}: document {len(now.results) + 1} of the file: " if many else f"{path}: "
    now.deaths += 1
    now.results.append(Unread(source, place + cause))
    now.task = replace(now.task, start=len(now.results))
    if many and now.deaths == _DEATHS:
        now.results.append(Unread(source, f"{path}: reading failed so {_DEATHS} times; the rest is left out, split it"))
    return not many or now.deaths == _DEATHS


def _cause(late: float | None, status: int, memory: int) -> str:
    if late is not None:
        return f"reading took more than {late:.0f} seconds; leave it out or raise the limit (--timeout)"
    if status == OUT_OF_MEMORY:
        return f"reading takes more than {memory / 1e6:,.0f} megabytes of memory; split it or leave it out"
    how = f"exit status {status}"
    if status < 0:
        how = f"signal {-status}"
        if -status in set(signal.Signals):
            how = signal.Signals(-status).name
    return f"the process that read it died ({how}); the file may be damaged or hostile: save it anew or leave it out"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
