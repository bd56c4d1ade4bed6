"""What all tests share: where the shared data is, and clear reasons for skipping without it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from qa import PolicyQA

ROOT = Path(__file__).resolve().parents[1]


def shared_folder() -> Path:
    """The folder of shared data: beside the repository, or named by POLICY_QA_SHARED."""
    return Path(os.environ.get("POLICY_QA_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared data; tests that ask for it are skipped where it is absent."""
    folder = shared_folder()
    if not (folder / "seeds").is_dir():
        pytest.skip(f"needs the shared data: no {folder / 'seeds'} (set POLICY_QA_SHARED)")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; browser tests are skipped without one, or fail where one is demanded."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    reason = "needs a Chromium (Debian: apt-get install chromium fonts-noto-cjk)"
    if os.environ.get("POLICY_QA_NEEDS_BROWSER"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of LibreOffice; tests that need it are skipped where it is absent."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    pytest.skip("needs LibreOffice (Debian: apt-get install libreoffice-writer)")


@pytest.fixture(scope="session")
def bundled() -> PolicyQA:
    """A question answerer over the bundled documents."""
    from qa import PolicyQA

    return PolicyQA.bundled()
