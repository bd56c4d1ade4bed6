"""An invented policy, a quote of it, a ``PolicyQA`` stand-in that answers with what a test gives it; a browser."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Engine

from qa import Answer, Contact, Part, Policy, Quote
from qa.datatypes import AlsoIn
from qa.validity import Validities
from tests.conftest import ROOT
from ui.store.database import create_store, open_store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
START_SECONDS = 60
LOCALE = {"zh": "zh-CN", "en": "en-US"}

TITLE = "关于扶持小微企业发展的若干措施\n"
HEADING = "一、加大融资支持\n"
MEASURE = (
    "（一）用好创业担保贷款。对符合条件的小微企业创业担保贷款，按照贷款实际利率给予百分之\n"
    "五十的贴息，贴息期限不超过两年。个人最高贷款额度为三十万元。\n"
)
FURNITURE = "— 2 —\n"
CLOSING = "联系人：王老师，电话：0999-1234567\n"


@pytest.fixture(scope="session")
def policy() -> Policy:
    parts = []
    start = 0
    for kind, text in [
        ("title", TITLE),
        ("heading", HEADING),
        ("measure", MEASURE),
        ("furniture", FURNITURE),
        ("signature", CLOSING),
    ]:
        outline = (HEADING.strip(),) if kind == "measure" else ()
        parts.append(Part(f"p/{start}", kind, "", outline, start, start + len(text), text))  # type: ignore[arg-type]
        start += len(text)
    return Policy(
        id="p",
        source="青川/措施.txt",
        text="".join(part.text for part in parts),
        title=TITLE.strip(),
        issuer="青川市工业和信息化局",
        region="青川市",
        province="云山省",
        doc_number="青工信发〔2023〕第7号",
        date="2023-04-06",
        kind="notice",
        addressee=None,
        contact=Contact("王老师", "0999-1234567"),
        digest=False,
        parts=tuple(parts),
    )


@pytest.fixture(scope="session")
def quote(policy: Policy) -> Quote:
    part = policy.parts[2]
    sentence = part.text.index("对符合条件"), part.text.index("个人最高")
    return Quote(
        policy_id=policy.id,
        source=policy.source,
        digest=False,
        title=policy.title,
        issuer=policy.issuer,
        region=policy.region,
        province=policy.province,
        doc_number=policy.doc_number,
        date=policy.date,
        outline=part.outline,
        measure_id=part.id,
        kind=part.kind,
        label="（一）",
        text=part.text,
        start=part.start,
        end=part.end,
        highlights=(sentence,),
        score=1.0,
        scores={"late": 1.0},
        responsible_units=("市财政局", "市人社局"),
        inherited_units=("各县区人民政府",),
        contact=policy.contact,
        also_in=(AlsoIn("白石/措施.txt", "白石市的同一条措施", "q", 10, 20),),
    )


@pytest.fixture(scope="session")
def make_answer(quote: Quote) -> Callable[..., Answer]:
    """An answer with three quotes; any field can be replaced."""

    def make(**fields: Any) -> Answer:
        answer = Answer(
            question="有哪些贷款贴息政策？",
            abstained=False,
            reason=None,
            confidence=0.9,
            caveats=(),
            nearest_topics=(),
            contact=None,
            quotes=(quote, quote, quote),
        )
        return replace(answer, **fields)

    return make


@pytest.fixture(scope="session")
def new_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store in which nothing is kept yet: copied, it spares a test the migrations."""
    folder = tmp_path_factory.mktemp("store") / "data"
    create_store(folder).dispose()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the test's store is, once something has made one there."""
    return tmp_path / "data"


@pytest.fixture
def store(new_store: Path, folder: Path) -> Iterator[Engine]:
    shutil.copytree(new_store, folder)
    engine = open_store(folder)
    yield engine
    engine.dispose()


@dataclass
class QaDouble:
    """Answers every question with ``answer``, or raises it; keeps what it was asked."""

    policies: tuple[Policy, ...]
    answer: Answer | Exception
    regions: tuple[str, ...] = ("青川市",)
    asked: list[tuple[str, str | None, tuple[str, ...]]] = field(default_factory=list)

    @property
    def validities(self) -> Validities:
        return Validities(self.policies)

    def ask(self, question: str, k: int = 5, *, region: str | None = None, history: tuple[str, ...] = ()) -> Answer:
        self.asked.append((question, region, history))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture(scope="session")
def make_qa(policy: Policy, make_answer: Callable[..., Answer]) -> Callable[..., QaDouble]:
    def make(answer: Answer | Exception | None = None, **fields: Any) -> QaDouble:
        return QaDouble(**{"policies": (policy,), "answer": answer or make_answer(), **fields})

    return make


@pytest.fixture(scope="module")
def address(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The chat's address; the server is not even started where there is no Chromium."""
    data = tmp_path_factory.mktemp("kept")
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ui.command", "serve", "--port", str(port), "--data", str(data)]
    url = f"http://127.0.0.1:{port}/"
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            if server.poll() is not None:
                pytest.fail(f"the server ended: {server.stdout.read() if server.stdout else ''}")
            try:
                urllib.request.urlopen(url, timeout=5).close()
                break
            except OSError:
                assert time.monotonic() < deadline, f"no answer from {url} after {START_SECONDS} s"
                time.sleep(0.2)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=60_000)  # milliseconds: only a failing test waits so long, or one on a busy machine
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens the chat; after the test, no page may have asked another host or thrown a script error."""
    from playwright.sync_api import expect

    outside: list[str] = []
    errors: list[str] = []
    contexts = []

    def open_chat(language: str = "zh", width: int = 1440, scheme: str = "light") -> Page:
        context = browser.new_context(
            locale=LOCALE[language],
            viewport={"width": width, "height": 844 if width < 700 else 900},
            color_scheme="dark" if scheme == "dark" else "light",
            permissions=["clipboard-read", "clipboard-write"],
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda request: outside.append(request.url) if is_outside(request.url) else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: errors.append(f"dialog: {dialog.message}"))
        page.goto(address)
        expect(page.locator(".welcome")).to_be_visible(timeout=20_000)  # the first page of a new server
        return page

    def is_outside(url: str) -> bool:
        return not url.startswith((address, "data:", "blob:"))

    yield open_chat
    for context in contexts:
        context.close()
    assert outside == []
    assert errors == []
