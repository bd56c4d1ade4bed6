"""The process that reads files: limited in memory, and free to die without the program that started it.

It is started as a program of its own, not by multiprocessing, which would run the main script of a user again.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from corpus.loading import load_all

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from corpus.worker import serve; serve(int(sys.argv[2]), int(sys.argv[3]))"
)

OUT_OF_MEMORY = 77  # exit status
READY = "ready"  # sent once: the time of the first task counts from here
_GRACE = 0.2  # seconds


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read; what load_all takes."""

    path: Path
    source: str
    max_bytes: int
    overrides: Mapping[str, Mapping[str, str]]
    start: int = 0  # documents of the file that are left out at its beginning


class Worker:
    """The parent's end: tasks go in by ``connection``, READY, Policy and Unread come out, None after a task's last."""

    def __init__(self, memory: int) -> None:
        """Start a process that may hold ``memory`` bytes of data."""
        self.connection, theirs = Pipe()
        arguments = [json.dumps(sys.path), str(theirs.fileno()), str(memory)]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # what parsers grumble is no message to users
            pass_fds=[theirs.fileno()],
            start_new_session=True,  # Ctrl-C comes from the parent, and what a reader starts ends with the group
        )
        theirs.close()

    def end(self) -> int:
        """End the process and what it started; return its exit status, negative for a signal."""
        self.connection.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_GRACE)  # one that has died or is idle ends by itself
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        return self._process.wait()


def serve(descriptor: int, memory: int) -> None:
    """Read one file after the other until the parent closes the connection: the program of the process."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    connection = Connection(descriptor)
    connection.send(READY)
    while True:
        try:
            task: Task = connection.recv()
        except EOFError:
            return
        _read(connection, task)
        connection.send(None)


def _read(connection: Connection, task: Task) -> None:
    path, source = task.path, task.source
    try:
        for result in load_all(path, source, max_bytes=task.max_bytes, overrides=task.overrides, start=task.start):
            connection.send(result)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # what is left may not suffice to go on
