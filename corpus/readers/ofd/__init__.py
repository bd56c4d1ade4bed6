"""Reads OFD, the fixed layout of Chinese offices (GB/T 33190-2016): text by its place on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from corpus.errors import ReadError
from corpus.readers.document import Document
from corpus.readers.ofd.names import children, first
from corpus.readers.ofd.page import Line, page_lines
from corpus.readers.ofd.paragraphs import joined
from corpus.readers.package import Package
from corpus.readers.properties import fill_gaps

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ENTRY: Final = "OFD.xml"
_PAGES: Final = 5_000


def read(data: bytes) -> Document:
    """Return the text of an OFD file, one paragraph a line, with the places where its pages begin.

    Raises ReadError where the file is damaged, encrypted, hostile or no OFD.
    """
    if not data.startswith(b"PK"):
        raise ReadError("the file is no OFD: it is no zip container; name it after its true format, or export it anew")
    return read_ofd(Package(data))


def read_ofd(package: Package) -> Document:
    """Return the text of an opened OFD container; see ``read``."""
    if _ENTRY not in package:
        raise ReadError(f"the file is no OFD: it lacks {_ENTRY!r}; name it after its true format, or export it anew")
    if any(name.lower().endswith(("encryptions.xml", "decryptseed.dat")) for name in package):
        raise ReadError("the file is encrypted; export it without protection")
    bodies = children(package.xml(_ENTRY), "DocBody")
    pages: list[list[Line]] = []
    attachments: list[str] = []
    for body in bodies:
        root = package.resolved(_text(body, "DocRoot"), _ENTRY)
        document = package.xml(root)
        pages.extend(_pages(package, document, root))
        attachments.extend(_attachments(package, document, root))
    if not pages:
        raise ReadError("the file is damaged: it has no pages; export it anew")
    text, starts = joined(pages)
    information = first(bodies[0], "DocInfo")
    stated = {}
    if information is not None:
        stated = fill_gaps(_text(information, "Title"), _text(information, "CreationDate"), text)
    return Document(text, stated, pages=starts, attachments=tuple(dict.fromkeys(attachments)))


def _pages(package: Package, document: Element, root: str) -> list[list[Line]]:
    """Return the lines of each page; what stands on a template is read with the first page that shows it."""
    templates = {
        template.get("ID", ""): template.get("BaseLoc", "")
        for common in children(document, "CommonData")
        for template in children(common, "TemplatePage")
    }
    listed = [page for pages in children(document, "Pages") for page in children(pages, "Page")]
    if len(listed) > _PAGES:
        raise ReadError(f"the file has {len(listed):,} pages, more than the limit of {_PAGES:,}; split it")
    found = []
    for page in listed:
        name = package.resolved(page.get("BaseLoc", ""), root)
        content = package.xml(name)
        layers = [content]
        for shown in children(content, "Template"):
            location = templates.pop(shown.get("TemplateID", ""), "")
            if location:
                layers.append(package.xml(package.resolved(location, root)))
        found.append(page_lines(layers))
    return found


def _attachments(package: Package, document: Element, root: str) -> list[str]:
    location = _text(document, "Attachments")
    name = package.resolved(location, root) if location else ""
    if name not in package:
        return []
    return [a.get("Name", "") for a in children(package.xml(name), "Attachment") if a.get("Name")]


def _text(parent: Element, name: str) -> str:
    child = first(parent, name)
    return (child.text or "").strip() if child is not None else ""
