"""Nearest neighbours with FAISS: exact while that is fast, approximate in large collections."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from embeddings.errors import IndexFileError
from embeddings.protocol import Vectors

# One search among 100,000 vectors takes 7 ms on one core, and grows with their number. What is approximate beyond it
# was chosen on the questions of tests/questions among the windows of 3,445 laws, for recall and milliseconds.
EXACT_UP_TO = 100_000  # vectors
PROBES = 128  # cells looked into, of about 2 * sqrt(vectors)
TRAINED_ON, ROUNDS = 64, 10  # vectors per cell that the cells are found with, and rounds of k-means


class FaissIndex:
    """An inner-product index: flat up to EXACT_UP_TO vectors, inverted lists over k-means cells (IVF) above."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def from_vectors(cls, vectors: Vectors) -> FaissIndex:
        """Indexes vectors of shape (n, dim) in their order; n may be 0.

        The same vectors give the same index: cells are found on one thread, from a fixed seed.
        """
        import faiss

        count, dim = vectors.shape
        if count <= EXACT_UP_TO:
            index: Any = faiss.IndexFlatIP(dim)
        else:
            cells = 1 << round(float(np.log2(2 * np.sqrt(count))))
            index = faiss.index_factory(dim, f"IVF{cells},Flat", faiss.METRIC_INNER_PRODUCT)
            index.set_direct_map_type(1)  # an array: finds a vector by its position
            index.cp.max_points_per_centroid, index.cp.niter = TRAINED_ON, ROUNDS
        vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        threads = faiss.omp_get_max_threads()
        faiss.omp_set_num_threads(1)
        try:
            index.train(vectors)
            index.add(vectors)
        finally:
            faiss.omp_set_num_threads(threads)
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

        path.write_bytes(faiss.serialize_index(self._index).data)  # numpy's tofile passes over errors at the end

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

    @property
    def exact(self) -> bool:
        """Whether a search finds all of the nearest."""
        return not hasattr(self._index, "nlist")

    def cosines(self, query: Vectors, positions: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """The scores of the vectors at some positions for a query of shape (dim,), float32, shape (positions,)."""
        return np.asarray(self._index.reconstruct_batch(positions) @ query, dtype=np.float32)

    def search(self, queries: Vectors, k: int) -> tuple[Vectors, npt.NDArray[np.int64]]:
        """Scores and positions of the min(k, size) nearest, best first, ties by position; both (n, k).

        Of an approximate index some of the nearest may be missing, and others follow in their place.
        """
        import faiss

        faiss.omp_set_num_threads(1)  # one query: spinning threads cost more than they give on a busy machine
        k = min(k, self.size)
        if k == 0:
            empty = np.zeros((len(queries), 0))
            return empty.astype(np.float32), empty.astype(np.int64)
        queries = np.ascontiguousarray(queries, dtype=np.float32)
        scores, positions = self._nearest(queries, k, PROBES)
        if (positions < 0).any():  # fewer than k in the cells looked into
            scores, positions = self._nearest(queries, k, self._index.nlist)
        order = np.lexsort((positions, -scores), axis=1)
        return np.take_along_axis(scores, order, axis=1), np.take_along_axis(positions, order, axis=1)

    def _nearest(self, queries: Vectors, k: int, probes: int) -> tuple[Any, Any]:
        import faiss

        if not isinstance(self._index, faiss.IndexIVF):
            return self._index.search(queries, k)  # type: ignore[no-any-return]
        where: Any = faiss.SearchParametersIVF()
        where.nprobe = probes
        return self._index.search(queries, k, params=where)
