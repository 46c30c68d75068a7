"""The parser of the query language: text to a tree of frozen nodes, or a one-line error.

The grammar is strict about fields (an unknown one is an error that names those there are) and
lenient about what is still being typed: an open quotation mark, a dangling operator or a field
without its value never is an error; the finished part counts. Nesting is bounded, so that neither
the parser nor a traversal of its tree runs out of stack.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from index.errors import QueryError
from index.lazy_pattern import lazy_pattern
from index.model import parse_iso
from index.query.nodes import (
    _FIELD,
    _QUOTES,
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
    glued_to_word,
)
from index.query.phrase_names import DEFAULT_DISTANCE, PHRASE_BODY, parts_of_phrase
from index.text import fold


class _Token(NamedTuple):
    kind: str  # ( ) AND OR NOT field phrase word
    text: str
    at: int
    slop: int = 0
    glued: bool = False  # no white space before it


_OPEN, _CLOSE = '"“”„«»', '"“”„«»'
_SLOP = lazy_pattern(r"~(\d+)")
# Words between two words of a phrase at most.
_MOST_APART = 999
_WORD_END = lazy_pattern(r'[\s()“”„«»"]')
# Brackets and NOTs inside each other. Three frames of the stack each; people nest three or four.
_DEEPEST = 100
# Code points. Long lists of synonyms take some 2,000.
LONGEST = 10_000
_UNDECODED = lazy_pattern("[\ud800-\udfff]")
# Categories of signs that no word holds: symbols (emoji, currency), private and unassigned.
_SYMBOLS = frozenset({"So", "Sc", "Sk", "Co", "Cn"})


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
            end = _end_of_phrase(text, at + 1)
            close = end < len(text)
            body = text[at + 1 : end]
            after = end + 1
            slop = _SLOP.match(text, after) if close else None
            yield _Token("phrase", body, at, _words_apart(slop) if slop else 0, glued)
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


def _words_apart(slop: re.Match[str]) -> int:
    """The number behind a phrase. Raises QueryError for more than _MOST_APART."""
    digits = slop[1].lstrip("0") or "0"
    if len(digits) > len(str(_MOST_APART)):
        raise QueryError(f"Words are at most {_MOST_APART} apart: ~{_MOST_APART}.", slop.start())
    return int(digits)


def _end_of_phrase(text: str, at: int) -> int:
    """The offset of the mark that closes a phrase which begins at `at`, or the end of the text."""
    body = PHRASE_BODY.match(text, at)
    assert body is not None  # an empty phrase is one
    return body.end()


class _Parser:
    def __init__(self, text: str, typing: bool) -> None:
        self.tokens = list(_lex(text))
        self.length = len(text)
        self.at = 0
        self.depth = 0
        self.symbols = ""  # words without a letter or digit, of symbols
        self.sort = "relevance"
        self.by = "article"
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

    def operand(self, token: _Token, field: str | None) -> Node | None:
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
        if token.text == "by":
            if text in BASES_OF_DATES:
                self.by = text
            elif not (self.is_last() and any(one.startswith(text) for one in BASES_OF_DATES)):
                raise QueryError(f"by: takes {', '.join(BASES_OF_DATES)}, not {text}.", value.at)
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

    def word(self, token: _Token, field: str | None) -> Node | None:
        text = token.text
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
    """Understand `text`; with `typing`, a word at its very end also matches as a prefix.

    Raises QueryError for an unknown field, a value that its field cannot take, too deep nesting,
    more than LONGEST code points, bytes that are not UTF-8, and symbols alone.
    """
    if len(text) > LONGEST:
        raise QueryError(
            f"The query is longer than {LONGEST:,} characters: leave some out.", LONGEST
        )
    if undecoded := _UNDECODED.search(text):
        raise QueryError("The query holds bytes that are not UTF-8 text.", undecoded.start())
    parser = _Parser(text, typing)
    node = parser.parse()
    if node is None and parser.symbols and not typing:
        raise QueryError(
            f"There is no word in {parser.symbols}: words of letters or digits are searched.", 0
        )
    if parser.by == "said":
        return Query(None if node is None else _by_said(node), parser.sort, by_said=True)
    return Query(node, parser.sort)


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
