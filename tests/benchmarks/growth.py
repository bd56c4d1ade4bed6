"""How a collection grows from 1,000 to a million passages: ingest, memory, size on disk, opening, answering.

``python -m tests.benchmarks.growth [--million] [--out FILE.json]``. Up to their number the passages are those of laws
in a fixed random order; beyond it the laws again, in each copy with other characters in the place of 5 % of them, which
makes other words. Copies are made after the cutting, so that it takes no longer for a million than for the laws. Each
size is built in one process and asked in another; times are processor time, of questions on one core.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import lzma
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.cutting.cut import cut
from corpus.datatypes import Policy
from corpus.loading import policy_id
from corpus.metadata.reading import describe
from tests.conftest import ROOT, shared_folder

SIZES = (1_000, 10_000, 50_000, 178_851)  # passages; the last is all laws
MILLION = 1_000_000
REPLACED = 0.05  # of the different characters in a copy of the laws
Figures = dict[str, Any]


def laws(shared: Path) -> Iterator[Policy]:
    """The laws as documents, cut, in a fixed random order."""
    with lzma.open(shared / "corpora" / "laws.jsonl.xz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    random.Random(0).shuffle(rows)
    for at, row in enumerate(rows):
        source = f"law{at:04}.txt"
        parts = cut(row["text"], policy_id(source))
        stated = {"title": row["title"], **({"date": row["date"]} if row["date"] else {})}
        known = describe(parts, stated)
        yield Policy(
            policy_id(source), source, row["text"], known.title, known.issuer, known.region, known.province,
            known.doc_number, known.date, known.kind, known.addressee, known.contact, False, parts,
        )  # fmt: skip


def corpus(shared: Path, passages: int) -> Iterator[Policy]:
    """Documents that together hold about so many passages."""
    held, originals = 0, []
    for policy in laws(shared):
        if held >= passages:
            return
        originals.append(policy)
        held += sum(part.searchable for part in policy.parts)
        yield policy
    characters = sorted({character for policy in originals for character in policy.text if character >= "\u4e00"})
    copy = 0
    while held < passages:
        copy += 1
        chosen = random.Random(copy).sample(characters, round(REPLACED * len(characters)))
        table = {ord(a): b for a, b in zip(chosen, chosen[1:] + chosen[:1], strict=True)}
        for policy in originals:
            if held >= passages:
                return
            held += sum(part.searchable for part in policy.parts)
            yield perturbed(policy, table, copy)


def perturbed(policy: Policy, table: dict[int, str], copy: int) -> Policy:
    """A document with other characters in the place of some, which leaves all offsets as they are."""
    parts = tuple(
        dataclasses.replace(
            part, id=f"{copy}-{part.id}", label=part.label.translate(table), text=part.text.translate(table),
            outline=tuple(heading.translate(table) for heading in part.outline),
        )
        for part in policy.parts
    )  # fmt: skip
    return dataclasses.replace(
        policy, id=f"{copy}-{policy.id}", source=f"{copy}-{policy.source}", text=policy.text.translate(table),
        title=policy.title.translate(table), parts=parts,
    )  # fmt: skip


def build(shared: Path, passages: int, folder: Path) -> Figures:
    """What it takes to cut, index and save so many passages."""
    from qa import PolicyQA

    policies = list(corpus(shared, passages))
    cutting = time.process_time()
    began = time.perf_counter()
    qa = PolicyQA.from_policies(policies, folder)
    return {
        "passages": len(qa.collection.passages), "cut_s": cutting, "index_s": time.process_time() - cutting,
        "index_wall_s": time.perf_counter() - began, "peak_gb": peak_gb(),
        "disk_mb": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6,
    }  # fmt: skip


def ask(folder: Path) -> Figures:
    """How long opening and answering take, on one core."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):
        from qa import PolicyQA

        began = time.process_time()
        qa = PolicyQA.open(folder)
        opening = time.process_time() - began
        resident = resident_gb()
        asked = questions()
        began = time.process_time()
        qa.ask(asked[0])  # loads dictionaries, and finds the clauses that stand twice
        first = time.process_time() - began
        times = answering_ms(qa, asked)
        bundled = PolicyQA.bundled()
        bundled.ask(asked[0])
        return {
            "open_s": opening, "resident_gb": resident, "first_ask_s": first,
            "ask_median_ms": float(np.median(times)), "ask_p95_ms": float(np.percentile(times, 95)),
            "resident_asked_gb": resident_gb(), "recall@10": recall(qa, asked),
            "bundled_median_ms": float(np.median(answering_ms(bundled, asked))),
        }  # fmt: skip


