"""The recipe, on very little data: formulas, the saved model, and going on after being killed."""

from __future__ import annotations

import json
import logging
import lzma
import shutil
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("sentencepiece", reason="needs the extra 'train'")

from embeddings import EmbeddedEncoder  # noqa: E402
from embeddings.embedded import MODEL_FOLDER, SUBJECT_FILE  # noqa: E402
from embeddings.training import data, export, subject, train, vocabulary  # noqa: E402
from embeddings.training.model import WordTable, late_scores, pooled, unique_words  # noqa: E402

TEXTS = [
    "失业保险稳岗返还", "创业担保贷款贴息", "展位费补助", "企业缓缴社会保险费", "unemployment insurance refunds",
    "interest subsidy on loans", "online training courses", "職業技能培訓", "企业贷款", "保险返还",
] * 3  # fmt: skip


def test_late_scores_and_their_gradients_are_those_of_the_formula() -> None:
    generator = np.random.default_rng(0)
    torch.manual_seed(0)
    q_vectors = torch.randn(50, 16, requires_grad=True)
    p_vectors = torch.randn(80, 16, requires_grad=True)
    questions = [np.sort(generator.choice(50, generator.integers(1, 9), replace=False)) for _ in range(7)]
    passages = [np.sort(generator.choice(80, generator.integers(1, 30), replace=False)) for _ in range(60)]
    found = late_scores(q_vectors, questions, p_vectors, passages)
    unit = torch.nn.functional.normalize

    def formula(q: np.ndarray, p: np.ndarray) -> torch.Tensor:
        lengths = q_vectors[q].norm(dim=-1)
        best = (unit(q_vectors[q], dim=-1) @ unit(p_vectors[p], dim=-1).T).amax(1).clamp(min=0)
        return (lengths / (lengths.sum() + 1e-6) * best).sum()

    expected = torch.stack([torch.stack([formula(q, p) for p in passages]) for q in questions])
    torch.testing.assert_close(found, expected)
    for ours, theirs in zip(
        torch.autograd.grad((found**2).sum(), [q_vectors, p_vectors], retain_graph=True),
        torch.autograd.grad((expected**2).sum(), [q_vectors, p_vectors]),
        strict=True,
    ):
        torch.testing.assert_close(ours, theirs, atol=1e-5, rtol=1e-4)


def test_pooled_vectors_are_unit_sums() -> None:
    vectors = torch.tensor([[1.0, 0.0], [0.0, 2.0], [3.0, 4.0]])
    words, index = unique_words([np.array([0, 1]), np.array([2])])
    assert words.tolist() == [0, 1, 2]
    found = pooled(vectors, index, [2, 1])
    torch.testing.assert_close(found, torch.tensor([[1 / 5**0.5, 2 / 5**0.5], [0.6, 0.8]]))


def test_a_word_is_made_of_itself_and_its_parts() -> None:
    from collections import Counter

    table = WordTable(["<unk>", "贷款", "贷", "款", "loan"], Counter({1: 3}), dim=4)
    rows = table.rows(torch.arange(5))
    assert not rows[0].any()
    parts = table.vectors.weight[[1, 5, 6]].sum(0) * table.scale.weight[1]
    torch.testing.assert_close(rows[1], parts)


def test_the_tokenizer_folds_and_joins_stems() -> None:
    tokenizer, mapping = vocabulary.build(TEXTS, min_count=1)
    assert tokenizer.encode("職業技能培訓 ＬＯＡＮＳ").tokens == tokenizer.encode("职业技能培训 loans").tokens
    ids = [tokenizer.token_to_id(word) for word in ("refunds", "loans", "courses")]
    assert None not in ids
    assert len(mapping) == tokenizer.get_vocab_size()
    assert mapping[0] == 0


def test_a_saved_model_keeps_its_vectors_within_eight_bits(tmp_path: Path) -> None:
    tokenizer, mapping = vocabulary.build(TEXTS, min_count=1)
    places = np.array(mapping)
    table = np.random.default_rng(0).normal(size=(places.max() + 1, 32)).astype(np.float32)
    table[0] = 0
    export.save(tmp_path, tokenizer, places, table)
    encoder = EmbeddedEncoder(tmp_path)
    rows = places[tokenizer.encode(TEXTS[0]).ids]
    exact = table[rows[rows > 0]].sum(0)
    assert float(encoder.encode_queries([TEXTS[0]])[0] @ exact) / np.linalg.norm(exact) > 0.9995


