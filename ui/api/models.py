"""What programs send and receive. The answers have the fields of `policy-qa ask --json`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ui.conversation import MAX_QUESTION

MAX_K = 100  # passages of one answer
MAX_HISTORY = 20  # questions
MAX_DOCUMENTS = 100  # chosen for one question

QuestionText = Annotated[str, StringConstraints(min_length=1, max_length=MAX_QUESTION, pattern=r"\S")]
Source = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Span = Annotated[tuple[int, int], Field(description="Start and end, end exclusive, in code points.")]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    question: QuestionText = Field(description="In Chinese or English.", examples=["有哪些贷款贴息政策?"])
    region: str | None = Field(
        None, min_length=1, max_length=50, description="Prefer the documents of a place: 常州, 常州市 or Changzhou."
    )
    documents: list[Source] | None = Field(
        None, min_length=1, max_length=MAX_DOCUMENTS, description="Look only in the documents of these sources."
    )


class SearchRequest(_Asked):
    """A question to find passages for."""

    k: int = Field(5, ge=1, le=MAX_K, description="How many passages, at most.")


class AskRequest(_Asked):
    """A question to answer."""

    k: int | None = Field(
        None,
        ge=1,
        le=MAX_K,
        description="How many quotes, at most. Without it five, or all that answer a question for a list.",
    )
    history: list[QuestionText] = Field(
        [], max_length=MAX_HISTORY, description="The questions asked before, oldest first, for a follow-up."
    )


class Contact(BaseModel):
    """Whom a document says to call; at least one of the two is given."""

    person: str | None
    phone: str | None


class AlsoIn(BaseModel):
    """Another place where the same clause stands."""

    source: str
    title: str
    measure_id: str
    start: int
    end: int


class Repealer(BaseModel):
    """The document that repealed (废止) another."""

    source: str
    title: str
    doc_number: str | None


class Repealed(BaseModel):
    """A document that another says it repeals, as cited; at least one of the two is given."""

    title: str | None
    doc_number: str | None


class Quote(BaseModel):
    """A passage in the document's own words: its text is the document's from `start` to `end`."""

    policy_id: str = Field(description="The document's id, as in /api/documents/{id}.")
    source: str = Field(description="The document's path below the folder that was read.")
    digest: bool = Field(description="Whether the document restates the original in other words.")
    title: str
    issuer: str | None
    region: str | None
    province: str | None
    doc_number: str | None = Field(description="发文字号")
    date: str | None = Field(description="Date of issue, ISO 8601.")
    outline: list[str] = Field(description="The headings above, outermost first.")
    measure_id: str = Field(description="The id of the part of the document.")
    kind: str = Field(description="What the part is: measure, heading, preamble, signature …")
    label: str = Field(description="The numbering it begins with, as written; empty for none.")
    text: str = Field(description="Original characters, line breaks included.")
    start: int = Field(description="Offset in the document's text, in code points.")
    end: int = Field(description="Offset in the document's text, exclusive.")
    highlights: list[Span] = Field(description="Offsets in `text` of the words that answer, in order, disjoint.")
    score: float = Field(description="By which passages are ordered; comparable within one answer.")
    scores: dict[str, float] = Field(description="Every signal of the ranking, by name.")
    responsible_units: list[str]
    inherited_units: list[str] = Field(description="Named by a general clause for many measures.")
    contact: Contact | None
    also_in: list[AlsoIn] = Field(description="Other documents where the same clause stands.")
    page: int | None = Field(description="The page it begins on, from 1; null for documents without pages.")
    ocr_confidence: float | None = Field(description="0..1 where text was recognised in an image; null elsewhere.")
    valid_until: str | None = Field(description="The document's last day in force, ISO 8601, where it states one.")
    in_force: bool = Field(description="Whether the document is in force today: neither repealed nor expired.")
    repealed_by: Repealer | None


class Answer(BaseModel):
    """An answer: `quotes` best first; when `abstained`, they are the nearest passages and answer nothing."""

    question: str
    abstained: bool = Field(description="Whether the documents do not answer the question.")
    reason: Literal["off_topic", "region", "year", "not_stated"] | None = Field(description="Why it abstained.")
    confidence: float = Field(description="0..1, that the quotes answer.")
    caveats: list[str] = Field(description="Sentences in the language of the question, to be shown with the quotes.")
    nearest_topics: list[str] = Field(description="Captions of the nearest measures, when it abstained.")
    contact: Contact | None
    quotes: list[Quote]
    language: Literal["zh", "en"] = Field(description="Of the question.")
    is_list: bool = Field(description="Whether the question asks for all there is.")


class SearchResponse(BaseModel):
    """The passages nearest to a question, best first, whether they answer it or not."""

    question: str
    passages: list[Quote]


class Document(BaseModel):
    """What is known of a document."""

    source: str
    title: str
    issuer: str | None
    region: str | None
    province: str | None
    doc_number: str | None = Field(description="发文字号")
    date: str | None = Field(description="Date of issue, ISO 8601.")
    kind: str = Field(description="proposal reply, implementation plan, notice …")
    addressee: str | None
    contact: Contact | None
    digest: bool = Field(description="Whether it restates the original in other words.")
    attachments: list[str] = Field(description="Names of the files that it lists as attached.")
    valid_from: str | None = Field(description="The first day in force, where the document names one.")
    valid_until: str | None = Field(description="The last day in force, where the document states one.")
    repeals: list[Repealed] = Field(description="What the document says it repeals.")
    id: str
    in_force: bool = Field(description="Whether it is in force today: neither repealed nor expired.")
    repealed_by: Repealer | None
    measures: int = Field(description="How many measures it was cut into.")
    characters: int
    pages: int | None
    ocr_characters: int = Field(description="How many characters were recognised in images.")


class DocumentsResponse(BaseModel):
    """A page of the list of documents, in the order of their sources."""

    total: int
    offset: int
    limit: int
    documents: list[Document]


class Part(BaseModel):
    """One part of a document; the parts tile its text."""

    kind: str
    label: str
    outline: list[str]
    start: int
    end: int
    text: str
    responsible_units: list[str]
    inherited_units: list[str]
    id: str


class DocumentText(Document):
    """A document with its whole text and its parts."""

    text: str
    parts: list[Part]
