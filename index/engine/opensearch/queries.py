"""A query tree as a query of OpenSearch's DSL."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import singledispatch

from msgspec.structs import replace

from index.engine.api import (
    CitesOutlet,
    Condition,
    HasActor,
    HasPath,
    HasValue,
    IsAmong,
)
from index.engine.opensearch.archive_errors import ArchiveError
from index.engine.opensearch.cluster import Json
from index.engine.opensearch.documents import clean, token_of
from index.engine.opensearch.intervals import interval, mention_rule, near_rule, told_apart
from index.engine.opensearch.mapping import LONGEST_TOKEN, NAMED_IN, PAIRS, TITLE_WEIGHT
from index.engine.opensearch.query_parts import (
    EVERY_ARTICLE,
    NO_ARTICLE,
    all_of,
    any_of,
    constant,
    dated,
    none_of,
    terms,
)
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
    cut_years,
    fold_pattern,
    near_parts,
    split_statement,
    term_tokens,
)
from index.text import Token, fold

# Actors that one name near words can mean.
_MOST_NAMED = 1_000
# Words that a fuzzy word expands to at most: the server's limit of clauses.
_MOST_SPELLINGS = 1_000

# Answers a condition as a query without a score.
_Resolve = Callable[[Condition], Json]
# Numbers of actors, given those that a reader means, as documents have them.
_Expand = Callable[[frozenset[int]], Collection[int]]
# The corrected articles that match a condition on a statement or on mentions, and all corrected
# ones, by key.
_Corrected = Callable[[Node, Mapping[Filter, Condition]], tuple[list[int], list[int]]]


class _Context:
    """What a compilation looks up: conditions of filters, their queries, languages."""

    def __init__(
        self,
        conditions: Mapping[Filter, Condition],
        resolve: _Resolve,
        languages: Iterable[str],
        expand: _Expand,
        corrected: _Corrected,
        ignored: Collection[int],
    ) -> None:
        self.conditions, self.resolve = conditions, resolve
        self.languages = ("", *languages)
        self.expand, self.corrected = expand, corrected
        self.ignored = [str(actor) for actor in ignored]

    def numbers_of(self, name: Filter) -> list[str]:
        """The actors that a name near words means, as tokens have them. Raises ArchiveError."""
        if name.field == "kind":
            return [name.value]
        condition = self.conditions[name]
        assert isinstance(condition, HasActor)
        actors = self.expand(condition.actors)
        if len(actors) > _MOST_NAMED:
            raise ArchiveError(
                f"@{name.value} can mean {len(actors):,} actors, {_MOST_NAMED:,} at most are"
                " looked for near words: give more of the name."
            )
        return list(map(str, sorted(actors)))

    def with_corrected(self, query: Json, node: Node) -> Json:
        """What a query for `node` finds, and of the corrected articles those as they count now."""
        having, corrected = self.corrected(node, self.conditions)
        if not corrected:
            return query
        rest = {"bool": {"must": [query], "must_not": [terms("key", corrected)]}}
        return any_of([rest, constant(terms("key", having))] if having else [rest])


def dsl_of(
    node: Node | None,
    conditions: Mapping[Filter, Condition],
    resolve: _Resolve,
    languages: Iterable[str] = (),
    expand: _Expand = frozenset,
    corrected: _Corrected = lambda _node, _conditions: ([], []),
    ignored: Collection[int] = (),
) -> Json:
    """The query for `node`; `conditions` has an entry for every filter in it.

    `languages` are those of `index.text.MARKED` in which the archive has articles. `expand` and
    `corrected` apply a reader's corrections to conditions on statements and mentions, `ignored` are
    the actors that a reader ignores.
    """
    if node is None:
        return EVERY_ARTICLE
    context = _Context(conditions, resolve, languages, expand, corrected, ignored)
    return _compile(node, context)


def statement_query(
    asked: Sequence[Node],
    conditions: Mapping[Filter, Condition],
    languages: Iterable[str],
    expand: _Expand,
) -> Json:
    """The query, over nested documents, for statements that match one of the conditions `asked`.

    It finds every statement where nothing is asked. Judgements of a reader are not applied.
    """
    if not asked:
        return EVERY_ARTICLE
    context = _Context(
        conditions, compile_condition, languages, expand, lambda _node, _conditions: ([], []), ()
    )
    return any_of([_statement(one, context) for one in asked])


def _compile(node: Node, context: _Context) -> Json:
    """The query for a node; words said are looked for in statements, which are documents."""
    if isinstance(node, Word | Phrase | Wild | Fuzzy) and node.field == "said":
        return _with_statement(node, context)
    return _query_of(node, context)


@singledispatch
def _query_of(node: Node, context: _Context) -> Json:
    raise TypeError(node)


@_query_of.register
def _(node: Word, context: _Context) -> Json:
    plain, joined = term_tokens(node.text)
    found: list[Json] = []
    seen: set[tuple[str, ...]] = set()
    for language in context.languages:
        for stems in _stems(*term_tokens(node.text, language)):
            if stems not in seen:
                seen.add(stems)
                found += _words(stems, node.field, 0)
    begun = joined or (plain[0] if len(plain) == 1 else None)
    if node.prefix and begun and len(begun.exact) > 1:
        value = token_of(begun.exact)
        found += [constant({"prefix": {exact: value}}) for _, exact in PAIRS[node.field]]
    return any_of(found)


def _stems(plain: Sequence[Token], joined: Token | None) -> Iterable[tuple[str, ...]]:
    """A word's stems: alone or as the parts that hyphens bind, and as the whole."""
    if plain:
        yield tuple(token_of(token.stem) for token in plain)
    if joined:
        yield (token_of(joined.stem),)


