"""That a document is no longer in force, in words: on its cards, in citations and in the source view."""

from __future__ import annotations

from qa.datatypes import Validity
from ui.texts import Texts


def lapse_text(validity: Validity, valid_until: str | None, texts: Texts) -> str | None:
    """Why a document is no longer in force; None for one that is."""
    if validity.in_force:
        return None
    if validity.repealed_by is not None:
        return texts.repealed.format(title=validity.repealed_by.title)
    return texts.expired.format(date=valid_until)
