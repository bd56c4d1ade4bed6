"""The commands of the workbench: ``policy-qa evaluate`` and ``policy-qa compare``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from qa.cli import EncoderOption, app, clear_errors, fail, progress_bars

AskedCollection = Annotated[
    Path | None, typer.Option("--collection", "-c", help="Directory of the collection that a question set asks of.")
]


class Retriever(StrEnum):
    """What ranks the passages."""

    lexical = "lexical"
    vector = "vector"
    late = "late"
    dense = "dense"  # vector + late
    hybrid = "hybrid"


@app.command()
def evaluate(
    datasets: Annotated[
        list[Path], typer.Argument(help="BEIR folders, or question sets (JSON Lines with gold quotes).")
    ],
    collection: AskedCollection = None,
    encoder: EncoderOption = None,
    retriever: Annotated[
        list[Retriever] | None,
        typer.Option(help="What ranks; dense is vector + late. May be repeated. Default: hybrid."),
    ] = None,
    k: Annotated[
        int, typer.Option(min=1, max=100_000, help="Results kept per query; measures that look deeper see no more.")
    ] = 100,
    run: Annotated[
        Path | None,
        typer.Option(help="Write the results as a TREC run; of several, NAME.dataset.retriever.trec."),
    ] = None,
    qrels: Annotated[
        Path | None, typer.Option(help="Write the judgements as TREC qrels; of several datasets, NAME.dataset.qrels.")
    ] = None,
    from_run: Annotated[
        Path | None, typer.Option(help="Judge this TREC run, of any tool, instead of searching (one dataset).")
    ] = None,
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write all figures, intervals and values per query.")
    ] = None,
    report: Annotated[Path | None, typer.Option(help="Write a report with plots: one HTML file.")] = None,
    cache: Annotated[
        Path | None,
        typer.Option(help="Where the indexes of BEIR corpora are kept for the next time. Default: the user's cache."),
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep indexes.")] = False,
) -> None:
    """Measure retrieval on benchmarks and question sets: by type and language, with 95 % intervals.

    All passages are ranked, whereas `ask` shows a clause that stands in several documents once. Documents of equal
    score count in trec_eval's order: by id, descending. Indexes are kept by content and encoder; to clear them,
    remove the folder.
    """
    from embeddings import load_encoder
    from qa.evaluation.cache import default_folder
    from qa.evaluation.datasets import QuestionSet, read_dataset
    from qa.evaluation.results import Result, result_of, table
    from qa.evaluation.retrieve import confidences, judgements, open_collection, retrieve
    from qa.evaluation.trec import check_run, read_run, write_qrels, write_run

    retrievers = list(dict.fromkeys(map(str, retriever or [Retriever.hybrid])))
    if from_run and (len(datasets) > 1 or retriever or run):
        fail("--from-run judges one run on one dataset; leave out other datasets, --retriever and --run")
    with clear_errors():
        chosen = load_encoder(encoder) if encoder else None
        results: list[Result] = []
        calibration: dict[str, list[tuple[float, bool]]] = {}
        names: set[str] = set()
        for path in datasets:
            dataset = read_dataset(path)
            if dataset.name in names:
                fail(f"two datasets are named {dataset.name!r}: rename one, or evaluate them one by one")
            names.add(dataset.name)
            qa = open_collection(dataset, collection, chosen) if isinstance(dataset, QuestionSet) else None
            if from_run:
                judged = judgements(dataset, qa)
                judging = read_run(from_run)
                check_run(from_run, judging, (query.id for query in dataset.queries))
                results.append(result_of(dataset, judging, judged, from_run.name, "", k))
            else:
                with progress_bars() as advance:
                    kept = None if no_cache else cache or default_folder()
                    found = retrieve(dataset, retrievers, k, qa, chosen, kept, advance)
                judged = found.qrels
                for name, ranked in found.runs.items():
                    results.append(result_of(dataset, ranked, judged, name, found.encoder, k, found.milliseconds))
                    if run:
                        target = run if len(datasets) * len(retrievers) == 1 else _numbered(run, dataset.name, name)
                        with writing(target):
                            write_run(target, ranked, f"policy-qa-{name}")
            if qrels:
                target = qrels if len(datasets) == 1 else _numbered(qrels, dataset.name)
                with writing(target):
                    write_qrels(target, judged)
            if report and qa is not None and isinstance(dataset, QuestionSet) and not from_run:
                with progress_bars() as advance:
                    calibration[dataset.name] = confidences(dataset, qa, advance)
        typer.echo(table(results))
        if json_out:
            with writing(json_out):
                json_out.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        if report:
            from qa.evaluation.report import html

            with writing(report):
                report.write_text(html(results, calibration), encoding="utf-8")


@app.command()
def compare(
    runs: Annotated[list[Path], typer.Argument(help="TREC runs; the first is the one the others are compared with.")],
    dataset: Annotated[Path, typer.Option(help="The BEIR folder or question set that the runs are of.")],
    collection: AskedCollection = None,
    measure: Annotated[str, typer.Option(help="The measure compared, as ir_measures names it.")] = "nDCG@10",
    json_out: Annotated[Path | None, typer.Option("--json", help="Also write the comparison to this file.")] = None,
) -> None:
    """Compare runs: paired randomisation test, corrected for several runs; wins and losses; questions that changed."""
    from qa.evaluation.compare import comparison, text
    from qa.evaluation.datasets import QuestionSet, read_dataset
    from qa.evaluation.measures import measure as measured
    from qa.evaluation.measures import parse
    from qa.evaluation.retrieve import grouped, judgements, open_collection
    from qa.evaluation.trec import check_run, read_run

    if len(runs) < 2:
        fail("give at least two runs: the one to compare with, and others")
    with clear_errors():
        name = parse(measure)
        read = read_dataset(dataset)
        qrels = judgements(read, open_collection(read, collection, None) if isinstance(read, QuestionSet) else None)
        groups = dict(grouped(read.queries, qrels))
        judged = {query.id: qrels[query.id] for query in groups["all"]}
        found = [(path, read_run(path)) for path in runs]
        for path, run in found:
            check_run(path, run, (query.id for query in read.queries))
        values = [(str(path), measured(run, judged, (name,))) for path, run in found]
        rows = comparison(read.queries, groups, values, name)
        typer.echo(text(rows))
        if json_out:
            with writing(json_out):
                json_out.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Says which file could not be written and what to do."""
    try:
        yield
    except OSError as error:
        fail(f"{path}: cannot be written ({error.strerror or error}); choose another file")


def _numbered(path: Path, *parts: str) -> Path:
    return path.with_name(".".join([path.stem, *parts]) + path.suffix)
