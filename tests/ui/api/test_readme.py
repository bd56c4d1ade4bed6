"""The requests that the README shows work as shown."""

from __future__ import annotations

import re
import shlex

import pytest
from fastapi.testclient import TestClient

from qa import PolicyQA
from tests.conftest import ROOT
from ui import build_app

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line) for line in re.findall(r"^curl .*", README, re.M)]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_request_that_is_shown_is_answered(bundled: PolicyQA, words: list[str]) -> None:
    _, url, *options = words
    assert url.startswith("http://127.0.0.1:7860/")
    given = dict(zip(options[::2], options[1::2], strict=True))
    assert set(given) <= {"-H", "-d"}
    headers = dict([given["-H"].split(": ")]) if "-H" in given else {}
    with TestClient(build_app(bundled), base_url="http://127.0.0.1:7860") as client:
        body = given.get("-d")
        response = client.request("POST" if body else "GET", url, content=body and body.encode(), headers=headers)
    assert response.status_code == 200
    assert response.json()


def test_some_requests_are_shown() -> None:
    assert len(COMMANDS) == 4
