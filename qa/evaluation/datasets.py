"""Reads what retrieval is measured on: BEIR folders, and question sets with gold quotes."""

from __future__ import annotations

import gzip
import io
import json
import zlib
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
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise DatasetError(f"{path}: cannot be read ({error}); expected UTF-8 text, gzipped or not") from None


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in lines_of(path):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if "\\ud" in line.lower():
                json.dumps(row, ensure_ascii=False).encode()  # halves of surrogate pairs are no text
        except (ValueError, RecursionError) as error:
            raise DatasetError(f"{path}, line {number}: not JSON ({error})") from None
        missing = [key for key in needed if not isinstance(row, dict) or key not in row]
        if missing:
            raise DatasetError(f"{path}, line {number}: expected an object with {', '.join(map(repr, missing))}")
        yield number, row


def _identified(path: Path, key: str, text: str, *needed: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a file by the id under ``key``, each id once; what stands under ``text`` is a string."""
    seen: dict[str, int] = {}
    for number, row in _rows(path, (key, text, *needed)):
        if not isinstance(row[key], str | int) or isinstance(row[key], bool):
            raise DatasetError(f"{path}, line {number}: the id {row[key]!r} must be a string or a whole number")
        if not isinstance(row[text], str):
            raise DatasetError(f"{path}, line {number}: {text!r} must be a string")
        identity = str(row[key])
        if not identity or identity.split() != [identity]:
            raise DatasetError(
                f"{path}, line {number}: the id {identity!r} must be one word, as runs separate by spaces"
            )
        if identity in seen:
            raise DatasetError(f"{path}, line {number}: the id {identity!r} stands already in line {seen[identity]}")
        seen[identity] = number
        yield identity, {**row, "line": number}
    if not seen:
        raise DatasetError(f"{path}: is empty")


def _beir(folder: Path) -> BeirDataset:
    corpus = [
        (identity, str(row.get("title") or ""), str(row["text"]))
        for identity, row in _identified(folder / "corpus.jsonl", "_id", "text")
    ]
    path = folder / "queries.jsonl"
    queries = [_query(path, identity, row, "text") for identity, row in _identified(path, "_id", "text")]
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
        queries.append(_query(path, identity, row, "question"))
        rows = row["gold"]
        if not isinstance(rows, list) or not all(isinstance(g, dict) and g.keys() >= {"doc", "quote"} for g in rows):
            raise DatasetError(
                f'{path}, line {row["line"]}, question {identity}: "gold" must be a list of {{"doc", "quote"}}'
            )
        gold[identity] = [(g["doc"], g["quote"]) for g in rows]
        # An empty quote would stand in every passage.
        if not all(isinstance(value, str) and value.strip() for pair in gold[identity] for value in pair):
            raise DatasetError(
                f'{path}, line {row["line"]}, question {identity}: "doc" and "quote" must be strings that are not empty'
            )
    return QuestionSet(path.stem if path.stem != "questions" else path.parent.name, queries, gold)


def _query(path: Path, identity: str, row: dict[str, Any], text: str) -> Query:
    if not row[text].strip():
        raise DatasetError(f"{path}, line {row['line']}: {text!r} of {identity!r} is empty")
    return Query(identity, row[text], str(row.get("type") or ""), str(row.get("lang") or ""))
