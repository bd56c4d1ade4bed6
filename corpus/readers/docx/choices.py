"""Chooses what is read where a document holds several forms of a content, or only a prompt for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.readers.docx.names import MC, W, switched

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def chosen(alternatives: Element) -> Element:
    """Return the one of several forms of the same content that is read: the first, which newer programs wrote."""
    choice = alternatives.find(MC + "Choice")
    fallback = alternatives.find(MC + "Fallback")
    if choice is not None and (fallback is None or next(choice.iter(W + "t"), None) is not None):
        return choice
    return fallback if fallback is not None else alternatives


def content(control: Element) -> list[Element]:
    """Return what a content control (w:sdt) holds; nothing where it only shows its prompt."""
    properties = control.find(W + "sdtPr")
    if properties is not None and switched(properties, "showingPlcHdr"):
        return []
    return control.findall(W + "sdtContent")
