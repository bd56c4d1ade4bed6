"""How well the highlighted words are the ones that answer, and the fit of what they are chosen by.

    python -m tests.benchmarks.quoting

A clause answers where it holds half of a gold quote, or a gold quote half of it. The weights printed, fitted on the
written questions of pages.jsonl and samples.jsonl, are those of ``qa/quote.py``; the other sets judge.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa import PolicyQA, Quote
from qa.evaluation.datasets import QuestionSet, read_dataset
from qa.quote import FEATURES, cut, features
from qa.words import bare
from tests.benchmarks.logistic import logistic_regression
from tests.conftest import ROOT, shared_folder

QUESTIONS = ROOT / "tests" / "questions"
LONG = 120  # characters
RIDGE = 1e-3


def marked(quote: Quote) -> tuple[str, set[int]]:
    """The quote's text without white space, and which of its characters are highlighted."""
    kept, places = [], set()
    for at, character in enumerate(quote.text):
        if not character.isspace():
            if any(start <= at < end for start, end in quote.highlights):
                places.add(len(kept))
            kept.append(character)
    return "".join(kept), places


def figures(qa: PolicyQA, questions: Path) -> dict[str, float]:
    """Over the first right quote of every question: gold touched, gold covered, share of long measures marked."""
    dataset = read_dataset(questions)
    assert isinstance(dataset, QuestionSet)
    touched, covered, shares, verbatim = [], [], [], []
    for query in dataset.queries:
        gold = [(source, bare(quote)) for source, quote in dataset.gold[query.id]]
        answer = qa.ask(query.text, 10)
        verbatim += [qa.policy(q.policy_id).text[q.start : q.end] == q.text for q in answer.quotes]
        for quote in answer.quotes:
            text, places = marked(quote)
            own = [g for source, g in gold if source == quote.source and g in text]
            held = [set(range(text.find(g), text.find(g) + len(g))) for g in own]
            if held:
                touched.append(any(span & places for span in held))
                covered.append(any(span <= places for span in held))
                if len(quote.text) > LONG:
                    shares.append(len(places) / len(text))
                break
    mean = {name: sum(values) / len(values) for name, values in (
        ("quotes verbatim", verbatim), ("gold quote touched by the highlights", touched),
        ("gold quote covered by the highlights", covered), ("share of long measures highlighted", shares),
    )}  # fmt: skip
    return mean


def judged_clauses(qa: PolicyQA, questions: Path) -> list[tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]]:
    """Features of all clauses and whether each answers, for the best gold measure of every question."""
    dataset = read_dataset(questions)
    assert isinstance(dataset, QuestionSet)
    indexes = qa.collection.indexes
    found = []
    for query in dataset.queries:
        gold = [(source, bare(quote)) for source, quote in dataset.gold[query.id]]
        for quote in qa.ask(query.text, 20).quotes:
            own = [g for source, g in gold if source == quote.source and g in bare(quote.text)]
            if not own:
                continue
            passage = cut(quote.text)
            answers = [any(_overlap(bare(clause.text), g) for g in own) for clause in passage.clauses]
            if len(answers) > 1 and any(answers):
                values = features([passage], query.text, indexes.encoder, indexes.bigrams)
                found.append((values, np.array(answers, dtype=float)))
            break
    return found


def _overlap(clause: str, gold: str) -> bool:
    """Whether at least half of the shorter of both is in the other, end to end."""
    least = (min(len(clause), len(gold)) + 1) // 2
    return (
        gold in clause
        or clause in gold
        or any(clause.endswith(gold[:size]) or clause.startswith(gold[-size:]) for size in range(least, len(gold)))
    )


def main() -> None:
    shared = shared_folder()
    pages, digests = PolicyQA.build([shared / "pages"]), PolicyQA.bundled()
    fitted = [(pages, QUESTIONS / "pages.jsonl"), (digests, QUESTIONS / "samples.jsonl")]
    judging = [
        (pages, QUESTIONS / "stated_pages.jsonl"),
        (digests, QUESTIONS / "stated_digests.jsonl"),
        (PolicyQA.build([shared / "seeds"]), shared / "devset" / "questions.jsonl"),
    ]
    judged = [row for qa, path in fitted for row in judged_clauses(qa, path)]
    # A passage's clauses compete with each other: what they have in common says nothing.
    x = np.concatenate([values - values.mean(axis=0) for values, _ in judged])
    y = np.concatenate([answers for _, answers in judged])
    weight = np.concatenate([np.full(len(answers), 1 / answers.sum()) for _, answers in judged])
    weights = logistic_regression(x, y, weight, RIDGE)[:-1]
    print("fitted:", dict(zip(FEATURES, np.round(weights, 2).tolist(), strict=True)))
    for qa, path in fitted + judging:
        print(path.stem, {name: round(value, 3) for name, value in figures(qa, path).items()})


if __name__ == "__main__":
    main()
