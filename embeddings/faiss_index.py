"""Exact nearest neighbours with FAISS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from embeddings.errors import IndexFileError
from embeddings.protocol import Vectors


class FaissIndex:
    """A flat inner-product index: exact, and fast enough up to some hundred thousand vectors."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def from_vectors(cls, vectors: Vectors) -> FaissIndex:
        """Indexes vectors of shape (n, dim) in their order; n may be 0."""
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> FaissIndex:
        """Opens a saved index; raises IndexFileError when the file is missing or damaged."""
        import faiss

        try:
            return cls(faiss.read_index(str(path)))
        except RuntimeError as error:
            raise IndexFileError(f"{path}: not a readable FAISS index ({error}); build the collection again") from None

    def save(self, path: Path) -> None:
        """Writes the index to one file; raises OSError when it cannot be written, the disk being full for one."""
        import faiss

        faiss.serialize_index(self._index).tofile(path)

    @property
    def size(self) -> int:
        """How many vectors it holds."""
        return int(self._index.ntotal)

    @property
    def dim(self) -> int:
        """Dimensions of its vectors."""
        return int(self._index.d)

    def vectors(self) -> Vectors:
        """The vectors it holds, in their order, float32, shape (size, dim)."""
        return np.asarray(self._index.reconstruct_n(0, self.size), dtype=np.float32).reshape(self.size, self.dim)

    def search(self, queries: Vectors, k: int) -> tuple[Vectors, npt.NDArray[np.int64]]:
        """Scores and positions of the min(k, size) nearest, best first, ties by position; both (n, k)."""
        import faiss

        faiss.omp_set_num_threads(1)  # one query: spinning threads cost more than they give on a busy machine
        k = min(k, self.size)
        if k == 0:
            empty = np.zeros((len(queries), 0))
            return empty.astype(np.float32), empty.astype(np.int64)
        scores, positions = self._index.search(np.ascontiguousarray(queries, dtype=np.float32), k)
        order = np.lexsort((positions, -scores), axis=1)
        return np.take_along_axis(scores, order, axis=1), np.take_along_axis(positions, order, axis=1)
