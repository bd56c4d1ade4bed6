"""Renders the templates: the one place where text becomes HTML, escaped by Jinja's autoescape."""

from __future__ import annotations

from functools import partial

from jinja2 import Environment, PackageLoader, StrictUndefined

from ui.place_names import place_in_english, place_name
from ui.texts import Language, Texts

_environment = Environment(
    loader=PackageLoader("ui"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, texts: Texts, **values: object) -> str:
    """The HTML of ``templates/<template>`` in the language of ``texts``."""
    language: Language = "zh" if texts.html_lang.startswith("zh") else "en"
    places = {
        "place_name": partial(place_name, language=language),
        "place_in_english": partial(place_in_english, language=language),
    }
    return _environment.get_template(template).render(t=texts, **places, **values)
