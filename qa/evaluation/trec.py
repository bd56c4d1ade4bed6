"""Reads and writes runs and judgements as trec_eval does."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import numpy as np

from qa.errors import DatasetError

Run = dict[str, dict[str, float]]  # query -> document -> score
Qrels = dict[str, dict[str, int]]  # query -> document -> grade; relevant above 0
_GRADE = re.compile(r"-?[0-9]{1,6}")


def one_word(identity: str) -> str:
    """An id without white space, as runs need it: white space and % become %20, %25 and the like."""
    return re.sub(r"[\s%]", lambda found: quote(found[0]), identity)


def read_run(path: Path) -> Run:
    """A run: lines of query, Q0, document, rank, score and tag; the order is the scores', the ranks are not read.

    Raises DatasetError that names file, line and what is wrong.
    """
    run: Run = {}
    for number, line in _lines(path):
        row = line.split()
        if not row:
            continue
        if len(row) != 6:
            raise DatasetError(
                f"{path}, line {number}: expected 6 columns (query Q0 document rank score tag), found {len(row)}"
            )
        query, _, document, _, score, _ = row
        try:
            value = float(score)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise DatasetError(f"{path}, line {number}: the score {score!r} is not a number")
        if document in run.setdefault(query, {}):
            raise DatasetError(f"{path}, line {number}: document {document!r} stands twice in query {query!r}")
        run[query][document] = value
    if not run:
        raise DatasetError(f"{path}: holds no results")
    return run


def ranking(scores: dict[str, float]) -> list[str]:
    """The documents of a query in trec_eval's order: by score, ties by document id, both descending.

    Scores that differ only beyond single precision tie, as they do in trec_eval, which keeps floats.
    """
    single = np.fromiter(scores.values(), dtype=np.float32, count=len(scores))
    return [document for _, document in sorted(zip(single.tolist(), scores, strict=True), reverse=True)]


def check_run(path: Path, run: Run, queries: Iterable[str]) -> None:
    """Raises DatasetError where a run has results for none of the queries: it is of another dataset."""
    if run.keys().isdisjoint(queries):
        raise DatasetError(
            f"{path}: none of its {len(run)} queries, for example {next(iter(run))!r}, is in the dataset; "
            "give the dataset that the run is of"
        )


def write_run(path: Path, run: Run, tag: str) -> None:
    """Writes a run in trec_eval's order."""
    with path.open("w", encoding="utf-8") as file:
        for query, scores in run.items():
            for rank, document in enumerate(ranking(scores), 1):
                file.write(f"{query} Q0 {document} {rank} {scores[document]!r} {tag}\n")


def numbered_qrels(path: Path, lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str, str, int]]:
    """Line, query, document and grade of judgements in TREC's four columns or BEIR's three, the header left out.

    Raises DatasetError that names file, line and what is wrong.
    """
    judged: set[tuple[str, str]] = set()
    for number, line in lines:
        row = line.split()
        if not row or (number == 1 and row[-1] == "score"):
            continue
        if len(row) not in (3, 4):
            raise DatasetError(
                f"{path}, line {number}: expected query, document and grade, or query, 0, document and grade; "
                f"found {len(row)} columns"
            )
        query, document, grade = row[0], row[-2], row[-1]
        if not _GRADE.fullmatch(grade):
            raise DatasetError(
                f"{path}, line {number}: the grade {grade[:30]!r} is not a whole number of at most six digits"
            )
        if (query, document) in judged:
            raise DatasetError(f"{path}, line {number}: document {document!r} is judged twice for query {query!r}")
        judged.add((query, document))
        yield number, query, document, int(grade)


def read_qrels(path: Path) -> Qrels:
    """Judgements by query and document; raises DatasetError that names file, line and what is wrong."""
    qrels: Qrels = {}
    for _, query, document, grade in numbered_qrels(path, _lines(path)):
        qrels.setdefault(query, {})[document] = grade
    if not qrels:
        raise DatasetError(f"{path}: holds no judgements")
    return qrels


def write_qrels(path: Path, qrels: Qrels) -> None:
    """Writes judgements in TREC's four columns."""
    with path.open("w", encoding="utf-8") as file:
        for query, grades in qrels.items():
            for document, grade in grades.items():
                file.write(f"{query} 0 {document} {grade}\n")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            yield from enumerate(file, 1)
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path}: cannot be read ({error}); expected UTF-8 text") from None
