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


def padded_sets(texts: Rows, index: torch.Tensor, most: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Each text's first ``most`` distinct places, padded: places and mask, both of shape (texts, longest)."""
    at = np.cumsum([0, *map(len, texts)])
    flat = index.numpy()
    sets = [np.unique(flat[a:b])[:most] for a, b in pairwise(at)]
    longest = max(map(len, sets))
    places = np.stack([np.pad(s, (0, longest - len(s))) for s in sets])
    mask = np.stack([np.arange(longest) < len(s) for s in sets])
    return torch.from_numpy(places), torch.from_numpy(mask)


def late_scores(
    q_vectors: torch.Tensor, q_sets: tuple[torch.Tensor, torch.Tensor],
    p_vectors: torch.Tensor, p_sets: tuple[torch.Tensor, torch.Tensor],
) -> torch.Tensor:  # fmt: skip
    """Late interaction of every question with every passage, in 0..1, shape (questions, passages).

    The sum over a question's words of their share of the question's total row length times the best cosine with
    any word of the passage (ColBERT's MaxSim, Khattab and Zaharia 2020, weighted, over static vectors).
    """
    q_unit, p_unit = F.normalize(q_vectors, dim=-1), F.normalize(p_vectors, dim=-1)
    places, mask = p_sets
    with torch.no_grad():  # which word of each passage is best for each word: (question words, passages)
        cosines = q_unit @ p_unit.T
        best = torch.empty(q_unit.shape[0], places.shape[0], dtype=torch.long)
        for a in range(0, q_unit.shape[0], 256):  # in blocks: the gathered array is large
            block = cosines[a : a + 256][:, places.reshape(-1)].view(-1, *places.shape)
            best[a : a + 256] = block.masked_fill_(~mask, -1).argmax(-1)
        chosen = places.T.gather(0, best)  # (question words, passages)
    word_to_passage = (q_unit @ p_unit.T).gather(1, chosen).clamp(min=0)
    q_places, q_mask = q_sets
    lengths = q_vectors.norm(dim=-1)[q_places] * q_mask
    shares = lengths / (lengths.sum(1, keepdim=True) + 1e-6)
    spread = torch.zeros(q_places.shape[0], q_vectors.shape[0]).scatter_add(1, q_places, shares)
    return spread @ word_to_passage
