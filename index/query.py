"""The query language: what a person types becomes a tree of frozen nodes, or a one-line error.

The grammar is strict about fields (an unknown one is an error that names those there are) and
lenient about whatever is still being typed: an open quotation mark, a dangling operator or a field
without its value never is an error; the finished part counts.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple, TypeVar

from index.analysis import fold
from index.dates import parse_iso
from index.errors import QueryError

TEXT_FIELDS = ("title", "text", "said")
FILTER_FIELDS = ("actor", "speaker", "source", "publication", "author", "path", "tag", "is")
DATE_FIELDS = ("date", "after", "before")
STATES = ("read", "unread", "marked", "later", "skipped")
SORTS = ("date", "-date", "relevance")
FIELDS = (*TEXT_FIELDS, *FILTER_FIELDS, *DATE_FIELDS, "sort")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, found by its stem; `prefix` where it is still being typed."""

    text: str
    field: str | None = None
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as written, side by side in order; with `slop`, within that many words in any order."""

    text: str
    slop: int = 0
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Wild:
    """A word with `*` (any letters) and `?` (one letter)."""

    pattern: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word or one spelt nearly so."""

    text: str
    field: str | None = None

    @property
    def distance(self) -> int:
        """How many letters may differ (Levenshtein): one in a short word, two in a longer one."""
        return 1 if len(fold(self.text)) < 6 else 2


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on an article that the catalogue answers: `actor:`, `speaker:`, `source:` and so on.

    `exact` where the value stood in quotation marks: a name that is just that.
    """

    field: str
    value: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class DateRange:
    """Articles whose date can fall between two days, both included; None leaves a side open."""

    first: datetime.date | None
    last: datetime.date | None
    written: str


@dataclass(frozen=True, slots=True)
class And:
    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    child: "Node"


Leaf = Word | Phrase | Wild | Fuzzy | Filter | DateRange
Node = Leaf | And | Or | Not
LeafT = TypeVar("LeafT", bound=Leaf)


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: `node` is None where nothing is asked for (then every article is meant)."""

    node: Node | None
    sort: str = "relevance"

    def __str__(self) -> str:
        """The query as one could type it; parsing this text gives an equal query."""
        parts = [] if self.node is None else [_print(self.node, top=True)]
        if self.sort != "relevance":
            parts.append(f"sort:{self.sort}")
        return " ".join(parts)


class _Token(NamedTuple):
    kind: str  # ( ) AND OR NOT field phrase word
    text: str
    at: int
    slop: int = 0
    glued: bool = False  # no white space before it


_OPEN, _CLOSE = '"“”„«»', '"“”„«»'
_QUOTES = re.compile('[“”„«»"]')
_FIELD = re.compile(r"([^\W\d_]{2,}):")
_SLOP = re.compile(r"~(\d{1,3})")
_WORD_END = re.compile(r'[\s()“”„«»"]')


