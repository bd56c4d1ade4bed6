"""The whole command line: the commands of ``qa``, and ``serve``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from qa.cli import (
    CollectionOption,
    EncoderOption,
    MaxMegabytes,
    app,
    clear_errors,
    open_qa,
    progress_bars,
)  # fmt: skip
from qa.evaluation import commands as commands  # `evaluate` and `compare`
from ui.store import commands as store_commands  # noqa: F401  `feedback`, `backup` and `restore`
from ui.store.commands import DataOption, data_folder


@app.command()
def serve(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Documents to answer from. Default: the bundled ones.")
    ] = None,
    collection: CollectionOption = None,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 opens it to the network.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 7860,
    encoder: EncoderOption = None,
    max_mb: MaxMegabytes = 20.0,
    data: DataOption = None,
    keep_declined: Annotated[
        bool, typer.Option("--keep-declined", help="Keep the questions that got no answer, too.")
    ] = False,
) -> None:
    """Open the web chat on documents, on a collection, or on the bundled documents."""
    from qa.policy_qa import PolicyQA
    from qa.reading import read_policies

    with clear_errors():
        if paths:
            with progress_bars() as advance:
                reading = read_policies(paths, max_bytes=int(max_mb * 1_000_000), progress=advance)
                for _, why in reading.skipped:
                    typer.echo(f"skipped  {why}", err=True)
                qa = PolicyQA.from_policies(reading.policies, collection, encoder, advance)
        else:
            qa = open_qa(collection, encoder)
        from ui import serve as run
        from ui.store.database import create_store

        run(qa, host, port, create_store(data_folder(data)), keep_declined=keep_declined)


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    app()


if __name__ == "__main__":
    main()
