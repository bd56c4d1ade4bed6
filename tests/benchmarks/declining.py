"""How often questions are declined, and answered with a caveat, by what they are.

python -m tests.benchmarks.declining
"""

from __future__ import annotations

from pathlib import Path

from qa import PolicyQA
from qa.evaluation.datasets import QuestionSet, read_dataset
from tests.conftest import ROOT, shared_folder

QUESTIONS = ROOT / "tests" / "questions"


def shares(qa: PolicyQA, path: Path, name: str) -> dict[str, float]:
    """The declined and the warned of a set: of the answerable ones together, of the others by type."""
    dataset = read_dataset(path)
    assert isinstance(dataset, QuestionSet)
    groups: dict[str, list[tuple[bool, bool]]] = {}
    for query in dataset.queries:
        answer = qa.ask(query.text)
        group = "answerable" if dataset.gold[query.id] else query.type.replace("_", " ")
        groups.setdefault(group, []).append((answer.abstained, bool(answer.caveats) and not answer.abstained))
    return {
        f"{name}, {group} ({len(each)}): {what}": sum(row[at] for row in each) / len(each)
        for group, each in groups.items()
        for at, what in enumerate(("declined", "answered with a caveat"))
    }


def figures(shared: Path) -> dict[str, float]:
    """All written sets on the digests and the pages, and the devset on the seeds."""
    digests, pages = PolicyQA.bundled(), PolicyQA.build([shared / "pages"])
    return {
        **shares(PolicyQA.build([shared / "seeds"]), shared / "devset" / "questions.jsonl", "devset"),
        **shares(digests, QUESTIONS / "declined.jsonl", "digests"),
        **shares(digests, QUESTIONS / "off_topic.jsonl", "digests, written later"),
        **shares(digests, QUESTIONS / "declined_2.jsonl", "digests, 2"),
        **shares(digests, QUESTIONS / "declined_3.jsonl", "digests, 3"),
        **shares(digests, QUESTIONS / "declined_4.jsonl", "digests, 4"),
        **shares(digests, QUESTIONS / "declined_5.jsonl", "digests, 5"),
        **shares(digests, QUESTIONS / "answerable.jsonl", "digests"),
        **shares(digests, QUESTIONS / "stated_digests.jsonl", "digests, stated or not"),
        **shares(pages, QUESTIONS / "pages.jsonl", "pages"),
        **shares(pages, QUESTIONS / "stated_pages.jsonl", "pages, stated or not"),
    }


if __name__ == "__main__":
    for name, value in figures(shared_folder()).items():
        print(f"{name} {value:.3f}")
