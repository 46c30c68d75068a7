"""BM25F scores of a query for one article at a time, by plain arithmetic over lists.

The formulas are those of the module head of `index.engine.api`. A query node becomes a `Part`: a
small tree that gives the score of an article, or None where the article does not match.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from msgspec.structs import replace
from whoosh.util.numeric import byte_to_length

from index.model import Analysis, Span
from index.query import (
    And,
    ArticleFields,
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
    glob,
    leaves,
    near_parts,
    split_statement,
    term_tokens,
)
from index.text import MARKED, Token, fold

B, K1, TITLE_BOOST = 0.75, 1.2, 2.0
# Field lengths are known to one byte; each is rounded up.
LENGTHS = [byte_to_length(byte) for byte in range(256)]
STEMMED = {"title": "title_exact", "text": "exact"}
BOTH = ("text", "title")
FIELDS_OF = {None: BOTH, "text": ("text",), "title": ("title",), "said": BOTH}


class FieldWords:
    """The terms of one field of an article, each with its positions."""

    def __init__(self, terms: Iterable[tuple[str, int, int]]) -> None:
        self.positions: dict[str, list[int]] = {}
        self.starts: dict[str, list[int]] = {}
        self.length = 0
        for term, position, start in terms:
            self.positions.setdefault(term, []).append(position)
            self.starts.setdefault(term, []).append(start)
            self.length += 1

    def frequency_in(self, term: str, stretches: Sequence[Span]) -> int:
        """How often the term begins in one of some stretches of the text."""
        return sum(
            any(begin <= at < end for begin, end in stretches) for at in self.starts.get(term, ())
        )

    def frequency(self, term: str) -> int:
        return len(self.positions.get(term, ()))

    def has_phrase(self, words: Sequence[str]) -> bool:
        begins = self.positions.get(words[0], ())
        places = [set(self.positions.get(word, ())) for word in words]
        return any(all(at + i in own for i, own in enumerate(places)) for at in begins)

    def has_near(self, words: Sequence[str], slop: int) -> bool:
        ways = {(at, at) for at in self.positions.get(words[0], ())}
        for word in words[1:]:
            ways = {
                (min(low, at), max(high, at))
                for low, high in ways
                for at in self.positions.get(word, ())
                if low - slop <= at < low or high < at <= high + slop
            }
        return bool(ways)


class ArticleWords:
    """The words of an article by field, as stems and as written."""

    def __init__(self, analysis: Analysis) -> None:
        fields = ArticleFields(analysis)
        self.fields: dict[str, FieldWords] = {}
        for name, tokens in (("title", fields.title), ("text", fields.text)):
            self.fields[name] = FieldWords(
                (token.stem, token.position, token.start) for token in tokens
            )
            # a possessive is found with its ending and without
            self.fields[STEMMED[name]] = FieldWords(
                (form, token.position, token.start)
                for token in tokens
                for form in (token.exact, token.bare)
                if form
            )


class WordStatistics:
    """Document frequencies and mean lengths over some articles."""

    def __init__(self, articles: Sequence[ArticleWords], languages: Iterable[str | None]) -> None:
        self.articles = articles
        self.languages = ("", *sorted({one for one in languages if one in MARKED}))

    @cached_property
    def lengths(self) -> Counter[str]:
        """The number of terms in each field of all articles."""
        found: Counter[str] = Counter()
        for one in self.articles:
            found.update({name: words.length for name, words in one.fields.items()})
        return found

    @cached_property
    def frequencies(self) -> Counter[tuple[str, str]]:
        """How many articles have each term of each field."""
        return Counter(
            (name, term)
            for one in self.articles
            for name, words in one.fields.items()
            for term in words.positions
        )

    def score(
        self, field: str, term: str, article: ArticleWords, frequency: int | None = None
    ) -> float:
        """The BM25F score of a term of a field in an article that has it (`frequency` times)."""
        count = len(self.articles)
        words = article.fields[field]
        rarity = log(count / (self.frequencies[field, term] + 1)) + 1
        frequency = words.frequency(term) if frequency is None else frequency
        weight = frequency * (TITLE_BOOST if field.startswith("title") else 1.0)
        mean = self.lengths[field] / count or 1
        length = max(1, min((one for one in LENGTHS if one >= words.length), default=LENGTHS[-1]))
        norm = K1 * ((1 - B) + B * length / mean)
        return float(rarity * weight * (K1 + 1) / (weight + norm))


@dataclass(frozen=True)
class Term:
    """A term of a field."""

    field: str
    words: tuple[str, ...]

    def holds(self, words: FieldWords) -> bool:
        return words.frequency(self.words[0]) > 0


@dataclass(frozen=True)
class Adjacent(Term):
    """Terms side by side; each of them scores."""

    def holds(self, words: FieldWords) -> bool:
        return words.has_phrase(self.words)


@dataclass(frozen=True)
class Near(Term):
    """Terms at most `slop` words from those before them; each of them scores."""

    slop: int = 0

    def holds(self, words: FieldWords) -> bool:
        return words.has_near(self.words, self.slop)


@dataclass(frozen=True)
class Spelt:
    """Any term of a field that a pattern accepts; scores 1."""

    field: str
    pattern: tuple[str, object]

    def accepts(self, term: str) -> bool:
        kind, value = self.pattern
        match kind, value:
            case "prefix", str(prefix):
                return term.startswith(prefix)
            case "wild", str(pattern):
                return glob(pattern)(term)
            case "fuzzy", (str(word), int(distance)):
                return term[:1] == word[:1] and edits(term, word) <= distance
        raise ValueError(kind)


@dataclass(frozen=True)
class Fulfilled:
    """A condition or a range of dates; scores 1."""

    leaf: Filter | DateRange


@dataclass(frozen=True)
class NamedNear:
    """Words of one field near mentions; scores its words, and 1 for each actor."""

    node: NearActor
    field: str


@dataclass(frozen=True)
class OneStatement:
    """A condition that one statement matches; the terms of its words score in such statements."""

    condition: Node
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Everything:
    """Every article; scores 1."""


@dataclass(frozen=True)
class AnyOf:
    """Articles that match any of the parts; the scores of those that match are added."""

    parts: tuple["Part", ...]


@dataclass(frozen=True)
class AllOf:
    """Articles that match all parts; their scores are added."""

    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Without:
    """Articles that match one part and not the other; scored by the first."""

    base: "Part"
    unwanted: "Part"


Part = Term | Spelt | NamedNear | Fulfilled | OneStatement | Everything | AnyOf | AllOf | Without
Fulfils = Callable[[NearActor | Filter | DateRange], bool]
# The stretches of the statements of an article that match a condition.
Stretches = Callable[[Node], Sequence[Span]]


def part_of(node: Node, languages: Sequence[str]) -> Part | None:
    """What a node of a query scores by; None where it can match nothing."""
    match node:
        case Word() | Phrase() | Wild() | Fuzzy() if node.field == "said":
            return one_statement(node, languages)
        case Word(_, field):
            own = [part for name in FIELDS_OF[field] for part in _word_parts(node, name, languages)]
            return any_of(own)
        case Phrase(text, slop, field):
            words = tuple(token.exact for token in term_tokens(text)[0])
            return any_of([_phrase(STEMMED[name], words, slop) for name in FIELDS_OF[field]])
        case NearActor(field=field):
            return any_of([NamedNear(replace(node, field=name), name) for name in FIELDS_OF[field]])
        case Wild(pattern, field):
            folded = fold_pattern(pattern)
            if not folded.strip("*"):
                return Everything()
            return any_of([Spelt(STEMMED[name], ("wild", folded)) for name in FIELDS_OF[field]])
        case Fuzzy(text, field):
            spelling = ("fuzzy", (fold(text), node.distance))
            return any_of([Spelt(STEMMED[name], spelling) for name in FIELDS_OF[field]])
        case Filter() | DateRange():
            return Fulfilled(node)
        case Not(child):
            return without(Everything(), part_of(child, languages))
        case Or(children):
            return any_of([part_of(child, languages) for child in children])
        case And():
            statement, children = split_statement(node)
            wanted = [part_of(c, languages) for c in children if not isinstance(c, Not)]
            if isinstance(statement, Filter | DateRange):
                wanted.insert(0, Fulfilled(statement))
            elif statement is not None:
                wanted.insert(0, one_statement(statement, languages))
            unwanted = [part_of(c.child, languages) for c in children if isinstance(c, Not)]
            base = all_of(wanted)
            return None if base is None else without(base, any_of(unwanted))
    raise TypeError(node)


def one_statement(condition: Node, languages: Sequence[str]) -> OneStatement:
    """What a condition on one statement scores by."""
    terms: list[tuple[str, str]] = []
    for leaf in leaves(condition):
        if not isinstance(leaf, Filter | DateRange):
            own = part_of(replace(leaf, field=None), languages)
            for part in own.parts if isinstance(own, AnyOf) else [own]:
                if isinstance(part, Term):
                    terms += [(part.field, word) for word in part.words]
    return OneStatement(condition, tuple(terms))


def _word_parts(node: Word, name: str, languages: Sequence[str]) -> list[Part | None]:
    parts: list[Part | None] = []
    for language in languages:
        plain, joined = term_tokens(node.text, language)
        parts.append(_phrase(name, tuple(token.stem for token in plain), 0))
        parts.append(Term(name, (joined.stem,)) if joined else None)
    plain, joined = term_tokens(node.text)
    begun: Token | None = joined or (plain[0] if len(plain) == 1 else None)
    if node.prefix and begun and len(begun.exact) > 1:
        parts.append(Spelt(STEMMED[name], ("prefix", begun.exact)))
    return parts


def _phrase(field: str, words: tuple[str, ...], slop: int) -> Part | None:
    if len(words) < 2:
        return Term(field, words) if words else None
    return Near(field, words, slop) if slop else Adjacent(field, words)


def any_of(parts: Iterable[Part | None]) -> Part | None:
    """Any of some parts, equal ones once."""
    flat: dict[Part, None] = {}
    for part in parts:
        flat.update(
            dict.fromkeys(part.parts if isinstance(part, AnyOf) else [part] if part else [])
        )
    if Everything() in flat:
        return Everything()
    return AnyOf(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def all_of(parts: Iterable[Part | None]) -> Part | None:
    """All of some parts, equal ones once."""
    flat: dict[Part, None] = {}
    for part in parts:
        if part is None:
            return None
        flat.update(dict.fromkeys(part.parts if isinstance(part, AllOf) else [part]))
    flat.pop(Everything(), None)
    return AllOf(tuple(flat)) if len(flat) > 1 else next(iter(flat), Everything())


def without(base: Part, unwanted: Part | None) -> Part:
    """A part without another."""
    return base if unwanted is None else Without(base, unwanted)


def score_of(
    part: Part,
    article: ArticleWords,
    statistics: WordStatistics,
    fulfils: Fulfils,
    stretches: Stretches,
) -> float | None:
    """The score of an article; None where it does not match."""

    def own(one: Part) -> float | None:
        return score_of(one, article, statistics, fulfils, stretches)

    match part:
        case Term(field, words):
            if not part.holds(article.fields[field]):
                return None
            return sum(statistics.score(field, word, article) for word in words)
        case Spelt(field):
            return 1.0 if any(map(part.accepts, article.fields[field].positions)) else None
        case NamedNear(near, field):
            worth = [
                statistics.score(STEMMED[field], one, article) if isinstance(one, str) else 1.0
                for one in near_parts(near)
            ]
            return sum(worth) if fulfils(near) else None
        case Fulfilled(leaf):
            return 1.0 if fulfils(leaf) else None
        case OneStatement(condition, terms):
            chosen = stretches(condition)
            often = [
                (field, term, article.fields[field].frequency_in(term, chosen))
                for field, term in terms
            ]
            scores = [
                statistics.score(field, term, article, times)
                for field, term, times in often
                if times
            ]
            return sum(scores) if chosen else None
        case Everything():
            return 1.0
        case Without(base, unwanted):
            return own(base) if own(unwanted) is None else None
        case AnyOf(parts) | AllOf(parts):
            scores = [score for score in map(own, parts) if score is not None]
            enough = len(parts) if isinstance(part, AllOf) else 1
            return sum(scores) if len(scores) >= enough else None


def edits(one: str, other: str) -> int:
    """The Levenshtein distance of two words."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, row = row, [i]
        for j, wanted in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != wanted)))
    return row[-1]


__all__ = ["ArticleWords", "WordStatistics", "edits", "part_of", "score_of"]
