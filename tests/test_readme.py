"""What the README tells people to run exists as told."""

from __future__ import annotations

import re
import tomllib

import pytest
import typer

from tests.conftest import ROOT
from ui.command import app

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(
    r"policy-qa (\w+)([^\n#`]*(?:\n {10,}[^\n#`]*)*)", "\n".join(re.findall(r"```\n(.*?)```", README, re.S))
)


@pytest.mark.parametrize(("command", "arguments"), COMMANDS)
def test_every_command_has_the_options_that_are_shown(command: str, arguments: str) -> None:
    known = typer.main.get_command(app).commands[command]  # type: ignore[attr-defined]
    options = {option for parameter in known.params for option in parameter.opts}
    assert set(re.findall(r"--[\w-]+", arguments)) <= options


def test_every_make_target_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"(?:`|\n)make ([a-z]+)", README))
    assert {"serve", "test"} <= named <= targets


def test_every_file_that_is_linked_exists() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    assert links
    for link in links:
        assert (ROOT / link).exists(), link


def test_the_version_is_the_same_everywhere() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert re.search(rf"^## {re.escape(version)}\b", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
