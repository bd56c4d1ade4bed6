"""Changes a saved collection: the metadata of a document, or which documents there are."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from corpus import Policy, lookup
from corpus.metadata.stated import FIELDS, checked, field_of
from corpus.metadata.validity import read_period
from qa.collection import Collection, Progress
from qa.directory import locked, read_manifest
from qa.errors import CollectionError, QAError

_NEEDED = ("title", "kind", "digest")  # every document has one
_NEAREST = 5  # ids named for one that is not there
Edit = Callable[[Sequence[Policy]], Sequence[Policy]]


def edit(directory: Path, change: Edit, progress: Progress | None = None) -> tuple[Policy, ...]:
    """Makes what ``change`` returns the documents of a saved collection, in one step, and returns them.

    The indexes are kept where the same text is searched with the same context, otherwise made anew: the
    collection is the one that an ingest of such documents would have made. Of two edits at once the second
    waits for the first and builds on it.
    """
    read_manifest(directory)  # before a lock file is left in a directory that holds no collection
    with locked(directory):
        former = Collection.open(directory)
        policies = tuple(change(former.policies))
        if not policies:
            raise CollectionError(f"{directory}: no document would be left; delete the directory instead")
        changed = former.with_policies(policies, progress)
        if changed.policies != former.policies:
            changed.save(directory)
    return policies


def find(policies: Sequence[Policy], name: str) -> Policy:
    """The document of an id or source; raises QAError that names the nearest ones."""
    found = [policy for policy in policies if name in (policy.id, policy.source)]
    if found:
        return found[0]
    by_name = {known: policy for policy in policies for known in (policy.id, policy.source)}
    near = [known for known in by_name if name and name.lower() in known.lower()]
    near += get_close_matches(name, by_name, n=_NEAREST, cutoff=0.4)
    ids = list(dict.fromkeys(by_name[known].id for known in near))[:_NEAREST]
    said = f"the nearest: {', '.join(ids)}" if ids else "`policy-qa documents` lists them"
    raise QAError(f"no document has the id or source {name!r}; {said}")


def parse(assignments: Sequence[str]) -> dict[str, str]:
    """The fields and checked values of "field=value" words; raises QAError or ValueOfFieldError."""
    values: dict[str, str] = {}
    for word in assignments:
        name, equals, value = word.partition("=")
        field = field_of(name)
        if not equals or field is None:
            raise QAError(f"{word!r}: expected field=value; fields: {', '.join(FIELDS)}")
        if field in values:
            raise QAError(f"{word!r}: {field} is given twice; give it once")
        values[field] = checked(field, value)
        if not values[field] and field in _NEEDED:
            raise QAError(f"{word!r}: every document has a {field}; give a value")
    return values


def with_metadata(policy: Policy, values: Mapping[str, str]) -> Policy:
    """A document with other metadata; an empty value takes what was known away.

    A region brings its province along where the gazetteer knows it, as in an ingest, and a date the period of
    validity that the text counts from it.
    """
    fields: dict[str, str | bool | None] = {field: value or None for field, value in values.items()}
    if "date" in values:
        read, counted = (read_period(policy.parts, day) for day in (policy.date, values["date"] or None))
        if policy.valid_from == read.valid_from:  # not stated by anyone
            fields.setdefault("valid_from", counted.valid_from)
        if policy.valid_until == read.valid_until:
            fields.setdefault("valid_until", counted.valid_until)
    if "digest" in values:
        fields["digest"] = values["digest"] == "true"
    if "region" in values and "province" not in values:
        known = lookup(values["region"]) if values["region"] else None
        fields["province"] = known.province if known else None
    if values.get("province") and "region" not in values and policy.region is None:
        fields["region"] = values["province"]
    return dataclasses.replace(policy, **fields)  # type: ignore[arg-type]
