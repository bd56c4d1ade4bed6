"""The embedded encoder: its vectors, its speed of loading, and that sentence-transformers gives the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from embeddings import EmbeddedEncoder, EncoderError, load_encoder
from embeddings.embedded import MODEL_FOLDER

TEXTS = [
    "没房子抵押能贷到钱吗",
    "Can we get part of our unemployment insurance back?",
    "對符合條件的小微企業給予貸款貼息",
    "ＡＰＥＣ商务旅行卡 2021年 1.5万元",
    "中小微企业" * 300,
]


@pytest.fixture(scope="module")
def encoder() -> EmbeddedEncoder:
    return EmbeddedEncoder()


def test_vectors_are_unit_float32_rows(encoder: EmbeddedEncoder) -> None:
    vectors = encoder.encode_passages(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), encoder.dim)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_text_without_known_words_is_a_zero_vector(encoder: EmbeddedEncoder) -> None:
    assert not encoder.encode_queries(["", "？？"]).any()


def test_width_case_and_traditional_characters_do_not_matter(encoder: EmbeddedEncoder) -> None:
    plain = encoder.encode_queries(["贷款贴息 apec 2021"])
    np.testing.assert_array_equal(plain, encoder.encode_queries(["貸款貼息　ＡＰＥＣ ２０２１"]))


def test_every_word_of_a_long_text_counts(encoder: EmbeddedEncoder) -> None:
    long = "企业服务。" * 2000
    assert not np.allclose(encoder.encode_passages([long]), encoder.encode_passages([long + "船员培训补贴"]), atol=1e-6)


def test_batches_do_not_change_vectors(encoder: EmbeddedEncoder) -> None:
    seen: list[tuple[int, int]] = []
    many = encoder.encode_passages(TEXTS[:4] * 1000, lambda done, of: seen.append((done, of)))
    np.testing.assert_array_equal(many[:4], encoder.encode_passages(TEXTS[:4]))
    assert seen == [(2048, 4000), (4000, 4000)]


def test_an_everyday_question_is_nearer_to_its_answer(encoder: EmbeddedEncoder) -> None:
    answer, other = "完善知识产权质押融资机制，推广无抵押的纯信用贷款产品", "对参加境外展会的企业给予展位费补贴"
    passages = encoder.encode_passages([answer, other])
    for question in ("没房子抵押能贷到钱吗", "Can I borrow without collateral?"):
        near, far = passages @ encoder.encode_queries([question])[0]
        assert near > far


@pytest.mark.slow
def test_sentence_transformers_loads_it_and_gives_the_same_vectors(encoder: EmbeddedEncoder) -> None:
    from sentence_transformers import SentenceTransformer

    np.testing.assert_allclose(
        SentenceTransformer(str(MODEL_FOLDER)).encode(TEXTS), encoder.encode_passages(TEXTS), atol=1e-5
    )


def test_it_runs_without_torch() -> None:
    code = (
        "import sys; from embeddings import load_encoder; load_encoder().encode_queries(['贷款']); "
        "print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_what_ships_stays_small() -> None:
    assert sum(path.stat().st_size for path in MODEL_FOLDER.rglob("*") if path.is_file()) <= 40_000_000


def test_a_missing_or_damaged_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=str(tmp_path)):
        EmbeddedEncoder(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"\0" * 64)
    with pytest.raises(EncoderError, match=str(tmp_path)):
        EmbeddedEncoder(tmp_path)
    shutil.copy(MODEL_FOLDER / "tokenizer.json", tmp_path)
    save_file({"other": np.zeros(1)}, tmp_path / "model.safetensors")
    with pytest.raises(EncoderError, match="embeddings"):
        EmbeddedEncoder(tmp_path)


def test_the_revision_changes_with_the_tokenizer(tmp_path: Path) -> None:
    for name in ("model.safetensors", "tokenizer.json"):
        shutil.copy(MODEL_FOLDER / name, tmp_path)
    same = EmbeddedEncoder(tmp_path).revision
    with (tmp_path / "tokenizer.json").open("a") as file:
        file.write(" ")
    assert same == EmbeddedEncoder().revision != EmbeddedEncoder(tmp_path).revision


def test_an_unknown_model_name_says_what_can_be_done() -> None:
    with pytest.raises(EncoderError, match="local folder"):
        load_encoder("no-such-folder/no-such-model")
