"""Renders the templates: the one place where text becomes HTML, escaped by Jinja's autoescape."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from ui.texts import Texts

_environment = Environment(
    loader=PackageLoader("ui"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, texts: Texts, **values: object) -> str:
    """The HTML of ``templates/<template>`` in the language of ``texts``."""
    return _environment.get_template(template).render(t=texts, **values)
