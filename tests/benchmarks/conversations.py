"""Whether follow-up questions use the turns before, new topics do not, and lists come whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qa import Answer, PolicyQA
from qa.words import bare
from tests.conftest import ROOT

QUESTIONS = ROOT / "tests" / "questions" / "conversations.jsonl"


def rows(over: str) -> list[dict[str, Any]]:
    """The conversations over the ``samples`` or the ``pages``."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["on"] == over]


def hits(answer: Answer, gold: list[dict[str, str]]) -> list[set[int]]:
    """Which of the gold quotes each quote of an answer holds."""
    return [
        {number for number, g in enumerate(gold) if g["doc"] == quote.source and bare(g["quote"]) in bare(quote.text)}
        for quote in answer.quotes
    ]


def figures(qa: PolicyQA, over: str) -> dict[str, float]:
    """Success@1 and @5 of follow-ups and new topics by language, recall of lists and how many quotes they get."""
    values: dict[str, list[float]] = {}
    for row in rows(over):
        answer = qa.ask(row["question"], history=row["history"])
        found = hits(answer, row["gold"])
        if row["type"] == "list":
            values.setdefault("list: recall", []).append(len(set().union(*found)) / len(row["gold"]))
            values.setdefault("list: quotes", []).append(len(found))
            continue
        name = f"{row['type']}, {row['lang']}"
        values.setdefault(f"{name}: success@1", []).append(bool(found[0]))
        values.setdefault(f"{name}: success@5", []).append(any(found[:5]))
    return {name: sum(each) / len(each) for name, each in values.items()}


def main() -> None:
    from tests.conftest import shared_folder

    for over, qa in (("samples", PolicyQA.bundled()), ("pages", PolicyQA.build([Path(shared_folder() / "pages")]))):
        for name, value in figures(qa, over).items():
            print(f"{over}, {name}: {value:.3f}")


if __name__ == "__main__":
    main()
