"""The chat: Gradio's inputs around a conversation that we render ourselves.

The conversation is one HTML component rather than ``gr.Chatbot``: quote cards need their own buttons, and
no text of a document or a question may pass through a Markdown renderer.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.places import names_a_place, place_asked_of
from ui.cards import render_conversation
from ui.conversation import MAX_QUESTION, Exchange, history
from ui.coverage import Coverage, coverage_of
from ui.language import first_language
from ui.pages import render
from ui.place_names import place_name
from ui.related import related
from ui.store.declined import keep_declined_question
from ui.suggestions import suggestions as next_questions
from ui.texts import TEXTS, Language
from ui.visit import kept_visit

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from qa import PolicyQA

logger = logging.getLogger(__name__)

MANY_REGIONS = 15  # from here on the region list can be searched by typing

# Example questions and nearest topics are buttons in the conversation; a new exchange scrolls to its question, and a
# long measure within its card to the first words that answer, two lines before them left in sight.
CONVERSATION_SCRIPT = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-ask]');
  if (button) trigger('ask', { question: button.textContent });
  if (event.target.closest('[data-every-place]')) trigger('every_place');
});
const openAtMarks = (root) => {
  for (const quote of root.querySelectorAll('blockquote')) {
    const mark = quote.querySelector('mark');
    if (!mark || quote.scrollHeight <= quote.clientHeight) continue;
    const line = parseFloat(getComputedStyle(quote).lineHeight);
    quote.scrollTop = mark.getBoundingClientRect().top - quote.getBoundingClientRect().top + quote.scrollTop - 2 * line;
  }
};
element.addEventListener('toggle', (event) => openAtMarks(event.target), true);
let shown = 0;
watch('value', () => {
  const exchanges = element.querySelectorAll('.exchange');
  if (exchanges.length > shown) exchanges[exchanges.length - 1].scrollIntoView({ block: 'start' });
  shown = exchanges.length;
  openAtMarks(element);
  document.dispatchEvent(new Event('conversation')); // for visit.js and reply.js
});
"""

# The masthead arrives with the language: the page takes it over and may then be seen.
MASTHEAD_SCRIPT = """
watch('value', () => {
  const masthead = element.querySelector('.masthead');
  document.documentElement.lang = masthead.lang;
  document.title = masthead.querySelector('h1').textContent;
  document.documentElement.dataset.ready = '';
});
"""


# What visit.js has kept in this tab.
READ_VISIT = "() => { try { return sessionStorage.getItem('policy-qa-visit') || ''; } catch { return ''; } }"
KEEP_REGION = "(region) => { document.dispatchEvent(new CustomEvent('region', { detail: region })); }"  # for visit.js
FOCUS_QUESTION = "() => { document.querySelector('#question textarea').focus(); }"


