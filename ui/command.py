"""The whole command line: the commands of ``qa``, and ``serve``."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa import documents_command as documents_command  # `documents` and its sub-commands
from qa.cli import (
    CollectionOption,
    EncoderOption,
    MaxMegabytes,
    Timeout,
    app,
    clear_errors,
    progress_bars,
)  # fmt: skip
from qa.evaluation import commands as commands  # `evaluate` and `compare`
from qa.ingest_command import bring_up_to_date, print_skipped
from ui.settings import RATE_LIMIT, ServerSettings, answered_hosts
from ui.store import commands as store_commands  # noqa: F401  `feedback`, `prune`, `backup` and `restore`
from ui.store.commands import DataOption, data_folder

if TYPE_CHECKING:
    from qa import PolicyQA


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
    timeout: Timeout = 120.0,
    data: DataOption = None,
    keep_declined: Annotated[
        bool, typer.Option("--keep-declined", help="Keep the questions that got no answer, too.")
    ] = False,
    rate_limit: Annotated[
        str, typer.Option(help="Most requests of one client, pages' images and styles apart: 60/minute, 5/second.")
    ] = RATE_LIMIT,
    trusted_proxies: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CIDR", help="Address or network of a proxy whose X-Forwarded-* headers are believed; repeatable."
        ),
    ] = None,
    allowed_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Name that the server answers to; repeatable. Default: any, or on a loopback address without a "
            "trusted proxy the loopback names.",
        ),
    ] = None,
    cors: Annotated[
        list[str] | None,
        typer.Option(metavar="ORIGIN", help="Origin whose scripts may call the API, as https://a.example; repeatable."),
    ] = None,
    embed_on: Annotated[
        list[str] | None,
        typer.Option(metavar="ORIGIN", help="Origin whose pages may show the chat in a frame; repeatable."),
    ] = None,
    time_limit: Annotated[
        float, typer.Option(min=0.1, help="Seconds that a request may take to arrive, and an answer to be found.")
    ] = 10.0,
    log: Annotated[
        Path | None, typer.Option(help="Log requests as JSON lines to a file; - is standard error. Default: none.")
    ] = None,
    log_questions: Annotated[
        bool, typer.Option("--log-questions", help="Write the text of questions to the log too.")
    ] = False,
) -> None:
    """Open the web chat on documents, on a collection, or on the bundled documents."""
    from qa.live import live_collection
    from qa.policy_qa import PolicyQA
    from ui import serve as run
    from ui.store.database import create_store

    with clear_errors():
        proxies, hosts = tuple(trusted_proxies or ()), tuple(allowed_host or ())
        settings = ServerSettings(
            host=host,
            port=port,
            rate_limit=rate_limit,
            trusted_proxies=proxies,
            allowed_hosts=answered_hosts(host, hosts, proxies),
            cors=tuple(cors or ()),
            embed_on=tuple(embed_on or ()),
            time_limit=time_limit,
            log=log,
            log_questions=log_questions,
            keep_declined=keep_declined,
        )
        if paths and collection:
            bring_up_to_date(paths, collection, encoder, sync=False, max_mb=max_mb, timeout=timeout)
        with ExitStack() as stack:
            if collection:
                qa = stack.enter_context(live_collection(collection, encoder))
            elif paths:
                qa = _in_memory(paths, encoder, int(max_mb * 1_000_000), timeout)
            else:
                qa = PolicyQA.bundled(encoder)
            run(qa, settings, create_store(data_folder(data)))


def _in_memory(paths: list[Path], encoder: str | None, max_bytes: int, timeout: float) -> PolicyQA:
    from qa.policy_qa import PolicyQA
    from qa.reading import read_policies

    with progress_bars() as advance:
        reading = read_policies(paths, max_bytes, advance, timeout)
        print_skipped(reading.skipped, reading.warnings)
        return PolicyQA.from_policies(reading.policies, None, encoder, advance)


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    app()


if __name__ == "__main__":
    main()
