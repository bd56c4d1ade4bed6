"""Every payload in every place where text of others is shown, in a real Chromium: none runs, none is even tried."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as quote_url

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from embeddings import EmbeddedEncoder
from qa import Answer, Contact, Policy, PolicyQA, Quote
from qa.datatypes import AlsoIn
from qa.ingest import ingest
from tests.ui.payloads import PAYLOADS, parsed
from tests.ui.serving import running
from tests.ui.visits import ask
from ui.app import build_app
from ui.settings import ServerSettings
from ui.visit import MOST_KEPT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Says what ran, in any frame, and what the page's security policy kept from running: that too was injected.
DETECTOR = """
window.alert = (value) => window.report(`ran: ${value}`);
document.addEventListener('securitypolicyviolation', (event) => {
  if (event.effectiveDirective.startsWith('script-src')) window.report(`stopped: ${event.sample || event.blockedURI}`);
});
"""
# Opens pages in frames, some at a time, and returns the text of each.
OPEN_ALL = """async (addresses) => {
  const opened = (address) => new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.onload = () => {
      setTimeout(() => { resolve(frame.contentDocument.body.textContent); frame.remove(); }, 50);
    };
    frame.src = address;
    document.body.append(frame);
  });
  const texts = [];
  for (let at = 0; at < addresses.length; at += 5) {
    texts.push(...(await Promise.all(addresses.slice(at, at + 5).map(opened))));
  }
  return texts;
}"""
UNTIL = """
const until = async (holds) => {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 600) throw new Error(`waited in vain: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};
"""
Reports = list[str]
OpenAt = Callable[[str], tuple[Page, Reports]]


@pytest.fixture
def open_at(browser: Browser) -> Iterator[OpenAt]:
    """Opens an address in a page that says what ran, was stopped, or asked another host."""
    contexts = []

    def open_page(address: str) -> tuple[Page, Reports]:
        reports: Reports = []
        context = browser.new_context(locale="zh-CN", viewport={"width": 1000, "height": 900})
        contexts.append(context)
        context.expose_function("report", lambda report: reports.append(report))
        context.add_init_script(DETECTOR)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.on("dialog", lambda dialog: (reports.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda request: (
                reports.append(f"asked: {request.url}")
                if not request.url.startswith((address, "data:", "blob:", "about:"))
                else None
            ),
        )
        page.goto(address)
        return page, reports

    yield open_page
    for context in contexts:
        context.close()


def plain(text: str) -> str:
    """Without the character that HTML knows no way to write: browsers leave it out, or show a replacement."""
    return parsed(text).replace("\ufffd", "")


def hostile(policy: Policy, number: int, payload: str) -> Policy:
    """A document with the payload in its file's name, its metadata and its text."""
    measure = policy.parts[2]
    text = f"贷款贴息{payload}"
    part = replace(measure, id=f"{number}{payload}", start=0, end=len(text), text=text, outline=(payload,))
    return replace(
        policy, id=f"{number}{payload}", source=f"{number}/{payload}", title=payload, issuer=payload, region=payload,
        province=payload, doc_number=payload, date=payload, contact=Contact(payload, payload), text=text, parts=(part,),
    )  # fmt: skip


def quote_of(quote: Quote, policy: Policy, payload: str) -> Quote:
    part = policy.parts[0]
    return replace(
        quote, policy_id=policy.id, source=policy.source, title=payload, issuer=payload, region=payload,
        province=payload, doc_number=payload, date=payload, outline=part.outline, measure_id=part.id, text=part.text,
        start=0, end=part.end, highlights=((2, part.end),), responsible_units=(payload,), inherited_units=(payload,),
        contact=policy.contact, also_in=(AlsoIn(policy.source, payload, part.id, 0, part.end),),
    )  # fmt: skip


def test_the_detector_notices_what_runs_and_what_is_stopped(open_at: OpenAt, make_qa: Callable[..., Any]) -> None:
    with running(build_app(make_qa())) as address:
        page, reports = open_at(f"{address}/")
        expect(page.locator(".welcome")).to_be_visible()
        assert reports == []
        page.locator(".welcome").evaluate("place => { place.innerHTML = '<img src=x onerror=alert(1)>'; }")
        page.wait_for_timeout(500)
        assert [report.split(":")[0] for report in reports] == ["stopped"]
    page, reports = open_at("about:blank")
    page.evaluate(
        """payloads => payloads.forEach((payload) => {
             const frame = document.createElement('iframe');
             frame.srcdoc = payload;
             document.body.append(frame);
           })""",
        [payload for payload in PAYLOADS if "evil" not in payload],
    )
    for _ in range(60):  # seconds, on a busy machine
        page.wait_for_timeout(1000)
        if reports.count("ran: 1") >= 25:
            break
    assert reports.count("ran: 1") >= 25


def test_no_document_file_name_or_metadata_runs_in_cards_documents_regions_or_shared_pages(
    open_at: OpenAt, make_qa: Callable[..., Any], make_answer: Callable[..., Answer], policy: Policy, quote: Quote,
    store: Engine,
) -> None:  # fmt: skip
    policies = tuple(hostile(policy, number, payload) for number, payload in enumerate(PAYLOADS))
    quotes = tuple(quote_of(quote, one, payload) for one, payload in zip(policies, PAYLOADS, strict=True))
    qa = make_qa(make_answer(quotes=quotes), policies=policies, regions=tuple(dict.fromkeys(PAYLOADS)))
    settings = ServerSettings(rate_limit="100000/minute")
    with running(build_app(qa, settings, store)) as address:
        page, reports = open_at(f"{address}/")
        expect(page.locator(".welcome")).to_be_visible()
        ask(page, "有哪些贷款贴息？")
        titles = [plain(payload) for payload in PAYLOADS]
        assert shown_in(page, ".exchange .card .title") == titles
        page.evaluate("document.querySelectorAll('details').forEach((more) => { more.open = true; })")
        shown = page.evaluate(
            f"""async () => {{
              {UNTIL}
              const texts = [];
              for (const link of document.querySelectorAll('.card .view')) {{
                link.click();
                await until(() => document.querySelector('dialog[open] .document-text'));
                texts.push(document.querySelector('dialog .document-title').textContent);
                document.querySelector('dialog [data-close]').click();
                await until(() => !document.querySelector('dialog[open]') && !(history.state && history.state.source));
              }}
              return texts;
            }}"""
        )
        assert list(map(plain, shown)) == titles
        page.locator("#region input").click()
        assert page.locator("#region [role=option], [role=listbox] [role=option]").count() >= 50
        page.keyboard.press("Escape")
        link = share_all(page)[0]
        page.goto(link)
        assert shown_in(page, ".card .title") == titles
        page.wait_for_timeout(500)
        assert reports == []


def write_hostile(folder: Path) -> None:
    """Files with a payload in name, text and stated metadata."""
    rows = []
    for number, payload in enumerate(PAYLOADS):
        stated = payload.replace("\0", "").strip() or "x"  # files with zero bytes are refused
        steps = [step for step in stated.split("/") if step not in ("", ".", "..")]  # slashes make folders
        path = folder.joinpath(f"{number:03}", *steps).with_name(f"{steps[-1]}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"通知\n\n一、贷款贴息。{stated}给予贴息。\n", encoding="utf-8", newline="")
        rows.append((path.relative_to(folder).as_posix(), *[stated] * 5))
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("file", "title", "issuer", "region", "doc_number", "addressee"), *rows])


def test_nothing_runs_of_what_files_on_the_disk_hold(open_at: OpenAt, tmp_path: Path, store: Engine) -> None:
    write_hostile(tmp_path / "docs")
    changes = ingest([tmp_path / "docs"], tmp_path / "collection", EmbeddedEncoder())
    qa = PolicyQA.open(tmp_path / "collection")
    assert changes.skipped == ()
    assert len(qa.policies) >= 100
    with running(build_app(qa, ServerSettings(rate_limit="100000/minute"), store)) as address:
        page, reports = open_at(f"{address}/")
        expect(page.locator(".welcome")).to_be_visible()
        ask(page, "有哪些贷款贴息？")
        titles = shown_in(page, ".exchange .card .title")
        assert len(titles) >= 5
        assert set(titles) <= {plain(policy.title) for policy in qa.policies}
        share_all(page)
        page.locator("#region input").click()
        assert page.locator("[role=listbox] [role=option]").count() >= 50
        page.keyboard.press("Escape")
        for kind in ("document?source={}&lang=zh", "document?source={}&passage=0-9&lang=en"):
            texts = page.evaluate(OPEN_ALL, [kind.format(quote_url(policy.source, safe="")) for policy in qa.policies])
            for policy, text in zip(qa.policies, texts, strict=True):
                assert plain(policy.title) in plain(text)
        page.wait_for_timeout(500)
        assert reports == []


def shown_in(page: Page, selector: str) -> list[str]:
    return [plain(text) for text in page.locator(selector).all_text_contents()]


def share_all(page: Page) -> list[str]:
    """Shares every answer of the conversation; the links."""
    links: list[str] = page.evaluate(
        f"""async () => {{
          {UNTIL}
          const links = [];
          for (const reply of document.querySelectorAll('.reply')) {{
            reply.querySelector('[data-share]').click();
            await until(() => reply.querySelector('.share-link input').value);
            links.push(reply.querySelector('.share-link input').value);
          }}
          return links;
        }}"""
    )
    return links


def explain_all(page: Page, reasons: list[str]) -> None:
    """Calls every answer of the conversation useless, for a reason each."""
    page.evaluate(
        f"""async (reasons) => {{
          {UNTIL}
          for (const [at, reply] of [...document.querySelectorAll('.reply')].entries()) {{
            const form = reply.querySelector('form'), text = form.querySelector('textarea');
            reply.querySelector('[data-useful=false]').click();
            await until(() => !form.hidden && !reply.querySelector('[aria-busy=true]'));
            text.value = reasons[at];
            text.dispatchEvent(new Event('input', {{ bubbles: true }}));
            form.requestSubmit();
            await until(() => form.hidden || !text.value.trim());
          }}
        }}""",
        reasons,
    )


def test_no_question_reason_or_shared_link_runs(
    open_at: OpenAt, make_qa: Callable[..., Any], make_answer: Callable[..., Answer], quote: Quote, store: Engine
) -> None:
    qa = make_qa(make_answer(quotes=(quote,)))
    with running(build_app(qa, ServerSettings(rate_limit="100000/minute"), store)) as address:
        page, reports = open_at(f"{address}/")
        expect(page.locator(".welcome")).to_be_visible()
        links = []
        for start in range(0, len(PAYLOADS), MOST_KEPT):
            payloads = [payload for payload in PAYLOADS[start : start + MOST_KEPT] if payload.strip("\0 ")]
            visit = json.dumps({"asked": [{"question": payload, "region": None} for payload in payloads]})
            page.evaluate("visit => sessionStorage.setItem('policy-qa-visit', visit)", visit)
            page.evaluate("sessionStorage.removeItem('policy-qa-ratings')")
            page.reload()
            expect(page.locator(".exchange")).to_have_count(len(payloads))
            asked = [text.split(": ", 1)[1] for text in shown_in(page, ".exchange h2")]
            assert asked == [plain(payload.strip()) for payload in payloads]
            explain_all(page, payloads)
            links += share_all(page)
        assert len(links) >= 100
        for text in page.evaluate(OPEN_ALL, links):
            assert quote.title in text
        with store.connect() as connection:
            reasons = set(connection.exec_driver_sql("SELECT reason FROM feedback").scalars())
        assert len(reasons & {payload.strip() for payload in PAYLOADS}) >= 100
        assert reports == []


def test_no_address_with_a_payload_in_it_runs(open_at: OpenAt, make_qa: Callable[..., Any], store: Engine) -> None:
    with running(build_app(make_qa(), ServerSettings(rate_limit="100000/minute"), store)) as address:
        page, reports = open_at(f"{address}/")
        expect(page.locator(".welcome")).to_be_visible()
        kinds = ("a/{}", "document?source={}", "document?source=x&lang={}", "api/documents/{}")
        addresses = [kind.format(quote_url(payload, safe="")) for payload in PAYLOADS for kind in kinds]
        assert len(page.evaluate(OPEN_ALL, addresses)) == len(addresses)
        assert reports == []
