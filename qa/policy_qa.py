"""The whole path: documents in, questions in, answers out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from importlib.resources import as_file, files
from itertools import takewhile
from pathlib import Path

import numpy as np

from corpus.datatypes import Policy
from corpus.gazetteer import Region, lookup
from embeddings import EMBEDDED, Encoder, load_encoder
from qa.citing import caption, quote_of
from qa.collection import Collection, Progress
from qa.datatypes import AlsoIn, Answer, Quote
from qa.decide import decide
from qa.errors import CollectionError, QAError, UnknownRegionError
from qa.evidence import Evidence, weigh
from qa.indexes import Scores, Signals
from qa.precedence import in_force_first
from qa.priors import Priors
from qa.quote import Spans, highlights
from qa.rank import Ranking, by_retriever, fuse
from qa.repeats import Repeats
from qa.scope import Scope
from qa.understand import Understanding, understand
from qa.validity import Validities

SMALL_TALK = 0.12  # a question less likely to be about the subject than this does not lean on the turns before
QUOTES = 5  # shown to a question, where no other number is asked for
LIST_QUOTES, LIST_MARGIN = 20, 0.6  # most quotes of a question for a list, and how far below the best they may score


class PolicyQA:
    """Answers questions from one collection."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._by_id = {policy.id: policy for policy in collection.policies}
        indexes = collection.indexes
        self.scope = Scope(collection.policies, collection.passages, indexes.words)
        self._priors = Priors(collection.policies, collection.passages, self.scope, indexes.bigrams)
        self.validities = Validities(collection.policies)
        self._repeats = Repeats(lambda at: collection.part(at)[1], len(collection.passages))

    @classmethod
    def build(
        cls, paths: Sequence[Path], directory: Path | None = None, encoder: Encoder | str | None = None,
        progress: Progress | None = None,
    ) -> PolicyQA:  # fmt: skip
        """Reads files and folders into a collection in memory, or brings the one saved in a directory up to date."""
        from qa.reading import read_policies  # the rules of cutting load only where something is cut

        if directory is not None:
            from qa.ingest import ingest

            ingest(paths, directory, encoder, progress=progress)
            return cls.open(directory, None if isinstance(encoder, str) else encoder)
        reading = read_policies(paths, progress=progress)
        return cls.from_policies(reading.policies, None, encoder, progress)

    @classmethod
    def from_policies(
        cls, policies: Sequence[Policy], directory: Path | None = None, encoder: Encoder | str | None = None,
        progress: Progress | None = None,
    ) -> PolicyQA:  # fmt: skip
        """Indexes policies that were read before, with an encoder or the one of a name."""
        if encoder is None or isinstance(encoder, str):
            encoder = load_encoder(encoder or EMBEDDED)

        collection = Collection.from_policies(policies, encoder, progress)
        if directory is not None:
            collection.save(directory)
        return cls(collection)

    @classmethod
    def open(cls, directory: Path, encoder: Encoder | None = None) -> PolicyQA:
        """Opens a saved collection; raises CollectionError when it is missing, damaged or of another encoder."""
        return cls(Collection.open(directory, encoder))

    @classmethod
    def bundled(cls, encoder: Encoder | str | None = None) -> PolicyQA:
        """Over the documents that come with this package; opened as they were indexed for it, where that still fits."""
        if encoder is None:
            try:
                with as_file(files("qa").joinpath("bundled")) as folder:
                    return cls.open(folder)
            except CollectionError:  # indexed with a former encoder: `make train` has made another since
                pass
        from qa.reading import bundled_policies

        return cls.from_policies(bundled_policies(), encoder=encoder)

    @property
    def policies(self) -> tuple[Policy, ...]:
        """All documents, in the order of their sources."""
        return self.collection.policies

    def policy(self, policy_id: str) -> Policy:
        """One document; raises KeyError for an unknown id."""
        return self._by_id[policy_id]

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The regions that documents are of, most documents first."""
        counts: dict[str, int] = {}
        for policy in self.policies:
            if place := policy.region or policy.province:
                counts[place] = counts.get(place, 0) + 1
        return tuple(sorted(counts, key=lambda place: (-counts[place], place)))

    def ask(
        self, question: str, k: int | None = None, *, region: str | None = None, history: Sequence[str] = (),
        documents: Sequence[str] | None = None, today: date | None = None,
    ) -> Answer:  # fmt: skip
        """Answers a question with the k best quotes, or all passages where the collection has fewer.

        Without ``k`` there are QUOTES, and for a question that asks for a list ("有哪些贷款贴息?") as many as answer.
        ``region`` is a place the asker chose ("常州", "常州市", "Changzhou"); ``history`` the questions before,
        oldest first; ``documents`` the sources of the only documents to look in; ``today`` the day on which documents
        must be in force not to rank below others, by default the day of the call. Raises QAError for an empty
        question, k below 1, an unknown region or an unknown document.
        """
        asked = self._understand(question, k, region, history)
        signals, own = self._signals(asked)
        ranking = self._ranking(signals, asked, documents, today)
        places = self._distinct(ranking, k or (LIST_QUOTES if asked.wants_list else QUOTES))
        if k is None and asked.wants_list:
            places = self._list(places, ranking)
        quotes = self._quotes(places, ranking, asked, today)
        first = self.collection.passages[places[0]].policy if places else None
        evidence = self._evidence(asked, own, places[0]) if places else None
        decision = decide(asked, self.scope, first, evidence, next((q for q in quotes[:1] if not q.in_force), None))
        elsewhere = decision.reason == "region"  # another place's office is no help
        contact = next((quote.contact for quote in quotes if quote.contact and not elsewhere), None)
        return Answer(
            question, decision.abstained, decision.reason, round(decision.confidence, 4), decision.caveats,
            self._topics(ranking) if decision.abstained else (), contact, quotes, asked.language, asked.wants_list,
        )  # fmt: skip

    def search(
        self, question: str, k: int = QUOTES, *, region: str | None = None, documents: Sequence[str] | None = None,
        today: date | None = None,
    ) -> tuple[Quote, ...]:  # fmt: skip
        """The k passages nearest to a question, best first, whether they answer it or not; raises as ``ask`` does."""
        asked = self._understand(question, k, region, ())
        ranking = self._ranking(self._signals(asked)[0], asked, documents, today)
        return self._quotes(self._distinct(ranking, k), ranking, asked, today)

    def retrieve(self, question: str, retrievers: Sequence[str] = ("hybrid",)) -> dict[str, Scores]:
        """The scores of all passages by each of the retrievers of an evaluation, shape (passages,) each."""
        asked = understand(question)
        signals, priors = self._signals(asked)[0], self._priors(asked)
        found = {name: by_retriever(signals, name, priors) for name in retrievers if name != "hybrid"}
        return found | {name: self._ranking(signals, asked).scores for name in retrievers if name == "hybrid"}

    def part_id(self, at: int) -> str:
        """The id of the part of a passage."""
        return self.collection.part(at)[1].id

    def evidence(self, question: str) -> Evidence | None:
        """What speaks for it that the documents answer a question; None for a collection without passages."""
        asked = understand(question)
        signals, own = self._signals(asked)
        places = self._distinct(self._ranking(signals, asked), 1)
        return self._evidence(asked, own, places[0]) if places else None

    def _understand(self, question: str, k: int | None, region: str | None, history: Sequence[str]) -> Understanding:
        if not question.strip():
            raise QAError("the question is empty: ask in Chinese or English, for example 有哪些贷款贴息政策?")
        if k is not None and k < 1:
            raise QAError(f"k is {k}: at least one quote must be asked for")
        return understand(question, self._region(region) if region else None, history)

    def _evidence(self, asked: Understanding, own: Signals, at: int) -> Evidence:
        indexes = self.collection.indexes
        fit = own.of(at) if asked.matter == asked.text else indexes.fit(asked.matter, at)
        if asked.leans and own.subject < SMALL_TALK:  # small talk stays small talk after a question
            fit = replace(fit, subject=own.subject)
        return weigh(asked, fit, self.collection.passages[at], indexes.encoder)

    def _signals(self, asked: Understanding) -> tuple[Signals, Signals]:
        """How well every passage fits a question, by each index: with the turns before, and without."""
        indexes = self.collection.indexes
        own = indexes.signals(asked.text)
        if not asked.weight_before:
            return own, own
        return own.with_context(indexes.signals(asked.before), asked.weight_before), own

    def _ranking(
        self, signals: Signals, asked: Understanding, documents: Sequence[str] | None = None, today: date | None = None
    ) -> Ranking:
        found = fuse(signals, self._priors(asked, documents))
        lapsed, repeals = self.validities.lapsed(today), self.validities.repeals(today)
        return replace(found, scores=in_force_first(found.scores, self.scope.first, lapsed, repeals))

    def _region(self, name: str) -> Region:
        """The region of a name that the gazetteer knows, or that a document bears."""
        for policy in self.policies:
            if name in (policy.region, policy.province):
                known = lookup(name, policy.province)
                return known or Region(name, name, name, policy.province or name, None, "county")
        if known := lookup(name):
            return known
        raise UnknownRegionError(
            f"unknown region {name!r}: give a province, city or county, for example 常州 or Changzhou"
        )

    def _distinct(self, ranking: Ranking, k: int) -> list[int]:
        """The k best passages of the chosen documents, each clause once where there are enough."""
        return self._repeats.once(takewhile(lambda at: ranking.scores[at] > -np.inf, ranking.in_order()), k)

    def _list(self, places: list[int], ranking: Ranking) -> list[int]:
        """The passages that belong to a list: those that score nearly as well as the best, QUOTES at least."""
        least = ranking.scores[places[0]] - LIST_MARGIN if places else 0.0
        return [at for number, at in enumerate(places) if number < QUOTES or ranking.scores[at] >= least]

    def _quotes(
        self, places: list[int], ranking: Ranking, asked: Understanding, today: date | None
    ) -> tuple[Quote, ...]:
        indexes = self.collection.indexes
        texts = [self.collection.part(at)[1].text for at in places]
        marked = highlights(texts, asked.in_context, indexes.encoder, indexes.bigrams) if texts else []
        return tuple(self._quote(at, ranking, spans, today) for at, spans in zip(places, marked, strict=True))

    def _quote(self, at: int, ranking: Ranking, marked: Spans, today: date | None) -> Quote:
        policy, part = self.collection.part(at)
        return quote_of(
            policy,
            part,
            marked,
            validity=self.validities.of(policy, today),
            score=round(float(ranking.scores[at]), 4),
            scores={name: round(float(scores[at]), 4) for name, scores in ranking.parts.items()},
            also_in=self._also_in(at),
        )

    def _also_in(self, at: int) -> tuple[AlsoIn, ...]:
        places = (self.collection.part(other) for other in self._repeats.elsewhere(at))
        return tuple(AlsoIn(policy.source, policy.title, part.id, part.start, part.end) for policy, part in places)

    def _topics(self, ranking: Ranking, most: int = 3) -> tuple[str, ...]:
        """The captions of the nearest measures."""
        found: list[str] = []
        for at in ranking.best(4 * most):
            _, part = self.collection.part(int(at))
            if part.kind == "measure" and (topic := caption(part)) not in found:
                found.append(topic)
        return tuple(found[:most])
