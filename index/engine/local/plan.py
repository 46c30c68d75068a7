"""Compiles a parsed query to a tree of plan nodes, with filters resolved to sets of articles.

Example: `title:war speaker:bell` becomes

    IntersectionOf(Term title "war", ArticleSet [4, 9])

if the catalogue says that Bell speaks in the articles 4 and 9. `evaluate` computes the result.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, singledispatch

from msgspec import Struct
from msgspec.structs import replace

from index.engine.local.array_files import Array
from index.engine.local.mentioned_actors import MentionedActors
from index.engine.local.plan_nodes import (
    ArticleSet,
    ConstantScore,
    Every,
    FuzzyTerm,
    Near,
    NearMentions,
    Nothing,
    PlanNode,
    Prefix,
    Term,
    TermPhrase,
    UnionOf,
    Wildcard,
    Without,
    intersection_of,
    union_of,
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
) -> PlanNode:
    """The plan for `node`; `Nothing` if no article can match.

    `resolve` returns the article numbers that match a filter, `statements` the statements that do,
    `mentions` the mentions that an actor in a `NearActor` means.
    `languages` are the codes of `language.MARKED` that occur in the index.
    """
    if node is None:
        return Every()
    return _compile(node, _Context(resolve, ("", *languages), statements, mentions))


def compile_statements(
    conditions: Sequence[Node], languages: Iterable[str], statements: ResolveStatements
) -> StatementPlan | None:
    """The plan for statements that match one of some conditions; None without a condition."""
    context = _Context(_no_articles, ("", *languages), statements, _no_mentions)
    plans = tuple(_statement_plan(one, context)[0] for one in conditions)
    return AnyOf(plans) if len(plans) > 1 else plans[0] if plans else None


class _Context(Struct, frozen=True):
    resolve: Resolve
    languages: tuple[str, ...]
    statements: ResolveStatements
    mentions: ResolveMentions


@singledispatch
def _compile(node: Node, context: _Context) -> PlanNode:
    raise TypeError(node)


def _of_statement(node: Node, context: _Context) -> PlanNode:
    """The plan for a condition that one statement has to match."""
    plan, documents = _statement_plan(node, context)
    return StatementQuery(plan, documents)


def _statement_plan(node: Node, context: _Context) -> tuple[StatementPlan, PlanNode]:
    """The plan for one statement, and one for the articles that can have such a statement."""
    match node:
        case And(children):
            parts = [_statement_plan(child, context) for child in children]
            return AllOf(tuple(plan for plan, _ in parts)), intersection_of(
                documents for _, documents in parts
            )
        case Or(children):
            parts = [_statement_plan(child, context) for child in children]
            return AnyOf(tuple(plan for plan, _ in parts)), union_of(
                documents for _, documents in parts
            )
        case Not(child):
            return NoneOf(_statement_plan(child, context)[0]), Every()
        case Filter() | DateRange():
            statements = context.statements(node)
            return OneOf(statements), ArticleSet(article_numbers(statements))
    documents = _compile(replace(node, field=None), context)
    if isinstance(documents, Every):
        return SaidWords((), anything=True), documents
    alternatives = documents.children if isinstance(documents, UnionOf) else (documents,)
    words = (Term, TermPhrase, Near, ConstantScore)
    return SaidWords(tuple(one for one in alternatives if isinstance(one, words))), documents


@_compile.register(Word)
def _(node: Word, context: _Context) -> PlanNode:
    if node.field == "said":
        return _of_statement(node, context)
    return _plan_of_word(node, context.languages)


@lru_cache(maxsize=4096)
def _plan_of_word(node: Word, languages: tuple[str, ...]) -> PlanNode:
    plain, joined = term_tokens(node.text)
    found: list[PlanNode] = []
    for stemmed, exact in _PAIRS[node.field]:
        for language in languages:
            found += _stemmed(stemmed, *term_tokens(node.text, language))
        if (
            node.prefix
            and (begun := joined or (plain[0] if len(plain) == 1 else None))
            and len(begun.exact) > 1
        ):
            found.append(ConstantScore(Prefix(exact, begun.exact)))
    return union_of(found)


def _stemmed(field: str, plain: Sequence[Token], joined: Token | None) -> list[PlanNode]:
    """The stems of a word; a hyphenated one matches as a phrase of its parts or as a whole."""
    found: list[PlanNode] = []
    if len(plain) == 1:
        found.append(Term(field, plain[0].stem))
    elif plain:
        found.append(TermPhrase(field, tuple(token.stem for token in plain)))
    if joined:
        found.append(Term(field, joined.stem))
    return found


@_compile.register(Phrase)
def _(node: Phrase, context: _Context) -> PlanNode:
    if node.field == "said":
        return _of_statement(node, context)
    words = tuple(token.exact for token in term_tokens(node.text)[0])
    found: list[PlanNode] = []
    for _, exact in _PAIRS[node.field]:
        if len(words) == 1:
            found.append(Term(exact, words[0]))
        elif words and node.slop:
            found.append(Near(exact, words, node.slop))
        elif words:
            found.append(TermPhrase(exact, words))
    return union_of(found)


@_compile.register(NearActor)
def _(node: NearActor, context: _Context) -> PlanNode:
    parts: list[bytes | MentionedActors] = []
    required: list[PlanNode] = []
    for part in near_parts(node):
        if isinstance(part, str):
            parts.append(term_bytes(part))
            continue
        parts.append(context.mentions(part))
        if part.field == "actor":
            having = context.resolve(part)
            if not len(having):
                return Nothing()
            required.append(ArticleSet(having, part))
    found = []
    for _, exact in _PAIRS[node.field]:
        words = [Term(exact, word) for word in parts if isinstance(word, bytes)]
        documents = intersection_of([*words, *required])
        found.append(NearMentions(node, exact, parts, documents))
    return union_of(found)


@_compile.register(Wild)
def _(node: Wild, context: _Context) -> PlanNode:
    if node.field == "said":
        return _of_statement(node, context)
    pattern = fold_pattern(node.pattern)
    if not pattern.strip("*"):
        return Every()
    return union_of([ConstantScore(Wildcard(exact, pattern)) for _, exact in _PAIRS[node.field]])


@_compile.register(Fuzzy)
def _(node: Fuzzy, context: _Context) -> PlanNode:
    if node.field == "said":
        return _of_statement(node, context)
    word = fold(node.text)
    return union_of(
        [ConstantScore(FuzzyTerm(exact, word, node.distance)) for _, exact in _PAIRS[node.field]]
    )


@_compile.register(Filter)
@_compile.register(DateRange)
def _filter(node: Filter | DateRange, context: _Context) -> PlanNode:
    if isinstance(node, DateRange) and node.said:
        return ArticleSet(article_numbers(context.statements(node)), node)
    return ArticleSet(context.resolve(node), node)


@_compile.register(And)
def _(node: And, context: _Context) -> PlanNode:
    statement, children = split_statement(node)
    wanted = [_compile(child, context) for child in children if not isinstance(child, Not)]
    unwanted = [_compile(child.child, context) for child in children if isinstance(child, Not)]
    if statement is not None:
        lone = isinstance(statement, Filter | DateRange)
        own = _compile(statement, context) if lone else _of_statement(statement, context)
        wanted.insert(0, own)
    base = intersection_of(wanted)
    without = union_of(unwanted)
    if isinstance(base, Nothing) or isinstance(without, Nothing):
        return base
    return Without(base, without)


@_compile.register(Or)
def _(node: Or, context: _Context) -> PlanNode:
    return union_of([_compile(child, context) for child in node.children])


@_compile.register(Not)
def _(node: Not, context: _Context) -> PlanNode:
    unwanted = _compile(node.child, context)
    return Every() if isinstance(unwanted, Nothing) else Without(Every(), unwanted)
