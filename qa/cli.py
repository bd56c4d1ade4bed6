"""The command line. Heavy packages are imported inside the commands that use them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from qa.json_lines import json_line

if TYPE_CHECKING:
    from qa.policy_qa import PolicyQA

app = typer.Typer(
    help="Ask questions of policy documents: answers in the documents' own words. 政策文件问答：逐字引用，注明出处。",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

CollectionOption = Annotated[
    Path | None, typer.Option("--collection", "-c", help="Directory of a collection. Default: the bundled documents.")
]
NeededCollection = Annotated[Path, typer.Option("--collection", "-c", help="Directory of the collection.")]
EncoderOption = Annotated[
    str | None,
    typer.Option(help="'embedded', or a sentence-transformers model by name or folder. Default: as the collection."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON Lines: one object per line.")]
Timeout = Annotated[
    float, typer.Option(min=1, help="Documents that take longer to read are skipped (seconds; 20 more per megabyte).")
]
MaxMegabytes = Annotated[float, typer.Option(min=0.001, help="Larger documents are skipped (megabytes).")]


def fail(message: str) -> NoReturn:
    """Ends the program with a message and exit code 1."""
    typer.echo(f"error: {message}", err=True)
    raise typer.Exit(1)


@contextmanager
def clear_errors() -> Iterator[None]:
    """Shows the errors that users can do something about as one message without a traceback."""
    from corpus.errors import CorpusError
    from embeddings.errors import EmbeddingsError
    from qa.errors import QAError

    try:
        yield
    except (CorpusError, EmbeddingsError, QAError) as error:
        fail(str(error))
    except KeyboardInterrupt:
        typer.echo("stopped", err=True)
        raise typer.Exit(130) from None


def open_qa(collection: Path | None, encoder: str | None = None) -> PolicyQA:
    """The collection of a directory, or the bundled documents."""
    from embeddings import load_encoder
    from qa.policy_qa import PolicyQA

    if collection is None:
        return PolicyQA.bundled(encoder)
    return PolicyQA.open(collection, load_encoder(encoder) if encoder else None)


@contextmanager
def progress_bars() -> Iterator[Any]:
    """A function (stage, done, of) that draws progress bars on the terminal's error stream."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks: dict[str, Any] = {}

        def advance(stage: str, done: int, of: int) -> None:
            task = tasks.get(stage)
            if task is None:
                task = tasks[stage] = bars.add_task(stage, total=of, rate="")
            speed = bars.tasks[task].speed
            bars.update(task, completed=done, total=of, rate=f"{speed:,.0f}/s" if speed else "")

        yield advance


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="In Chinese or English.")],
    collection: CollectionOption = None,
    k: Annotated[
        int | None,
        typer.Option(
            min=1, max=1000, help="How many quotes. Default: 5, or for a question for a list all that answer."
        ),
    ] = None,
    region: Annotated[str | None, typer.Option(help="Prefer the documents of a place, e.g. 常州 or Changzhou.")] = None,
    document: Annotated[
        list[str] | None, typer.Option(help="Look only in this document, by its source; may be repeated.")
    ] = None,
    encoder: EncoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer one question with quotes. Saying that the documents do not answer is success too."""
    from qa.formats import answer_row, answer_text

    with clear_errors():
        answer = open_qa(collection, encoder).ask(question, k, region=region, documents=document)
        if as_json:
            print_json(answer_row(answer))
        else:
            typer.echo(answer_text(answer))


@app.command()
def batch(
    questions: Annotated[Path, typer.Argument(help='JSON Lines of {"id", "question", "history"?}.')],
    out: Annotated[Path, typer.Option(help="JSON Lines of answers, one per question, in order.")],
    collection: CollectionOption = None,
    k: Annotated[int, typer.Option(min=1, max=1000, help="How many quotes per question.")] = 10,
    encoder: EncoderOption = None,
) -> None:
    """Answer a file of questions."""
    from qa.formats import answer_row

    with clear_errors():
        rows = _question_rows(questions)
        qa = open_qa(collection, encoder)
        temporary = out.with_name(f"{out.name}.partial")
        try:
            with temporary.open("w", encoding="utf-8") as file, progress_bars() as advance:
                for number, row in enumerate(rows, 1):
                    answer = qa.ask(row["question"], k, region=row.get("region"), history=row["history"])
                    file.write(json_line(answer_row(answer, row.get("id"))) + "\n")
                    advance("ask", number, len(rows))
            temporary.replace(out)
        except OSError as error:
            fail(f"{out}: cannot be written ({error.strerror}); choose another file")
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _question_rows(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # not splitlines: U+2028 may stand in a question
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{path}: cannot be read ({error}); give a JSON Lines file in UTF-8")
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            fail(f"{path}, line {number}: not JSON ({error})")
        if not isinstance(row, dict) or not isinstance(row.get("question"), str) or not row["question"].strip():
            fail(f'{path}, line {number}: expected an object with a "question" that is not empty')
        if not isinstance(row.get("region") or "", str):
            fail(f'{path}, line {number}: "region" must be the name of a place')
        history = row.get("history") or []
        if not isinstance(history, list):
            fail(f'{path}, line {number}: "history" must be a list of earlier questions')
        row["history"] = [turn.get("question") if isinstance(turn, dict) else turn for turn in history]
        if not all(isinstance(turn, str) for turn in row["history"]):
            fail(f'{path}, line {number}: "history" must be a list of earlier questions')
        rows.append(row)
    return rows


@app.command()
def measures(
    file: Annotated[Path, typer.Argument(help="One document.")],
    as_json: JsonOption = False,
    max_mb: MaxMegabytes = 20.0,
) -> None:
    """Show how a file is cut: one part per line, in order; the parts tile the text."""
    from corpus import load
    from qa.formats import part_row

    with clear_errors():
        for part in load(file, file.name, max_bytes=int(max_mb * 1_000_000)).parts:
            if as_json:
                print_json(part_row(part))
            else:
                text = " ".join(part.text.split())
                shown = text if len(text) <= 60 else f"{text[:40]} … {text[-18:]}"
                units = f"  [{'、'.join(part.responsible_units)}]" if part.responsible_units else ""
                typer.echo(f"{part.start:>6}–{part.end:<6} {part.kind:<10} {shown}{units}")


def print_json(row: dict[str, Any]) -> None:
    """Prints one object on one line."""
    typer.echo(json_line(row))
