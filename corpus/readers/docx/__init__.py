"""Reads Word documents (ECMA-376, WordprocessingML): what Word shows, automatic numbers included."""

from __future__ import annotations

from corpus.errors import ReadError
from corpus.readers.document import Document
from corpus.readers.docx.names import W
from corpus.readers.docx.numbering import Numbering
from corpus.readers.docx.relations import Relations, document_part
from corpus.readers.docx.story import Story
from corpus.readers.docx.styles import Styles
from corpus.readers.docx.surroundings import margin_lines, note_lines
from corpus.readers.package import Package
from corpus.readers.properties import fill_gaps

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_CREATED = "{http://purl.org/dc/terms/}created"


def read_docx(package: Package) -> Document:
    """Return the text of a Word package: headers, body, notes and footers, one paragraph or table row a line.

    Macros and embedded objects are not looked at. Raises ReadError where a part is missing, damaged or hostile.
    """
    part = document_part(package)
    body = package.xml(part).find(W + "body")
    if body is None:
        raise ReadError(f"the file is damaged: its part {part!r} has no body; open it in Word and save it anew")
    relations = Relations(package, part)
    styles = Styles(relations.by_kind("styles"))
    numbering = Numbering(relations.by_kind("numbering"), styles)
    story = Story(styles, numbering)
    settings = relations.by_kind("settings")
    lines = story.lines(body)
    notes = note_lines(relations, story)
    said = {_squeezed(line) for line in lines}
    margins = [
        [line for line in margin_lines(body, relations, settings, story, kind) if _squeezed(line) not in said]
        for kind in ("header", "footer")
    ]
    whole = [*margins[0], *lines, *notes, *margins[1]]
    text = "".join(f"{line}\n" for line in whole)
    core = Relations(package, "").by_kind("core-properties")
    if core is None:
        return Document(text)
    return Document(text, fill_gaps(core.findtext(_TITLE), core.findtext(_CREATED), text))


def _squeezed(text: str) -> str:
    return "".join(text.split())
