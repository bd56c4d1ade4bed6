"""The command ``policy-qa ingest``, and what it says of its work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.cli import EncoderOption, MaxMegabytes, NeededCollection, Timeout, app, clear_errors, progress_bars
from qa.printable import printable

if TYPE_CHECKING:
    from qa.ingest import Changes


@app.command("ingest")
def ingest_(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders of documents.")],
    collection: NeededCollection,
    encoder: EncoderOption = None,
    sync: Annotated[
        bool, typer.Option("--sync", help="Drop the documents that are no longer among the files, too.")
    ] = False,
    max_mb: MaxMegabytes = 20.0,
    timeout: Timeout = 120.0,
) -> None:
    """Read documents, cut them into measures, and bring a collection up to date with them.

    Files that are as they were are not read again; one that has changed replaces what was read of it. Documents of
    other files stay, unless --sync drops them. However it is cut off, the collection stays as it was, and the next
    ingest goes on from what was read. Servers that have it open take it up by themselves.
    """
    with clear_errors():
        bring_up_to_date(paths, collection, encoder, sync=sync, max_mb=max_mb, timeout=timeout)


def bring_up_to_date(
    paths: list[Path], collection: Path, encoder: str | None, *, sync: bool, max_mb: float, timeout: float
) -> None:
    """Ingests with progress bars, and prints what has changed."""
    from qa.ingest import ingest

    def waiting() -> None:
        typer.echo(f"waiting  another ingest is changing {collection}", err=True)

    with progress_bars() as advance:
        changes = ingest(
            paths, collection, encoder, sync=sync, max_bytes=int(max_mb * 1_000_000), timeout=timeout,
            progress=advance, waiting=waiting,
        )  # fmt: skip
    _print(changes)
    documents = changes.documents
    measures = sum(part.kind == "measure" for policy in documents for part in policy.parts)
    typer.echo(
        f"{len(documents)} documents, {measures} measures ({len(changes.new)} new, {len(changes.changed)} changed, "
        f"{len(changes.removed)} removed), {len(changes.skipped)} files skipped -> {collection}"
    )


def _print(changes: Changes) -> None:
    from qa.duplicates import duplicates

    for state, policies in (("new", changes.new), ("changed", changes.changed)):
        for policy in policies:
            measures = sum(part.kind == "measure" for part in policy.parts)
            what = f"{measures} measures, {len(policy.parts)} parts, {printable(policy.title)}"
            typer.echo(f"{state:<8} {printable(policy.source)}: {what}")
    for policy in changes.removed:
        typer.echo(f"removed  {printable(policy.source)}: {printable(policy.title)}")
    for group in duplicates(changes.documents):
        typer.echo(f"same     {' = '.join(printable(policy.source) for policy in group)}")
    print_skipped(changes.skipped, changes.warnings)
    for policy in changes.kept:
        typer.echo(f"kept     {printable(policy.source)}: as it was read before", err=True)


def print_skipped(skipped: tuple[tuple[str, str], ...], warnings: tuple[str, ...]) -> None:
    """Names what could not be read, and what is wrong with side files."""
    for _, why in skipped:
        typer.echo(f"skipped  {printable(why)}", err=True)
    for warning in warnings:
        typer.echo(f"warning  {printable(warning)}", err=True)
