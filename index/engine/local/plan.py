"""Compiles a parsed query to a Whoosh query, with filters resolved to sets of articles.

Example: `title:war speaker:bell` becomes

    And(Term title "war", ArticleSet [4, 9])

if the catalogue says that Bell speaks in the articles 4 and 9. `evaluate` computes the result.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any

import numpy as np
from whoosh import query as wq
from whoosh.matching import FilterMatcher, ListMatcher, NullMatcher
from whoosh.query.spans import SpanNear2

from index.engine.local.array_files import Array
from index.engine.local.statement_plan import (
    AllOf,
    AnyOf,
    NoneOf,
    OneOf,
    SaidWords,
    StatementPlan,
    StatementQuery,
    article_numbers,
)
from index.engine.local.statement_rows import StatementSet
from index.query import (
    And,
    DateRange,
    Filter,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Wild,
    Word,
    fold_pattern,
    split_statement,
    term_tokens,
)
from index.text import Token, fold

Resolve = Callable[[Filter | DateRange], Array]
ResolveStatements = Callable[[Filter | DateRange], StatementSet]

# Which Whoosh fields a field of the query language looks in: (stemmed, exact) pairs.
_PAIRS = {
    None: (("text", "exact"), ("title", "title_exact")),
    "text": (("text", "exact"),),
    "title": (("title", "title_exact"),),
}


class ArticleSet(wq.Query):  # type: ignore[misc]
    """Matches a set of articles, given by their numbers in ascending order, with a score of 1.

    A score of 0 would not do: Whoosh's Or drops documents without a score. Two sets
    are equal only if they come from the same `leaf` of the query: different filters can leave the
    same articles.
    """

    boost = 1.0

    def __init__(self, nums: Array, leaf: Filter | DateRange | None = None) -> None:
        self.nums = nums
        self.leaf = leaf

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

    def field(self) -> None:
        """The field it looks in: none, an article as a whole is meant."""
        return None

    def is_leaf(self) -> bool:
        return True

    def estimate_size(self, _reader: Any) -> int:
        return len(self.nums)

    estimate_min_size = estimate_size

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        reader = searcher.reader()
        column = reader.column_reader("num")
        nums = set(self.nums.tolist())
        ids = array("I", (doc for doc in reader.all_doc_ids() if column[doc] in nums))
        return ListMatcher(ids, all_weights=1.0) if ids else NullMatcher()


class Near(SpanNear2):  # type: ignore[misc]
    """Words of one field in any order, each at most `slop` places outside the words before it.

    Whoosh's own class has no boost, so an Or inside an Or cannot be normalised.
    """

    boost = 1.0

    def __init__(
        self, qs: list[Any], slop: int = 1, ordered: bool = False, mindist: int = 1
    ) -> None:
        super().__init__(qs, slop=slop, ordered=ordered, mindist=mindist)


class ConstantScore(wq.ConstantScoreQuery):  # type: ignore[misc]
    """A query for many terms with one score for all documents, however many terms they have."""

    boost = 1.0


class Either(wq.Or):  # type: ignore[misc]
    """As Or, with a hash that depends on the words.

    That of Or combines the hashes of its parts by XOR: the same word in two fields cancels itself,
    all words have one hash, and `normalize` compares each with all others.
    """

    def __hash__(self) -> int:
        return hash((Either, *map(hash, self.subqueries)))


class Without(wq.AndNot):  # type: ignore[misc]
    """The documents of one query that are not in another."""

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        # Whoosh's AndNotMatcher lets some excluded documents through and can run past its end
        unwanted = frozenset(self.b.matcher(searcher, searcher.boolean_context()).all_ids())
        return FilterMatcher(self.a.matcher(searcher, context), unwanted, exclude=True)


def _no_statements(leaf: Filter | DateRange) -> StatementSet:
    """The default where no condition on a statement can occur."""
    raise TypeError(leaf)


def compile_query(
    node: Node | None,
    resolve: Resolve,
    languages: Iterable[str] = (),
    statements: ResolveStatements = _no_statements,
) -> Any:
    """The Whoosh query for `node`; a NullQuery if nothing can match.

    `resolve` returns the article numbers that fulfil a filter, `statements` the statements that do.
    `languages` are the codes of `language.MARKED` that occur in the index.
    """
    if node is None:
        return wq.Every()
    return _compile(node, _Context(resolve, ("", *languages), statements))


@dataclass(frozen=True, slots=True)
class _Context:
    resolve: Resolve
    languages: tuple[str, ...]
    statements: ResolveStatements


@singledispatch
def _compile(node: Node, context: _Context) -> Any:
    raise TypeError(node)


def _any(parts: list[Any]) -> Any:
    for part in parts:
        if isinstance(part, wq.Every):
            return part  # Whoosh would find that later, and take an And around it for an Every too
    return wq.NullQuery if not parts else parts[0] if len(parts) == 1 else Either(parts)


def is_normal(node: Any) -> bool:
    """Whether `normalize` would not change a query: checking is cheaper than normalising."""
    if isinstance(node, wq.Or | wq.And):
        other = wq.And if isinstance(node, wq.Or) else wq.Or
        subs = node.subqueries
        alike = len(subs) < 2 or len(set(subs)) < len(subs)
        return not alike and all(
            isinstance(sub, wq.Term) or (isinstance(sub, other) and is_normal(sub)) for sub in subs
        )
    return isinstance(node, wq.Term)


def _of_statement(node: Node, context: _Context) -> Any:
    """The query for a condition that one statement has to fulfil."""
    plan, documents = _statement_plan(node, context)
    return StatementQuery(plan, documents if is_normal(documents) else documents.normalize())


def _statement_plan(node: Node, context: _Context) -> tuple[StatementPlan, Any]:
    """The plan for one statement, and a query for the articles that can have such a statement."""
    match node:
        case And(children):
            parts = [_statement_plan(child, context) for child in children]
            asked = [documents for _, documents in parts if not isinstance(documents, wq.Every)]
            if any(documents == wq.NullQuery for documents in asked):
                return AllOf(tuple(plan for plan, _ in parts)), wq.NullQuery
            whole = wq.Every() if not asked else asked[0] if len(asked) == 1 else wq.And(asked)
            return AllOf(tuple(plan for plan, _ in parts)), whole
        case Or(children):
            parts = [_statement_plan(child, context) for child in children]
            found = [documents for _, documents in parts if documents != wq.NullQuery]
            everything = any(isinstance(documents, wq.Every) for documents in found)
            return AnyOf(tuple(plan for plan, _ in parts)), wq.Every() if everything else _any(
                found
            )
        case Not(child):
            return NoneOf(_statement_plan(child, context)[0]), wq.Every()
        case Filter() | DateRange():
            statements = context.statements(node)
            return OneOf(statements), ArticleSet(article_numbers(statements))
    documents = _compile(replace(node, field=None), context)
    if isinstance(documents, wq.Every):
        return SaidWords((), anything=True), documents
    alternatives = documents.subqueries if isinstance(documents, wq.Or) else [documents]
    return SaidWords(tuple(one for one in alternatives if one != wq.NullQuery)), documents


@_compile.register
def _(node: Word, context: _Context) -> Any:
    if node.field == "said":
        return _of_statement(node, context)
    plain, joined = term_tokens(node.text)
    found = []
    for stemmed, exact in _PAIRS[node.field]:
        for language in context.languages:
            found += _stemmed(stemmed, *term_tokens(node.text, language))
        if (
            node.prefix
            and (begun := joined or (plain[0] if len(plain) == 1 else None))
            and len(begun.exact) > 1
        ):
            found.append(ConstantScore(wq.Prefix(exact, begun.exact)))
    return _any(list(dict.fromkeys(found)))


def _stemmed(field: str, plain: Sequence[Token], joined: Token | None) -> list[Any]:
    """The stems of a word; a hyphenated one matches as a phrase of its parts or as a whole."""
    found: list[Any] = []
    if len(plain) == 1:
        found.append(wq.Term(field, plain[0].stem))
    elif plain:
        found.append(wq.Phrase(field, [token.stem for token in plain]))
    if joined:
        found.append(wq.Term(field, joined.stem))
    return found


@_compile.register
def _(node: Phrase, context: _Context) -> Any:
    if node.field == "said":
        return _of_statement(node, context)
    words = [token.exact for token in term_tokens(node.text)[0]]
    found = []
    for _, exact in _PAIRS[node.field]:
        if len(words) == 1:
            found.append(wq.Term(exact, words[0]))
        elif words and node.slop:
            found.append(Near([wq.Term(exact, word) for word in words], slop=node.slop))
        elif words:
            found.append(wq.Phrase(exact, words))
    return _any(found)


@_compile.register
def _(node: Wild, context: _Context) -> Any:
    if node.field == "said":
        return _of_statement(node, context)
    pattern = fold_pattern(node.pattern)
    if not pattern.strip("*"):
        return wq.Every()
    return _any([ConstantScore(wq.Wildcard(exact, pattern)) for _, exact in _PAIRS[node.field]])


@_compile.register
def _(node: Fuzzy, context: _Context) -> Any:
    if node.field == "said":
        return _of_statement(node, context)
    word = fold(node.text)
    return _any(
        [
            ConstantScore(wq.FuzzyTerm(exact, word, maxdist=node.distance, prefixlength=1))
            for _, exact in _PAIRS[node.field]
        ]
    )


@_compile.register
def _filter(node: Filter | DateRange, context: _Context) -> Any:
    return ArticleSet(context.resolve(node), node)


@_compile.register
def _(node: And, context: _Context) -> Any:
    statement, children = split_statement(node)
    wanted = [_compile(child, context) for child in children if not isinstance(child, Not)]
    unwanted = [_compile(child.child, context) for child in children if isinstance(child, Not)]
    if statement is not None:
        lone = isinstance(statement, Filter)
        own = _compile(statement, context) if lone else _of_statement(statement, context)
        wanted.insert(0, own)
    if any(part == wq.NullQuery for part in wanted):
        return wq.NullQuery
    # Whoosh would simplify an And that contains an Every to an Every
    wanted = [part for part in wanted if not isinstance(part, wq.Every)]
    base = wq.Every() if not wanted else wanted[0] if len(wanted) == 1 else wq.And(wanted)
    without = _any([part for part in unwanted if part != wq.NullQuery])
    return base if without == wq.NullQuery else Without(base, without)


@_compile.register
def _(node: Or, context: _Context) -> Any:
    parts: dict[Any, None] = {}
    for child in node.children:
        part = _compile(child, context)
        parts.update(
            dict.fromkeys(
                part.subqueries
                if isinstance(part, wq.Or)
                else []
                if part == wq.NullQuery
                else [part]
            )
        )
    return _any(list(parts))


@_compile.register
def _(node: Not, context: _Context) -> Any:
    unwanted = _compile(node.child, context)
    return wq.Every() if unwanted == wq.NullQuery else Without(wq.Every(), unwanted)
