"""Chooses the words of a passage that answer: whole sentences, by offsets in the original text."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from corpus.mending import mend, original_span
from corpus.sentences import sentences
from embeddings import Encoder, LateInteractionIndex, WordEncoder
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
FIGURE_BONUS, UNITS_BONUS = 0.15, 0.4  # for the figure or the office that was asked for
CAPTION_CHARS, CAPTION_MALUS = 30, 0.15

_ASKS_FIGURE = re.compile(
    r"多少|几[个天年家户亿万成%件名人亩笔次项条款场月]|多久|多大|比例|占比|额度|金额|规模|百分之|最高|最多|最低|上限|期限|截止|"
    r"什么时候|何时|利率|费率|电话|热线|号码|how (?:much|many|long|soon|often)|what (?:rate|percentage|share|amount)|"
    r"deadline|when\b|maximum|phone|number|hotline", re.IGNORECASE
)  # fmt: skip
_ASKS_WHO = re.compile(
    r"谁|哪个(?:部门|单位|局|委|办)|哪些(?:部门|单位)|什么部门|归哪|负责|责任单位|哪家单位|牵头|经办|联系人|"
    r"\bwho\b|which (?:department|office|agenc|authorit|bureau)", re.IGNORECASE
)  # fmt: skip
_FIGURE = re.compile(r"[0-9０-９]|百分之|[一二三四五六七八九十]+[个年天倍成]")
_UNITS = re.compile(r"责\s*任\s*(?:单\s*位|部门)|牵头|经办人|联系人|由[^，。；]{2,12}负责")
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
    figure, who = bool(_ASKS_FIGURE.search(question)), bool(_ASKS_WHO.search(question))
    for at, text in enumerate(texts):
        if total:
            held = weights.keys() & set(bigrams(normalise(text)))
            scores[at] += BIGRAM_SHARE * sum(weights[term] for term in held) / total
        if figure and _FIGURE.search(text):
            scores[at] += FIGURE_BONUS
        if who and _UNITS.search(text):
            scores[at] += UNITS_BONUS
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
