"""The commands about kept data."""

from __future__ import annotations

from dataclasses import asdict
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
