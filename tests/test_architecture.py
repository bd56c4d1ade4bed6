"""The arrows between packages, read from the imports: no other may appear."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

ALLOWED = {
    "corpus": {"corpus"},
    "embeddings": {"embeddings"},
    "qa": {"qa", "corpus", "embeddings"},
    "ui": {"ui", "qa"},
}
HOMES = {  # heavy packages stay in one place each
    "faiss": ("embeddings/",),
    "torch": ("embeddings/",),
    "sentence_transformers": ("embeddings/",),
    "transformers": ("embeddings/",),
    "rjieba": ("qa/", "embeddings/training/"),
    "jieba": ("qa/", "embeddings/training/"),
    "gradio": ("ui/",),
    "sqlalchemy": ("ui/",),
    "alembic": ("ui/store/",),
    "mcp": ("ui/",),
    "prometheus_client": ("ui/monitoring/",),
    "limits": ("ui/protection/", "ui/settings.py"),
    "bs4": ("corpus/readers/",),
    "openpyxl": ("corpus/readers/",),
    "lxml": ("corpus/readers/",),
    "olefile": ("corpus/readers/",),
    "frontmatter": ("corpus/readers/",),
    "charset_normalizer": ("corpus/readers/",),
    "pypdfium2": ("corpus/readers/",),
    "rapidocr_onnxruntime": ("corpus/readers/",),
}


def imports_of(path: Path) -> set[str]:
    """The first names of all modules that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


def sources(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", ALLOWED)
def test_package_imports_only_what_lies_below_it(package: str) -> None:
    assert sources(package)
    for path in sources(package):
        ours = imports_of(path) & set(ALLOWED)
        assert ours <= ALLOWED[package], f"{path.relative_to(ROOT)} imports {ours - ALLOWED[package]}"


@pytest.mark.parametrize("heavy", HOMES)
def test_heavy_package_is_imported_in_its_place_only(heavy: str) -> None:
    users = {
        str(path.relative_to(ROOT))
        for package in ALLOWED
        for path in sources(package)
        if heavy in imports_of(path)
    }  # fmt: skip
    assert all(user.startswith(HOMES[heavy]) for user in users), users


def test_the_command_line_without_work_imports_no_heavy_package() -> None:
    code = "import sys, ui.command; print(sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    for heavy in (
        "torch",
        "faiss",
        "gradio",
        "sentence_transformers",
        "transformers",
        "numpy",
        "bs4",
        "fastapi",
        "mcp",
        "sqlalchemy",
    ):
        assert repr(heavy) not in loaded


def test_asking_on_the_bundled_documents_imports_no_torch() -> None:
    code = (
        "import sys; from qa import PolicyQA; PolicyQA.bundled().ask('有哪些贷款贴息政策?'); "
        "print('torch' in sys.modules, 'gradio' in sys.modules, 'transformers' in sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert loaded.split() == ["False", "False", "False"]