def test_the_subject_is_learned_and_saved_as_the_encoder_reads_it(tmp_path: Path) -> None:
    shutil.copytree(MODEL_FOLDER, tmp_path / "model")
    encoder = EmbeddedEncoder(tmp_path / "model")
    about, other = (
        ["创业担保贷款怎么申请", "稳岗返还", "loans for small firms"],
        ["红烧肉怎么做", "hello", "今天天气真好"],
    )
    held = [(subject.Texts(encoder, about), True, 1.0), (subject.Texts(encoder, other), False, 1.0)]
    network = subject.fit(held, encoder.vocabulary_size, encoder.dim)
    network.save(tmp_path / "model" / SUBJECT_FILE)
    learned = [encoder.subject(text) for text in about + other]
    assert [likely > 0.5 for likely in learned] == [True] * 3 + [False] * 3
    margins = np.concatenate([network.margins(texts) for texts, _, _ in held])
    assert np.abs(learned - 1 / (1 + np.exp(-margins))).max() < 1e-3


def test_written_material_has_the_form_that_training_reads() -> None:
    rows = list(data.rows(data.WRITTEN / "topics.jsonl.xz"))
    assert len(rows) >= 1000
    assert len({row["topic"] for row in rows}) == len(rows)
    for row in rows:
        assert all(row[key] for key in ("official", "colloquial", "english", "questions_zh", "questions_en"))
        assert len(row["passages"]) >= 3
    assert len(data.glossary()) >= 7000
    assert len(subject.written("off_topic")) >= 1500


@pytest.fixture
def little(tmp_path: Path) -> Path:
    """A shared folder with next to nothing in it."""
    training = tmp_path / "training"
    training.mkdir()
    topic = {
        "area": "a", "official": ["稳岗返还"], "colloquial": ["退保险钱"], "english": ["refund"],
        "questions_zh": ["不裁人退钱吗", "保险钱能退吗"], "questions_en": ["Can we get a refund?"],
        "passages": ["失业保险稳岗返还资金拨付到企业。"], "hard_negatives": ["对展位费给予补助。"],
    }  # fmt: skip
    topics = [{**topic, "topic": f"t{n}", "area": f"a{n % 3}"} for n in range(40)]
    write = {
        "policy_topics.jsonl": topics,
        "regulation_passages.jsonl": [{"id": "1", "law": "条例", "chapter": "一", "text": "用人单位应当缴费。"}],
        "regulation_questions.jsonl": [{"id": "1", "q": ["要交吗"], "en": ["Must we pay?"]}],
    }
    for name, rows in write.items():
        (training / name).write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    for name, _, question, passage in data.GENERAL_PAIRS:
        with lzma.open(training / name, "wt", encoding="utf-8") as file:
            for n in range(40):
                row = {"q": f"hello {n}", "p": "你好", question: f"the law says {n}", passage: f"法律规定{n}年"}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    (tmp_path / "corpora").mkdir()
    with lzma.open(tmp_path / "corpora" / "laws.jsonl.xz", "wt", encoding="utf-8") as file:
        article = "\n第一条 为了规范活动，保护各方的合法权益，促进经济社会发展，根据有关法律的规定，制定本条例。"
        file.write(json.dumps({"title": "条例", "text": article * 20}, ensure_ascii=False) + "\n")
    return tmp_path


@pytest.mark.slow
def test_a_run_that_was_killed_goes_on_and_saves_a_whole_model(
    little: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(train, "CHECKPOINT_STEPS", 2)
    stages = (
        train.Stage("one", 4, 1e-3, 8, 8, 8, late=False),
        train.Stage("two", 4, 1e-3, 8, 8, 8, late=True),
    )
    calls = 0
    real = train.loss_of

    def killed(*arguments: object) -> torch.Tensor:
        nonlocal calls
        calls += 1
        if calls == 7:  # in the second stage, after its first checkpoint
            raise KeyboardInterrupt
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(train, "loss_of", killed)
    with pytest.raises(KeyboardInterrupt):
        train.train(little, tmp_path / "model", tmp_path / "work", stages)
    assert not (tmp_path / "model").exists()
    with caplog.at_level(logging.INFO):
        train.train(little, tmp_path / "model", tmp_path / "work", stages)
    assert "going on from stage 2, step 2" in caplog.text
    encoder = EmbeddedEncoder(tmp_path / "model")
    assert np.isfinite(encoder.encode_queries(["失业保险返还"])).all()
    assert 0 <= encoder.subject("失业保险返还") <= 1
    assert "Held out" in (tmp_path / "model" / "README.md").read_text(encoding="utf-8")