def answering_ms(qa: Any, asked: Sequence[str]) -> list[float]:
    """The processor time of each answer."""
    times = []
    for question in asked:
        began = time.process_time()
        qa.ask(question)
        times.append(1000 * (time.process_time() - began))
    return times


def recall(qa: Any, asked: Sequence[str], k: int = 10) -> float:
    """Which share of the k nearest windows by exact search the index of vectors finds, mean over questions."""
    index = qa.collection.indexes.vectors
    queries = qa.collection.indexes.encoder.encode_queries(list(asked))
    nearest = np.argpartition(-(queries @ index.vectors().T), k, axis=1)[:, :k]
    found = index.search(queries, 1000)[1][:, :k]
    return float(np.mean([len({*map(int, a)} & {*map(int, b)}) / k for a, b in zip(nearest, found, strict=True)]))


def questions() -> list[str]:
    """Those over the pages: everyday Chinese, English, and the text's own words."""
    path = ROOT / "tests" / "questions" / "pages.jsonl"
    return [json.loads(line)["question"] for line in path.read_text(encoding="utf-8").splitlines()]


def peak_gb() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def resident_gb() -> float:
    """The memory that this process has."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e9


def figures(sizes: Sequence[int] = SIZES) -> list[Figures]:
    """The figures of every size, each from processes of its own."""
    found = []
    for passages in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measured: Figures = {}
            for step in (["build", str(passages)], ["ask"]):
                command = [sys.executable, "-m", "tests.benchmarks.growth", "--at", folder, *step]
                run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
                measured |= json.loads(run.stdout.splitlines()[-1])
            found.append(measured)
    return found


COLUMNS = {
    "passages": "{:,}", "cut_s": "{:.1f}", "index_s": "{:.1f}", "peak_gb": "{:.2f}", "disk_mb": "{:,.0f}",
    "open_s": "{:.2f}", "resident_gb": "{:.2f}", "first_ask_s": "{:.2f}", "ask_median_ms": "{:.1f}",
    "ask_p95_ms": "{:.1f}", "bundled_median_ms": "{:.1f}", "recall@10": "{:.3f}",
}  # fmt: skip


def table(rows: Sequence[Figures]) -> list[str]:
    """The lines of the table of RESULTS.md, none without figures."""
    if not rows:
        return []
    return [
        "## Growth", "", "Laws, and beyond their number copies with other characters (`growth.py`); seconds and "
        "milliseconds of processor time, of questions on one core. The bundled digests were asked the same at the same "
        "moment: that tells how fast the machine was.", "",
        "| passages | cut s | index s | peak GB | disk MB | open s | resident GB | first question s | ask median ms | "
        "ask p95 ms | bundled: ask median ms | vectors recall@10 |", "|" + "---|" * len(COLUMNS),
        *("| " + " | ".join(form.format(row[name]) for name, form in COLUMNS.items()) + " |" for row in rows), "",
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--million", action="store_true", help="a million passages too")
    parser.add_argument("--out", type=Path, help="write the figures to a JSON file")
    parser.add_argument("--at", type=Path, help="one step only, on a collection in this folder")
    parser.add_argument("step", nargs="*", help="with --at: build PASSAGES, or ask")
    arguments = parser.parse_args()
    if arguments.at:
        collection = arguments.at / "collection"
        match arguments.step:
            case ["build", passages]:
                shutil.rmtree(collection, ignore_errors=True)
                print(json.dumps(build(shared_folder(), int(passages), collection)))
            case ["ask"]:
                print(json.dumps(ask(collection)))
            case _:
                parser.error("--at wants the step: build PASSAGES, or ask")
        return
    rows = figures((*SIZES, MILLION) if arguments.million else SIZES)
    print("\n".join(table(rows)))
    if arguments.out:
        arguments.out.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