def _words(words: tuple[str, ...], field: str | None, form: int) -> list[Json]:
    """Words side by side in a field of the query; `form` 0: stems, 1: folded words."""
    names = [pair[form] for pair in PAIRS[field]]
    text = " ".join(words)
    if len(words) > 1:
        return [{"match_phrase": {name: {"query": text}}} for name in names]
    if len(names) == 1:
        return [{"term": {names[0]: {"value": text}}}]
    body, title = names
    return [{"combined_fields": {"query": text, "fields": [body, f"{title}^{TITLE_WEIGHT}"]}}]


@_query_of.register
def _(node: Phrase, _context: _Context) -> Json:
    words = tuple(token_of(token.exact) for token in term_tokens(node.text)[0])
    if not words:
        return NO_ARTICLE
    if len(words) == 1 or not node.slop:
        return any_of(_words(words, node.field, 1))
    return any_of([_near(words, node.slop, exact) for _, exact in PAIRS[node.field]])


def _near(words: Sequence[str], slop: int, field: str) -> Json:
    """Words in any order, each at most `slop` places outside the span of those before it."""
    rule = near_rule([interval(word) for word in words], slop)
    scored = [{"term": {field: {"value": word}}} for word in dict.fromkeys(words)]
    return all_of(scored, [{"intervals": {field: rule}}])


@_query_of.register
def _(node: NearActor, context: _Context) -> Json:
    names = {one: context.numbers_of(one) for one in node.parts if isinstance(one, Filter)}
    if not all(names.values()):
        return NO_ARTICLE
    found = []
    for _, exact in PAIRS[node.field]:
        named = NAMED_IN[exact]
        rules, scored = [], {}
        for part in near_parts(node):
            if isinstance(part, Filter):
                rules.append(mention_rule(names[part], named, context.ignored))
            else:
                word = token_of(part)
                rules.append(interval(word))
                scored[word] = {"term": {exact: {"value": word}}}
        near = {"intervals": {exact: near_rule(told_apart(rules), node.slop)}}
        lifted = {"constant_score": {"filter": near, "boost": float(len(names))}}
        found.append(all_of([*scored.values(), lifted]))
    return context.with_corrected(any_of(found), node)


@_query_of.register
def _(node: Wild, context: _Context) -> Json:
    pattern = clean(fold_pattern(node.pattern)[:LONGEST_TOKEN])
    if not pattern.strip("*"):
        return EVERY_ARTICLE
    return any_of([constant({"wildcard": {exact: pattern}}) for _, exact in PAIRS[node.field]])


@_query_of.register
def _(node: Fuzzy, _context: _Context) -> Json:
    word = token_of(fold(node.text))
    rule = {
        "value": word,
        "fuzziness": node.distance,
        "prefix_length": 1,
        "transpositions": False,
        "max_expansions": _MOST_SPELLINGS,
        "rewrite": "constant_score",
    }
    return any_of([constant({"fuzzy": {exact: rule}}) for _, exact in PAIRS[node.field]])


