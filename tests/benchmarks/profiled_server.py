"""The server as ``policy-qa serve`` starts it, with the processor time of each stage of an answer measured.

Takes the options of ``policy-qa serve``; begins anew at SIGUSR1, and writes the figures as a line of JSON at its end.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from typer.main import get_command

import qa.policy_qa
import ui.api.routes
import ui.command  # adds ``serve`` to the commands
from qa.cli import app
from qa.indexes import Indexes
from qa.policy_qa import PolicyQA
from qa.priors import Priors

# What a stage is called, where its function is looked up when it is called, and its name there.
STAGES: tuple[tuple[str, Any, str], ...] = (
    ("answer", PolicyQA, "ask"),  # what is left of an answer beside the stages below
    ("understanding", qa.policy_qa, "understand"),
    ("signals", Indexes, "signals"),
    ("priors and fusion", Priors, "__call__"),
    ("priors and fusion", qa.policy_qa, "fuse"),
    ("highlights", qa.policy_qa, "highlights"),
    ("decision", PolicyQA, "_evidence"),
    ("decision", qa.policy_qa, "decide"),
    ("JSON", ui.api.routes, "answer_row"),
    ("JSON", ui.api.routes.JsonRow, "render"),
)
seconds: Counter[str] = Counter()  # of processor time, without the stages called within
calls: Counter[str] = Counter()
_local = threading.local()


def measured(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, its processor time added to its stage and kept out of the stage that called it."""

    def timed(*args: Any, **options: Any) -> Any:
        outer, _local.within = getattr(_local, "within", 0.0), 0.0
        began = time.thread_time()
        try:
            return function(*args, **options)
        finally:
            taken = time.thread_time() - began
            seconds[stage] += taken - _local.within
            calls[stage] += 1
            _local.within = outer + taken

    return timed


def begin_anew(*_: object) -> None:
    seconds.clear()
    calls.clear()


def main() -> None:
    for stage, home, name in STAGES:
        setattr(home, name, measured(stage, getattr(home, name)))
    signal.signal(signal.SIGUSR1, begin_anew)
    signal.signal(signal.SIGTERM, lambda *_: None)  # the server ends by itself, and then sends the signal on to us
    get_command(app).main(["serve", *sys.argv[1:]], standalone_mode=False)
    print(json.dumps({"answers": calls["answer"], "seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
