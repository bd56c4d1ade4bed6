"""The questions that the chat offers after an answer: how many, and whether they find the passage they are meant to.

``python -m tests.benchmarks.suggestions`` asks the written questions over the bundled documents, takes what the chat
would offer in each language, and asks that as a visitor who taps it would.
"""

from __future__ import annotations

import json
import time
from collections import Counter

from qa import PolicyQA
from tests.conftest import ROOT
from ui.chat import ask
from ui.conversation import Exchange, history
from ui.suggestions import AMONG, suggestions
from ui.texts import TEXTS, Language

SETS = ("samples.jsonl", "answerable.jsonl")


def measure(qa: PolicyQA, asked: list[str], language: Language) -> dict[str, object]:
    """Shares of the answers with two suggestions or more, and of the suggestions that find their passage."""
    offered: Counter[int] = Counter()
    found = 0
    seconds = 0.0
    for question in asked:
        exchange = ask(qa, Exchange(question, None), [])
        if exchange.answer is None or exchange.answer.abstained:
            continue
        began = time.process_time()
        following = suggestions(qa, [exchange], language)
        seconds += time.process_time() - began
        offered[len(following)] += 1
        for suggestion in following:
            answer = qa.ask(suggestion.question, history=history([exchange]))
            meant = suggestion.measure_id in [quote.measure_id for quote in answer.quotes[:AMONG]]
            found += meant and not answer.abstained
    answers = offered.total()
    number = sum(count * answers_with for count, answers_with in offered.items())
    return {
        "answers": answers,
        "with_two_or_more": round(sum(offered[count] for count in offered if count >= 2) / answers, 3),
        "with_none": offered[0],
        "suggestions": number,
        f"passage_meant_among_first_{AMONG}": round(found / number, 3),
        "milliseconds_an_answer": round(1000 * seconds / answers, 1),  # of processor time
    }


def main() -> None:
    qa = PolicyQA.bundled()
    lines = [line for name in SETS for line in (ROOT / "tests" / "questions" / name).read_text("utf-8").splitlines()]
    asked = [json.loads(line)["question"] for line in lines]
    print(json.dumps({language: measure(qa, asked, language) for language in TEXTS}, indent=1))


if __name__ == "__main__":
    main()
