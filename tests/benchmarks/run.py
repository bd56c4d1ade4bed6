"""Measures everything that the README states, and writes the table: ``make bench``.

Writes tests/benchmarks/results.json and tests/benchmarks/RESULTS.md. Needs the shared data; takes some minutes.
``--quick`` leaves out the large benchmarks. ``--million`` lets the growth go on to a million passages.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import json
import os
import platform
import pstats
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from corpus import find_files, load
from embeddings import EmbeddedEncoder, load_encoder
from qa import PolicyQA
from qa.evaluation.datasets import read_dataset
from tests.benchmarks import conversations, cutting, declining, formats, growth, peers, quoting, references
from tests.benchmarks.retrieval import benchmarks, question_sets
from tests.conftest import ROOT, shared_folder

HERE = Path(__file__).parent
SHOWN = ("Success@1", "Success@5", "Success@10", "RR@10", "nDCG@10", "R@10")
Figures = dict[str, Any]


def machine() -> Figures:
    """What the figures were taken on."""
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.processor(),
    )
    packages = ("numpy", "faiss-cpu", "tokenizers", "gradio", "sentence-transformers", "torch")
    return {
        "cpu": f"{model}, {os.cpu_count()} cores", "python": platform.python_version(),
        "packages": {name: version(name) for name in packages},
        "encoder": EmbeddedEncoder().revision,
        "questions": {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            for path in sorted((ROOT / "tests" / "questions").glob("*.jsonl"))
        },
    }  # fmt: skip


def cold_start(runs: int = 5) -> Figures:
    """Seconds of a whole process that answers one question on the bundled documents."""
    command = [sys.executable, "-m", "ui.command", "ask", "没房子抵押能贷到钱吗", "--json"]
    seconds = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        seconds.append(time.perf_counter() - start)
    return {"median_s": float(np.median(seconds[1:])), "max_s": max(seconds[1:])}


STAGES = {  # of ``ask``, by the function that does each
    "understand the question": "understand",
    "signals: words and bigrams, vectors, late interaction": "signals",
    "priors: kind, place, year, names": "__call__",
    "highlights": "highlights",
    "evidence and decision": "_evidence",
}


def latency(qa: PolicyQA, questions: list[str]) -> Figures:
    """Milliseconds of ``ask`` in process on one core, and the share of the time that each stage takes."""
    with threadpool_limits(limits=1, user_api="blas"):  # several threads on one core would wait for each other
        return _latency(qa, questions)


def _latency(qa: PolicyQA, questions: list[str]) -> Figures:
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    for question in questions[:10]:
        qa.ask(question)
    times = []
    for question in questions:
        start = time.perf_counter()
        qa.ask(question)
        times.append((time.perf_counter() - start) * 1000)
    with cProfile.Profile() as profile:
        for question in questions:
            qa.ask(question)
    os.sched_setaffinity(0, cores)
    spent = {
        name: figures.cumtime
        for name, figures in pstats.Stats(profile).get_stats_profile().func_profiles.items()
        if name in ("ask", *STAGES.values())
    }
    shares = {f"share of {stage}": spent[name] / spent["ask"] for stage, name in STAGES.items()}
    rest = {"share of the rest": 1 - sum(shares.values())}
    return {"median_ms": float(np.median(times)), "p95_ms": float(np.percentile(times, 95)), **shares, **rest}


def encoder_speed(shared: Path) -> Figures:
    """Milliseconds per text of the embedded encoder on one thread."""
    encoder = load_encoder()
    with (shared / "training" / "regulation_passages.jsonl").open(encoding="utf-8") as file:
        texts = [(json.loads(line)["text"] * 3)[:150] for line in file][:3000]
    start = time.perf_counter()
    encoder.encode_passages(texts)
    passages = (time.perf_counter() - start) / len(texts) * 1000
    start = time.perf_counter()
    for text in texts[:500]:
        encoder.encode_queries([text[:20]])
    return {"passage_150_chars_ms": passages, "question_ms": (time.perf_counter() - start) / 500 * 1000}


def formats_table(shares: dict[str, float]) -> list[str]:
    """The lines of the table of formats, none where they were left out."""
    if not shares:
        return []
    rows = [f"| {name} | {value:.3f} |" for name, value in shares.items()]
    title = ["## Formats", "", "The five seeds in other formats, against their plain text.", ""]
    return [*title, "| what | figure |", "|---|---|", *rows, ""]


def markdown(figures: Figures) -> str:
    """The tables of all figures."""
    lines = [
        "# Figures", "", "Made by `make bench` (see `run.py` beside this file); the numbers are in `results.json`.", "",
        f"- machine: {figures['machine']['cpu']}, Python {figures['machine']['python']}",
        "- versions: " + ", ".join(f"{name} {number}" for name, number in figures["machine"]["packages"].items()),
        f"- embedded encoder: revision {figures['machine']['encoder']}",
        "- questions: " + ", ".join(f"{name} {digest}" for name, digest in figures["machine"]["questions"].items()), "",
        "## Cutting and quoting", "",
        "| what | figure |", "|---|---|",
        *(f"| {name} | {value:.3f} |" for part in ("cutting", "quoting") for name, value in figures[part].items()), "",
        *formats_table(figures["formats"]),
        *growth.table(figures["growth"]), *peers.table(figures["peers"]),
        "## Speed", "", "| what | figure |", "|---|---|",
        *(f"| {part}: {name} | {value:.3f} |" for part in ("cold_start", "latency", "encoder_speed")
          for name, value in figures[part].items()), "",
        "## Declining", "", "Of questions by what they are; in brackets how many.", "",
        "| questions | share |", "|---|---|",
        *(f"| {name} | {value:.3f} |" for name, value in figures["declining"].items()), "",
        "## Conversations", "", "| questions | figure |", "|---|---|",
        *(f"| {name} | {value:.3f} |" for name, value in figures["conversations"].items()), "",
        *references.table(figures["encoders"], figures["retrieval"]),
        "## Retrieval", "", "success@k: a relevant passage among the first k.", "",
        "| dataset | group | queries | retriever | success@1 | success@5 | success@10 | MRR@10 | nDCG@10 | recall@10 |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for result in figures["retrieval"]:
        for group, values in result["figures"].items():
            lines.append(
                f"| {result['dataset']} | {group} | {values['queries']} | {result['retriever']} | "
                + " | ".join(f"{values[name]:.3f}" for name in SHOWN)
                + " |"
            )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="leave out the BEIR benchmarks and the scans")
    parser.add_argument("--million", action="store_true", help="the growth of a collection to a million passages")
    parser.add_argument("--out", type=Path, default=HERE, help="folder of results.json and RESULTS.md")
    arguments = parser.parse_args()
    shared = shared_folder()
    if not (shared / "seeds").is_dir():
        raise SystemExit(f"the benchmarks need the shared data: no {shared / 'seeds'} (set POLICY_QA_SHARED)")
    sizes = (*growth.SIZES, growth.MILLION) if arguments.million else growth.SIZES
    with tempfile.TemporaryDirectory() as folder:
        retrieval = question_sets(shared, Path(folder))
        qa = PolicyQA.open(Path(folder) / "devset")
        questions = [query.text for query in read_dataset(shared / "devset" / "questions.jsonl").queries]
        figures: Figures = {
            "machine": machine(),
            "cutting": cutting.figures([load(*found) for found in find_files([shared / "seeds"])], shared),
            "formats": {} if arguments.quick else formats.figures(shared),
            "quoting": quoting.figures(qa, shared / "devset" / "questions.jsonl"),
            "declining": declining.figures(shared),
            "conversations": {
                f"{over}, {name}": value
                for over, on in (("samples", PolicyQA.bundled()), ("pages", PolicyQA.open(Path(folder) / "pages")))
                for name, value in conversations.figures(on, over).items()
            },
            "cold_start": cold_start(), "latency": latency(qa, questions), "encoder_speed": encoder_speed(shared),
            "growth": [] if arguments.quick else growth.figures(sizes),
            "peers": [] if arguments.quick else peers.figures(),
            "retrieval": retrieval + ([] if arguments.quick else benchmarks(shared)),
            "encoders": [] if arguments.quick else references.figures(shared, Path(folder)),
        }  # fmt: skip
    (arguments.out / "results.json").write_text(
        json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    (arguments.out / "RESULTS.md").write_text(markdown(figures), encoding="utf-8")
    print(markdown(figures))


if __name__ == "__main__":
    main()
