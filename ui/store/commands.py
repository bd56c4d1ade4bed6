"""The commands about kept data."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from qa.cli import JsonOption, app, clear_errors
from qa.json_lines import json_line

DataOption = Annotated[
    Path | None, typer.Option("--data", help="Folder of kept data. Default: policy-qa in the user's data folder.")
]


def data_folder(given: Path | None) -> Path:
    """The folder given, or the default one."""
    from ui.store.database import default_folder

    return given or default_folder()


@app.command()
def feedback(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List the feedback that owners gave, oldest first."""
    from ui.store.database import open_store
    from ui.store.feedback import all_feedback

    with clear_errors():
        for key, time, given in all_feedback(open_store(data_folder(data))):
            if as_json:
                typer.echo(json_line({"id": key, "time": time, **asdict(given)}))
                continue
            verdict = "useful" if given.useful else "not useful"
            shown = [given.question, given.reason, ", ".join(passage.measure_id for passage in given.passages[:3])]
            typer.echo("\t".join([time, verdict, *(" ".join(text.split()) or "-" for text in shown)]))


@app.command()
def prune(
    before: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The first day (UTC) that is kept.")],
    data: DataOption = None,
    links: Annotated[bool, typer.Option("--links", help="Forget shared links too; they then lead nowhere.")] = False,
) -> None:
    """Forget the feedback and the declined questions of the days before one."""
    from ui.store.database import open_store
    from ui.store.retention import prune as forget

    with clear_errors():
        for name, count in forget(open_store(data_folder(data)), before.date(), links=links).items():
            typer.echo(f"{count} forgotten: {name.replace('_', ' ')}")


CollectionToo = Annotated[
    Path | None, typer.Option("--collection", "-c", help="Directory of the collection that belongs to it.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace what is there.")]


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The backup to write, a zip file.")],
    data: DataOption = None,
    collection: CollectionToo = None,
    force: ForceOption = False,
) -> None:
    """Write kept data, and a collection where one is named, into one file, while the server runs."""
    from ui.store.backup import back_up

    with clear_errors():
        names = back_up(data_folder(data), collection, file, replace=force)
        typer.echo(f"{len(names)} files -> {file}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup written by `policy-qa backup`.")],
    data: DataOption = None,
    collection: CollectionToo = None,
    force: ForceOption = False,
) -> None:
    """Bring back a backup; it is checked as a whole before anything is replaced."""
    from ui.store.restore import restore as bring_back

    with clear_errors():
        for name in bring_back(file, data_folder(data), collection, replace=force):
            typer.echo(f"restored {name}")
        if collection is not None:
            typer.echo("a running server answers from the restored collection once it is started again")
