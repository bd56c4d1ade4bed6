"""An invented policy, a quote of it and a ``PolicyQA`` stand-in that answers with what a test gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from qa import Answer, Contact, Part, Policy, Quote, Turn
from qa.datatypes import AlsoIn

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


@dataclass
class QaDouble:
    """Answers every question with ``answer``, or raises it; keeps what it was asked."""

    policies: tuple[Policy, ...]
    answer: Answer | Exception
    regions: tuple[str, ...] = ("青川市",)
    asked: list[tuple[str, str | None, tuple[Turn, ...]]] = field(default_factory=list)

    def ask(self, question: str, k: int = 5, *, region: str | None = None, history: tuple[Turn, ...] = ()) -> Answer:
        self.asked.append((question, region, history))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture(scope="session")
def make_qa(policy: Policy, make_answer: Callable[..., Answer]) -> Callable[..., QaDouble]:
    def make(answer: Answer | Exception | None = None, **fields: Any) -> QaDouble:
        return QaDouble(**{"policies": (policy,), "answer": answer or make_answer(), **fields})

    return make
