"""Metadata of the five seed documents, field by field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import load


@pytest.mark.parametrize("index", range(5))
def test_metadata_of_a_seed_is_as_a_person_reads_it(shared: Path, index: int) -> None:
    row = json.loads((shared / "devset/documents.jsonl").read_text(encoding="utf-8").splitlines()[index])
    policy = load(shared / "seeds" / row["doc"], row["doc"])
    contact = {"person": policy.contact.person, "phone": policy.contact.phone} if policy.contact else None
    assert {
        "title": "".join(policy.title.split()),
        "issuer": policy.issuer,
        "region": policy.region,
        "province": policy.province,
        "doc_number": policy.doc_number,
        "date": policy.date,
        "kind": policy.kind,
        "addressee": policy.addressee,
        "contact": contact,
    } == {key: value for key, value in row.items() if key not in ("doc", "note")}
