"""The nodes of a compiled query.

`union_of` and `intersection_of` build nodes in normal form: a union has no union among its
children, an intersection no intersection, no child occurs twice, and a single child replaces its
parent.
Whoosh's `normalize` has the same rules, so scores are summed in the same order as there.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from index.engine.local.array_files import Array
from index.engine.local.mentioned_actors import MentionedActors
from index.query import DateRange, Filter, NearActor

if TYPE_CHECKING:
    from index.engine.local.statement_plan import StatementQuery


class Term(Struct, frozen=True):
    """The articles with one term in a field."""

    field: str
    text: str | bytes


class TermPhrase(Struct, frozen=True):
    """The articles with terms of one field in a row."""

    field: str
    words: tuple[str | bytes, ...]


class Near(Struct, frozen=True):
    """Terms of one field in any order, each at most `slop` places outside those before it."""

    field: str
    words: tuple[str | bytes, ...]
    slop: int


class Prefix(Struct, frozen=True):
    """The articles with any term that begins with `text`."""

    field: str
    text: str


class Wildcard(Struct, frozen=True):
    """The articles with any term that a pattern of `*` and `?` matches."""

    field: str
    text: str


class FuzzyTerm(Struct, frozen=True):
    """The articles with any term at most `distance` edits from `text` and with its first letter."""

    field: str
    text: str
    distance: int


ManyTerms: TypeAlias = Prefix | Wildcard | FuzzyTerm


class ConstantScore(Struct, frozen=True):
    """The articles with any of many terms, with a score of 1 however many terms they have."""

    child: ManyTerms


WordsNode: TypeAlias = Term | TermPhrase | Near | ConstantScore


class Every(Struct, frozen=True):
    """All articles, with a score of 1."""


class Nothing(Struct, frozen=True):
    """No article."""


class UnionOf(Struct, frozen=True):
    """The articles that match at least one child; their scores are summed. See `union_of`."""

    children: tuple["PlanNode", ...]


class IntersectionOf(Struct, frozen=True):
    """The articles that match every child; their scores are summed. See `intersection_of`."""

    children: tuple["PlanNode", ...]


class Without(Struct, frozen=True):
    """The articles of one node that are not among those of another, scored by the first."""

    wanted: "PlanNode"
    unwanted: "PlanNode"


class ArticleSet(Struct, frozen=True, eq=False):
    """A set of articles, given by their numbers in ascending order, with a score of 1.

    Two sets are equal only if they come from the same `leaf` of the query: different filters can
    leave the same articles.
    """

    nums: Array
    leaf: Filter | DateRange | None = None

    def __repr__(self) -> str:
        return f"ArticleSet({len(self.nums)})"

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, ArticleSet)
            and other.leaf == self.leaf
            and np.array_equal(other.nums, self.nums)
        )

    def __hash__(self) -> int:
        return hash(self.nums.tobytes())


class NearMentions(Struct, frozen=True, eq=False):
    """Words of one field and mentions of actors near each other, as `Near` has words.

    `parts` are terms of the exact field and mentions. `documents` matches a superset of the
    documents. Each document scores its words, and 1 for each actor.
    """

    node: NearActor
    field: str
    parts: Sequence[bytes | MentionedActors]
    documents: "PlanNode"

    def __repr__(self) -> str:
        return f"NearMentions({self.field}, {self.node!r})"

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, NearMentions)
            and other.field == self.field
            and replace(other.node, field=None) == replace(self.node, field=None)
        )

    def __hash__(self) -> int:
        return hash((self.field, self.node.parts, self.node.slop))


PlanNode: TypeAlias = (
    "Term | TermPhrase | Near | ConstantScore | Every | Nothing | UnionOf | IntersectionOf"
    " | Without | ArticleSet | NearMentions | StatementQuery"
)


def union_of(nodes: Iterable[PlanNode]) -> PlanNode:
    """The articles that match at least one node; `Nothing` without a node."""
    children: dict[PlanNode, None] = {}
    for node in nodes:
        if isinstance(node, Every):
            return node
        if isinstance(node, UnionOf):
            children.update(dict.fromkeys(node.children))
        elif not isinstance(node, Nothing):
            children[node] = None
    if len(children) > 1:
        return UnionOf(tuple(children))
    return next(iter(children), Nothing())


def intersection_of(nodes: Iterable[PlanNode]) -> PlanNode:
    """The articles that match every node; `Every` without a node."""
    children: dict[PlanNode, None] = {}
    for node in nodes:
        if isinstance(node, Nothing):
            return node
        if isinstance(node, IntersectionOf):
            children.update(dict.fromkeys(node.children))
        elif not isinstance(node, Every):
            children[node] = None
    if len(children) > 1:
        return IntersectionOf(tuple(children))
    return next(iter(children), Every())


__all__ = [
    "ArticleSet",
    "ConstantScore",
    "Every",
    "FuzzyTerm",
    "IntersectionOf",
    "ManyTerms",
    "Near",
    "NearMentions",
    "Nothing",
    "PlanNode",
    "Prefix",
    "Term",
    "TermPhrase",
    "UnionOf",
    "Wildcard",
    "Without",
    "WordsNode",
    "intersection_of",
    "union_of",
]