def _lex(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        char = text[at]
        glued = at > 0 and not text[at - 1].isspace()
        if char.isspace():
            at += 1
        elif char in "()":
            yield _Token(char, char, at)
            at += 1
        elif (
            char in "-+"
            and at + 1 < len(text)
            and not text[at + 1].isspace()
            and not glued_to_word(text, at)
        ):
            if char == "-":
                yield _Token("NOT", char, at)
            at += 1
        elif _QUOTES.match(char):
            close = _QUOTES.search(text, at + 1)
            end = close.start() if close else len(text)
            body = text[at + 1 : end]
            after = end + 1
            slop = _SLOP.match(text, after) if close else None
            yield _Token("phrase", body, at, int(slop[1]) if slop else 0, glued)
            at = slop.end() if slop else after
        elif field := _FIELD.match(text, at):
            yield _Token("field", field[1].lower(), at)
            at = field.end()
        else:
            stop = _WORD_END.search(text, at)
            end = stop.start() if stop else len(text)
            word = text[at:end]
            yield _Token(word if word in {"AND", "OR", "NOT"} else "word", word, at, 0, glued)
            at = end


def glued_to_word(text: str, at: int) -> bool:
    """Whether the character at `at` stands inside a word, as the hyphen of "T-80" does."""
    return at > 0 and not text[at - 1].isspace() and text[at - 1] not in "(:"


class _Parser:
    def __init__(self, text: str, typing: bool) -> None:
        self.tokens = list(_lex(text))
        self.length = len(text)
        self.at = 0
        self.sort = "relevance"
        # the word at the very end is still being typed
        self.typing = typing and bool(text) and not text[-1].isspace()

    def peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def parse(self) -> Node | None:
        parts = []
        while self.peek() is not None:
            if (node := self.either(None)) is not None:
                parts.append(node)
            if (token := self.peek()) is not None and token.kind == ")":
                self.at += 1  # a bracket too many
        return _join(And, parts)

    def either(self, field: str | None) -> Node | None:
        parts = [self.every(field)]
        while (token := self.peek()) is not None and token.kind == "OR":
            self.at += 1
            parts.append(self.every(field))
        return _join(Or, [part for part in parts if part is not None])

    def every(self, field: str | None) -> Node | None:
        parts = []
        while (token := self.peek()) is not None and token.kind not in {"OR", ")"}:
            if token.kind == "AND":
                self.at += 1
                continue
            if (node := self.one(field)) is not None:
                parts.append(node)
        return _join(And, parts)

    def one(self, field: str | None) -> Node | None:
        token = self.peek()
        if token is None or token.kind in {"OR", ")", "AND"}:
            return None
        self.at += 1
        if token.kind == "NOT":
            child = self.one(field)
            return child.child if isinstance(child, Not) else None if child is None else Not(child)
        if token.kind == "(":
            node = self.either(field)
            if (following := self.peek()) is not None and following.kind == ")":
                self.at += 1
            return node
        if token.kind == "field":
            return self.fielded(token)
        if token.kind == "phrase":
            return self.phrase(token, field)
        return self.word(token, field)

    def fielded(self, token: _Token) -> Node | None:
        if token.text not in FIELDS:
            raise QueryError(
                f"There is no field {token.text}: (the fields are {', '.join(FIELDS)}).", token.at
            )
        value = self.peek()
        if token.text in TEXT_FIELDS:
            if value is None or value.kind not in {"word", "phrase", "("}:
                return None
            return self.one(token.text)
        if value is None or value.kind not in {"word", "phrase", "NOT"}:
            return None
        self.at += 1
        text = value.text
        if value.kind == "NOT":  # sort:-date
            following = self.peek()
            if following is None:
                return None
            self.at += 1
            text = "-" + following.text
        if token.text == "sort":
            if text in SORTS:
                self.sort = text
            elif not (self.is_last() and any(sort.startswith(text) for sort in SORTS)):
                raise QueryError(f"sort: takes {', '.join(SORTS)}, not {text}.", value.at)
            return None
        if token.text in DATE_FIELDS:
            return self.date(token.text, text, value.at)
        if token.text == "is":
            if text in STATES:
                return Filter("is", text)
            if self.is_last() and any(state.startswith(text) for state in STATES):
                return None
            raise QueryError(f"is: takes {', '.join(STATES)}, not {text}.", value.at)
        return Filter(token.text, text, value.kind == "phrase") if text.strip() else None

    def is_last(self) -> bool:
        return self.at >= len(self.tokens)

    def date(self, field: str, text: str, at: int) -> Node | None:
        low, dots, high = text.partition("..")
        first, last = parse_iso(low), parse_iso(high)
        unreadable = (low and first is None) or (high and last is None)
        if unreadable or (field != "date" and dots):
            if self.is_last() and _date_begun(high or low):
                return None
            raise QueryError(
                f"{field}: takes 2004, 2004-05 or 2004-05-12"
                + (", or two of them joined by .." if field == "date" else "")
                + f", not {text}.",
                at,
            )
        written = f"{field}:{text}"
        if field == "after":
            return None if first is None else DateRange(first.first(), None, written)
        if field == "before":
            return (
                None
                if first is None
                else DateRange(None, first.first() - datetime.timedelta(days=1), written)
            )
        if not dots:
            return None if first is None else DateRange(first.first(), first.last(), written)
        if first is None and last is None:
            return None
        return DateRange(first.first() if first else None, last.last() if last else None, written)

    def phrase(self, token: _Token, field: str | None) -> Node | None:
        if not fold(token.text).strip():
            return None
        return Phrase(" ".join(token.text.split()), token.slop, field)

    def word(self, token: _Token, field: str | None) -> Node | None:
        text = token.text
        if not any(c.isalnum() or c in "*?" for c in text):
            return None
        if re.search(r"[*]", text) or re.search(r"\w\?\w", text):
            return Wild(text, field)
        if text.endswith("~") and len(text) > 1:
            return Fuzzy(text[:-1], field)
        typed = self.typing and self.is_last()
        return Word(text, field, typed)


def _date_begun(text: str) -> bool:
    """Whether `text` can still become a date."""
    return (
        bool(re.fullmatch(r"\d{0,4}|\d{4}-[01]?|\d{4}-[01]\d-[0-3]?", text))
        and parse_iso(text) is None
    )


def _join(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.children if isinstance(part, kind) else (part,))
    return kind(tuple(flat))


@lru_cache(maxsize=256)
def parse(text: str, typing: bool = False) -> Query:
    """Understand `text`; with `typing`, a word at its very end also matches as a prefix.

    Raises QueryError for an unknown field, or a value that its field cannot take.
    """
    parser = _Parser(text, typing)
    node = parser.parse()
    return Query(node, parser.sort)


def _print(node: Node, top: bool = False) -> str:
    match node:
        case Word(text, field, _):
            return _prefix(field) + text
        case Phrase(text, slop, field):
            return f'{_prefix(field)}"{text}"' + (f"~{slop}" if slop else "")
        case Wild(pattern, field):
            return _prefix(field) + pattern
        case Fuzzy(text, field):
            return f"{_prefix(field)}{text}~"
        case Filter(field, value, exact):
            return f"{field}:{quote_value(value, exact)}"
        case DateRange(_, _, written):
            return written
        case Not(child):
            return "-" + _print(child)
        case And(children):
            body = " ".join(_print(child) for child in children)
        case Or(children):
            body = " OR ".join(_print(child) for child in children)
    return body if top else f"({body})"


def _prefix(field: str | None) -> str:
    return f"{field}:" if field else ""


def quote_value(value: str, always: bool = False) -> str:
    """A field's value as it must be typed: in quotation marks where it is exact or more than one word."""
    plain = _QUOTES.sub("", value)
    bare = (
        plain
        and not re.search(r"[\s():]", plain)
        and plain not in {"AND", "OR", "NOT"}
        and plain[0] not in "-+"
    )
    return plain if bare and not always else f'"{plain}"'


def leaves(node: Node | None) -> Iterator[Leaf]:
    """The leaves of the tree that are asked for, those under a Not left out."""
    match node:
        case None | Not():
            return
        case And(children) | Or(children):
            for child in children:
                yield from leaves(child)
        case _:
            yield node


def required(node: Node | None, kind: type[LeafT]) -> Iterator[LeafT]:
    """The leaves of one kind that every article found must fit: those that no OR or NOT stands over."""
    if isinstance(node, And):
        for child in node.children:
            yield from required(child, kind)
    elif isinstance(node, kind):
        yield node


def loosened(node: Node | None) -> Node | None:
    """The same query with its plain words joined by OR, everything else still required.

    None where there are not at least two plain words side by side to loosen.
    """
    if not isinstance(node, And):
        return None
    words = tuple(child for child in node.children if isinstance(child, Word | Fuzzy | Wild))
    if len(words) < 2:
        return None
    rest = tuple(child for child in node.children if child not in words)
    return And((*rest, Or(words))) if rest else Or(words)


def _parts(query: Query) -> tuple[Node, ...]:
    """What AND joins at the top of the tree."""
    return (
        query.node.children
        if isinstance(query.node, And)
        else ()
        if query.node is None
        else (query.node,)
    )


def with_filter(query: Query, field: str, value: str, negated: bool = False) -> Query:
    """The query with one more filter, or without it where it stands there already."""
    wanted = Filter(field, value, exact=True)
    return _toggled(query, Not(wanted) if negated else wanted)


def _toggled(query: Query, wanted: Node) -> Query:
    """The query with one more condition, or without it where it stands there already."""
    children = _parts(query)
    remaining = tuple(child for child in children if not _same(child, wanted))
    if len(remaining) == len(children):
        remaining = (*children, wanted)
    return replace(query, node=_join(And, list(remaining)))


def conditions(query: Query) -> list[Node]:
    """What every article found must fulfil beyond having words: the filters and dates that no OR stands over, some under a Not."""
    return [
        child
        for child in _parts(query)
        if isinstance(child.child if isinstance(child, Not) else child, Filter | DateRange)
    ]


def without(query: Query, condition: str) -> Query:
    """The query without one of its `conditions`, given as it is printed."""
    return replace(
        query,
        node=_join(And, [child for child in _parts(query) if _print(child, top=True) != condition]),
    )


def without_dates(query: Query) -> Query:
    """The query without dates."""
    return replace(
        query,
        node=_join(And, [child for child in _parts(query) if not isinstance(child, DateRange)]),
    )


def with_years(query: Query, written: str, negated: bool = False) -> Query:
    """The query narrowed to a year, or with `negated` to all others; without that where it was so already. Raises QueryError."""
    wanted = parse(f"date:{written}").node
    if not isinstance(wanted, DateRange) or wanted.first is None or wanted.last is None:
        raise QueryError(f"date: takes a year, not {written}.", 0)
    if not negated:
        return with_dates(query, wanted.first, wanted.last)
    return _toggled(query, Not(wanted))


def with_dates(query: Query, first: datetime.date, last: datetime.date) -> Query:
    """The query narrowed to articles from `first` to `last` in place of any dates it had; without dates where it had just these."""
    wanted = DateRange(first, last, f"date:{date_text(first, last)}")
    children = _parts(query)
    kept: list[Node] = [child for child in children if not isinstance(child, DateRange)]
    if not any(
        isinstance(child, DateRange) and (child.first, child.last) == (first, last)
        for child in children
    ):
        kept.append(wanted)
    return replace(query, node=_join(And, kept))


def dates_of(query: Query) -> tuple[datetime.date | None, datetime.date | None] | None:
    """The first and the last day that the query's own dates leave, None for a side left open; None where it has no dates."""
    ranges = list(required(query.node, DateRange))
    if not ranges:
        return None
    firsts = [one.first for one in ranges if one.first is not None]
    lasts = [one.last for one in ranges if one.last is not None]
    return max(firsts, default=None), min(lasts, default=None)


def date_text(first: datetime.date, last: datetime.date) -> str:
    """A stretch of days as `date:` takes it: "2004", "2004-05", "2004-04..2004-06", "2004-05-12..2004-05-14"."""
    for form, begins, ends in (
        ("%Y", (first.month, first.day) == (1, 1), (last.month, last.day) == (12, 31)),
        ("%Y-%m", first.day == 1, (last + datetime.timedelta(days=1)).day == 1),
        ("%Y-%m-%d", True, True),
    ):
        if begins and ends:
            one, other = (
                f"{day.year:04}{day.strftime(form)[len(day.strftime('%Y')) :]}"
                for day in (first, last)
            )
            return one if one == other else f"{one}..{other}"
    raise AssertionError


def _same(one: Node, other: Node) -> bool:
    if isinstance(one, Not) and isinstance(other, Not):
        return _same(one.child, other.child)
    if isinstance(one, Filter) and isinstance(other, Filter):
        return one.field == other.field and fold(one.value) == fold(other.value)
    return one == other


def explain(query: Query) -> str:
    """In words, what was understood."""
    text = "every article" if query.node is None else "articles with " + _explain(query.node)
    order = {"date": ", oldest first", "-date": ", newest first"}.get(
        query.sort, ", best match first"
    )
    return text + order


def _explain(node: Node) -> str:
    match node:
        case Word(text, field, prefix):
            return _where(field) + (
                f"a word beginning with “{text}”" if prefix else f"“{text}” in any form"
            )
        case Phrase(text, slop, field):
            near = (
                f"the words “{text}” within {slop} of each other" if slop else f"exactly “{text}”"
            )
            return _where(field) + near
        case Wild(pattern, field):
            return _where(field) + f"a word like {pattern}"
        case Fuzzy(text, field):
            return _where(field) + f"“{text}” or nearly so"
        case Filter("is", value, _):
            return f"the state {value}"
        case Filter(field, value, _):
            names = {
                "actor": "a mention of",
                "speaker": "a quotation by",
                "source": "a citation of",
            }
            return f"{names.get(field, field)} “{value}”"
        case DateRange(_, _, written):
            return f"a date that fits {written}"
        case Not(child):
            return f"no {_explain(child)}"
        case And(children):
            return " and ".join(_explain(child) for child in children)
        case Or(children):
            return "(" + " or ".join(_explain(child) for child in children) + ")"


def _where(field: str | None) -> str:
    return {"title": "in the title ", "said": "in a quotation ", "text": "in the body "}.get(
        field or "", ""
    )
