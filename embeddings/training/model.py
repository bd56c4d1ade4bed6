"""The table being learned: a vector for every word, built from the word itself and from what it is made of.

A word's row is ``scale * (own + sum of pieces)``, where the pieces of a Chinese word are its characters and the
two-character words inside it (as fastText does with n-grams: Bojanowski et al., 2017), so that rare words start
from the meaning of their parts. The length of a row is the word's importance, its direction its meaning.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F

_HAN = re.compile(r"[\u3400-\u9fff]+$")
Rows = list[npt.NDArray[np.int64]]  # the rows of the words of each text


class WordTable(torch.nn.Module):
    """Vectors for ``len(words)`` words, words[0] being the unknown word, whose vector stays zero."""

    def __init__(self, words: list[str], counts: Counter[int], dim: int = 256) -> None:
        super().__init__()
        self.dim = dim
        row_of = {word: row for row, word in enumerate(words)}
        pieces: dict[str, int] = {}
        members: list[list[int]] = []
        for row, word in enumerate(words):
            parts = [row] if row else []
            if _HAN.match(word) and len(word) > 1:
                inside = list(word) + [word[i : i + 2] for i in range(len(word) - 1) if len(word) > 2]
                parts += [
                    len(words) + pieces.setdefault(part, len(pieces))
                    for part in inside
                    if len(part) == 1 or part in row_of
                ]
            members.append(parts)
        self.members = torch.tensor([piece for parts in members for piece in parts])
        self.starts = torch.tensor([0, *map(len, members)]).cumsum(0)  # where each word's pieces begin
        self.vectors = torch.nn.Embedding(len(words) + len(pieces), dim, sparse=True)
        torch.nn.init.normal_(self.vectors.weight, std=dim**-0.5)
        with torch.no_grad():
            self.vectors.weight[len(words) :] *= 0.5
        self.scale = torch.nn.Embedding(len(words), 1, sparse=True)
        total = sum(counts.values())
        idf = [math.log(1 + total / (50 + counts[row])) for row in range(len(words))]
        with torch.no_grad():
            self.scale.weight[:, 0] = torch.tensor(idf) / 8
            self.scale.weight[0] = 0

    def rows(self, words: torch.Tensor) -> torch.Tensor:
        """The vectors of the given words, float32, shape (n, dim)."""
        lengths = self.starts[words + 1] - self.starts[words]
        ends = lengths.cumsum(0)
        within = torch.arange(int(ends[-1])) - (ends - lengths).repeat_interleave(lengths)
        pieces = self.members[self.starts[words].repeat_interleave(lengths) + within]
        vectors = F.embedding_bag(pieces, self.vectors.weight, ends - lengths, mode="sum", sparse=True)
        return vectors * F.relu(self.scale(words))

    @torch.no_grad()
    def table(self) -> npt.NDArray[np.float32]:
        """All rows, float32, shape (words, dim)."""
        parts = torch.arange(len(self.starts) - 1).split(20_000)  # type: ignore[no-untyped-call]
        return np.asarray(torch.cat([self.rows(part) for part in parts]).numpy(), dtype=np.float32)


def pooled(vectors: torch.Tensor, index: torch.Tensor, lengths: list[int]) -> torch.Tensor:
    """Unit sums of ``vectors[index]`` over consecutive groups of the given lengths."""
    starts = torch.tensor([0, *lengths[:-1]]).cumsum(0)
    return F.normalize(F.embedding_bag(index, vectors, starts, mode="sum"), dim=-1)


def unique_words(texts: Rows) -> tuple[torch.Tensor, torch.Tensor]:
    """The distinct words of a batch, and the place among them of every word of every text, concatenated."""
    words, index = np.unique(np.concatenate(texts), return_inverse=True)
    return torch.from_numpy(words), torch.from_numpy(index)


def word_sets(texts: Rows, index: torch.Tensor, most: int) -> list[npt.NDArray[np.int64]]:
    """Each text's first ``most`` distinct places, given the place of every word of every text, concatenated."""
    flat = index.numpy()
    return [np.unique(flat[a:b])[:most] for a, b in pairwise(np.cumsum([0, *map(len, texts)]))]


def late_scores(
    q_vectors: torch.Tensor, q_sets: list[npt.NDArray[np.int64]],
    p_vectors: torch.Tensor, p_sets: list[npt.NDArray[np.int64]],
) -> torch.Tensor:  # fmt: skip
    """Late interaction of every question with every passage, in 0..1, shape (questions, passages).

    The sum over a question's words of their share of the question's total row length times the best cosine with
    any word of the passage (ColBERT's MaxSim, Khattab and Zaharia 2020, weighted, over static vectors).
    """
    q_unit, p_unit = F.normalize(q_vectors, dim=-1), F.normalize(p_vectors, dim=-1)
    cosines = p_unit @ q_unit.T  # (passage words, question words)
    best = torch.empty(len(p_sets), q_unit.shape[0], dtype=torch.long)  # the best word of each passage
    by_length = np.argsort([len(s) for s in p_sets], kind="stable")
    with torch.no_grad():
        padding = torch.cat([cosines.detach(), torch.full((1, q_unit.shape[0]), -1.0)])
        for block in np.array_split(by_length, max(1, len(p_sets) // 24)):  # of like length: little padding
            longest = max(len(p_sets[i]) for i in block)
            places = np.stack([np.pad(p_sets[i], (0, longest - len(p_sets[i])), constant_values=-1) for i in block])
            at = torch.from_numpy(places) % len(padding)  # -1, the padding, is the last row
            best[torch.from_numpy(block)] = at.gather(1, padding[at].argmax(1))
    nearness = cosines.gather(0, best).clamp(min=0)  # (passages, question words)
    flat = torch.from_numpy(np.concatenate(q_sets))
    owner = torch.repeat_interleave(torch.arange(len(q_sets)), torch.tensor([len(s) for s in q_sets]))
    lengths = q_vectors.norm(dim=-1)[flat]
    totals = torch.zeros(len(q_sets)).index_add(0, owner, lengths) + 1e-6
    shares = torch.zeros(len(q_sets), q_vectors.shape[0]).index_put((owner, flat), lengths / totals[owner])
    return shares @ nearness.T
