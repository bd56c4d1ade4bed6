"""Chooses the words of a passage that answer: whole clauses, by offsets in the original text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from corpus.mending import Mended, mend, original_span
from embeddings import Encoder, WordEncoder, nearest_words
from qa.clauses import Clause, clauses
from qa.expectation import expected, holds
from qa.lexical import Bm25Index
from qa.words import bigrams, normalise

Spans = tuple[tuple[int, int], ...]

# What a clause is judged by, and the logistic regression of "it answers" on it (a passage's clauses against each
# other, hence without a bias): tests/benchmarks/quoting.py fits it on written questions.
FEATURES = (
    "vector", "late", "sentence", "bigrams", "asked", "opening", "grants", "circumstance", "amount", "length",
)  # fmt: skip
WEIGHTS = (3.14, 2.64, 2.87, 0.91, 1.2, -1.25, 0.23, -0.17, 0.53, 0.74)
SAME_SENTENCE = 1.0  # what a clause gains by standing beside a highlighted one of its sentence
MOST_SHARE = 0.42  # of a long passage is highlighted; clauses being whole, it comes to less
LONG = 120  # characters; shorter passages may be highlighted up to SHORT_SHARE
SHORT_SHARE = 0.7
WHOLE = 60  # characters; passages this short are highlighted whole

_GRANTS = re.compile(
    r"补助|补贴|奖励|减免|免征|免收|免费|返还|退还|不超过|不低于|最高|可以|可(?=[申延缓享按予])|应当?|给予|鼓励|支持|允许|不得|"
    r"予以|推送|提供|开展|建立|申请|期限|以内|之内|[\d.]+\s*[%％万亿]|元"
)
_CIRCUMSTANCE = re.compile(
    r"认真贯彻|贯彻落实|重要意义|截至|截止|目前|下一步|根据|高度重视|感谢|收悉|为进一步|为深入|加强组织|印发|出台|累计"
)
_AMOUNT = re.compile(r"[\d.]+\s*(?:[%％万亿元天日年]|个月)")


@dataclass(frozen=True)
class Cut:
    """A passage's text as it is judged: what does not depend on the question."""

    mended: Mended
    clauses: tuple[Clause, ...]
    folded: tuple[str, ...]  # of each clause, for comparing bigrams
    manner: npt.NDArray[np.float64]  # the features from "opening" on, shape (clauses, 5)


@lru_cache(maxsize=4096)
def cut(text: str) -> Cut:
    """Cuts a passage; remembered, since a passage answers many questions."""
    mended = mend(text)
    found = tuple(clauses(mended.text))
    manner = [
        (
            number == 0,
            min(len(_GRANTS.findall(clause.text)), 3),
            bool(_CIRCUMSTANCE.search(clause.text)),
            bool(_AMOUNT.search(clause.text)),
            len(clause.text) / 40,
        )
        for number, clause in enumerate(found)
    ]
    return Cut(mended, found, tuple(normalise(clause.text) for clause in found), np.array(manner, dtype=np.float64))


def features(passages: Sequence[Cut], question: str, encoder: Encoder, index: Bm25Index) -> npt.NDArray[np.float64]:
    """What the clauses of some passages are judged by, float64, shape (clauses of all passages, FEATURES)."""
    texts = [clause.text for passage in passages for clause in passage.clauses]
    values = np.zeros((len(texts), len(FEATURES)))
    values[:, 0] = encoder.encode_passages(texts) @ encoder.encode_queries([question])[0]
    if isinstance(encoder, WordEncoder):
        nearest, shares = nearest_words(encoder, question, texts)
        numbers = [(at, clause.sentence) for at, passage in enumerate(passages) for clause in passage.clauses]
        starts = [at for at, number in enumerate(numbers) if at == 0 or number != numbers[at - 1]]
        whole = np.maximum.reduceat(nearest, starts) @ shares
        values[:, 1] = nearest @ shares
        values[:, 2] = np.repeat(whole, np.diff([*starts, len(texts)]))
    rarity = {term: index.rarity(term) for term in sorted(set(bigrams(normalise(question))))}
    worth = sum(rarity.values()) or 1.0
    folded = [each for passage in passages for each in passage.folded]
    values[:, 3] = [sum(value for term, value in rarity.items() if term in each) / worth for each in folded]
    kinds = expected(question)
    values[:, 4] = [any(holds(text, kind) for kind in kinds) for text in texts]
    values[:, 5:] = np.concatenate([passage.manner for passage in passages])
    return values


def highlights(texts: Sequence[str], question: str, encoder: Encoder, index: Bm25Index) -> list[Spans]:
    """For each of one or more passages the spans of its original text that answer best: in order, disjoint.

    At least one each; offsets are in the passage's text.
    """
    passages = [cut(text) for text in texts]
    scores = features(passages, question, encoder, index) @ np.array(WEIGHTS)
    spans: list[Spans] = []
    at = 0
    for passage in passages:
        found = passage.clauses
        runs: list[list[int]] = []
        for number in answering(found, scores[at : at + len(found)]):  # neighbours become one span
            if runs and runs[-1][1] == number - 1:
                runs[-1][1] = number
            else:
                runs.append([number, number])
        spans.append(tuple(original_span(passage.mended, found[a].start, found[b].end) for a, b in runs))
        at += len(found)
    return spans


def answering(found: Sequence[Clause], scores: npt.NDArray[np.float64]) -> list[int]:
    """Which clauses of a passage to highlight, ascending: the best, and the next best while there is room."""
    lengths = [clause.end - clause.start for clause in found]
    total = sum(lengths)
    if total <= WHOLE:
        return list(range(len(found)))
    room = total * (MOST_SHARE if total > LONG else SHORT_SHARE)
    best = int(np.argmax(scores))
    chosen, used = {best}, lengths[best]
    while True:
        worth = {}
        for number in set(range(len(found))) - chosen:
            if used + lengths[number] <= room:
                beside = any(
                    other in chosen and found[other].sentence == found[number].sentence
                    for other in (number - 1, number + 1)
                )
                worth[number] = float(scores[number]) + (SAME_SENTENCE if beside else 0.0)
        if not worth:
            return sorted(chosen)
        number = min(worth, key=lambda n: (-worth[n], n))
        chosen.add(number)
        used += lengths[number]
