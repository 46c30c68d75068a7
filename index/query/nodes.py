"""The query tree: frozen nodes, its field names, and walks over it."""

import datetime
import re
from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct

from index.lazy_pattern import lazy_pattern
from index.text import fold

TEXT_FIELDS = ("title", "text", "said")


FILTER_FIELDS = ("actor", "speaker", "source", "publication", "author", "path", "tag", "is")


DATE_FIELDS = ("date", "after", "before")


STATES = ("read", "unread", "marked", "later", "skipped")


SORTS = ("date", "-date", "relevance")


# The date that a range limits: the article's date, or the day of a statement.
BASES_OF_DATES = ("article", "said")


FIELDS = (*TEXT_FIELDS, *FILTER_FIELDS, *DATE_FIELDS, "by", "sort")


class Word(Struct, frozen=True):
    """One word, found by its stem; `prefix` where it is still being typed."""

    text: str
    field: str | None = None
    prefix: bool = False


class Phrase(Struct, frozen=True):
    """Words as written, side by side in order; with `slop`, within that many words in any order."""

    text: str
    slop: int = 0
    field: str | None = None


class Wild(Struct, frozen=True):
    """A word with `*` (any letters) and `?` (one letter)."""

    pattern: str
    field: str | None = None


class Fuzzy(Struct, frozen=True):
    """A word or one spelt nearly so."""

    text: str
    field: str | None = None

    @property
    def distance(self) -> int:
        """How many letters may differ (Levenshtein): one in a short word, two in a longer one."""
        return 1 if len(fold(self.text)) < 6 else 2


class Filter(Struct, frozen=True):
    """A condition that the catalogue answers: `actor:`, `speaker:`, `source:` and so on.

    `exact`: the value was in quotation marks and means just this name.
    """

    field: str
    value: str
    exact: bool = False


class NearActor(Struct, frozen=True):
    """Words near mentions of actors, in any order, each at most `slop` words from those before it.

    A part is a word as written, or an actor: `Filter("actor", name)`, or `Filter("kind", kind)` for
    any actor of a kind. One actor alone matches each of its mentions.
    """

    parts: tuple[str | Filter, ...]
    slop: int
    field: str | None = None


class DateRange(Struct, frozen=True):
    """Articles whose date can fall between two days, both included; None leaves a side open.

    `said`: a statement's day is meant, and the articles with such a statement.
    """

    first: datetime.date | None
    last: datetime.date | None
    written: str
    said: bool = False


class And(Struct, frozen=True):
    """Articles that all children match."""

    children: tuple["Node", ...]


class Or(Struct, frozen=True):
    """Articles that at least one child matches."""

    children: tuple["Node", ...]


class Not(Struct, frozen=True):
    """Articles that the child does not match."""

    child: "Node"


Leaf = Word | Phrase | Wild | Fuzzy | NearActor | Filter | DateRange


Node = Leaf | And | Or | Not


LeafT = TypeVar("LeafT", bound=Leaf)


class Query(Struct, frozen=True):
    """A parsed query. `node` is None for an empty query, which matches every article.

    `by_said`: the query says `by:said`, so its dates are days that statements were said.
    """

    node: Node | None
    sort: str = "relevance"
    by_said: bool = False

    def __str__(self) -> str:
        """The query in the query language; parsing this text gives an equal query."""
        parts = [] if self.node is None else [_print(self.node, top=True)]
        if self.by_said:
            parts.append("by:said")
        if self.sort != "relevance":
            parts.append(f"sort:{self.sort}")
        return " ".join(parts)


_QUOTES = lazy_pattern('[“”„«»"]')


_FIELD = lazy_pattern(r"([^\W\d_]{2,}):")


def glued_to_word(text: str, at: int) -> bool:
    """Whether the character at `at` is inside a word, as the hyphen of "T-80" does."""
    return at > 0 and not text[at - 1].isspace() and text[at - 1] not in "(:"


def _print(node: Node, top: bool = False) -> str:
    match node:
        case Word(text, field, _):
            return _prefix(field) + text
        case Phrase(text, slop, field):
            return f'{_prefix(field)}"{text}"' + (f"~{slop}" if slop else "")
        case NearActor(parts, slop, field):
            words = " ".join(one if isinstance(one, str) else _print_name(one) for one in parts)
            return f'{_prefix(field)}"{words}"~{slop}'
        case Wild(pattern, field):
            return _prefix(field) + pattern
        case Fuzzy(text, field):
            return f"{_prefix(field)}{text}~"
        case Filter(field, value, exact):
            return f"{field}:{quote_value(value, exact)}"
        case DateRange(_, _, written, _):
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


def _print_name(actor: Filter) -> str:
    return f'@\\"{actor.value}\\"' if actor.exact else f"@{actor.value}"


def quote_value(value: str, always: bool = False) -> str:
    """A field's value as typed: in quotation marks if it is exact or more than one word."""
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


def every_leaf(node: Node | None) -> Iterator[Leaf]:
    """The leaves of the tree, those under a Not too."""
    match node:
        case None:
            return
        case And(children) | Or(children):
            for child in children:
                yield from every_leaf(child)
        case Not(child):
            yield from every_leaf(child)
        case _:
            yield node


def required(node: Node | None, kind: type[LeafT]) -> Iterator[LeafT]:
    """The leaves of one kind that every article found must match: those under no OR or NOT."""
    if isinstance(node, And):
        for child in node.children:
            yield from required(child, kind)
    elif isinstance(node, kind):
        yield node


def date_text(first: datetime.date, last: datetime.date) -> str:
    """A range of days as `date:` takes it: "2004", "2004-05", "2004-04..2004-06"."""
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
