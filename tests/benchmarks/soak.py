"""A server questioned for an hour while its collection is synced again and again: errors, mixed answers, memory.

``python -m tests.benchmarks.soak --seconds 3600`` serves the documents of ../shared/pages, if they are there, and two
that every sync rewrites with the number of the sync: an answer that quotes both must have one number, and never one
that is older than that of the answer before.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import httpx
import psutil

from tests.benchmarks.load import milliseconds, server
from tests.conftest import ROOT, shared_folder

NOTICE = "关于支持企业参展的{0}\n\n一、参展补助。第{1}批企业赴境外参加展会，按展位费给予{1}万元补助。\n"
NAMES = ("通知", "实施细则")
QUESTION = "赴境外参加展会的展位费补助多少万元"
OTHERS = [
    "How can a small firm get a loan?",
    "失业保险能退多少",
    "有哪些贷款贴息政策?",
    "怎样申请高新技术企业",
    "今天天气怎么样",
]
PAUSE = 0.1  # seconds between questions


def ingest(docs: Path, collection: Path, number: int) -> None:
    """Rewrites the two documents, adds or removes a third, and syncs."""
    for name in NAMES:
        (docs / f"{name}.txt").write_text(NOTICE.format(name, number), encoding="utf-8")
    third = docs / "有时.txt"
    if number % 2:
        third.write_text("关于减免房租的通知\n\n一、免收六个月房租。\n", encoding="utf-8")
    else:
        third.unlink(missing_ok=True)
    command = [sys.executable, "-m", "ui.command", "ingest", docs, "--collection", collection, "--sync"]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)


def soak(seconds: float, every: float, docs: Path) -> dict[str, object]:
    """What came of it; megabytes of the server's memory in ten equal spans of the time, the greatest of each."""
    collection = docs.parent / "collection"
    ingest(docs, collection, 1)
    ended, synced = threading.Event(), [1]

    def sync() -> None:
        for number in itertools.count(2):
            if ended.wait(every):
                return
            ingest(docs, collection, number)
            synced.append(number)

    syncing = threading.Thread(target=sync)
    taken: list[float] = []
    numbers, errors, mixed, older = [1], 0, 0, 0
    memory: list[list[float]] = [[] for _ in range(10)]
    with server(["--collection", str(collection)]) as (address, process), httpx.Client(base_url=address) as client:
        syncing.start()
        began = time.monotonic()
        for turn in itertools.count():
            passed = time.monotonic() - began
            if passed >= seconds:
                break
            question = QUESTION if turn % 2 else OTHERS[turn // 2 % len(OTHERS)]
            asked = time.perf_counter()
            try:
                response = client.post("/api/ask", json={"question": question}, timeout=30)
                quotes = response.json()["quotes"]
            except (httpx.HTTPError, ValueError, KeyError):
                errors += 1
                continue
            taken.append(time.perf_counter() - asked)
            if question == QUESTION:
                found = [quote for quote in quotes if quote["source"].removesuffix(".txt") in NAMES]
                said = {int(n) for quote in found for n in re.findall(r"\d+", quote["text"])}
                mixed += len(said) != 1
                older += min(said, default=0) < numbers[-1]
                numbers += said
            memory[int(10 * passed / seconds)].append(resident(process))
            time.sleep(PAUSE)
        ended.set()
        syncing.join()
    taken.sort()
    return {
        "seconds": seconds, "questions": len(taken), "errors": errors, "syncs": len(synced),
        "states_seen": len(set(numbers)), "mixed": mixed, "older": older, "p50_ms": milliseconds(taken, 0.5),
        "p95_ms": milliseconds(taken, 0.95), "memory_mb": [max(span, default=0) for span in memory],
    }  # fmt: skip


def resident(process: psutil.Process) -> float:
    """Megabytes."""
    return round(process.memory_info().rss / 1e6, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--every", type=float, default=20.0, help="seconds between syncs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        docs = Path(folder) / "docs"
        docs.mkdir()
        if (shared_folder() / "pages").is_dir():
            shutil.copytree(shared_folder() / "pages", docs / "pages")
        print(json.dumps(soak(options.seconds, options.every, docs), indent=1))


if __name__ == "__main__":
    main()