def build_chat(qa: PolicyQA, counted: PolicyQA, store: Engine | None, *, keep_declined: bool) -> gr.Blocks:
    """The Blocks of the chat; texts are filled in when a browser connects, in its language.

    ``counted`` answers what visitors ask; ``qa``, of the same documents, what is asked without them: examples, what
    to ask next, the questions of a visit again after a reload. With a store, answers can be rated and shared;
    ``keep_declined`` keeps the questions that got no answer.
    """
    coverage = coverage_of(qa)
    covered = coverage()

    def draw(exchanges: list[Exchange], language: Language, region: str) -> str:
        following = [one.question for one in next_questions(qa, exchanges, language, region or None)]
        return render_conversation(
            exchanges, language, coverage(), following, region=region, keeps_feedback=store is not None
        )

    blocks = gr.Blocks(analytics_enabled=False, title=TEXTS["zh"].name)
    with blocks:
        exchanges = gr.State([])
        visit = gr.Textbox(visible=False)
        with gr.Row(elem_id="top"):
            masthead = gr.HTML(apply_default_css=False, elem_id="masthead", js_on_load=MASTHEAD_SCRIPT)
            new = gr.Button(variant="secondary", elem_id="new")
            language = gr.Radio(
                [("中文", "zh"), ("English", "en")],
                value="zh",
                label=TEXTS["zh"].language_label,
                container=False,
                elem_id="language",
            )
        conversation = gr.HTML(apply_default_css=False, elem_id="conversation", js_on_load=CONVERSATION_SCRIPT)
        with gr.Row(elem_id="composer"):
            region = gr.Dropdown(
                _region_choices(covered, "zh"),
                value="",
                filterable=len(covered.regions) > MANY_REGIONS,
                show_label=False,
                container=False,
                elem_id="region",
            )
            question = gr.Textbox(
                lines=1,
                max_lines=4,
                max_length=MAX_QUESTION,
                show_label=False,
                container=False,
                html_attributes=gr.InputHTMLAttributes(autocomplete="off", enterkeyhint="send"),
                elem_id="question",
            )
            button = gr.Button(variant="primary", elem_id="ask")

        def show_language(language: Language, region: str, exchanges: list[Exchange]) -> list[Any]:
            texts = TEXTS[language]
            return [
                render("masthead.html", texts),
                draw(exchanges, language, region),
                gr.update(label=texts.region_label, choices=_region_choices(coverage(), language), value=region),
                gr.update(label=texts.question_label, placeholder=texts.question_placeholder),
                texts.ask,
                texts.new_conversation,
            ]

        def greet(kept: str, request: gr.Request) -> list[Any]:
            visit = kept_visit(kept, coverage().regions)
            framed = request.query_params.get("lang")  # of a page that shows the chat in a frame
            language = first_language(framed, visit.language, request.headers.get("accept-language", ""))
            exchanges: list[Exchange] = []
            for exchange in visit.asked:
                exchanges.append(ask(qa, exchange, exchanges))
            return [exchanges, language, *show_language(language, visit.region or "", exchanges)]

        def start_anew(language: Language, region: str) -> tuple[list[Exchange], str]:
            return [], draw([], language, region)

        def answer(
            question: str, region: str, language: Language, exchanges: list[Exchange]
        ) -> Iterator[tuple[list[Exchange], Any, Any, Any]]:
            text = question.strip()[:MAX_QUESTION]
            if not text:
                yield exchanges, gr.update(), gr.update(), gr.update()
                return
            asked = Exchange(text, None if names_a_place(text) else region or None)
            pending = [*exchanges, asked]
            yield pending, draw(pending, language, region), "", gr.update()
            done = [*exchanges, ask(counted, asked, exchanges)]
            region = done[-1].place or region
            if store is not None and keep_declined:
                keep_if_declined(store, done[-1], language)
            yield done, draw(done, language, region), gr.update(), region  # keeps what is typed meanwhile

        def answer_clicked(
            region: str, language: Language, exchanges: list[Exchange], event: gr.EventData
        ) -> Iterator[tuple[list[Exchange], Any, Any, Any]]:
            yield from answer(str(event.question), region, language, exchanges)

        shown = [masthead, conversation, region, question, button, new]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        blocks.load(greet, visit, [exchanges, language, *shown], js=READ_VISIT, queue=False, **quiet)
        new.click(start_anew, [language, region], [exchanges, conversation], queue=False, **quiet).then(
            None, js=FOCUS_QUESTION
        )
        language.input(show_language, [language, region, exchanges], shown, queue=False, **quiet)
        region.change(None, region, None, js=KEEP_REGION)
        conversation.every_place(lambda: "", None, region, queue=False, **quiet).then(None, js=FOCUS_QUESTION)
        answered = [exchanges, conversation, question, region]
        asked = [region, language, exchanges]
        gr.on([question.submit, button.click], answer, [question, *asked], answered, **quiet)
        conversation.ask(answer_clicked, asked, answered, **quiet)

    blocks.queue(default_concurrency_limit=None)  # answers take milliseconds: none waits for another
    return blocks


def ask(qa: PolicyQA, asked: Exchange, earlier: list[Exchange]) -> Exchange:
    """The exchange with its answer, or marked as failed; never raises, and never logs the question."""
    try:
        found = qa.ask(asked.question, region=asked.region, history=history(earlier))
    except Exception as error:  # whatever went wrong, the visitor keeps the conversation
        # The message is left out: it may repeat the question.
        stack = "".join(traceback.format_tb(error.__traceback__))
        logger.error("a question failed with %s\n%s", type(error).__name__, stack)
        return Exchange(asked.question, asked.region, failed=True)
    place = place_asked_of(asked.question, qa.regions)
    return Exchange(asked.question, asked.region, answer=found, related=related(qa.policies, found), place=place)


def keep_if_declined(store: Engine, exchange: Exchange, language: Language) -> None:
    """Keeps a question that got no answer; a store that fails is logged and spoils no answer."""
    if exchange.answer is None or exchange.answer.reason is None:
        return
    try:
        keep_declined_question(store, exchange.question, exchange.region, language, exchange.answer.reason)
    except Exception as error:  # the message is left out: it may repeat the question
        logger.error("a declined question could not be kept: %s", type(error).__name__)


def _region_choices(coverage: Coverage, language: Language) -> list[tuple[str, str]]:
    places = ((place_name(region, language), region) for region in coverage.regions)
    return [(TEXTS[language].all_regions, ""), *places]
