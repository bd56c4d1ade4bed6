"""Writes hostile and broken files: each entry of the table makes one, and says what reading it must answer."""

from __future__ import annotations

import gzip
import io
import os
import socket
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

Writer = Callable[[Path], None]


def content(data: bytes) -> Writer:
    return lambda path: path.write_bytes(data) and None


def zipped(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def nested(depth: int) -> bytes:
    data = zipped(("a.txt", "给予补助。".encode()))
    for _ in range(depth):
        data = zipped(("inner.zip", data))
    return data


def patched(data: bytes, field: int, value: int) -> bytes:
    """The archive with a field of two bytes changed, given by its place in the local headers of the members."""
    for signature, at in ((b"PK\x03\x04", field), (b"PK\x01\x02", field + 2)):
        begin = data.find(signature)
        while begin >= 0:
            data = data[: begin + at] + struct.pack("<H", value) + data[begin + at + 2 :]
            begin = data.find(signature, begin + 4)
    return data


FLAGS, METHOD = 6, 8


def overlapping(copies: int = 200) -> bytes:
    """Many entries of the directory that all point at the same compressed bytes."""
    data = zipped(("a.txt", os.urandom(1000) + b"0" * 1_900_000))
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entries = b"".join(data[start:end].replace(b"a.txt", f"{n % 10}.txt".encode()) for n in range(copies))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, copies, copies, len(entries), start, 0)
    return data[:start] + entries + tail


def workbook(**parts: bytes) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["项目", "标准"])  # type: ignore[union-attr]
    book.active.append(["稳岗", "2.5%"])  # type: ignore[union-attr]
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members |= {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in parts.items()}
    return zipped(*members.items())


ENTITIES = b"".join(
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">',
        *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">'.encode() for n in range(1, 12)),
        b"]><x>&a11;</x>",
    ]
)
YAML_BOMB = "---\na0: &a0 [ha, ha]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
)
SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def fifo(path: Path) -> None:
    os.mkfifo(path)


