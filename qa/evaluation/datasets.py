"""Reads what retrieval is measured on: BEIR folders, and question sets with gold quotes."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qa.errors import DatasetError
from qa.evaluation.trec import numbered_qrels


@dataclass(frozen=True)
class Query:
    """One question of a dataset."""

    id: str
    text: str
    type: str = ""
    language: str = ""


@dataclass(frozen=True)
class BeirDataset:
    """A corpus of its own, with graded judgements."""

    name: str
    queries: list[Query]
    corpus: list[tuple[str, str, str]]  # id, title, text
    qrels: dict[str, dict[str, int]]  # query -> document -> grade


@dataclass(frozen=True)
class QuestionSet:
    """Questions over a collection: a passage is relevant if it contains a gold quote, white space ignored."""

    name: str
    queries: list[Query]
    gold: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # query -> (source, quote)


def read_dataset(path: Path) -> BeirDataset | QuestionSet:
    """A BEIR folder (corpus, queries and qrels/test.tsv, gzipped or not) or a question set in JSON Lines.

    Raises DatasetError that names file, line and what is wrong.
    """
    if path.is_dir():
        return _beir(path)
    if path.is_file():
        return _question_set(path)
    raise DatasetError(f"{path}: no such dataset; give a BEIR folder or a JSON Lines file of questions")


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines of a file, or of the file with .gz added."""
    zipped = path.with_name(f"{path.name}.gz")
    if not path.exists() and not zipped.exists():
        raise DatasetError(f"{path}: missing (also as {zipped.name}); a BEIR folder needs it")
    try:
        with path.open("rb") if path.exists() else gzip.open(zipped) as raw:
            yield from enumerate(io.TextIOWrapper(raw, encoding="utf-8-sig"), 1)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path}: cannot be read ({error}); expected UTF-8 text, gzipped or not") from None


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in lines_of(path):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise DatasetError(f"{path}, line {number}: not JSON ({error})") from None
        missing = [key for key in needed if not isinstance(row, dict) or key not in row]
        if missing:
            raise DatasetError(f"{path}, line {number}: expected an object with {', '.join(map(repr, missing))}")
        yield number, row


def _identified(path: Path, *needed: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a file by the id that the first of the needed keys holds, each id once."""
    seen: dict[str, int] = {}
    for number, row in _rows(path, needed):
        identity = str(row[needed[0]])
        if not identity or identity.split() != [identity]:
            raise DatasetError(
                f"{path}, line {number}: the id {identity!r} must be one word, as runs separate by spaces"
            )
        if identity in seen:
            raise DatasetError(f"{path}, line {number}: the id {identity!r} stands already in line {seen[identity]}")
        seen[identity] = number
        yield identity, row
    if not seen:
        raise DatasetError(f"{path}: is empty")


def _beir(folder: Path) -> BeirDataset:
    corpus = [
        (identity, str(row.get("title") or ""), str(row["text"]))
        for identity, row in _identified(folder / "corpus.jsonl", "_id", "text")
    ]
    queries = [
        Query(identity, str(row["text"]), str(row.get("type") or ""), str(row.get("lang") or ""))
        for identity, row in _identified(folder / "queries.jsonl", "_id", "text")
    ]
    known, documents = {query.id for query in queries}, {document for document, _, _ in corpus}
    path = folder / "qrels" / "test.tsv"
    qrels: dict[str, dict[str, int]] = {}
    for number, query, document, grade in numbered_qrels(path, lines_of(path)):
        if query not in known:
            raise DatasetError(f"{path}, line {number}: query {query!r} is not in {folder / 'queries.jsonl'}")
        if document not in documents:
            raise DatasetError(f"{path}, line {number}: document {document!r} is not in {folder / 'corpus.jsonl'}")
        qrels.setdefault(query, {})[document] = grade
    if not any(grade > 0 for grades in qrels.values() for grade in grades.values()):
        raise DatasetError(f"{path}: judges no query of {folder / 'queries.jsonl'} as having an answer")
    return BeirDataset(folder.name, queries, corpus, qrels)


def _question_set(path: Path) -> QuestionSet:
    queries, gold = [], {}
    for identity, row in _identified(path, "id", "question", "gold"):
        try:
            gold[identity] = [(str(g["doc"]), str(g["quote"])) for g in row["gold"]]
        except (TypeError, KeyError):
            raise DatasetError(f'{path}, question {identity}: "gold" must be a list of {{"doc", "quote"}}') from None
        queries.append(Query(identity, str(row["question"]), str(row.get("type") or ""), str(row.get("lang") or "")))
    return QuestionSet(path.stem if path.stem != "questions" else path.parent.name, queries, gold)
