"""Chooses the words of a passage that answer: whole sentences, by offsets in the original text."""

from __future__ import annotations

import re

import numpy as np

from corpus.mending import mend, original_span
from corpus.sentences import sentences
from embeddings import Encoder, LateInteractionIndex, WordEncoder
from qa.lexical import Bm25Index
from qa.words import bigrams, normalise, words

Spans = tuple[tuple[int, int], ...]

MOST_SHARE = 0.4  # of a long passage is highlighted
LONG = 120  # characters; shorter passages may be highlighted up to SHORT_SHARE
SHORT_SHARE = 0.7
NEARLY_BEST = 0.85  # a neighbouring sentence this good is highlighted too

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
_LABELLED_OPENING = re.compile(r"^\s*[-－—]?\s*(?:[（(]?[一二三四五六七八九十\d]+[)）、.．是]|第.{1,6}条)")


def sentence_scores(texts: list[str], question: str, encoder: Encoder, idf: Bm25Index) -> np.ndarray:
    """How well each sentence answers, all signals in 0..1 and added, shape (sentences,)."""
    vector = encoder.encode_passages(texts) @ encoder.encode_queries([question])[0]
    scores = np.asarray(0.5 * np.clip(vector, 0, 1), dtype=np.float32)
    if isinstance(encoder, WordEncoder):
        scores += LateInteractionIndex.from_texts(encoder, texts).scores(encoder, question)
    folded = normalise(question)
    for terms, share in ((words, 0.3), (bigrams, 0.3)):
        asked = set(terms(folded))
        weights = {term: float(idf.idf[idf.place[term]]) if term in idf.place else 1.0 for term in asked}
        total = sum(weights.values())
        if total:
            scores += [share * sum(weights[t] for t in asked & set(terms(normalise(s)))) / total for s in texts]
    figure, who = bool(_ASKS_FIGURE.search(question)), bool(_ASKS_WHO.search(question))
    for at, text in enumerate(texts):
        if figure and _FIGURE.search(text):
            scores[at] += 0.15
        if who and _UNITS.search(text):
            scores[at] += 0.4
        if at == 0 and len(texts) > 1 and len(text) <= 30 and _LABELLED_OPENING.match(text):
            scores[at] -= 0.15  # the caption of a measure matches well and says little
    return scores


def highlights(text: str, question: str, encoder: Encoder, idf: Bm25Index) -> Spans:
    """The spans of a passage's original text that answer best, in order, at least one; offsets in ``text``."""
    mended = mend(text)
    spans = sentences(mended.text) or [(0, len(mended.text))]
    scores = sentence_scores([mended.text[a:b] for a, b in spans], question, encoder, idf)
    length = sum(b - a for a, b in spans)
    room = length * (MOST_SHARE if length > LONG else SHORT_SHARE)
    best = int(np.argmax(scores))
    first = last = best
    used = spans[best][1] - spans[best][0]
    while True:  # grow over neighbours that are nearly as good, the better one first
        beside = [i for i in (first - 1, last + 1) if 0 <= i < len(spans)]
        beside = [i for i in beside if scores[i] >= NEARLY_BEST * scores[best]]
        beside = [i for i in beside if used + spans[i][1] - spans[i][0] <= room]
        if not beside:
            break
        chosen = max(beside, key=lambda i: float(scores[i]))
        first, last = min(first, chosen), max(last, chosen)
        used += spans[chosen][1] - spans[chosen][0]
    return (original_span(mended, spans[first][0], spans[last][1]),)
