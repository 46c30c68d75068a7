"""The parser of the query language: text to a tree of frozen nodes, or a one-line error.

The grammar is strict about fields (an unknown one is an error that names those there are) and
lenient about a query that is still being typed: there an open bracket, a dangling operator or a
field without its value is no error, and the finished part counts. In a finished query, a part that
would be dropped, or could be meant in two ways, is an error. Nesting is bounded, so that neither
the parser nor a traversal of its tree runs out of stack.
"""

import datetime
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from index.errors import QueryError
from index.lazy_pattern import lazy_pattern
from index.model import parse_iso
from index.query.lexer import OPERATORS, QueryToken, query_tokens
from index.query.nodes import (
    BASES_OF_DATES,
    DATE_FIELDS,
    FIELDS,
    SORTS,
    STATES,
    TEXT_FIELDS,
    And,
    DateRange,
    Filter,
    Fuzzy,
    NearActor,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Wild,
    Word,
)
from index.query.phrase_names import DEFAULT_DISTANCE, parts_of_phrase
from index.text import fold, shortened

# Brackets and NOTs inside each other. Three frames of the stack each; people nest three or four.
_DEEPEST = 100
# Code points. Long lists of synonyms take some 2,000.
LONGEST = 10_000
_UNDECODED = lazy_pattern("[\ud800-\udfff]")
# A condition that an open quotation mark has swallowed.
_FIELD_INSIDE = lazy_pattern(rf"(?<![^\s(-])(?:{'|'.join(FIELDS)}):(?=\S)")
# A value of each field, for messages.
_SAMPLES = {
    "title": "visit", "text": "visit", "said": "visit", "actor": "ivanov", "speaker": "ivanov",
    "source": "interfax", "publication": "izvestia", "author": "smith", "path": "2004",
    "tag": "energy", "is": "marked", "date": "2004-05", "after": "2004-05", "before": "2004-05",
    "by": "said", "sort": "date",
}  # fmt: skip
# Categories of signs that no word holds: symbols (emoji, currency), private and unassigned.
_SYMBOLS = frozenset({"So", "Sc", "Sk", "Co", "Cn"})


