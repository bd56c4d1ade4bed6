"""Late interaction by inverted index against the formula written out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from embeddings import EmbeddedEncoder, IndexFileError, LateInteractionIndex

TEXTS = [
    "对符合条件的小微企业创业担保贷款给予全额贴息",
    "失业保险稳岗返还资金直接拨付到企业账户",
    "",
    "组织企业参加境外展会，展位费给予补助",
    "Vocational training courses are offered online 职业技能培训",
]


@pytest.fixture(scope="module")
def encoder() -> EmbeddedEncoder:
    return EmbeddedEncoder()


def by_the_formula(encoder: EmbeddedEncoder, question: str, texts: list[str]) -> list[float]:
    asked = encoder.words([question])[0]
    weights = encoder.weights(asked)
    scores = []
    for words in encoder.words(texts):
        if not len(words):
            scores.append(0.0)
            continue
        cosines = encoder.unit_rows(asked) @ encoder.unit_rows(words).T
        scores.append(float((weights / weights.sum()) @ np.maximum(cosines.max(axis=1), 0)))
    return scores


@pytest.mark.parametrize("question", ["不裁人能退保险钱吗", "Who pays the interest on a loan?", "展位费 补助 online"])
def test_scores_are_those_of_the_formula(encoder: EmbeddedEncoder, question: str) -> None:
    index = LateInteractionIndex.from_texts(encoder, TEXTS)
    np.testing.assert_allclose(index.scores(encoder, question), by_the_formula(encoder, question, TEXTS), atol=1e-5)


def test_a_question_without_known_words_scores_nothing(encoder: EmbeddedEncoder) -> None:
    index = LateInteractionIndex.from_texts(encoder, TEXTS)
    assert index.scores(encoder, "？！ …").tolist() == [0.0] * len(TEXTS)


def test_no_passages_at_all(encoder: EmbeddedEncoder) -> None:
    assert LateInteractionIndex.from_texts(encoder, []).scores(encoder, "贷款").shape == (0,)


def test_a_saved_index_gives_the_same_scores(encoder: EmbeddedEncoder, tmp_path: Path) -> None:
    index = LateInteractionIndex.from_texts(encoder, TEXTS)
    index.save(tmp_path / "late.safetensors")
    loaded = LateInteractionIndex.load(tmp_path / "late.safetensors", encoder)
    assert loaded.scores(encoder, "创业贷款").tolist() == index.scores(encoder, "创业贷款").tolist()


def test_a_damaged_file_is_named(encoder: EmbeddedEncoder, tmp_path: Path) -> None:
    (tmp_path / "late.safetensors").write_bytes(b"PK nothing")
    with pytest.raises(IndexFileError, match=r"late\.safetensors"):
        LateInteractionIndex.load(tmp_path / "late.safetensors", encoder)
