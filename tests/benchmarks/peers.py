"""Beside other libraries, on one corpus and one question set: ingest, memory, latency, quality.

``python -m tests.benchmarks.peers [--out FILE.json]`` indexes the passages of all laws and of the 30 pages three times,
each in a process of its own, and asks the questions of tests/questions/pages.jsonl on one core:

- this program: ``search``, all signals;
- txtai, hybrid as it comes (BM25 with its own tokenizer, which takes Chinese by the character, and FAISS);
- bm25s over the words of this program, and FAISS flat, fused by reciprocal rank (k = 60) over the first 100 of each.

All use the embedded encoder's vectors. Cutting into passages is done once and counts for none. Needs the extra `bench`.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from embeddings import EmbeddedEncoder
from qa.passages import passages_of
from qa.words import bare
from tests.benchmarks.growth import Figures, laws, peak_gb, resident_gb
from tests.conftest import ROOT, shared_folder

QUESTIONS = ROOT / "tests" / "questions" / "pages.jsonl"
Search = Callable[[str], Sequence[int]]  # positions of the ten best passages
PASSAGES, POLICIES = "passages.json", "policies.pickle"


def prepare(shared: Path, folder: Path) -> None:
    """Cuts the corpus, and writes its documents, and its passages as texts."""
    from qa.reading import read_policies

    policies = [*read_policies([shared / "pages"]).policies, *laws(shared)]
    rows = [(policies[each.policy].source, each.context, each.text) for each in passages_of(policies)]
    (folder / PASSAGES).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    (folder / POLICIES).write_bytes(pickle.dumps(policies))


def ours(folder: Path) -> Search:
    from qa import PolicyQA

    qa = PolicyQA.from_policies(pickle.loads((folder / POLICIES).read_bytes()), folder / "collection")
    place = {qa.part_id(at): at for at in range(len(qa.collection.passages))}
    return lambda question: [place[quote.measure_id] for quote in qa.search(question, 10)]


def txtai(folder: Path) -> Search:
    from txtai import Embeddings

    encoder = EmbeddedEncoder()

    def vectors(texts: list[str]) -> np.ndarray:
        return encoder.encode_passages(texts)

    index = Embeddings(method="external", transform=vectors, hybrid=True)
    index.index((at, text, None) for at, text in enumerate(texts_of(folder)))
    return lambda question: [int(at) for at, _ in index.search(question, 10)]


def bm25s(folder: Path) -> Search:
    import bm25s
    import faiss

    from qa.words import normalise, words

    encoder, texts = EmbeddedEncoder(), texts_of(folder)
    lexical = bm25s.BM25()
    lexical.index([words(normalise(text)) for text in texts], show_progress=False)
    flat = faiss.IndexFlatIP(encoder.dim)
    flat.add(encoder.encode_passages(texts))
    faiss.omp_set_num_threads(1)

    def search(question: str) -> list[int]:
        near = flat.search(encoder.encode_queries([question]), 100)[1][0]
        asked = [word for word in words(normalise(question)) if word in lexical.vocab_dict]
        lists = [near.tolist()]
        if asked:
            found, scores = lexical.retrieve([asked], k=100, show_progress=False)
            lists.append(found[0][scores[0] > 0].tolist())
        fused: dict[int, float] = {}
        for ranked in lists:
            for rank, at in enumerate(ranked, 1):
                fused[at] = fused.get(at, 0.0) + 1 / (60 + rank)
        return sorted(fused, key=lambda at: (-fused[at], at))[:10]

    return search


PEERS: dict[str, Callable[[Path], Search]] = {"ours": ours, "txtai": txtai, "bm25s + FAISS flat": bm25s}


def texts_of(folder: Path) -> list[str]:
    """The texts that are indexed."""
    return [f"{context} {text}" for _, context, text in json.loads((folder / PASSAGES).read_text(encoding="utf-8"))]


def measured(name: str, folder: Path) -> Figures:
    """The figures of one peer."""
    began, wall = time.process_time(), time.perf_counter()
    search = PEERS[name](folder)
    ingest = {"ingest_s": time.process_time() - began, "ingest_wall_s": time.perf_counter() - wall}
    peak, resident = peak_gb(), resident_gb()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    from threadpoolctl import threadpool_limits

    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    with threadpool_limits(limits=1):
        search(rows[0]["question"])  # loads dictionaries
        times, runs = [], []
        for row in rows:
            began = time.process_time()
            runs.append(search(row["question"]))
            times.append(1000 * (time.process_time() - began))
    return {
        "peer": name, **ingest, "peak_gb": peak, "resident_gb": resident, "median_ms": float(np.median(times)),
        "p95_ms": float(np.percentile(times, 95)), **quality(rows, runs, folder),
    }  # fmt: skip


def quality(rows: Sequence[dict[str, Any]], runs: Sequence[Sequence[int]], folder: Path) -> Figures:
    """success@1 and @5 and MRR@10 over the questions; relevant are a document's passages that hold a gold quote."""
    passages = json.loads((folder / PASSAGES).read_text(encoding="utf-8"))
    ranks = []
    for row, run in zip(rows, runs, strict=True):
        gold = [(each["doc"], bare(each["quote"])) for each in row["gold"]]
        held = [(passages[at][0], bare(passages[at][2])) for at in run[:10]]
        hits = [n for n, (doc, text) in enumerate(held, 1) if any(doc == d and quote in text for d, quote in gold)]
        ranks.append(hits[0] if hits else 0)
    found = np.array(ranks)
    reciprocal = np.divide(1.0, found, out=np.zeros(len(found)), where=found > 0)
    return {
        "success@1": float((found == 1).mean()), "success@5": float(((found > 0) & (found <= 5)).mean()),
        "MRR@10": float(reciprocal.mean()), "questions": len(rows), "passages": len(passages),
    }  # fmt: skip


def figures() -> list[Figures]:
    """The figures of every peer, each from a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for step in ("prepare", *PEERS):
            command = [sys.executable, "-m", "tests.benchmarks.peers", "--at", folder, "--step", step]
            run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
            if step != "prepare":
                found.append(json.loads(run.stdout.splitlines()[-1]))
        return found


def table(rows: Sequence[Figures]) -> list[str]:
    """The lines of the table of RESULTS.md, none without figures."""
    if not rows:
        return []
    versions = ", ".join(f"{name} {version(name)}" for name in ("txtai", "bm25s", "faiss-cpu"))
    names = ("ingest_s", "peak_gb", "resident_gb", "median_ms", "p95_ms", "success@1", "success@5", "MRR@10")
    return [
        "## Peers", "", f"{rows[0]['questions']} questions over pages among all laws, {rows[0]['passages']:,} passages "
        f"(`peers.py`); processor time, of questions on one core; {versions}.", "",
        "| program | ingest s | peak GB | resident GB | median ms | p95 ms | success@1 | success@5 | MRR@10 |",
        "|" + "---|" * (len(names) + 1),
        *(
            f"| {row['peer']} | "
            + " | ".join(f"{row[name]:.3f}" if "@" in name else f"{row[name]:.1f}" for name in names) + " |"
            for row in rows
        ), "",
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="write the figures to a JSON file")
    parser.add_argument("--at", type=Path, help="one step only, in this folder")
    parser.add_argument("--step", choices=("prepare", *PEERS), default="prepare")
    arguments = parser.parse_args()
    if arguments.at:
        if arguments.step == "prepare":
            prepare(shared_folder(), arguments.at)
        else:
            print(json.dumps(measured(arguments.step, arguments.at)))
        return
    rows = figures()
    print("\n".join(table(rows)))
    if arguments.out:
        arguments.out.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
