"""Answers, parts and documents as JSON objects and as text for a terminal."""

from __future__ import annotations

import dataclasses
from typing import Any

from corpus.datatypes import Part, Policy
from corpus.mending import mend
from qa.datatypes import Answer, Quote, Validity


def answer_row(answer: Answer, question_id: object = None) -> dict[str, Any]:
    """An answer as one JSON object; ``id`` first where the question had one."""
    row = dataclasses.asdict(answer)
    return {"id": question_id, **row} if question_id is not None else row


def part_row(part: Part) -> dict[str, Any]:
    """A part as one JSON object."""
    row = dataclasses.asdict(part)
    keys = ("kind", "label", "outline", "start", "end", "text", "responsible_units", "inherited_units", "id")
    return {key: row[key] for key in keys}


def document_row(policy: Policy, validity: Validity | None = None) -> dict[str, Any]:
    """A document's metadata as one JSON object; ``validity`` is that of the day, by default in force."""
    row = dataclasses.asdict(policy)
    keys = (
        "source", "title", "issuer", "region", "province", "doc_number", "date", "kind", "addressee", "contact",
        "digest", "attachments", "valid_from", "valid_until", "repeals", "id",
    )  # fmt: skip
    now = dataclasses.asdict(validity or Validity())
    counts = {
        "measures": sum(part.kind == "measure" for part in policy.parts),
        "characters": len(policy.text),
        "pages": len(policy.pages) or None,
        "ocr_characters": sum(stretch.end - stretch.start for stretch in policy.recognised),
    }
    return {**{key: row[key] for key in keys}, **now, **counts}


def citation(quote: Quote, language: str) -> str:
    """Where a quote stands, in one line."""
    label = _LABELS[language]
    digest = label["digest"] if quote.digest else ""
    page = label["page"].format(quote.page) if quote.page else None
    ocr = label["ocr"] if quote.ocr_confidence is not None else None
    lapse = _lapse(quote, language)
    named = [f"《{quote.title}》{digest}", quote.doc_number, quote.issuer, quote.date, lapse, quote.source, page, ocr]
    return " · ".join(name for name in named if name)


def _lapse(quote: Quote, language: str) -> str | None:
    """That a quote's document is no longer in force, and why; None for one in force."""
    label = _LABELS[language]
    if quote.in_force:
        return None
    if quote.repealed_by:
        return label["repealed"].format(quote.repealed_by.title)
    return label["expired"].format(quote.valid_until)


_LABELS = {
    "zh": {
        "abstain": "这些文件没有回答这个问题。", "nearest": "最接近的段落（不是答案）：", "topics": "相近的内容：",
        "units": "责任单位：", "contact": "联系：", "also": "同一内容另见：", "region": "没有所问地区的文件。",
        "year": "没有所问年份的文件。", "digest": "（摘要，非原文）",
        "page": "第{}页", "ocr": "文字由图像识别，可能有误",
        "repealed": "已废止，由《{}》废止", "expired": "已失效，有效期至{}",
    },
    "en": {
        "abstain": "These documents do not answer the question.", "nearest": "Nearest passages (not an answer):",
        "topics": "Nearest topics: ", "units": "Responsible: ", "contact": "Contact: ", "also": "Also in: ",
        "region": "No document covers the region asked for.", "year": "No document covers the year asked for.",
        "digest": " (digest, not the original)", "page": "page {}", "ocr": "read from an image, may contain errors",
        "repealed": "repealed by 《{}》", "expired": "expired, valid until {}",
    },
}  # fmt: skip


def answer_text(answer: Answer) -> str:
    """An answer for reading in a terminal; highlighted words between 【 and 】."""
    label = _LABELS[answer.language]
    lines: list[str] = []
    if answer.abstained:
        lines.append(" ".join(label[key] for key in (answer.reason or "", "abstain") if key in label))
        if answer.nearest_topics:
            lines.append(label["topics"] + ("；" if answer.language == "zh" else "; ").join(answer.nearest_topics))
        lines += ["", label["nearest"]]
    lines += [f"! {caveat}" for caveat in answer.caveats]
    for number, quote in enumerate(answer.quotes, 1):
        lines += ["", f"{number}. {citation(quote, answer.language)}"]
        if quote.outline:
            lines.append("   " + " › ".join(mend(heading).text for heading in quote.outline))
        lines.append("   " + _marked(quote).replace("\n", "\n   "))
        if quote.responsible_units or quote.inherited_units:
            lines.append("   " + label["units"] + "、".join((*quote.responsible_units, *quote.inherited_units)))
        if quote.contact:
            contact = " ".join(filter(None, (quote.contact.person, quote.contact.phone)))
            lines.append("   " + label["contact"] + contact)
        if quote.also_in:
            lines.append("   " + label["also"] + "、".join(place.source for place in quote.also_in))
    return "\n".join(lines)


def _marked(quote: Quote) -> str:
    """The quote's text, hard wraps mended, with 【 】 around the highlights."""
    pieces, at = [], 0
    for start, end in quote.highlights:
        pieces += [quote.text[at:start], "【", quote.text[start:end], "】"]
        at = end
    return mend("".join((*pieces, quote.text[at:]))).text.strip()