@_query_of.register
def _(node: Filter, context: _Context) -> Json:
    return constant(context.resolve(context.conditions[node]))


@_query_of.register
def _(node: DateRange, context: _Context) -> Json:
    if node.said:
        return constant(_with_statement(node, context))
    return constant(dated(node.first, node.last))


@_query_of.register
def _(node: And, context: _Context) -> Json:
    wanted: list[Json] = []
    found: Json = {"must": wanted, "filter": [], "must_not": []}
    statement, children = split_statement(node)
    if isinstance(statement, Filter | DateRange):
        found["filter"].append(_compile(statement, context))
    elif statement is not None:
        wanted.append(_with_statement(statement, context))
    for child in children:
        match child:
            case Not(inner):
                found["must_not"].append(_compile(inner, context))
            case Filter() | DateRange():
                found["filter"].append(_compile(child, context))
            case _:
                wanted.append(_compile(child, context))
    if NO_ARTICLE in wanted:
        return NO_ARTICLE
    return {"bool": {name: parts for name, parts in found.items() if parts}}


@_query_of.register
def _(node: Or, context: _Context) -> Json:
    return any_of([_compile(child, context) for child in node.children])


@_query_of.register
def _(node: Not, context: _Context) -> Json:
    return none_of(_compile(node.child, context))


# --- one and the same statement ---


def _with_statement(node: Node, context: _Context) -> Json:
    """Articles with a statement that matches `node`, in corrected articles as they count now."""
    inside = _statement(node, context)
    nested: Json = {"nested": {"path": "statements", "query": inside, "score_mode": "sum"}}
    return context.with_corrected(nested, node)


def _statement(node: Node, context: _Context) -> Json:
    """A condition on one statement, over the fields of nested documents."""
    match node:
        case And(children):
            wanted = [
                _statement(one, context) for one in children if not isinstance(one, Not | DateRange)
            ]
            unwanted = [_statement(one.child, context) for one in children if isinstance(one, Not)]
            days = [_statement(one, context) for one in children if isinstance(one, DateRange)]
            found: Json = {"must": wanted, "filter": days, "must_not": unwanted}
            return {"bool": {name: parts for name, parts in found.items() if parts}}
        case Or(children):
            return any_of([_statement(one, context) for one in children])
        case Not(child):
            return none_of(_statement(child, context))
        case Filter():
            condition = context.conditions[node]
            assert isinstance(condition, HasActor)
            actors = context.expand(condition.actors)
            return constant(terms("statements.speaker", list(map(str, sorted(actors)))))
        case DateRange(first, last):
            cut = [_said_in_year(*days) for days in cut_years(first, last)]
            inside = dated(first, last, "statements.")
            return {"bool": {"filter": [inside], "must_not": cut}} if cut else inside
        case Wild(pattern) if not fold_pattern(pattern).strip("*"):
            return EVERY_ARTICLE
    return _query_of(replace(node, field="statement"), context)


def _said_in_year(first: int, last: int) -> Json:
    """Statements whose date is only the year from `first` to `last`, days as ordinals."""
    parts = [terms("statements.first_day", [first]), terms("statements.last_day", [last])]
    return all_of((), parts)


# --- conditions ---


def compile_condition(condition: Condition) -> Json:
    """The query of a condition, without a score and without what a reader corrected."""
    match condition:
        case HasActor(actors, speaking):
            field = "speaker" if speaking else "actor"
            return terms(field, [str(actor) for actor in sorted(actors)])
        case CitesOutlet(outlets):
            return terms("source", sorted(map(clean, outlets)))
        case HasValue(field, values):
            return terms(field, sorted(map(clean, values)))
        case HasPath(text):
            return {"wildcard": {"path_folded": f"*{_literal(clean(text.casefold()))}*"}}
        case IsAmong(keys, negated):
            among = terms("key", sorted(keys))
            return none_of(among) if negated else among


def _literal(text: str) -> str:
    """A text in which no character is a wildcard."""
    return "".join(f"\\{c}" if c in "*?\\" else c for c in text)


__all__ = ["compile_condition", "dsl_of", "statement_query"]
