"""Many users at once over HTTP: errors, latency, throughput and the server's memory.

``python -m tests.benchmarks.load --seconds 300`` starts a server on the bundled documents (or ``--collection``) in a
process of its own, and asks it from this process. With ``--profile`` the server measures its stages
(``profiled_server``), and a table says where its processor time goes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import psutil

from tests.conftest import ROOT

QUESTIONS = ROOT / "tests" / "questions" / "samples.jsonl"
START_SECONDS = 60
WARM_UP = 20  # questions before anything is measured


AS_USERS_DO = ["ui.command", "serve"]
PROFILED = ["tests.benchmarks.profiled_server"]
STAGES = ("understanding", "signals", "priors and fusion", "highlights", "decision", "answer", "JSON")
OUTSIDE = "HTTP and middleware"  # what no stage measures: reading requests, limits, figures, handing over to threads


@contextmanager
def server(options: list[str], module: list[str] = AS_USERS_DO) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address and the process of a server started as users start it, or as a module that takes the same options."""
    command = [sys.executable, "-m", *module, "--port", "0", "--rate-limit", "1000000/minute", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if "http://" not in line:
            raise SystemExit(f"the server did not start: {line}")
        address = line.split("at ")[1].split(" ")[0]
        deadline = time.monotonic() + START_SECONDS
        while not healthy(address):
            if time.monotonic() > deadline:
                raise SystemExit(f"{address} is not healthy after {START_SECONDS} s")
            time.sleep(0.2)
        yield address, process
    finally:
        process.terminate()
        process.wait(timeout=20)


def healthy(address: str) -> bool:
    """Whether the server answers and is ready."""
    try:
        return httpx.get(f"{address}/healthz", timeout=5).status_code == 200
    except httpx.TransportError:
        return False


async def user(
    number: int, client: httpx.AsyncClient, questions: list[str], every: float, users: int, end: float,
    taken: list[float], outcomes: Counter[str],
) -> None:  # fmt: skip
    """Asks a question every so often, whether or not the last was quick; users begin evenly spread."""
    chosen = random.Random(number)
    due = time.perf_counter() + every * number / users
    while due < end:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        began = time.perf_counter()
        try:
            response = await client.post("/api/ask", json={"question": chosen.choice(questions)})
            outcomes[str(response.status_code)] += 1
        except httpx.HTTPError as error:
            outcomes[type(error).__name__] += 1
        taken.append(time.perf_counter() - began)
        due += every


async def load(
    address: str, process: psutil.Process, users: int, every: float, seconds: float, questions: list[str], *,
    profiled: bool,
) -> dict[str, Any]:  # fmt: skip
    """What came of it."""
    taken: list[float] = []
    outcomes: Counter[str] = Counter()
    limits = httpx.Limits(max_connections=users, max_keepalive_connections=users)
    async with httpx.AsyncClient(base_url=address, timeout=30, limits=limits) as client:
        for question in questions[:WARM_UP]:
            await client.post("/api/ask", json={"question": question})
        if profiled:
            process.send_signal(signal.SIGUSR1)
        memory, cpu, began = process.memory_info().rss, cpu_seconds(process), time.perf_counter()
        end = began + seconds
        await asyncio.gather(
            *(user(number, client, questions, every, users, end, taken, outcomes) for number in range(users))
        )
    lasted = time.perf_counter() - began
    taken.sort()
    return {
        "users": users,
        "seconds": round(lasted, 1),
        "requests": len(taken),
        "errors": sum(count for outcome, count in outcomes.items() if outcome != "200"),
        "outcomes": dict(outcomes),
        "requests_per_second": round(len(taken) / lasted, 1),
        "p50_ms": milliseconds(taken, 0.50),
        "p95_ms": milliseconds(taken, 0.95),
        "p99_ms": milliseconds(taken, 0.99),
        "max_ms": milliseconds(taken, 1.0),
        "server_cpu": round((cpu_seconds(process) - cpu) / lasted, 2),  # cores
        "memory_start_mb": round(memory / 1e6, 1),
        "memory_end_mb": round(process.memory_info().rss / 1e6, 1),
        "threads": process.num_threads(),
        "load_average": round(os.getloadavg()[0], 1),  # of the machine, over its cores
    }


def print_limits(figures: dict[str, Any], stages: dict[str, Any]) -> None:
    """Prints where the processor time of a request goes, and what that leaves of a core."""
    whole = 1000 * figures["server_cpu"] * figures["seconds"] / figures["requests"]
    parts = {stage: 1000 * stages["seconds"].get(stage, 0.0) / stages["answers"] for stage in STAGES}
    parts = {OUTSIDE: whole - sum(parts.values()), **parts}
    print("| stage | ms of processor time a request | share |\n|---|---|---|")
    for stage, taken in parts.items():
        print(f"| {stage} | {taken:.2f} | {taken / whole:.0%} |")
    print(f"| all: at most {1000 / whole:.0f} requests a second on one core | {whole:.2f} | 100% |")


def milliseconds(ordered: list[float], share: float) -> float:
    """The quantile of sorted seconds, in milliseconds (nearest rank)."""
    return round(1000 * ordered[max(0, -int(-share * len(ordered) // 1) - 1)], 1)


def cpu_seconds(process: psutil.Process) -> float:
    """User and system time of a process."""
    times = process.cpu_times()
    return float(times.user + times.system)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--every", type=float, default=5.0, help="seconds between a user's questions")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--collection", help="default: the bundled documents")
    parser.add_argument("--profile", action="store_true", help="say where the server's processor time goes")
    options = parser.parse_args()
    questions = [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    served = ["--collection", options.collection] if options.collection else []
    with server(served, PROFILED if options.profile else AS_USERS_DO) as (address, process):
        figures = asyncio.run(
            load(
                address, psutil.Process(process.pid), options.users, options.every, options.seconds, questions,
                profiled=options.profile,
            )
        )  # fmt: skip
    print(json.dumps(figures, indent=1))
    if options.profile:
        assert process.stdout is not None
        print_limits(figures, json.loads(process.stdout.read().splitlines()[-1]))


if __name__ == "__main__":
    main()
