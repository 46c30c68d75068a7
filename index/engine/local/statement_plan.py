"""The part of a query plan that one and the same statement has to fulfil."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from whoosh import query as wq

from index.engine.local.statement_rows import StatementSet


@dataclass(frozen=True)
class SaidWords:
    """Statements with words that match one of some Whoosh queries, each over one field."""

    queries: tuple[Any, ...]
    anything: bool = False  # any words at all


@dataclass(frozen=True, eq=False)
class OneOf:
    """Statements of a set: those of a speaker, or of some days. Equal to itself alone."""

    statements: StatementSet


@dataclass(frozen=True)
class AllOf:
    """Statements that fulfil every child."""

    children: tuple["StatementPlan", ...]


@dataclass(frozen=True)
class AnyOf:
    """Statements that fulfil at least one child."""

    children: tuple["StatementPlan", ...]


@dataclass(frozen=True)
class NoneOf:
    """Statements that do not fulfil the child."""

    child: "StatementPlan"


StatementPlan = SaidWords | OneOf | AllOf | AnyOf | NoneOf


class StatementQuery(wq.Query):  # type: ignore[misc]
    """Matches the documents with a statement that fulfils `plan`.

    `documents` is a query for a superset of them, which looks at whole articles.
    """

    boost = 1.0

    def __init__(self, plan: StatementPlan, documents: Any) -> None:
        self.plan, self.documents = plan, documents

    def __repr__(self) -> str:
        return f"StatementQuery({self.plan!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StatementQuery) and other.plan == self.plan

    def __hash__(self) -> int:
        return hash(self.plan)

    @property
    def asks_for_words_alone(self) -> bool:
        """Whether the answer depends on the segments alone, not on speakers and days."""
        return _is_of_words(self.plan)

    def field(self) -> None:
        """None: it matches articles as a whole, not a field."""
        return None

    def is_leaf(self) -> bool:
        """It has no parts that Whoosh could look into."""
        return True

    def estimate_size(self, reader: Any) -> int:
        """About how many documents match."""
        return self.documents.estimate_size(reader)  # type: ignore[no-any-return]

    estimate_min_size = estimate_size


def _is_of_words(plan: StatementPlan) -> bool:
    match plan:
        case AllOf(children) | AnyOf(children):
            return all(map(_is_of_words, children))
        case NoneOf(child):
            return _is_of_words(child)
    return isinstance(plan, SaidWords)


def words_asked_for(plan: StatementPlan) -> Iterable[SaidWords]:
    """The words that a plan requires of a statement."""
    match plan:
        case SaidWords():
            yield plan
        case AllOf(children) | AnyOf(children):
            for child in children:
                yield from words_asked_for(child)


def article_numbers(statements: StatementSet) -> Any:
    """The numbers of the articles that statements are from, ascending."""
    return np.unique(statements.nums)


__all__ = [
    "AllOf",
    "AnyOf",
    "NoneOf",
    "OneOf",
    "SaidWords",
    "StatementPlan",
    "StatementQuery",
    "article_numbers",
    "words_asked_for",
]
