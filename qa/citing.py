"""A part of a policy as it is cited: with what is known of its document, or by a caption."""

from __future__ import annotations

from corpus.datatypes import Part, Policy
from corpus.mending import mend
from corpus.segmentation import sentences
from qa.datatypes import AlsoIn, Quote, Validity


def quote_of(
    policy: Policy,
    part: Part,
    highlights: tuple[tuple[int, int], ...],
    *,
    validity: Validity,
    score: float,
    scores: dict[str, float],
    also_in: tuple[AlsoIn, ...],
) -> Quote:
    """The quote of a whole part; ``highlights`` are offsets in its text."""
    return Quote(
        policy_id=policy.id,
        source=policy.source,
        digest=policy.digest,
        title=policy.title,
        issuer=policy.issuer,
        region=policy.region,
        province=policy.province,
        doc_number=policy.doc_number,
        date=policy.date,
        outline=part.outline,
        measure_id=part.id,
        kind=part.kind,
        label=part.label,
        text=part.text,
        start=part.start,
        end=part.end,
        highlights=highlights,
        score=score,
        scores=scores,
        responsible_units=part.responsible_units,
        inherited_units=part.inherited_units,
        contact=policy.contact,
        also_in=also_in,
        page=policy.page(part.start),
        ocr_confidence=policy.confidence(part.start, part.end),
        valid_until=policy.valid_until,
        in_force=validity.in_force,
        repealed_by=validity.repealed_by,
    )


def caption(part: Part, most: int = 40) -> str:
    """The first sentence of a part without its label and final mark."""
    text = mend(part.text).text.strip()
    start, end = (sentences(text) or [(0, len(text))])[0]
    found = text[start:end].removeprefix(part.label).strip(" \n。；;，,:：")
    return found if len(found) <= most else found[: most - 1] + "…"
