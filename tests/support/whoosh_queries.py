"""Query plans as queries of Whoosh, so that its own matchers and scorers answer them."""

from array import array
from functools import singledispatch
from typing import Any

import numpy as np
from whoosh import query as wq
from whoosh.matching import FilterMatcher, ListMatcher, NullMatcher
from whoosh.query.spans import SpanNear2

from index.engine.local.plan_nodes import (
    ArticleSet,
    ConstantScore,
    Every,
    FuzzyTerm,
    IntersectionOf,
    ManyTerms,
    Near,
    Nothing,
    PlanNode,
    Prefix,
    Term,
    TermPhrase,
    UnionOf,
    Wildcard,
    Without,
)


class _Articles(wq.Query):  # type: ignore[misc]
    """Matches articles by their numbers, with a score of 1."""

    boost = 1.0

    def __init__(self, nums: Any) -> None:
        self.nums = set(np.asarray(nums).tolist())

    def __hash__(self) -> int:
        return hash(frozenset(self.nums))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Articles) and other.nums == self.nums

    def __repr__(self) -> str:
        return f"_Articles({sorted(self.nums)[:3]})"

    def estimate_size(self, _reader: Any) -> int:
        return len(self.nums)

    estimate_min_size = estimate_size

    def field(self) -> None:
        return None

    def matcher(self, searcher: Any, _context: Any = None) -> Any:
        reader = searcher.reader()
        column = reader.column_reader("num")
        ids = array("I", (doc for doc in reader.all_doc_ids() if column[doc] in self.nums))
        return ListMatcher(ids, all_weights=1.0) if ids else NullMatcher()


class _Without(wq.AndNot):  # type: ignore[misc]
    """Whoosh's AndNotMatcher lets some excluded documents through and can run past its end."""

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        unwanted = frozenset(self.b.matcher(searcher, searcher.boolean_context()).all_ids())
        return FilterMatcher(self.a.matcher(searcher, context), unwanted, exclude=True)


@singledispatch
def as_whoosh(node: "PlanNode | ManyTerms") -> Any:
    """The query of Whoosh that finds the same articles with the same scores."""
    raise TypeError(node)


@as_whoosh.register
def _(node: Term) -> Any:
    return wq.Term(node.field, node.text)


@as_whoosh.register
def _(node: TermPhrase) -> Any:
    return wq.Phrase(node.field, list(node.words))


@as_whoosh.register
def _(node: Near) -> Any:
    words = [wq.Term(node.field, word) for word in node.words]
    return SpanNear2(words, slop=node.slop, ordered=False)


@as_whoosh.register
def _(node: Prefix) -> Any:
    return wq.Prefix(node.field, node.text)


@as_whoosh.register
def _(node: Wildcard) -> Any:
    return wq.Wildcard(node.field, node.text)


@as_whoosh.register
def _(node: FuzzyTerm) -> Any:
    return wq.FuzzyTerm(node.field, node.text, maxdist=node.distance, prefixlength=1)


@as_whoosh.register
def _(node: ConstantScore) -> Any:
    return wq.ConstantScoreQuery(as_whoosh(node.child))


@as_whoosh.register
def _(_: Every) -> Any:
    return wq.Every()


@as_whoosh.register
def _(_: Nothing) -> Any:
    return wq.NullQuery


@as_whoosh.register
def _(node: UnionOf) -> Any:
    return wq.Or([as_whoosh(child) for child in node.children])


@as_whoosh.register
def _(node: IntersectionOf) -> Any:
    return wq.And([as_whoosh(child) for child in node.children])


@as_whoosh.register
def _(node: Without) -> Any:
    return _Without(as_whoosh(node.wanted), as_whoosh(node.unwanted))


@as_whoosh.register
def _(node: ArticleSet) -> Any:
    return _Articles(node.nums)


__all__ = ["as_whoosh"]
