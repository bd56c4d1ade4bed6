"""The commands on the documents of a collection: ``policy-qa documents``, and its sub-commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qa.cli import CollectionOption, JsonOption, app, clear_errors, fail, print_json, progress_bars

if TYPE_CHECKING:
    from corpus import Policy

documents = typer.Typer(help="List, show, change or remove the documents of a collection.")
app.add_typer(documents, name="documents")
Name = Annotated[str, typer.Argument(metavar="ID|SOURCE", help="As `documents` lists them.")]


@documents.callback(invoke_without_command=True)
def _chosen(context: typer.Context, collection: CollectionOption = None, as_json: JsonOption = False) -> None:
    """List, show, change or remove the documents of a collection; without a sub-command, list them."""
    context.obj = (collection, as_json)
    if context.invoked_subcommand is None:
        _list(collection, as_json)


@documents.command("list")
def list_(context: typer.Context, collection: CollectionOption = None, as_json: JsonOption = False) -> None:
    """List the documents with what is known of them, one per line."""
    given, json_before = context.obj
    _list(collection or given, as_json or json_before)


@documents.command()
def show(context: typer.Context, name: Name, collection: CollectionOption = None, as_json: JsonOption = False) -> None:
    """Show what is known of one document, a field per line."""
    from qa.editing import find
    from qa.formats import document_row
    from qa.validity import Validities

    given, json_before = context.obj
    with clear_errors():
        policies = _policies(collection or given)
        policy = find(policies, name)
        row = document_row(policy, Validities(policies).of(policy))
        if as_json or json_before:
            print_json(row)
            return
        row["contact"] = " ".join(filter(None, (row["contact"] or {}).values()))
        row["attachments"] = "；".join(row["attachments"])
        row["repeals"] = "；".join(" ".join(filter(None, other.values())) for other in row["repeals"])
        row["repealed_by"] = (row["repealed_by"] or {}).get("title")
        for key, value in row.items():
            typer.echo(f"{key + ':':<16}{_shown(value)}")


@documents.command("set")
def set_(
    context: typer.Context,
    name: Name,
    assignments: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE...",
            help="title, issuer, region, province, doc_number, date (2021-03-22), valid_from, valid_until, kind, "
            "addressee, digest (true or false); an empty value takes a field away.",
        ),
    ],
    collection: CollectionOption = None,
) -> None:
    """Change the metadata of one document in a saved collection.

    The document's text stays as it is, and so do fields that are not named (a region brings its province along).
    It stays changed until an `ingest` finds the file changed: state it in a `metadata.csv` in the ingested folder
    to keep it then too.
    """
    from qa.editing import find, parse, with_metadata

    with clear_errors():
        directory = _directory(collection or context.obj[0])
        values = parse(assignments)

        def change(policies: Sequence[Policy]) -> list[Policy]:
            chosen = find(policies, name)
            return [with_metadata(policy, values) if policy is chosen else policy for policy in policies]

        policy = find(_edit(directory, change), name)
        for field in values:
            typer.echo(f"{policy.source}: {field} = {_shown(getattr(policy, field))}")


@documents.command()
def remove(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="ID|SOURCE...", help="As `documents` lists them.")],
    collection: CollectionOption = None,
) -> None:
    """Remove documents from a saved collection.

    The files they were read from stay where they are: a later `ingest` of these brings the documents back.
    """
    from qa.editing import find

    with clear_errors():
        directory = _directory(collection or context.obj[0])
        removed: list[Policy] = []

        def change(policies: Sequence[Policy]) -> list[Policy]:
            removed.extend(dict.fromkeys(find(policies, name) for name in names))
            return [policy for policy in policies if policy not in removed]

        left = _edit(directory, change)
        for policy in removed:
            typer.echo(f"removed  {policy.source}: {policy.title}")
        typer.echo(f"{len(left)} documents left -> {directory}")


def _list(collection: Path | None, as_json: bool) -> None:
    from qa.formats import document_row
    from qa.validity import Validities

    with clear_errors():
        policies = _policies(collection)
        validities = Validities(policies)
        for policy in policies:
            row = document_row(policy, validities.of(policy))
            if as_json:
                print_json(row)
                continue
            contact = " ".join(filter(None, (row["contact"] or {}).values()))
            keys = ("source", "title", "issuer", "region", "province", "doc_number", "date", "kind")
            typer.echo("\t".join([*(str(row[key] or "-") for key in keys), contact or "-", _force(row)]))


def _force(row: dict[str, Any]) -> str:
    """The last column of the list: whether a document is in force, and why not."""
    if row["in_force"]:
        return "in force"
    by = row["repealed_by"]
    return f"repealed by {by['source']}" if by else f"expired {row['valid_until']}"


def _shown(value: object) -> str:
    return "-" if value in (None, "") else str(value).lower() if isinstance(value, bool) else str(value)


def _policies(collection: Path | None) -> tuple[Policy, ...]:
    from qa.collection import saved_documents
    from qa.reading import bundled_policies

    return saved_documents(collection)[0] if collection else bundled_policies()


def _directory(collection: Path | None) -> Path:
    if collection is None:
        fail("only a saved collection can be changed: name it with --collection DIR")
    return collection


def _edit(directory: Path, change: Callable[[Sequence[Policy]], list[Policy]]) -> tuple[Policy, ...]:
    from qa.editing import edit

    with progress_bars() as advance:
        return edit(directory, change, advance)
