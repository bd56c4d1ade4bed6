"""Chooses the words of a passage that answer: whole sentences, by offsets in the original text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.mending import mend, original_span
from corpus.segmentation import sentences
from embeddings import Encoder, LateInteractionIndex, WordEncoder
from qa.expectation import Kind, expected, holds
from qa.indexes import Scores
from qa.lexical import Bm25Index
from qa.words import bigrams, normalise

Spans = tuple[tuple[int, int], ...]

MOST_SHARE = 0.4  # of a long passage is highlighted
LONG = 120  # characters; shorter passages may be highlighted up to SHORT_SHARE
SHORT_SHARE = 0.7
WHOLE = 60  # characters; passages this short are highlighted whole
NEARLY_BEST = 0.7  # another clause this good is highlighted too, while there is room
SAME_SENTENCE = 0.5  # what a clause gains by belonging to a sentence already highlighted
LONG_SENTENCE, LEAST_CLAUSE = 120, 15  # characters
VECTOR_SHARE, BIGRAM_SHARE = 0.5, 0.5  # beside late interaction
BONUS: dict[Kind, float] = {"figure": 0.15, "office": 0.4, "phone": 0.4}  # for what was asked for
CAPTION_CHARS, CAPTION_MALUS = 30, 0.15

_COMMA = re.compile("[，,；;：:]")
_LABELLED = re.compile(r"^\s*[-－—]?\s*(?:[（(]?[一二三四五六七八九十\d]+[)）、.．是]|第.{1,6}条)")


def sentence_scores(texts: Sequence[str], question: str, encoder: Encoder, index: Bm25Index) -> Scores:
    """How well each sentence answers: vector, late interaction and rare bigrams, each in 0..1, and what is asked for.

    float32, shape (sentences,).
    """
    vector = encoder.encode_passages(texts) @ encoder.encode_queries([question])[0]
    scores = np.asarray(VECTOR_SHARE * np.clip(vector, 0, 1), dtype=np.float32)
    if isinstance(encoder, WordEncoder):
        scores += LateInteractionIndex.from_texts(encoder, texts).scores(encoder, question)
    weights = {term: index.rarity(term) for term in sorted(set(bigrams(normalise(question))))}
    total = sum(weights.values())
    kinds = expected(question)
    for at, text in enumerate(texts):
        if total:
            held = set(bigrams(normalise(text)))
            scores[at] += BIGRAM_SHARE * sum(weight for term, weight in weights.items() if term in held) / total
        scores[at] += sum(BONUS[kind] for kind in kinds if holds(text, kind))
    return scores


def highlights(texts: Sequence[str], question: str, encoder: Encoder, index: Bm25Index) -> list[Spans]:
    """For each passage the spans of its original text that answer best: in order, disjoint, at least one.

    Offsets are in the passage's text.
    """
    mended = [mend(text) for text in texts]
    cut = [_clauses(text.text) for text in mended]
    said = [text.text[c.start : c.end] for text, clauses in zip(mended, cut, strict=True) for c in clauses]
    scores = sentence_scores(said, question, encoder, index)
    found: list[Spans] = []
    at = 0
    for text, clauses in zip(mended, cut, strict=True):
        chosen = _answering(clauses, scores[at : at + len(clauses)], text.text)
        runs: list[list[int]] = []
        for number in chosen:  # neighbours become one span
            if runs and runs[-1][1] == number - 1:
                runs[-1][1] = number
            else:
                runs.append([number, number])
        found.append(tuple(original_span(text, clauses[a].start, clauses[b].end) for a, b in runs))
        at += len(clauses)
    return found


@dataclass(frozen=True, slots=True)
class _Clause:
    """A sentence, or a piece of a long one that ends at a comma."""

    start: int
    end: int
    sentence: int


def _clauses(text: str) -> list[_Clause]:
    """All sentences of a text; those longer than LONG_SENTENCE in pieces of at least LEAST_CLAUSE characters."""
    found: list[_Clause] = []
    for number, (start, end) in enumerate(sentences(text) or [(0, len(text))]):
        at = start
        if end - start > LONG_SENTENCE:
            for comma in _COMMA.finditer(text, start, end):
                if comma.end() - at >= LEAST_CLAUSE and end - comma.end() >= LEAST_CLAUSE:
                    found.append(_Clause(at, comma.end(), number))
                    at = comma.end()
        found.append(_Clause(at, end, number))
    return found


def _answering(clauses: Sequence[_Clause], scores: Scores, text: str) -> list[int]:
    """Which clauses to highlight, ascending: the best, the rest of its sentence, and others nearly as good."""
    lengths = [clause.end - clause.start for clause in clauses]
    total = sum(lengths)
    if total <= WHOLE:
        return list(range(len(clauses)))
    scores = scores.copy()
    opening = text[clauses[0].start : clauses[0].end]
    if len(clauses) > 1 and len(opening) <= CAPTION_CHARS and _LABELLED.match(opening):
        scores[0] -= CAPTION_MALUS  # the caption of a measure matches well and says little
    room = total * (MOST_SHARE if total > LONG else SHORT_SHARE)
    best = int(np.argmax(scores))
    chosen, used = {best}, lengths[best]
    while True:
        worth = {}
        for number in set(range(len(clauses))) - chosen:
            if used + lengths[number] > room:
                continue
            beside = any(
                abs(number - other) == 1 and clauses[number].sentence == clauses[other].sentence for other in chosen
            )
            value = float(scores[number]) + (SAME_SENTENCE if beside else 0.0)
            if value >= NEARLY_BEST * scores[best]:
                worth[number] = value
        if not worth:
            return sorted(chosen)
        number = min(worth, key=lambda n: (-worth[n], n))
        chosen.add(number)
        used += lengths[number]
