"""The part of a query plan that one and the same statement has to match."""

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
from msgspec import Struct

from index.engine.local.array_files import Array
from index.engine.local.plan_nodes import PlanNode, WordsNode
from index.engine.local.statement_rows import StatementSet


class SaidWords(Struct, frozen=True):
    """Statements with words that match one of some nodes, each over one field."""

    queries: tuple[WordsNode, ...]
    anything: bool = False  # any words at all


class OneOf(Struct, frozen=True, eq=False):
    """Statements of a set: those of a speaker, or of some days. Equal to itself alone."""

    statements: StatementSet


class AllOf(Struct, frozen=True):
    """Statements that match every child."""

    children: tuple["StatementPlan", ...]


class AnyOf(Struct, frozen=True):
    """Statements that match at least one child."""

    children: tuple["StatementPlan", ...]


class NoneOf(Struct, frozen=True):
    """Statements that do not match the child."""

    child: "StatementPlan"


StatementPlan: TypeAlias = SaidWords | OneOf | AllOf | AnyOf | NoneOf


class StatementQuery(Struct, frozen=True, eq=False):
    """Matches the documents with a statement that matches `plan`.

    `documents` matches a superset of them, by looking at whole articles.
    """

    plan: StatementPlan
    documents: PlanNode

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


def article_numbers(statements: StatementSet) -> Array:
    """The numbers of the articles that statements are from, ascending."""
    nums: Array = np.unique(statements.nums)
    return nums


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
