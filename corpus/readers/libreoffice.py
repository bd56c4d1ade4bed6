"""Turns the files of other word processors into DOCX by LibreOffice, without macros and without network."""

from __future__ import annotations

import math
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from corpus.errors import ReadError

TIMEOUT: Final = 90  # seconds; starting takes three to five of them
# Run around LibreOffice: limits on processor time (seconds) and on the files it writes (blocks of 512 bytes, of
# 1,024 in some shells), and a watch that ends all of it after $0 seconds should the caller have died.
_WATCHED = (
    "ulimit -t 120 2>/dev/null; ulimit -f 400000 2>/dev/null; "
    '(sleep "$0"; kill -9 0) </dev/null >/dev/null 2>&1 & exec "$@"'
)
_NOWHERE = ("127.0.0.1", "9")  # a proxy that nothing answers at: nothing is fetched
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),  # linked content is never brought up to date
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", _NOWHERE[0]),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", _NOWHERE[1]),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE[0]),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", _NOWHERE[1]),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)


def converted(data: bytes, suffix: str, timeout: float = TIMEOUT) -> bytes:
    """Return a file as DOCX; ``suffix`` (".doc") says what it is. Its profile and its files are gone afterwards.

    Raises ReadError where LibreOffice is not installed, cannot read the file or takes more than ``timeout`` seconds.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReadError(
            f"reading {suffix} needs LibreOffice, which is not installed; install LibreOffice "
            "(Debian: apt-get install libreoffice-writer), or save the file as .docx"
        )
    with tempfile.TemporaryDirectory(prefix="policy-qa-") as name:
        folder = Path(name)
        source = folder / f"document{suffix}"
        source.write_bytes(data)
        _write_settings(folder / "profile" / "user")
        said = _run(program, source, folder, timeout)
        result = folder / "out" / "document.docx"
        if not result.is_file():
            raise ReadError(
                f"LibreOffice cannot read the file as {suffix} ({said or 'it gave no reason'}); it may be damaged or "
                "protected by a password: open it in its own program and save it as .docx"
            )
        return result.read_bytes()


def _write_settings(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}'
        "</oor:items>",
        encoding="utf-8",
    )


def _run(program: str, source: Path, folder: Path, timeout: float) -> str:
    """Run LibreOffice and return what it complained of; it is ended together with all it has started."""
    command = [
        program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    proxy = f"http://{_NOWHERE[0]}:{_NOWHERE[1]}"
    environment = {
        "PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp", "http_proxy": proxy, "https_proxy": proxy,
    }  # fmt: skip
    process = subprocess.Popen(
        ["/bin/sh", "-c", _WATCHED, str(math.ceil(timeout) + 1), *command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _, errors = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired as error:
        raise ReadError(
            f"LibreOffice has not read the file within {timeout:g} seconds; split it, or save it as .docx"
        ) from error
    finally:
        _end(process)
    lines = errors.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):  # all of them have ended
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
