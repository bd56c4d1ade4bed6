"""Trains the embedded encoder by contrast, for both of its views at once, on a CPU.

Stage 1 teaches the passage vector from large batches of general pairs and written topics; stage 2 teaches passage
vector and late interaction together, with written hard negatives (InfoNCE: van den Oord et al., 2018). Progress
is logged, a checkpoint is written every few hundred steps, and a run that was killed goes on from the last one.

    python -m embeddings.training.train --shared ../shared --out embeddings/model
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from embeddings.training import data, export, subject, vocabulary
from embeddings.training.heldout import HeldOut
from embeddings.training.model import Rows, WordTable, late_scores, pooled, unique_words, word_sets

log = logging.getLogger("train")
MOST_CHARACTERS = 400  # of a training text
CHECKPOINT_STEPS = 500
WORN = 0.1  # share of the words of a question or passage that is left out, at random


@dataclass(frozen=True)
class Stage:
    """How one stage samples and steps."""

    name: str
    steps: int
    rate: float
    topics: int  # written topics in a batch
    entries: int  # glossary entries in a batch
    pairs: int  # general pairs in a batch
    late: bool


STAGES = (
    Stage("passage vector", 700, 3e-3, 300, 120, 480, late=False),
    Stage("both views", 2000, 2e-3, 110, 24, 40, late=True),
)


@dataclass(frozen=True)
class TopicRows:
    """A topic as rows of words."""

    area: str
    questions: dict[str, Rows]  # by kind: zh, en, terms, slang, gloss
    passages: Rows
    near_misses: Rows


class Sampler:
    """Draws batches of questions, the passages that answer them, and near misses."""

    KINDS = ("zh", "en", "slang", "gloss", "terms")
    SHARES = (0.52, 0.28, 0.08, 0.08, 0.04)

    def __init__(
        self, topics: list[TopicRows], entries: list[tuple[Rows, Rows]],
        pairs: list[tuple[np.ndarray, np.ndarray]], weights: np.ndarray, seed: int,
    ) -> None:  # fmt: skip
        self.topics, self.entries, self.pairs = topics, entries, pairs
        self.cumulated = np.cumsum(weights) / weights.sum()
        self.random = np.random.default_rng(seed)
        self.by_area: dict[str, list[int]] = {}
        for at, topic in enumerate(topics):
            self.by_area.setdefault(topic.area, []).append(at)

    def one(self, texts: Rows) -> np.ndarray:
        return texts[self.random.integers(len(texts))]

    def worn(self, text: np.ndarray, share: float) -> np.ndarray:
        """The text without a random share of its words: no single word may carry a match."""
        kept = text[self.random.random(len(text)) >= share]
        return kept if len(kept) else text

    def batch(self, stage: Stage) -> tuple[Rows, Rows]:
        """Questions and passages; the first len(questions) passages answer them in order."""
        questions, passages, near_misses = [], [], []
        for at in self.random.choice(len(self.topics), min(stage.topics, len(self.topics)), replace=False):
            topic = self.topics[at]
            kind = self.KINDS[self.random.choice(len(self.KINDS), p=self.SHARES)]
            asked = topic.questions[kind] or topic.questions["zh"]
            questions.append(self.worn(self.one(asked), WORN))
            answer = self.one(topic.passages) if self.random.random() < 0.93 or not topic.questions["terms"] else (
                self.one(topic.questions["terms"])
            )  # fmt: skip
            passages.append(self.worn(answer, WORN))
            if topic.near_misses and self.random.random() < 0.5:
                near_misses.append(self.one(topic.near_misses))
        for at in self.random.choice(len(self.entries), stage.entries, replace=False) if self.entries else ():
            ways, word = self.entries[at]
            questions.append(self.one(ways))
            passages.append(self.one(word))
        for at in np.searchsorted(self.cumulated, self.random.random(stage.pairs)):
            question, passage = self.pairs[at]
            questions.append(question)
            passages.append(passage)
        return questions, passages + near_misses


def loss_of(table: WordTable, questions: Rows, passages: Rows, late: bool) -> torch.Tensor:
    """Cross entropy of finding each question's passage among all of the batch."""
    target = torch.arange(len(questions))
    words, index = unique_words(questions + passages)
    vectors = table.rows(words)
    split = sum(map(len, questions))
    q_index, p_index = index[:split], index[split:]
    q_vectors = pooled(vectors, q_index, [len(q) for q in questions])
    p_vectors = pooled(vectors, p_index, [len(p) for p in passages])
    dense = q_vectors @ p_vectors.T
    back = F.cross_entropy(dense[:, : len(questions)].T * 25, target)
    if not late:
        return F.cross_entropy(dense * 25, target) + 0.5 * back
    q_words, q_local = torch.unique(q_index, return_inverse=True)
    p_words, p_local = torch.unique(p_index, return_inverse=True)
    both = late_scores(
        vectors[q_words], word_sets(questions, q_local, 40), vectors[p_words], word_sets(passages, p_local, 120)
    )
    return (
        0.5 * F.cross_entropy(dense * 25, target)
        + 0.25 * back
        + F.cross_entropy(both * 25, target)
        + 0.5 * F.cross_entropy((dense + both) * 15, target)
    )


