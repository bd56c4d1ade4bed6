"""Files of other word processors, read through LibreOffice: what they hold, and that they do no harm."""

from __future__ import annotations

import http.server
import io
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import ReadError, load
from corpus.readers import libreoffice
from corpus.readers.libreoffice import converted
from corpus.readers.word import read
from tests.conftest import ROOT
from tests.corpus.word_files import exported, numbered_docx

LINES = "关于发放补贴的通知 一、标准 （一）小型企业补贴500元。 （二）微型企业补贴800元。 二、时间 年底截止。".split()


def unicode_rtf(text: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536} ?" for c in text)


def rtf() -> bytes:
    """A text with a list that the program counts, 一、 二、, as Word writes it."""
    counted = r"{\leveltext \'02\'00\u12289 ?;}{\levelnumbers \'01;}"
    level = r"{\listlevel\levelnfc37\leveljc0\levelstartat1\levelfollow2" + counted + "}"
    lists = r"{\*\listtable{\list\listtemplateid1" + level + r"{\listname ;}\listid7}}"
    overrides = r"{\*\listoverridetable{\listoverride\listid7\listoverridecount0\ls1}}"
    paragraphs = "".join(rf"\pard\ls1\ilvl0 {unicode_rtf(text)}\par " for text in ("补贴标准", "申请时间"))
    return (r"{\rtf1\ansi\ansicpg936" + lists + overrides + unicode_rtf("通知") + r"\par " + paragraphs + "}").encode()


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".doc", ".odt"])
def test_file_is_read_as_the_word_file_it_was_made_from(soffice: str, tmp_path: Path, suffix: str) -> None:
    data = exported(soffice, suffix, tmp_path, numbered_docx("\n".join(LINES))[0])[0]
    for name in (f"通知{suffix}", "通知.docx", "通知.wps"):  # what it is tells, not how it is named
        path = tmp_path / name
        path.write_bytes(data)
        assert [line.replace(" ", "") for line in load(path, name).text.splitlines()] == LINES


@pytest.mark.slow
def test_list_numbers_of_rtf_are_written(soffice: str) -> None:
    assert read(rtf()).text.splitlines() == ["通知", "一、补贴标准", "二、申请时间"]


@pytest.mark.slow
def test_nothing_is_left_behind(soffice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    converted(rtf(), ".rtf")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine and the paths that were asked of it."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


OASIS = "urn:oasis:names:tc:opendocument:xmlns"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"


def open_text(content: str) -> bytes:
    spaces = " ".join(f'xmlns:{n}="{OASIS}:{p}:1.0"' for n, p in (("office",) * 2, ("text",) * 2, ("draw", "drawing")))
    listed = "".join(
        f'<m:file-entry m:full-path="{path}" m:media-type="{kind}"/>'
        for path, kind in (("/", OPEN_TEXT), ("content.xml", "text/xml"))
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", OPEN_TEXT)
        package.writestr(
            "content.xml",
            f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
            f"<office:body><office:text>{content}</office:text></office:body></office:document-content>",
        )
        package.writestr(
            "META-INF/manifest.xml", f'<m:manifest xmlns:m="{OASIS}:manifest:1.0" m:version="1.2">{listed}</m:manifest>'
        )
    return stream.getvalue()


@pytest.mark.slow
def test_linked_content_is_not_fetched(soffice: str, asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    link = f'xlink:href="{address}/a.png" xlink:type="simple"'
    image = f'<draw:frame draw:name="a"><draw:image {link} xlink:actuate="onLoad"/></draw:frame>'
    section = f'<text:section text:name="s"><text:section-source {link}/><text:p>节</text:p></text:section>'
    document = read(open_text(f"<text:p>甲{image}</text:p>{section}"))
    assert "甲" in document.text
    assert paths == []
    included = r"{\rtf1\ansi x {\field{\*\fldinst INCLUDEPICTURE " + f'"{address}/b.png"' + r"}{\fldrslt y}} \par}"
    assert "x" in read(included.encode()).text
    assert paths == []


def test_missing_program_is_named_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    path = tmp_path / "通知.rtf"
    path.write_bytes(rtf())
    with pytest.raises(ReadError) as raised:
        load(path, path.name)
    assert str(path) in str(raised.value)
    assert "apt-get install libreoffice-writer" in str(raised.value)
    assert "save the file as .docx" in str(raised.value)


def script(tmp_path: Path, text: str) -> str:
    path = tmp_path / "soffice"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_program_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = f"31{time.time_ns() % 10**6}"
    program = script(tmp_path, f"sleep {mark} & sleep {mark}")
    monkeypatch.setattr("shutil.which", lambda name: program)
    begun = time.monotonic()
    with pytest.raises(ReadError, match=r"within 0\.5 seconds; split it"):
        converted(b"{\\rtf1}", ".rtf", timeout=0.5)
    assert time.monotonic() - begun < 10
    assert not running(f"sleep {mark}")


def running(words: str) -> bool:
    return words in subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout


def test_program_is_ended_even_if_its_caller_is_killed(tmp_path: Path) -> None:
    mark = f"sleep 32{time.time_ns() % 10**6}"
    program = script(tmp_path, mark)
    code = (
        "import shutil; from corpus.readers.libreoffice import converted; "
        f"shutil.which = lambda name: {program!r}; converted(b'', '.rtf', timeout=1)"
    )
    caller = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.DEVNULL)
    _wait(lambda: running(mark))
    caller.kill()
    caller.wait()
    _wait(lambda: not running(mark))


def _wait(for_it: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not for_it():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_program_is_limited_in_processor_time_and_in_what_it_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = script(tmp_path, "echo $(ulimit -t) $(ulimit -f) >&2")
    monkeypatch.setattr("shutil.which", lambda name: program)
    with pytest.raises(ReadError, match=r"\(120 400000\)"):
        converted(b"{\\rtf1}", ".rtf")


def test_what_the_program_complains_of_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = script(tmp_path, "echo 'Error: source file could not be loaded' >&2")
    monkeypatch.setattr("shutil.which", lambda name: program)
    with pytest.raises(ReadError, match=r"as \.rtf \(Error: source file could not be loaded\).*save it as \.docx"):
        converted(b"{\\rtf1}", ".rtf")


def test_program_gets_neither_the_display_nor_secrets_of_the_caller(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("SECRET", "x")
    program = script(tmp_path, "env | grep -c -e ^DISPLAY= -e ^SECRET= >&2")
    monkeypatch.setattr("shutil.which", lambda name: program)
    with pytest.raises(ReadError, match=r"\(0\)"):
        converted(b"{\\rtf1}", ".rtf")
    assert libreoffice.TIMEOUT < 120
