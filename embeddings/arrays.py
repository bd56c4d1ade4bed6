"""Named arrays in one file, in the safetensors format: no copy and no second checksum when it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from embeddings.errors import IndexFileError

Arrays = Mapping[str, npt.NDArray[Any]]


def save_arrays(path: Path, arrays: Arrays) -> None:
    """Writes arrays of numbers to a file, the same bytes for the same arrays; raises OSError."""
    from safetensors.numpy import save

    path.write_bytes(save({name: np.ascontiguousarray(array) for name, array in arrays.items()}))


def load_arrays(path: Path) -> Arrays:
    """The arrays of a file; raises IndexFileError when it is missing or damaged."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        return dict(load_file(path))
    except (OSError, ValueError, SafetensorError) as error:
        raise IndexFileError(f"{path}: not a readable index ({error}); build the collection again") from None
