"""Judges a table on topics and regulations that were never trained on, among real articles of law."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.training.data import Topic
from embeddings.training.model import Rows

DISTRACTORS = 20_000
QUESTIONS = 150  # of each language


def law_articles(shared: Path, most: int) -> list[str]:
    """Every so-manieth article of the laws, at most ``most``."""
    found = []
    with lzma.open(shared / "corpora" / "laws.jsonl.xz", "rt", encoding="utf-8") as file:
        for line in file:
            law = json.loads(line)
            for article in re.split(r"\n+(?=第[一二三四五六七八九十百千零]+条)", law["text"])[1:]:
                if 30 <= len(article) <= 600:
                    found.append(f"{law['title']} {article}")
    step = max(1, len(found) // most)
    return found[::step][:most]


def unit(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=-1, keepdims=True) + 1e-9), dtype=np.float32)


class HeldOut:
    """Questions of held-out topics over their passages and law articles."""

    def __init__(self, topics: list[Topic], shared: Path) -> None:
        self.passages: list[str] = []
        self.questions: dict[str, list[tuple[str, set[int]]]] = {"zh": [], "en": []}
        for topic in topics:
            own = set(range(len(self.passages), len(self.passages) + len(topic.passages)))
            self.passages += topic.passages
            self.questions["zh"] += [(q, own) for q in topic.chinese]
            self.questions["en"] += [(q, own) for q in topic.english]
            self.passages += topic.near_misses
        generator = np.random.default_rng(0)
        for language, asked in self.questions.items():
            chosen = generator.permutation(len(asked))[:QUESTIONS]
            self.questions[language] = [asked[i] for i in sorted(chosen)]
        self.passages += law_articles(shared, DISTRACTORS)

    def figures(self, table: npt.NDArray[np.float32], rows: Callable[[list[str]], Rows]) -> dict[str, list[float]]:
        """hit@1, @5, @10 by view and language."""
        passage_rows = rows(self.passages)
        passages = unit(np.stack([table[r].sum(0) for r in passage_rows]))
        sets = [np.unique(r) if len(r) else np.array([0]) for r in passage_rows]
        starts = np.cumsum([0, *map(len, sets[:-1])])
        used, place = np.unique(np.concatenate(sets), return_inverse=True)
        used_unit = unit(table[used])
        result = {}
        for language, asked in self.questions.items():
            hits: dict[str, list[list[bool]]] = {"passage vector": [], "late interaction": [], "both": []}
            for text, relevant in zip(rows([q for q, _ in asked]), (r for _, r in asked), strict=True):
                question = np.unique(text)
                dense = passages @ unit(table[text].sum(0))
                lengths = np.linalg.norm(table[question], axis=1)
                cosines = np.maximum(unit(table[question]) @ used_unit.T, 0)
                shares = lengths / (lengths.sum() + 1e-9)
                late = np.zeros(len(self.passages), dtype=np.float32)
                for share, row in zip(shares, cosines, strict=True):
                    late += share * np.maximum.reduceat(row[place], starts)
                both = (dense - dense.mean()) / dense.std() + (late - late.mean()) / (late.std() + 1e-9)
                for name, scores in (("passage vector", dense), ("late interaction", late), ("both", both)):
                    best = np.argpartition(-scores, 10)[:10]
                    best = best[np.argsort(-scores[best])]
                    rank = next((i for i, p in enumerate(best) if int(p) in relevant), 99)
                    hits[name].append([rank < k for k in (1, 5, 10)])
            for name, found in hits.items():
                result[f"{name} {language}"] = [round(float(x), 3) for x in np.mean(found, axis=0)]
        return result

    def report(self, table: npt.NDArray[np.float32], rows: Callable[[list[str]], Rows]) -> str:
        """The figures in one line."""
        return "; ".join(f"{k} {v[0]:.2f}/{v[1]:.2f}/{v[2]:.2f}" for k, v in self.figures(table, rows).items())