class Corpus:
    """All training texts, their tokenizer, and their words as rows."""

    def __init__(self, shared: Path, tokenizer_file: Path) -> None:
        self.topics, self.kept_out = data.held_out(data.topics(shared))
        self.glossary = data.glossary()
        self.shared = shared
        if tokenizer_file.exists():
            self.tokenizer = Tokenizer.from_file(str(tokenizer_file))
            self.mapping = np.load(tokenizer_file.with_suffix(".npy"))
        else:
            log.info("counting words")
            self.tokenizer, mapping = vocabulary.build(self.texts())
            self.mapping = np.array(mapping, dtype=np.int64)
            self.tokenizer.save(str(tokenizer_file))
            np.save(tokenizer_file.with_suffix(".npy"), self.mapping)

    def texts(self) -> Iterator[str]:
        for topic in self.topics:
            for part in (
                topic.chinese, topic.english, topic.passages, topic.near_misses, topic.terms, topic.slang, topic.gloss
            ):  # fmt: skip
                yield from part
        for entry in self.glossary:
            yield from (entry.word, *entry.everyday, *entry.english)
        for name, _, question, passage in data.GENERAL_PAIRS:
            for row in data.rows(self.shared / "training" / name):
                yield row[question][:MOST_CHARACTERS]
                yield row[passage][:MOST_CHARACTERS]

    def rows(self, texts: list[str]) -> Rows:
        """The rows of the words of each text that has any known word."""
        encoded = self.tokenizer.encode_batch([t[:MOST_CHARACTERS] for t in texts], add_special_tokens=False)
        found = [self.mapping[np.array(e.ids, dtype=np.int64)] for e in encoded]
        return [f[f > 0] for f in found]

    def topic_rows(self) -> list[TopicRows]:
        def known(texts: list[str]) -> Rows:
            return [r for r in self.rows(texts) if len(r)]

        return [
            TopicRows(
                t.area,
                {
                    "zh": known(t.chinese), "en": known(t.english), "terms": known(t.terms),
                    "slang": known(t.slang), "gloss": known(t.gloss),
                },
                known(t.passages),
                known(t.near_misses),
            )
            for t in self.topics
        ]  # fmt: skip

    def entry_rows(self) -> list[tuple[Rows, Rows]]:
        found = []
        for entry in self.glossary:
            ways = [r for r in self.rows(entry.everyday + entry.english) if len(r)]
            word = [r for r in self.rows([entry.word]) if len(r)]
            if ways and word:
                found.append((ways, word))
        return found

    def pair_rows(self) -> tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray]:
        pairs, weights = [], []
        for name, weight, question, passage in data.GENERAL_PAIRS:
            asked, answers = [], []
            for row in data.rows(self.shared / "training" / name):
                asked.append(row[question])
                answers.append(row[passage])
            for q, p in zip(self.rows(asked), self.rows(answers), strict=True):
                if len(q) and len(p):
                    pairs.append((q, p))
                    weights.append(weight)
        return pairs, np.array(weights)


