"""Saving and opening: the same answers, the same bytes, and no half-written state."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from corpus import Recognised
from embeddings import EmbeddedEncoder, FaissIndex, Vectors
from qa import PolicyQA
from qa.collection import Collection
from qa.directory import LOCK, MANIFEST, read_manifest
from qa.errors import CollectionError
from qa.formats import answer_row, citation

QUESTIONS = ["摊位费能报多少", "How long can we defer social insurance?", "联系电话"]


class OtherEncoder:
    """An encoder that is not the one collections are built with here, without word vectors."""

    name, revision, dim, window_chars = "other", "1", 8, 60

    def encode_queries(self, texts: list[str]) -> Vectors:
        return self.encode_passages(texts)

    def encode_passages(self, texts: list[str], progress: object = None) -> Vectors:
        assert all(len(text) <= self.window_chars for text in texts)
        rows = np.array([[text.count(c) + 0.01 for c in "企业补助保险缴费"] for text in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def saved(qa: PolicyQA, tmp_path: Path) -> Path:
    qa.collection.save(tmp_path / "c")
    return tmp_path / "c"


def contents(directory: Path) -> dict[str, bytes]:
    return {str(p.relative_to(directory)): p.read_bytes() for p in sorted(directory.rglob("*")) if p.is_file()}


def test_an_opened_collection_answers_as_the_one_in_memory(qa: PolicyQA, saved: Path) -> None:
    opened = PolicyQA.open(saved)
    for question in QUESTIONS:
        assert answer_row(opened.ask(question)) == answer_row(qa.ask(question))


def test_the_same_input_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    PolicyQA.build([folder], tmp_path / "once")
    PolicyQA.build([folder], tmp_path / "again")
    assert contents(tmp_path / "again") == contents(tmp_path / "once")


def test_saving_again_replaces_the_state_and_leaves_nothing_behind(qa: PolicyQA, saved: Path) -> None:
    before = read_manifest(saved)["data"]
    PolicyQA.from_policies(qa.policies[:1], saved)
    assert len(PolicyQA.open(saved).policies) == 1
    assert {p.name for p in saved.iterdir()} == {MANIFEST, LOCK, read_manifest(saved)["data"]}
    assert read_manifest(saved)["data"] != before


def test_a_full_disk_while_the_vectors_are_written_leaves_the_old_state(
    qa: PolicyQA, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = FaissIndex.save
    monkeypatch.setattr(FaissIndex, "save", lambda self, _: real(self, Path("/dev/full")))
    with pytest.raises(CollectionError, match="could not be written"):
        PolicyQA.from_policies(qa.policies[:1], saved)
    assert len(PolicyQA.open(saved).policies) == 3


@pytest.mark.parametrize("step", ["qa.collection.Collection._write", "qa.directory._manifest", "qa.directory._sync"])
def test_a_failure_while_writing_leaves_the_old_state(
    qa: PolicyQA, saved: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, full_disk)
    with pytest.raises(CollectionError, match="No space left"):
        PolicyQA.from_policies(qa.policies[:1], saved)
    monkeypatch.undo()
    assert len(PolicyQA.open(saved).policies) == 3
    assert not list(saved.glob("building-*"))


def test_remains_of_a_killed_build_do_not_matter(qa: PolicyQA, saved: Path) -> None:
    (saved / "building-1").mkdir()
    (saved / "building-1" / "policies.jsonl").write_text("{")
    assert len(PolicyQA.open(saved).policies) == 3
    qa.collection.save(saved)
    assert not (saved / "building-1").exists()


def test_a_directory_with_other_files_is_not_taken(qa: PolicyQA, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(CollectionError, match="empty directory"):
        qa.collection.save(tmp_path)
    assert (tmp_path / "thesis.doc").read_text() == "mine"


def test_no_collection_there(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="policy-qa ingest"):
        PolicyQA.open(tmp_path / "nowhere")


def test_every_damaged_or_missing_file_is_named(saved: Path, tmp_path: Path) -> None:
    data = saved / read_manifest(saved)["data"]
    for path in sorted(data.iterdir()):
        for damage in ("flip", "cut", "remove"):
            copy = tmp_path / "copy"
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(saved, copy)
            victim = copy / data.name / path.name
            content = bytearray(victim.read_bytes())
            if damage == "flip":
                content[len(content) // 2] ^= 255
                victim.write_bytes(content)
            elif damage == "cut":
                victim.write_bytes(content[:-1])
            else:
                victim.unlink()
            with pytest.raises(CollectionError, match=path.name):
                PolicyQA.open(copy)


def test_ingesting_again_mends_a_damaged_collection(qa: PolicyQA, saved: Path) -> None:
    victim = saved / read_manifest(saved)["data"] / "passages.jsonl"
    victim.write_bytes(b"damaged" + victim.read_bytes()[7:])
    qa.collection.save(saved)
    assert PolicyQA.open(saved).policies == qa.policies


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85"])
def test_characters_that_are_line_breaks_elsewhere_survive(tmp_path: Path, qa: PolicyQA, odd: str) -> None:
    policy = dataclasses.replace(qa.policies[0], source=f"{odd}.txt", title=f"关于{odd}补贴的通知")
    built = Collection.from_policies([policy], OtherEncoder())
    built.save(tmp_path / "c")
    assert Collection.open(tmp_path / "c", OtherEncoder()).policies == (policy,)


def test_half_a_surrogate_pair_is_refused_and_the_old_state_kept(qa: PolicyQA, saved: Path) -> None:
    odd = dataclasses.replace(qa.policies[0], source="\ud800.txt")
    with pytest.raises(CollectionError, match=r"ud800\.txt.*no character"):
        Collection.from_policies([odd], EmbeddedEncoder()).save(saved)
    assert PolicyQA.open(saved).policies == qa.policies


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"format": 1}', "null", '{"format": 1, "splitter": 1, "encoder": {"name": ""}, "files": []}'],
)
def test_a_damaged_manifest_is_named(saved: Path, content: str) -> None:
    (saved / MANIFEST).write_text(content)
    with pytest.raises(CollectionError, match=r"manifest\.json"):
        PolicyQA.open(saved)


def test_a_manifest_cannot_point_outside(saved: Path) -> None:
    manifest = json.loads((saved / MANIFEST).read_text())
    (saved / MANIFEST).write_text(json.dumps({**manifest, "data": "../elsewhere"}))
    with pytest.raises(CollectionError, match="outside"):
        PolicyQA.open(saved)


def test_another_version_says_so(saved: Path) -> None:
    manifest = json.loads((saved / MANIFEST).read_text())
    (saved / MANIFEST).write_text(json.dumps({**manifest, "splitter": 0}))
    with pytest.raises(CollectionError, match="another version"):
        PolicyQA.open(saved)


def test_another_encoder_says_so(saved: Path) -> None:
    with pytest.raises(CollectionError, match=r"embedded.*other.*--encoder embedded"):
        PolicyQA.open(saved, OtherEncoder())


def test_an_encoder_without_word_vectors_and_with_a_short_limit_works(qa: PolicyQA, tmp_path: Path) -> None:
    other = PolicyQA.from_policies(qa.policies, tmp_path / "c", OtherEncoder())
    assert len(other.ask("缓缴保险费").quotes) == 5
    assert PolicyQA.open(tmp_path / "c", OtherEncoder()).ask("缓缴保险费") == other.ask("缓缴保险费")


def test_the_revision_of_the_embedded_encoder_is_in_the_manifest(saved: Path) -> None:
    assert read_manifest(saved)["encoder"]["revision"] == EmbeddedEncoder().revision


def test_pages_recognition_and_attachments_are_kept_and_quoted(qa: PolicyQA, tmp_path: Path) -> None:
    policy = next(policy for policy in qa.policies if policy.source == "harbour.txt")
    second = policy.text.index("二、出口信用保险")
    scanned = dataclasses.replace(
        policy,
        pages=(0, second),
        recognised=(Recognised(second, len(policy.text), 0.91),),
        attachments=("申请表.xlsx",),
    )
    PolicyQA.from_policies([scanned], tmp_path / "c")
    opened = PolicyQA.open(tmp_path / "c")
    assert opened.policies == (scanned,)
    assert [scanned.page(at) for at in (0, second - 1, second, len(policy.text))] == [1, 1, 2, 2]
    assert policy.page(0) is None
    stall, insurance = (opened.ask(question).quotes[0] for question in ("展位费补助多少", "出口信用保险的保费谁承担"))
    assert (stall.page, stall.ocr_confidence) == (1, None)
    assert (insurance.page, insurance.ocr_confidence) == (2, 0.91)
    assert "第1页" in citation(stall, "zh")
    assert "page 2" in citation(insurance, "en")
    assert "may contain errors" in citation(insurance, "en")
