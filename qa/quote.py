"""Chooses the words of a passage that answer: whole sentences, by offsets in the original text."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
NEARLY_BEST = 0.7  # another sentence this good is highlighted too, while there is room
VECTOR_SHARE, BIGRAM_SHARE = 0.5, 0.5  # beside late interaction
BONUS: dict[Kind, float] = {"figure": 0.15, "office": 0.4, "phone": 0.4}  # for what was asked for
CAPTION_CHARS, CAPTION_MALUS = 30, 0.15

_LABELLED = re.compile(r"^\s*[-－—]?\s*(?:[（(]?[一二三四五六七八九十\d]+[)）、.．是]|第.{1,6}条)")


def sentence_scores(texts: Sequence[str], question: str, encoder: Encoder, index: Bm25Index) -> Scores:
    """How well each sentence answers: vector, late interaction and rare bigrams, each in 0..1, and what is asked for.

    float32, shape (sentences,).
    """
    vector = encoder.encode_passages(texts) @ encoder.encode_queries([question])[0]
    scores = np.asarray(VECTOR_SHARE * np.clip(vector, 0, 1), dtype=np.float32)
    if isinstance(encoder, WordEncoder):
        scores += LateInteractionIndex.from_texts(encoder, texts).scores(encoder, question)
    weights = {term: index.rarity(term) for term in set(bigrams(normalise(question)))}
    total = sum(weights.values())
    kinds = expected(question)
    for at, text in enumerate(texts):
        if total:
            held = weights.keys() & set(bigrams(normalise(text)))
            scores[at] += BIGRAM_SHARE * sum(weights[term] for term in held) / total
        scores[at] += sum(BONUS[kind] for kind in kinds if holds(text, kind))
    return scores


def highlights(texts: Sequence[str], question: str, encoder: Encoder, index: Bm25Index) -> list[Spans]:
    """For each passage the spans of its original text that answer best: in order, disjoint, at least one.

    Offsets are in the passage's text.
    """
    mended = [mend(text) for text in texts]
    spans = [sentences(text.text) or [(0, len(text.text))] for text in mended]
    said = [text.text[a:b] for text, own in zip(mended, spans, strict=True) for a, b in own]
    scores = sentence_scores(said, question, encoder, index)
    found: list[Spans] = []
    at = 0
    for text, own in zip(mended, spans, strict=True):
        chosen = _answering(own, scores[at : at + len(own)], text.text)
        runs: list[list[int]] = []
        for number in chosen:  # neighbours become one span
            if runs and runs[-1][1] == number - 1:
                runs[-1][1] = number
            else:
                runs.append([number, number])
        found.append(tuple(original_span(text, own[first][0], own[last][1]) for first, last in runs))
        at += len(own)
    return found


def _answering(spans: Sequence[tuple[int, int]], scores: Scores, text: str) -> list[int]:
    """Which sentences to highlight, ascending: the best, and others nearly as good while there is room."""
    lengths = [end - start for start, end in spans]
    if sum(lengths) <= WHOLE:
        return list(range(len(spans)))
    scores = scores.copy()
    opening = text[spans[0][0] : spans[0][1]]
    if len(spans) > 1 and len(opening) <= CAPTION_CHARS and _LABELLED.match(opening):
        scores[0] -= CAPTION_MALUS  # the caption of a measure matches well and says little
    order = sorted(range(len(spans)), key=lambda i: (-float(scores[i]), i))
    room = sum(lengths) * (MOST_SHARE if sum(lengths) > LONG else SHORT_SHARE)
    chosen, used = [order[0]], lengths[order[0]]
    for number in order[1:]:
        if scores[number] >= NEARLY_BEST * scores[order[0]] and used + lengths[number] <= room:
            chosen.append(number)
            used += lengths[number]
    return sorted(chosen)