def untrained(
    corpus: Corpus, topics: list[TopicRows], pairs: list[tuple[np.ndarray, np.ndarray]], seed: int
) -> WordTable:
    """The table before the first step: random directions, lengths by how rare words are in the training texts."""
    counts: Counter[int] = Counter()
    for q, p in pairs:
        counts.update(q.tolist())
        counts.update(p.tolist())
    for topic in topics:
        for text in (*topic.passages, *topic.questions["zh"], *topic.questions["en"]):
            counts.update(text.tolist())
    torch.manual_seed(seed)
    return WordTable(export.words_of_rows(corpus.tokenizer, corpus.mapping), counts)


def train(shared: Path, out: Path, work: Path, stages: tuple[Stage, ...] = STAGES, seed: int = 0) -> None:
    """Runs all stages and saves the model folder; ``work`` keeps the tokenizer and the checkpoints."""
    work.mkdir(parents=True, exist_ok=True)
    corpus = Corpus(shared, work / "tokenizer.json")
    topics, entries = corpus.topic_rows(), corpus.entry_rows()
    pairs, weights = corpus.pair_rows()
    table = untrained(corpus, topics, pairs, seed)
    words = len(table.scale.weight)
    log.info("%d topics, %d entries, %d pairs, %d words", len(topics), len(entries), len(pairs), words)
    checkpoint = work / "checkpoint.pt"
    done_stages, done_steps = 0, 0
    state = torch.load(checkpoint, weights_only=False) if checkpoint.exists() else None
    if state:
        table.load_state_dict(state["table"])
        done_stages, done_steps = state["stage"], state["step"]
        log.info("going on from stage %d, step %d", done_stages + 1, done_steps)
    held_out = HeldOut(corpus.kept_out, shared)
    start = time.time()
    for number, stage in enumerate(stages):
        if number < done_stages:
            continue
        optimiser = torch.optim.SparseAdam(table.parameters(), lr=stage.rate)
        first = done_steps if number == done_stages else 0
        if state and first:
            optimiser.load_state_dict(state["optimiser"])
        sampler = Sampler(topics, entries, pairs, weights, seed=seed * 1_000_003 + number * 10_007 + first)
        total = 0.0
        for step in range(first, stage.steps):
            for group in optimiser.param_groups:
                group["lr"] = stage.rate * (1 - step / stage.steps) + 1e-5
            loss = loss_of(table, *sampler.batch(stage), stage.late)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()  # type: ignore[no-untyped-call]
            total += loss.item()
            if step % 100 == 99:
                log.info("stage %d step %d loss %.3f, %d s", number + 1, step + 1, total / 100, time.time() - start)
                total = 0.0
            if step % CHECKPOINT_STEPS == CHECKPOINT_STEPS - 1:
                torch.save(
                    {
                        "table": table.state_dict(), "optimiser": optimiser.state_dict(),
                        "stage": number, "step": step + 1,
                    },
                    checkpoint,
                )  # fmt: skip
                log.info("held out: %s", held_out.report(table.table(), corpus.rows))
        torch.save({"table": table.state_dict(), "stage": number + 1, "step": 0}, checkpoint)
    export.save(out, corpus.tokenizer, corpus.mapping, table.table())
    own_topics = sum(1 for _ in data.rows(data.WRITTEN / "topics.jsonl.xz"))
    figures = {
        "counts": {"own_topics": own_topics, "entries": len(corpus.glossary), "words": words, "dim": table.dim},
        "retrieval": held_out.figures(table.table(), corpus.rows),
    }
    (out / "held_out.json").write_text(json.dumps(figures, indent=1) + "\n")
    subject.add(out, shared, corpus.topics, corpus.kept_out)
    log.info("saved %s", out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder of shared data")
    parser.add_argument("--out", type=Path, default=Path("embeddings/model"), help="where the model is saved")
    parser.add_argument("--work", type=Path, default=Path(".cache/training"), help="tokenizer and checkpoints")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    train(arguments.shared, arguments.out, arguments.work, seed=arguments.seed)


if __name__ == "__main__":
    main()
