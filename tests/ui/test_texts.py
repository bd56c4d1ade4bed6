"""Both languages say everything, with the same values filled in."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from string import Formatter

import pytest

import ui
from ui.texts import EN, ZH, Texts

NAMES = [field.name for field in fields(Texts)]
CHINESE = re.compile(r"[\u3400-\u9fff]")
SHOWN_IN_BOTH = {"language_label"}  # a reader must find the switch whatever language the page is in


def strings(texts: Texts, name: str) -> tuple[str, ...]:
    value = getattr(texts, name)
    return value if isinstance(value, tuple) else (value,)


@pytest.mark.parametrize("name", NAMES)
def test_no_string_is_empty(name: str) -> None:
    for texts in (ZH, EN):
        assert strings(texts, name)
        assert all(text.strip() for text in strings(texts, name))


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_fill_in_the_same_values(name: str) -> None:
    def slots(texts: Texts) -> list[set[str]]:
        return [{slot for _, slot, _, _ in Formatter().parse(text) if slot} for text in strings(texts, name)]

    assert slots(ZH) == slots(EN)


@pytest.mark.parametrize("name", sorted(set(NAMES) - SHOWN_IN_BOTH))
def test_english_strings_hold_no_chinese(name: str) -> None:
    assert not any(CHINESE.search(text) for text in strings(EN, name))


def test_every_string_is_shown_somewhere() -> None:
    package = Path(ui.__file__).parent
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in [*package.glob("*.py"), *package.glob("templates/*.html")]
        if path.name != "texts.py"
    )
    assert [name for name in NAMES if not re.search(rf"\b(t|texts|TEXTS\[.*\])\.{name}\b", sources)] == []


def test_templates_hold_no_words_of_their_own() -> None:
    owners = (Path(ui.__file__).parent / "templates").glob("*.html")
    for path in (path for path in owners if path.name != "api.html"):  # a reference of programs, in English throughout
        text = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"[A-Za-z]{2,}|[\u3400-\u9fff]", text), path.name
