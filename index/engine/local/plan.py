"""Compiles a parsed query to a Whoosh query, with filters resolved to sets of articles.

Example: `title:war speaker:bell` becomes

    And(Term title "war", ArticleSet [4, 9])

if the catalogue says that Bell speaks in the articles 4 and 9. `evaluate` computes the result.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import Any

from whoosh import query as wq

from index.engine.local.array_files import Array
from index.engine.local.mentioned_actors import MentionedActors
from index.engine.local.plan_nodes import (
    ArticleSet,
    ConstantScore,
    Either,
    Near,
    NearMentions,
    Without,
)
from index.engine.local.spelling import term_bytes
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
    NearActor,
    Node,
    Not,
    Or,
    Phrase,
    Wild,
    Word,
    fold_pattern,
    near_parts,
    split_statement,
    term_tokens,
)
from index.text import Token, fold

Resolve = Callable[[Filter | DateRange], Array]
ResolveStatements = Callable[[Filter | DateRange], StatementSet]
ResolveMentions = Callable[[Filter], MentionedActors]

# Which Whoosh fields a field of the query language looks in: (stemmed, exact) pairs.
_PAIRS = {
    None: (("text", "exact"), ("title", "title_exact")),
    "text": (("text", "exact"),),
    "title": (("title", "title_exact"),),
}


def _no_statements(leaf: Filter | DateRange) -> StatementSet:
    """The default where no condition on a statement can occur."""
    raise TypeError(leaf)


def _no_articles(leaf: Filter | DateRange) -> Array:
    """The default where a condition on a statement alone is compiled."""
    raise TypeError(leaf)


def _no_mentions(leaf: Filter) -> MentionedActors:
    """The default where no words near an actor can occur."""
    raise TypeError(leaf)


def compile_query(
    node: Node | None,
    resolve: Resolve,
    languages: Iterable[str] = (),
    statements: ResolveStatements = _no_statements,
    mentions: ResolveMentions = _no_mentions,
) -> Any:
    """The Whoosh query for `node`; a NullQuery if nothing can match.

    `resolve` returns the article numbers that fulfil a filter, `statements` the statements that do,
    `mentions` the mentions that an actor in a `NearActor` means.
    `languages` are the codes of `language.MARKED` that occur in the index.
    """
    if node is None:
        return wq.Every()
    return _compile(node, _Context(resolve, ("", *languages), statements, mentions))


def compile_statements(
    conditions: Sequence[Node], languages: Iterable[str], statements: ResolveStatements
) -> StatementPlan | None:
    """The plan for statements that fulfil one of some conditions; None without a condition."""
    context = _Context(_no_articles, ("", *languages), statements, _no_mentions)
    plans = tuple(_statement_plan(one, context)[0] for one in conditions)
    return AnyOf(plans) if len(plans) > 1 else plans[0] if plans else None


@dataclass(frozen=True, slots=True)
class _Context:
    resolve: Resolve
    languages: tuple[str, ...]
    statements: ResolveStatements
    mentions: ResolveMentions


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
def _(node: NearActor, context: _Context) -> Any:
    parts: list[bytes | MentionedActors] = []
    required: list[Any] = []
    for part in near_parts(node):
        if isinstance(part, str):
            parts.append(term_bytes(part))
            continue
        parts.append(context.mentions(part))
        if part.field == "actor":
            having = context.resolve(part)
            if not len(having):
                return wq.NullQuery
            required.append(ArticleSet(having, part))
    found = []
    for _, exact in _PAIRS[node.field]:
        words = [wq.Term(exact, word) for word in parts if isinstance(word, bytes)]
        needed = list(dict.fromkeys([*words, *required]))
        documents = wq.Every() if not needed else needed[0] if len(needed) == 1 else wq.And(needed)
        found.append(NearMentions(node, exact, parts, documents))
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
    if isinstance(node, DateRange) and node.said:
        return ArticleSet(article_numbers(context.statements(node)), node)
    return ArticleSet(context.resolve(node), node)


@_compile.register
def _(node: And, context: _Context) -> Any:
    statement, children = split_statement(node)
    wanted = [_compile(child, context) for child in children if not isinstance(child, Not)]
    unwanted = [_compile(child.child, context) for child in children if isinstance(child, Not)]
    if statement is not None:
        lone = isinstance(statement, Filter | DateRange)
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