class _Parser:
    def __init__(self, text: str, typing: bool) -> None:
        self.tokens = list(query_tokens(text))
        self.length = len(text)
        self.at = 0
        self.depth = 0
        self.symbols = ""  # words without a letter or digit, of symbols
        self.sort = "relevance"
        self.by = "article"
        self.has_settings = False  # sort: or by:
        self.is_finished = not typing
        # the word at the very end is still being typed
        self.typing = typing and bool(text) and not text[-1].isspace()

    def peek(self) -> QueryToken | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def parse(self) -> Node | None:
        parts = []
        while self.peek() is not None:
            if (node := self.either(None)) is not None:
                parts.append(node)
            if (token := self.peek()) is not None and token.kind == ")":
                self.at += 1  # a closing bracket without an opening one
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
        self.depth += 1
        if self.depth > _DEEPEST:
            raise QueryError(
                f"Brackets and NOT are nested more than {_DEEPEST} deep: leave some out.", token.at
            )
        try:
            return self.operand(token, field)
        finally:
            self.depth -= 1

    def operand(self, token: QueryToken, field: str | None) -> Node | None:
        if token.kind == "NOT":
            child = self.one(field)
            if child is None and token.text == "NOT" and self.is_finished:
                raise QueryError("NOT needs a word after it.", token.at + len(token.text))
            return child.child if isinstance(child, Not) else None if child is None else Not(child)
        if token.kind == "(":
            node = self.either(field)
            if (following := self.peek()) is not None and following.kind == ")":
                self.at += 1
            elif self.is_finished and isinstance(node, Or) and isinstance(node.children[-1], And):
                # (a OR b c: does c belong to the brackets?
                raise QueryError("This bracket is not closed: add ) where it ends.", token.at)
            return node
        if token.kind == "field":
            return self.fielded(token)
        if token.kind == "phrase":
            return self.phrase(token, field)
        return self.word(token, field)

    def fielded(self, token: QueryToken) -> Node | None:
        field, value = token.text, self.peek()
        if field not in FIELDS:
            raise QueryError(
                f"There is no field {field}: (the fields are {', '.join(FIELDS)}).", token.at
            )
        if field in {"sort", "by"}:
            self.setting(token)
            return None
        node = None
        if value is not None and value.kind in {"word", "phrase", "("}:
            node = self.one(field)
        elif value is not None and value.kind == "NOT" and not self.is_last(1):
            before = "-" if value.text == "-" else "NOT "
            raise QueryError(
                f"{value.text} comes before the field: {before}{field}:{_SAMPLES[field]}", value.at
            )
        if node is None:
            self.lacks_value(token)
        return node

    def lacks_value(self, token: QueryToken) -> None:
        """Raises QueryError unless the query is still being typed."""
        if self.is_finished:
            raise QueryError(
                f"{token.text}: needs a value after it, as in {token.text}:{_SAMPLES[token.text]}",
                token.at + len(token.text) + 1,
            )

    def setting(self, token: QueryToken) -> None:
        """What follows sort: or by:."""
        field, value = token.text, self.peek()
        known = SORTS if field == "sort" else BASES_OF_DATES
        self.has_settings = True
        if value is None or value.kind not in {"word", "phrase", "NOT"}:
            self.lacks_value(token)
            return
        self.at += 1
        text = value.text
        if value.kind == "NOT":  # sort:-date
            following = self.peek()
            if following is None:
                self.lacks_value(token)
                return
            self.at += 1
            text = "-" + following.text
        if text not in known:
            if not (self.is_half_typed() and any(one.startswith(text) for one in known)):
                raise QueryError(f"{field}: takes {', '.join(known)}, not {text}.", value.at)
        elif field == "sort":
            self.sort = text
        else:
            self.by = text

    def value(self, field: str, token: QueryToken) -> Node | None:
        """The condition of a field that is not about words."""
        text = token.text
        if field in DATE_FIELDS:
            return self.date(field, text, token.at)
        if field != "is":
            return Filter(field, text, token.kind == "phrase") if text.strip() else None
        if text in STATES:
            return Filter("is", text)
        if self.is_half_typed() and any(state.startswith(text) for state in STATES):
            return None
        raise QueryError(f"is: takes {', '.join(STATES)}, not {text}.", token.at)

    def is_last(self, ahead: int = 0) -> bool:
        """Whether no token is left, but for `ahead` of them."""
        return self.at + ahead >= len(self.tokens)

    def is_half_typed(self) -> bool:
        """Whether the token just read can still grow."""
        return not self.is_finished and self.is_last()

    def date(self, field: str, text: str, at: int) -> Node | None:
        low, dots, high = text.partition("..")
        first, last = parse_iso(low), parse_iso(high)
        unreadable = (low and first is None) or (high and last is None)
        if unreadable or (field != "date" and dots):
            if self.is_half_typed() and _date_begun(high or low):
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

    def phrase(self, token: QueryToken, field: str | None) -> Node | None:
        if token.open and self.is_finished and (inside := _FIELD_INSIDE.search(token.text)):
            raise QueryError(
                f"This quotation mark is not closed, so that {inside[0]} is in the phrase.",
                token.at,
            )
        if field is not None and field not in TEXT_FIELDS:
            return self.value(field, token)
        if not fold(token.text).strip("@ "):
            return None
        parts = parts_of_phrase(token.text)
        if parts is None:
            return Phrase(" ".join(token.text.split()), token.slop, field)
        if field == "said":
            raise QueryError(
                "said: takes no @name in a phrase: use speaker:, or leave said: out.", token.at
            )
        return NearActor(parts, token.slop or DEFAULT_DISTANCE, field)

    def word(self, token: QueryToken, field: str | None) -> Node | None:
        text = token.text
        if field is not None and field not in TEXT_FIELDS:
            return self.value(field, token)
        if not any(c.isalnum() or c in "*?" for c in text):
            if any(unicodedata.category(c) in _SYMBOLS for c in text):
                self.symbols = text
            return None
        if not text.strip("?"):
            return Wild(text, field) if self.stands_alone() else None
        if re.search(r"[*]", text) or re.search(r"\w\?\w", text):
            return Wild(text, field)
        if text.endswith("~") and len(text) > 1:
            return Fuzzy(text[:-1], field)
        typed = self.typing and self.is_last()
        return Word(text, field, typed)

    def stands_alone(self) -> bool:
        """Whether the word just read is the whole query, or the value of a field."""
        before = self.tokens[self.at - 2] if self.at > 1 else None
        return len(self.tokens) == 1 or (before is not None and before.kind == "field")


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
    """Parse `text`; with `typing`, a word at its very end also matches as a prefix.

    Raises QueryError for an unknown field, a value that its field cannot take, too deep nesting,
    more than LONGEST code points and bytes that are not UTF-8; without `typing` also for a field
    without its value, NOT without a word, brackets or quotation marks that are not closed and
    change what is meant, and a text without a word.
    """
    if len(text) > LONGEST:
        raise QueryError(
            f"The query is longer than {LONGEST:,} characters: leave some out.", LONGEST
        )
    if text.isascii() and text.replace(" ", "").isalnum() and (words := _plain_words(text)):
        return Query(_all_of(words, typing and text[-1] != " "))
    if undecoded := _UNDECODED.search(text):
        raise QueryError("The query holds bytes that are not UTF-8 text.", undecoded.start())
    parser = _Parser(text, typing)
    node = parser.parse()
    if node is None and text.strip() and not typing and not parser.has_settings:
        what = parser.symbols or shortened(text.strip(), 40)
        raise QueryError(f"There is no word in {what}: words of letters or digits are searched.", 0)
    if parser.by == "said":
        return Query(None if node is None else _by_said(node), parser.sort, by_said=True)
    return Query(node, parser.sort)


def _plain_words(text: str) -> list[str]:
    """The words of a text of ASCII letters, digits and spaces; none where one is an operator."""
    words = text.split()
    return words if OPERATORS.isdisjoint(words) else []


def _all_of(words: Sequence[str], typed: bool) -> Node:
    """All of some words, the last of them `typed`; a sixth of the time of taking tokens apart."""
    *others, last = words
    nodes = (*map(Word, others), Word(last, None, typed))
    return And(nodes) if others else nodes[0]


def parse_leniently(text: str) -> Query:
    """As `parse`. A query that is only allowed while it is typed is read as if it were typed.

    Raises QueryError for other faults.
    """
    try:
        return parse(text)
    except QueryError:
        return parse(text, typing=True)


def _by_said(node: Node) -> Node:
    """The tree with each range of dates as one of days that statements were said."""
    match node:
        case And(children):
            return And(tuple(map(_by_said, children)))
        case Or(children):
            return Or(tuple(map(_by_said, children)))
        case Not(child):
            return Not(_by_said(child))
        case DateRange():
            return replace(node, said=True)
    return node