def unix_socket(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # the path of a socket may have 107 bytes only
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    finally:
        os.chdir(here)


# name of the file -> what writes it, and words of the reason why it is unread
UNREAD: dict[str, tuple[Writer, str]] = {
    "bomb.zip": (content(zipped(("a.txt", b"0" * 30_000_000))), "unpacks to 30,000,000 bytes, more than the limit"),
    "large.zip": (content(zipped(("a.txt", os.urandom(300_000)))), "more than the limit of 200,000"),
    "overlapping.zip": (content(overlapping()), "its files overlap each other"),
    "nested.zip": (content(nested(30)), "more than 4 archives inside each other"),
    "truncated.zip": (content(zipped(("a.txt", os.urandom(999)))[:500]), "the archive is damaged"),
    "not.zip": (content(b"no archive"), "the archive is damaged"),
    "empty.zip": (content(b""), "the archive is damaged"),
    "wrong.zip": (content(zipped(("a.txt", b"a" * 500)).replace(b"\x4b\x4c", b"\0\0", 1)[:-30]), "damaged"),
    "encrypted.zip": (content(patched(zipped(("a.txt", b"secret")), FLAGS, 1)), "is encrypted"),
    "method.zip": (content(patched(zipped(("a.txt", b"a" * 99)), METHOD, 99)), "damaged"),
    "device.zip": (content(zipped(("CON", b"x"))), "unknown format"),
    "entities.xlsx": (content(workbook(xl__workbook_xml=ENTITIES)), "declares a document type"),
    "quoted.xlsx": (content(workbook(xl__sharedStrings_xml=ENTITIES)), "declares a document type"),
    "zipbomb.xlsx": (content(workbook(xl__bomb_xml=b" " * 70_000_000)), "more than the limits"),
    "no_parts.xlsx": (content(zipped(("a.xml", b"<a/>"))), "is no workbook of Excel"),
    "deep.xlsx": (
        content(workbook(xl__worksheets__sheet1_xml=SHEET + b"<c>" * 100_000)),
        "more than 100 elements inside each other",
    ),
    "truncated.xlsx": (content(workbook()[:2000]), "damaged"),
    "old.xls": (content(b"\xd0\xcf\x11\xe0" + b"\0" * 600), "save it as .xlsx"),
    "locked.xlsx": (content(b"\xd0\xcf\x11\xe0" + b"\0" * 600), "the workbook is damaged"),
    "empty.xlsx": (content(b""), "the file is empty"),
    "truncated.jsonl.gz": (content(gzip.compress(b'{"text": "a"}\n' * 9)[:-12]), "the file is damaged"),
    "not.jsonl.gz": (content(b"no gzip"), "the file is damaged"),
    "not.jsonl.xz": (content(b"no xz"), "the file is damaged"),
    "line.jsonl.gz": (content(gzip.compress(b"0" * 5_000_000)), "unpack to more than"),
    "deep.jsonl": (content(b"[" * 190_000), "line 1: the row nests brackets too deeply"),
    "long.jsonl": (content(b'{"text": "' + b"a" * 1_000_000), "more than 200,000 bytes"),
    "list.jsonl": (content(b'["text"]'), "expected an object"),
    "no_text.jsonl": (content(b'{"title": "a"}'), 'has no "text"'),
    "nul.jsonl": (content(b'{"text": \0}'), "line 1"),
    "nul.csv": (content(b"a,b\n\0,\0\0"), "binary"),
    "bare.csv": (content(b"\n\n,,,\n"), "its table has no rows"),
    "cell.csv": (content(b'a,b\n"' + b"x" * 1_000_100), "limit|not a table"),
    "wide.csv": (content(b"," * 190_000), "its table has no rows"),
    "pdf.csv": (content(b"%PDF-1.4\n"), "a PDF file"),
    "aliases.md": (
        content(YAML_BOMB.replace("a11:", "title:").encode() + b"---\n\xe7\xbb\x99\n"),
        "memory|took|parsed",
    ),
    "yaml.md": (content(b"---\na: [1\n---\nx"), "not valid YAML"),
    "nul.txt": (content(b"\0\1\2\3"), "binary"),
    "blank.txt": (content(b" \n \n"), "no text found"),
    "empty.txt": (content(b""), "the file is empty"),
    "image.txt": (content(b"\x89PNG\r\n\x1a\n"), "a PNG image"),
    "scripts.html": (content(b"<html><script>for(;;);</script></html>"), "no text found"),
    "large.txt": (content("给予补助。".encode() * 20_000), "more than the limit of 200,000"),
    "loop.txt": (lambda path: path.symlink_to(path), "cannot be read|no such file"),
    "nowhere.txt": (lambda path: path.symlink_to("/nowhere/at all"), "no such file"),
    "zero.txt": (lambda path: path.symlink_to("/dev/zero"), "not a regular file"),
    "fifo.txt": (fifo, "not a regular file"),
    "socket.txt": (unix_socket, "not a regular file"),
    "unknown.exe": (content(b"MZ"), "unknown format"),
}
_TAGS = b"<div>" * 20_000 + "给予补助。".encode()
# files that look hostile and are read, or may be refused, but never stop the rest
HARMLESS: dict[str, Writer] = {
    "traversal.zip": content(zipped(("../../escaped.txt", "给予补助。".encode()))),
    "absolute.zip": content(zipped(("/etc/escaped.txt", "给予补助。".encode()))),
    "drive.zip": content(zipped(("C:\\escaped.txt", "给予补助。".encode()))),
    "newline.zip": content(zipped(("a\nb\x1b[31m.txt", "给予补助。".encode()))),
    "line\nbreak\x1b[2J.txt": content("给予补助。".encode()),
    "utf16.txt": content("一、给予补助。\n二、给予奖励。".encode("utf-16-le")),
    "single_line.txt": content("给予补助，".encode() * 13_000),
    "deep.html": content(_TAGS),
    "text.xlsx": content("给予补助。".encode()),
    "digits.jsonl": content(b'{"text": ' + b"9" * 190_000 + b"}"),
    "surrogate.jsonl": content(b'{"text": "a\\ud800b"}'),
    "entities.html": content(ENTITIES.replace(b"<x>", b"<p>\xe7\xbb\x99\xe4\xba\x88")),
}
