"""Saves the trained table as an ordinary sentence-transformers folder, quantised to 8 bits.

The layout is that of a vocabulary-quantised static model, which ``StaticEmbedding`` reads natively:
``embeddings`` (int8, one row per stem), ``weights`` (float32 per token: the scale of its row) and ``mapping``
(token to row).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file
from tokenizers import Tokenizer

MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": "sentence_transformers.sentence_transformer.modules.StaticEmbedding",
    },
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.base.modules.Normalize"},
]


def words_of_rows(tokenizer: Tokenizer, mapping: npt.NDArray[np.int64]) -> list[str]:
    """The first token of every row, in the order of rows."""
    words = [""] * (int(mapping.max()) + 1)
    for token in range(len(mapping) - 1, -1, -1):
        words[mapping[token]] = tokenizer.id_to_token(token) or ""
    return words


def quantise(table: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """8-bit rows and their scales, ``rows * scales[:, None]`` being nearly the table."""
    scales = (np.abs(table).max(axis=1) / 127).astype(np.float32)
    rows = np.rint(table / np.where(scales > 0, scales, 1)[:, None]).astype(np.int8)
    return rows, scales


def save(folder: Path, tokenizer: Tokenizer, mapping: npt.NDArray[np.int64], table: npt.NDArray[np.float32]) -> None:
    """Writes tokenizer, table and the configuration that sentence-transformers reads."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, scales = quantise(table)
    tensors: dict[str, npt.NDArray[Any]] = {
        "embeddings": rows,
        "mapping": mapping.astype(np.int32),
        "weights": scales[mapping],
    }
    save_file(tensors, folder / "model.safetensors")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "modules.json").write_text(json.dumps(MODULES, indent=2) + "\n")
    (folder / "1_Normalize").mkdir(exist_ok=True)
    (folder / "1_Normalize" / "config.json").write_text("{}\n")
    configuration = {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine", "prompts": {}}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(configuration, indent=2) + "\n")
