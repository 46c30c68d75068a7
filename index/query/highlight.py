"""The passages of one article that a query matches, as spans in its text.

The query tree that finds the article also finds the passages in it: a phrase gives the span of the
whole phrase, never of single words, wherever it occurs.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Protocol

from index.model import Span
from index.query.nodes import Filter, Fuzzy, Leaf, NearActor, Node, Phrase, Wild, Word, every_leaf
from index.query.phrase_names import near_parts
from index.query.terms import fold_pattern, glob_source, term_tokens
from index.query.word_scan import ScannedParts, beginning_of
from index.text import Part, SplitPiece, Token, WantedParts, fold, parts_in


class FieldTokens(Protocol):
    """The words of title and body."""

    @property
    def title(self) -> Sequence[Token]:
        """The words of the title."""

    @property
    def text(self) -> Sequence[Token]:
        """The words of the body."""


def lists_of(fields: FieldTokens, field: str | None) -> tuple[Sequence[Token], ...]:
    """The token lists that a field of the query language looks in; `said` has none."""
    match field:
        case "title":
            return (fields.title,)
        case "text":
            return (fields.text,)
    return (fields.title, fields.text)


@lru_cache(maxsize=16)
def wanted_parts(node: Node | None, language: str | None = None) -> SplitPiece:
    """`parts_in` a language, limited to words that some leaf of `node` can match.

    It skips most of a text cheaply.
    """
    asked = list(every_leaf(node))
    tests = [_can_match(leaf, language) for leaf in asked]
    take = parts_in(language)

    def wanted(part: Part) -> bool:
        return any(test(part) for test in tests)

    # the words of a marked language have stems that begin with the code of the language
    if take is parts_in(None) and (beginnings := _beginnings(asked)) is not None:
        reach = max(map(_reach, asked), default=-1)
        return ScannedParts(take, wanted, _words_without(beginnings), beginnings, reach)
    return WantedParts(take, wanted)


def _words_without(beginnings: frozenset[str]) -> Callable[[str], list[str]]:
    """Finds the lines that are one ASCII word that begins with none of `beginnings`.

    Folding an ASCII word makes its letters lower case.
    """
    around = f"[{re.escape(_AROUND_WORDS)}]*+"
    wanted = "|".join(map(re.escape, sorted(beginnings)))
    other = f"(?!(?i:{wanted}))[a-zA-Z]++" if beginnings else "[a-zA-Z]++"
    return re.compile(rf"^{around}{other}{around}$", re.M | re.A).findall


# Punctuation that can precede or follow a word and is part of no word.
_AROUND_WORDS = '.,;:!?"()[]{}\u201c\u201d\u2026'


def _beginnings(asked: Iterable[Leaf]) -> frozenset[str] | None:
    """The beginnings of all words that a leaf can match; None if these can be any."""
    found: set[str] = set()
    for leaf in asked:
        match leaf:
            case Word(text):
                plain, joined = term_tokens(text)
                for token in (*plain, *([joined] if joined else [])):
                    found.update(_before_stemming(token.stem))
                    if leaf.prefix:
                        found.add(token.exact)
            case Phrase(text):
                found.update(token.exact for token in term_tokens(text)[0])
            case NearActor():
                found.update(word for word in near_parts(leaf) if isinstance(word, str))
            case Wild(pattern):
                literal = re.split(r"[*?]", fold_pattern(pattern), maxsplit=1)[0]
                if not literal:
                    return None
                found.add(literal)
            case Fuzzy(text):
                found.add(fold(text)[:1])
    return None if "" in found else frozenset(found)


def _reach(leaf: Leaf) -> int:
    """How far words of one match of a leaf can be from each other; -1: it has one word."""
    match leaf:
        case Phrase(text, slop, _) if len(term_tokens(text)[0]) > 1:
            return slop
        case Word(text) if len(term_tokens(text)[0]) > 1:
            return 0
    return -1


def _before_stemming(stem: str) -> set[str]:
    """The beginnings of all English words with a stem: "die" is that of "dying"."""
    found = {beginning_of(stem)}
    return found | {f"{stem[0]}y"} if stem[1:] == "ie" else found


def _can_match(leaf: Leaf, language: str | None) -> Callable[[Part], bool]:
    """A test for words that can be part of a match of `leaf`."""
    match leaf:
        case Word(text):
            plain, joined = term_tokens(text, language)
            stems = {token.stem for token in (*plain, *([joined] if joined else []))}
            begun = joined or (plain[0] if len(plain) == 1 else None)
            if leaf.prefix and begun and len(begun.exact) > 1:
                prefix = begun.exact
                return lambda part: part.stem in stems or part.exact.startswith(prefix)
            return lambda part: part.stem in stems
        case Phrase(text):
            words = {token.exact for token in term_tokens(text)[0]}
            return lambda part: part.exact in words or part.bare in words
        case NearActor():
            named = {word for word in near_parts(leaf) if isinstance(word, str)}
            return lambda part: part.exact in named or part.bare in named
        case Wild(pattern):
            folded = fold_pattern(pattern)
            accepts = glob(folded)
            return (lambda part: _either(part, accepts)) if folded.strip("*") else lambda _: False
        case Fuzzy(text):
            word, limit = fold(text), leaf.distance
            return lambda part: _either(
                part, lambda exact: exact[:1] == word[:1] and within(exact, word, limit)
            )
    return lambda _: False


def find_matches(
    asked: Iterable[Leaf], fields: FieldTokens, language: str | None = None
) -> set[Span]:
    """Spans of the words of `asked` in title and body; `language` is that of the text."""
    spans: set[Span] = set()
    others, stems = _ways_to_match(tuple(dict.fromkeys(asked)), language)
    for leaf in others:
        for tokens in lists_of(fields, leaf.field):
            spans.update(_leaf_spans(leaf, tokens, language))
    for field, wanted in stems:
        for tokens in lists_of(fields, field):
            spans.update([Span(one.start, one.end) for one in tokens if one.stem in wanted])
    spans.discard(Span(0, 0))
    return spans


# A leaf that matches words of title or body.
_OfWords = Word | Phrase | Wild | Fuzzy


@lru_cache(maxsize=16)
def _ways_to_match(
    asked: tuple[Leaf, ...], language: str | None
) -> tuple[tuple[_OfWords, ...], tuple[tuple[str | None, frozenset[str]], ...]]:
    """The leaves that are tried one by one, and by field the stems of all single words.

    One pass over the words serves all of these, also in a long query.
    """
    words = [leaf for leaf in asked if isinstance(leaf, Word)]
    stems = {
        field: frozenset(
            stem for leaf in words if leaf.field == field for stem in _single_stems(leaf, language)
        )
        for field in dict.fromkeys(leaf.field for leaf in words)
    }
    others = [
        leaf
        for leaf in asked
        if isinstance(leaf, Phrase | Wild | Fuzzy)
        or (isinstance(leaf, Word) and _matches_beyond_stems(leaf, language))
    ]
    return tuple(others), tuple((field, own) for field, own in stems.items() if own)


def _matches_beyond_stems(leaf: Word, language: str | None) -> bool:
    return leaf.prefix or len(term_tokens(leaf.text, language)[0]) > 1


def joined_spans(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, overlapping ones as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(span.end, found[-1].end))
        else:
            found.append(span)
    return found


def leaf_spans(leaf: Leaf, tokens: Sequence[Token], language: str | None) -> list[Span]:
    """The spans where a leaf matches in some tokens."""
    spans = _leaf_spans(leaf, tokens, language)
    if isinstance(leaf, Word):
        stems = _single_stems(leaf, language)
        spans += [Span(token.start, token.end) for token in tokens if token.stem in stems]
    return spans


def _leaf_spans(leaf: Leaf, tokens: Sequence[Token], language: str | None) -> list[Span]:
    match leaf:
        case Word():
            return _word_spans(leaf, tokens, language)
        case Phrase(text, slop, _):
            words = [token.exact for token in term_tokens(text)[0]]
            return _near(tokens, words, slop) if slop else _adjacent(tokens, words, exact=True)
        case Wild(pattern, _):
            folded = fold_pattern(pattern)
            return _where(tokens, glob(folded)) if folded.strip("*") else []
        case Fuzzy(text, _):
            word, limit = fold(text), leaf.distance
            return _where(
                tokens, lambda exact: exact[:1] == word[:1] and within(exact, word, limit)
            )
        case Filter() | _:
            return []


def _single_stems(leaf: Word, language: str | None) -> set[str]:
    """The stems by which one token alone matches: of a single word, or of a hyphenated one."""
    plain, joined = term_tokens(leaf.text, language)
    found = {joined.stem} if joined else set()
    return found | ({plain[0].stem} if len(plain) == 1 else set())


def _word_spans(leaf: Word, tokens: Sequence[Token], language: str | None) -> list[Span]:
    """The matches beyond `_single_stems`: several adjacent words, and unfinished words."""
    plain, joined = term_tokens(leaf.text, language)
    spans = (
        _adjacent(tokens, [token.stem for token in plain], exact=False) if len(plain) > 1 else []
    )
    begun = joined or (plain[0] if len(plain) == 1 else None)
    if leaf.prefix and begun and len(begun.exact) > 1:
        spans += _where(tokens, lambda exact: exact.startswith(begun.exact))
    return spans


def _where(tokens: Sequence[Token], accepts: Callable[[str], bool]) -> list[Span]:
    accepted: dict[tuple[str, str], bool] = {}
    spans = []
    for token in tokens:
        forms = token.exact, token.bare
        if forms not in accepted:
            accepted[forms] = _either(token, accepts)
        if accepted[forms]:
            spans.append(Span(token.start, token.end))
    return spans


def _either(token: Token | Part, accepts: Callable[[str], bool]) -> bool:
    """Whether a word is accepted as written, or without its possessive ending."""
    return accepts(token.exact) or bool(token.bare and accepts(token.bare))


def _is(token: Token, word: str, exact: bool) -> bool:
    """Whether a token is a word: by its exact forms, or by its stem."""
    return word in {token.exact, token.bare} if exact else token.stem == word


def _adjacent(tokens: Sequence[Token], words: list[str], exact: bool) -> list[Span]:
    """The places of `words` as a phrase."""
    if not words:
        return []
    plain: dict[int, Token] = {}
    joined: dict[int, list[Token]] = {}
    for token in tokens:
        if token.joined:
            joined.setdefault(token.position, []).append(token)
        else:
            plain[token.position] = token
    spans = []
    # a reader of the tokens may have left out those that match nothing, so both kinds begin one
    for position in plain.keys() | joined.keys():
        found: list[Token] = []
        for step, word in enumerate(words, position):
            here = plain.get(step)
            if here is None or not _is(here, word, exact):
                here = next((t for t in joined.get(step, ()) if _is(t, word, exact)), None)
            if here is None:
                break
            found.append(here)
        else:
            spans.append(Span(found[0].start, found[-1].end))
    return spans


def _near(tokens: Sequence[Token], words: list[str], slop: int) -> list[Span]:
    """The places of `words` in any order, each within `slop` words of the earlier ones."""
    if not words:
        return []
    places: dict[str, list[int]] = {word: [] for word in words}
    spans: dict[int, Span] = {}
    for token in tokens:
        for form in (token.exact, token.bare):
            if form in places:
                places[form].append(token.position)
                spans.setdefault(token.position, Span(token.start, token.end))
    reached = {(position, position) for position in places[words[0]]}
    for word in words[1:]:
        wider: set[tuple[int, int]] = set()
        here = places[word]
        for low, high in reached:
            for position in here[bisect_left(here, low - slop) :]:
                if position > high + slop:
                    break
                if not low <= position <= high:
                    wider.add((min(low, position), max(high, position)))
        reached = wider
    return [Span(spans[low].start, spans[high].end) for low, high in reached]


@lru_cache(maxsize=64)
def glob(pattern: str) -> Callable[[str], bool]:
    """A test for words against a pattern with `*` and `?`; linear in the length of the word."""
    matches = re.compile(glob_source(pattern, ".", ".*"), re.DOTALL).fullmatch
    return lambda word: matches(word) is not None


def within(one: str, other: str, limit: int) -> bool:
    """Whether the Levenshtein distance of two words is at most `limit`."""
    return _edits()(one, other, score_cutoff=limit) <= limit


@cache
def _edits() -> Callable[..., int]:
    """The Levenshtein distance of two words; imported for the first fuzzy word."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance
