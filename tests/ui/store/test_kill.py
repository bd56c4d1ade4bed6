"""Whatever was acknowledged is still there after the server is killed, at any moment, as often as it is."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ROOT
from ui.store.database import STORE, open_store
from ui.store.feedback import all_feedback

WRITERS = 4
START_SECONDS = 120
LONGEST_LIFE = 0.6  # seconds of writing before the kill
KILLS = int(os.environ.get("POLICY_QA_KILLS", "5"))  # of the whole server, which takes seconds to start: 100 for proof


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def write_until_dead(port: int, server: subprocess.Popen[bytes], seed: int, acknowledged: dict[str, str]) -> None:
    """Sends feedback, one after the other; what is acknowledged is noted after the answer has come."""
    keys = random.Random(seed)
    number = 0
    while server.poll() is None:
        key, number = f"{keys.getrandbits(128):032x}", number + 1
        reason = f"{seed}/{number} 理由 " * (1 + number % 7)
        body = {"question": "问", "key": key, "useful": False, "reason": reason, "language": "zh"}
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/feedback", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=START_SECONDS) as response:
                kept = json.load(response)
        except (OSError, ValueError, http.client.HTTPException):  # not up yet, or dead before it answered
            time.sleep(0.01)
            continue
        if kept == {"kept": True}:
            acknowledged[key] = reason.strip()


def live_and_die(command: list[str], port: int, seed: int, acknowledged: dict[str, str]) -> None:
    """Starts a server, writes to it, and kills it at a random moment after the first acknowledgement."""
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    before = len(acknowledged)
    writers = [
        threading.Thread(target=write_until_dead, args=(port, server, seed * WRITERS + writer, acknowledged))
        for writer in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    try:
        deadline = time.monotonic() + START_SECONDS
        while len(acknowledged) == before:
            assert server.poll() is None, "the server ended by itself"
            assert time.monotonic() < deadline, "no feedback was acknowledged"
            time.sleep(0.005)
        time.sleep(random.Random(seed).uniform(0, LONGEST_LIFE))
    finally:
        server.send_signal(signal.SIGKILL)
        server.wait()
        for writer in writers:
            writer.join()


@pytest.mark.parametrize(
    ("arguments", "kills"),
    [
        pytest.param(["-m", "tests.ui.store.feedback_server", "{folder}", "{port}"], 5, id="feedback alone"),
        pytest.param(
            ["-m", "ui.command", "serve", "--data", "{folder}", "--port", "{port}"],
            KILLS,
            id="the whole server",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_no_acknowledged_feedback_is_lost_by_killing_the_server(
    tmp_path: Path, arguments: list[str], kills: int
) -> None:
    folder, port = tmp_path / "data", free_port()
    command = [sys.executable, *(part.format(folder=folder, port=port) for part in arguments)]
    acknowledged: dict[str, str] = {}
    for seed in range(kills):
        live_and_die(command, port, seed, acknowledged)
        with closing(sqlite3.connect(folder / STORE)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store = open_store(folder)
    kept = {key: given.reason for key, _, given in all_feedback(store)}
    store.dispose()
    assert len(acknowledged) >= kills
    assert {key: reason for key, reason in acknowledged.items() if kept.get(key) != reason} == {}
    assert len(kept) - len(acknowledged) <= kills * WRITERS  # written, but killed before it could say so
    print(f"{kills} kills, {len(acknowledged)} acknowledged, {len(kept)} kept")
