"""Invented pages in the layouts that content systems of Chinese government sites produce."""

from __future__ import annotations

from collections.abc import Callable

from tests.corpus.government_pages import indexed, modern, plain
from tests.corpus.government_pages.documents import ANSWERS, ENGLISH, GRANTS, REPLY, SHORT, TRADITIONAL, Text
from tests.corpus.government_pages.site import Page

_LAYOUTS: tuple[Callable[[Text], Page], ...] = (
    indexed.beijing,
    indexed.jiangsu,
    modern.links_in_text,
    plain.county,
    modern.vue,
    plain.word_title,
    modern.tabs,
    indexed.index_table,
    indexed.index_dl,
    indexed.index_ul,
    indexed.index_divs,
    indexed.fields_in_lines,
    indexed.kaipu,
    indexed.guangdong,
    indexed.anhui,
    indexed.number_line,
    indexed.one_table,
    indexed.mailbox,
    indexed.number_above,
    plain.jpage,
    plain.div_soup,
    plain.gazette,
    plain.word,
    plain.aspnet,
    plain.cells,
    plain.nested_sections,
    plain.footer_inside,
    plain.gb_without_charset,
    plain.pre,
    plain.no_title_tag,
    plain.spans_of_lines,
    plain.figures,
    plain.two_editors,
    plain.window_cut_off,
    modern.trs,
    modern.ueditor,
    modern.print_version,
    modern.sidebar,
    modern.json_ld,
    modern.named_badly,
    modern.attached_below,
    modern.shanghai,
    modern.prev_next,
    modern.modal,
    modern.inline_date,
    modern.table_of_files,
    modern.many_words,
)
PAGES: dict[str, Page] = {
    f"{layout.__name__}-{name}": layout(text)
    for layout in _LAYOUTS
    for name, text in (("long", GRANTS), ("short", SHORT), ("reply", REPLY))
} | {
    "weak_main-long": modern.weak_main(GRANTS),
    "weak_main-reply": modern.weak_main(REPLY),
    "wechat": modern.wechat(SHORT),
    "interpretation": modern.interpretation(ANSWERS),
    "traditional": indexed.traditional(TRADITIONAL),
    "english": indexed.english(ENGLISH),
}
