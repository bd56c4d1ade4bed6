"""What the documents cover: told to the visitor before the first question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.texts import TEXTS, Language

if TYPE_CHECKING:
    from qa import PolicyQA

EXAMPLES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Coverage:
    """The documents a chat answers from, and questions they do answer."""

    documents: int
    digests: int  # of them, how many restate the original in other words
    regions: tuple[str, ...]
    examples: dict[Language, tuple[str, ...]]

    @classmethod
    def of(cls, qa: PolicyQA) -> Coverage:
        """Reads it off ``qa``; asks the example questions, to offer only those that are answered."""
        return cls(
            documents=len(qa.policies),
            digests=sum(policy.digest for policy in qa.policies),
            regions=qa.regions,
            examples={
                language: tuple(
                    question for question in texts.examples if qa.policies and not qa.ask(question).abstained
                )[:EXAMPLES_SHOWN]
                for language, texts in TEXTS.items()
            },
        )


def coverage_of(qa: PolicyQA) -> Callable[[], Coverage]:
    """What the documents cover now; read off them again where they are others than at the last call."""
    known: list[tuple[object, Coverage]] = []

    def covered() -> Coverage:
        policies = qa.policies
        if not known or known[-1][0] is not policies:
            known[:] = [(policies, Coverage.of(qa))]
        return known[-1][1]

    return covered
