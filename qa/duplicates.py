"""Recognises the same document under several sources: twice, or in two formats."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from corpus.datatypes import Policy
from corpus.segmentation import sentences

SAME = 0.95  # of the characters of the longer document stand in sentences that both have
_SHORT = 6  # characters: a shorter sentence tells nothing
_COMMON = 20  # a sentence of more documents than this does not make a pair worth comparing
_FIGURES = re.compile(r"\d+")


def duplicates(policies: Sequence[Policy]) -> list[tuple[Policy, ...]]:
    """Groups of documents with the same words, each in the order of the collection.

    Layout, page numbers and a line more or less do not tell documents apart, but any other figure does: an amended
    notice is another document.
    """
    said = [_sentences(policy) for policy in policies]
    figures = [_figures(own) for own in said]
    lengths = [_length(own) for own in said]
    group = list(range(len(policies)))  # the first document with the words of each
    for first, second in sorted(_candidates(said)):
        longer = max(lengths[first], lengths[second])
        alone = group[second] == second
        if alone and figures[first] == figures[second] and _length(said[first] & said[second]) >= SAME * longer:
            group[second] = group[first]
    found: dict[int, list[Policy]] = defaultdict(list)
    for of, policy in zip(group, policies, strict=True):
        found[of].append(policy)
    return [tuple(same) for same in found.values() if len(same) > 1]


def _candidates(said: Sequence[Counter[str]]) -> set[tuple[int, int]]:
    """Pairs of documents, the earlier first, that share a sentence which is not common."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, own in enumerate(said):
        for sentence in own:
            holders[sentence].append(at)
    return {pair for places in holders.values() if len(places) <= _COMMON for pair in combinations(places, 2)}


def _sentences(policy: Policy) -> Counter[str]:
    """The letters and digits of each sentence that is searched."""
    texts = (part.text[start:end] for part in policy.parts if part.searchable for start, end in sentences(part.text))
    letters = ("".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))) for text in texts)
    return Counter(text for text in letters if len(text) >= _SHORT)


def _length(said: Counter[str]) -> int:
    return sum(len(sentence) * count for sentence, count in said.items())


def _figures(said: Counter[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for sentence, count in said.items():
        for figure in _FIGURES.findall(sentence):
            found[figure] += count
    return found
