"""How well the highlighted words are the ones that answer, on a question set."""

from __future__ import annotations

from pathlib import Path

from qa import PolicyQA, Quote
from qa.datasets import QuestionSet, read_dataset
from qa.words import bare

LONG = 120  # characters


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
