"""What the embedded encoder learns from: written topics, written glossaries, and general pairs.

Files that we wrote lie in ``data/`` beside this module; law text and parallel corpora are read from the shared
folder and named in the model card.
"""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WRITTEN = Path(__file__).parent / "data"

# name, sampling weight of a row, field of the question, field of the passage
GENERAL_PAIRS = (
    ("law_parallel_zh_en.jsonl.xz", 1.5, "en", "zh"),
    ("law_first_sentence_cn.jsonl.xz", 0.4, "q", "p"),
    ("law_first_sentence_tw.jsonl.xz", 0.2, "q", "p"),
    ("parallel_python_docs.jsonl.xz", 0.2, "q", "p"),
    ("parallel_tatoeba_zh.jsonl.xz", 0.6, "q", "p"),
    ("qa_legal_lawyer_llama.jsonl.xz", 1.0, "q", "p"),
)


@dataclass(frozen=True)
class Topic:
    """One subject: every question is to find every passage, and not the near misses."""

    area: str
    chinese: list[str]
    english: list[str]
    passages: list[str]
    near_misses: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)  # official
    slang: list[str] = field(default_factory=list)  # colloquial
    gloss: list[str] = field(default_factory=list)  # English


@dataclass(frozen=True)
class Entry:
    """One word of a written glossary with everyday and English ways of saying it."""

    word: str
    everyday: list[str]
    english: list[str]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, compressed by xz or not."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def topics(shared: Path) -> list[Topic]:
    """All written topics: the shared ones, ours, and questions over real articles of regulations."""
    training = shared / "training"
    written = [training / "policy_topics.jsonl", *sorted(WRITTEN.glob("topics*.jsonl.xz"))]
    found = [
        Topic(
            row["area"], row["questions_zh"], row["questions_en"], row["passages"], row["hard_negatives"],
            row["official"], row["colloquial"], row["english"],
        )
        for path in written
        for row in rows(path)
    ]  # fmt: skip
    laws = {row["id"]: row for row in rows(training / "regulation_passages.jsonl")}
    for row in rows(training / "regulation_questions.jsonl"):
        law = laws[row["id"]]
        passages = [law["text"], f"{law['law']} {law['chapter']} {law['text']}"]
        found.append(Topic(law["law"], row["q"], row["en"], passages))
    return found


def glossary() -> list[Entry]:
    """All entries of the glossaries that we wrote."""
    return [Entry(**row) for path in sorted(WRITTEN.glob("glossary*.jsonl.xz")) for row in rows(path)]


def held_out(all_topics: list[Topic], share: float = 0.05, seed: int = 7) -> tuple[list[Topic], list[Topic]]:
    """Splits off whole topics, and whole regulations, never trained on: (training, held out)."""
    generator = random.Random(seed)
    names = sorted({topic.area for topic in all_topics if not topic.terms})
    laws = set(generator.sample(names, max(1, int(len(names) * share))))
    written = [topic for topic in all_topics if topic.terms]
    kept_out = {id(topic) for topic in generator.sample(written, max(1, int(len(written) * share)))}
    kept_out |= {id(topic) for topic in all_topics if not topic.terms and topic.area in laws}
    return (
        [topic for topic in all_topics if id(topic) not in kept_out],
        [topic for topic in all_topics if id(topic) in kept_out],
    )
