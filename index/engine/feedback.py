"""Pseudo-relevance feedback: words of the best articles that widen a long query (RM3).

The relevance model of Lavrenko and Croft (2001), mixed with the query (Abdul-Jaleel et al. 2004).
The first FEEDBACK_ARTICLES hits are taken as relevant. A word w of them has the weight

    sum over the articles of  share of the article * (occurrences of w / its words)

times the root of w's inverse document frequency. An article's share grows with the STEEPNESS-th
power of its score, as the likelihood of a query does: the first few count most. Numbers, words of
fewer than SHORTEST letters and words in more than COMMON of all articles are left out. The TERMS
heaviest words are used, with weights that add up to 1.

A query of LEAST_WORDS or more plain words that few articles fulfil is widened so. The same articles
are found as without. With `own` = an article's score before, divided by the sum of r of all words
that are found (r as in `index.engine.api`), and `added` = the sum of weight * score over the added
words that it has, it scores

    (own / 2 + added / 2) * root of the share of r that its own words of the query have

and articles that fulfil the original query stay above the others.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from math import log, sqrt
from typing import Final, NamedTuple

from index.model import Article
from index.platform import LruCache
from index.query import Node, Word, term_tokens
from index.text import MARKED, parts_in

FEEDBACK_ARTICLES: Final = 10
TERMS: Final = 20
# The part of the score that the query itself keeps.
OWN_PART: Final = 0.5
STEEPNESS: Final = 8
SHORTEST: Final = 3
COMMON: Final = 0.25
# Plain words from which a query is widened.
LEAST_WORDS: Final = 4
# The heaviest words, by the sum alone, of which frequencies are looked up.
_LOOKED_UP = 400
# Those that are looked up before it is known whether the others can still be heavy enough.
_LOOKED_UP_FIRST = 100
# Pieces of text whose words are cached, for each language.
_CACHED_PIECES = 20_000
# Distinct pieces in the articles whose words are cached: some 80 articles of a newspaper, 10 MB.
_CACHED_DISTINCT = 40_000

# The number of articles with each of some stems.
Frequencies = Callable[[Sequence[str]], Mapping[str, int]]


class AddedWord(NamedTuple):
    """A word that widens a query: its commonest spelling, and its share of the weights."""

    word: str
    weight: float


def can_be_widened(words: Sequence[Node]) -> bool:
    """Whether a query with these optional words is widened."""
    plain = [one for one in words if isinstance(one, Word) and not one.prefix]
    return len(plain) >= LEAST_WORDS


def added_words(
    best: Iterable[tuple[Article, float]], articles: int, frequencies: Frequencies
) -> tuple[AddedWord, ...]:
    """The words of the best articles (each with its score), heaviest first.

    `articles` is the number of all articles. `frequencies` is called at most twice.
    """
    scored = [(article, score) for article, score in best if score > 0]
    highest = max((score for _, score in scored), default=1.0)
    shares = [(score / highest) ** STEEPNESS for _, score in scored]
    counted = [(article, _counted_words(article)) for article, _ in scored]
    weights: defaultdict[str, float] = defaultdict(float)
    whole = sum(shares)
    for (_, words), share in zip(counted, shares, strict=True):
        own = share / whole
        length = words.length
        for stem, times in words.stems.items():
            weights[stem] += own * times / length
    known = _by_rarity(weights, articles, frequencies)
    chosen = _heaviest(known, TERMS)
    spelt = _spellings(counted, frozenset(chosen))
    total = sum(known[stem] for stem in chosen)
    return tuple(AddedWord(spelt[stem], known[stem] / total) for stem in chosen if total)


def _by_rarity(
    weights: Mapping[str, float], articles: int, frequencies: Frequencies
) -> dict[str, float]:
    """The heaviest stems with their weights times the root of their inverse document frequency.

    Holds at least the TERMS heaviest of the products, as far as there are as many.
    """
    heaviest = _heaviest(weights, _LOOKED_UP)
    known: dict[str, float] = {}
    for stems in (heaviest[:_LOOKED_UP_FIRST], heaviest[_LOOKED_UP_FIRST:]):
        if not stems:
            break
        least = sorted(known.values(), reverse=True)[TERMS - 1 : TERMS]
        # no later stem can be rarer than in two articles
        if least and weights[stems[0]] * sqrt(log(articles / 2)) < least[0]:
            break
        having = frequencies(stems)
        for stem in stems:
            if 1 < (count := having.get(stem, 0)) <= COMMON * articles:
                known[stem] = weights[stem] * sqrt(log(articles / count))
    return known


class _CountedWords(NamedTuple):
    """The body of an article: its pieces between spaces, its telling stems, each with frequency.

    `length` is the number of all words of the body.
    """

    pieces: Mapping[str, int]
    stems: Mapping[str, int]
    length: int


_counted: LruCache[tuple[str, int, int, str | None], _CountedWords] = LruCache(
    _CACHED_DISTINCT, lambda words: len(words.pieces)
)


def _counted_words(article: Article) -> _CountedWords:
    """The words of the body of an article; an LRU cache, since searches share their best ones."""
    key = (article.id, hash(article.text), article.body_start, article.language)
    known = _counted.get(key)
    if known is not None:
        return known
    pieces = Counter(article.text[article.body_start :].split())
    stems: dict[str, int] = {}
    length = 0
    for (words, telling, _), times in zip(
        map(_words_in(article.language), pieces), pieces.values(), strict=True
    ):
        length += words * times
        for stem in telling:
            stems[stem] = stems.get(stem, 0) + times
    found = _CountedWords(pieces, stems, length)
    _counted.put(key, found)
    return found


class _Words(NamedTuple):
    """The words of a piece: how many, and stem and spelling of those that tell something."""

    length: int
    stems: tuple[str, ...]
    spellings: tuple[str, ...]


def _words_in(language: str | None) -> Callable[[str], _Words]:
    """The words of a piece of text in a language, by its code; an LRU cache."""
    return _words_by_rules_of(language if language in MARKED else None)


@cache
def _words_by_rules_of(language: str | None) -> Callable[[str], _Words]:
    take = parts_in(language)

    @lru_cache(maxsize=_CACHED_PIECES)
    def words(piece: str) -> _Words:
        parts = [part for part in take(piece)[1] if not part.joined]
        telling = [
            part for part in parts if len(part.stem) >= SHORTEST and not part.exact.isdigit()
        ]
        return _Words(
            len(parts),
            tuple(part.stem for part in telling),
            tuple(part.bare or piece[part.start : part.end].casefold() for part in telling),
        )

    return words


def _spellings(
    counted: Sequence[tuple[Article, _CountedWords]], stems: frozenset[str]
) -> Mapping[str, str]:
    """The commonest spelling of each of these stems."""
    spelt: dict[str, Counter[str]] = {stem: Counter() for stem in stems}
    telling: dict[str | None, dict[str, _Words]] = {}
    for article, words in counted:
        take = _words_in(article.language)
        own = telling.setdefault(article.language, {})
        own.update(
            (piece, found)
            for piece in words.pieces.keys() - own.keys()
            if not stems.isdisjoint((found := take(piece)).stems)
        )
        for piece in own.keys() & words.pieces.keys():
            for stem, word in zip(own[piece].stems, own[piece].spellings, strict=True):
                if stem in spelt:
                    spelt[stem][word] += words.pieces[piece]
    return {stem: _heaviest(words, 1)[0] for stem, words in spelt.items()}


def _heaviest(weights: Mapping[str, float], most: int) -> list[str]:
    return sorted(weights, key=lambda one: (-weights[one], one))[:most]


def new_words(added: Iterable[AddedWord], words: Iterable[Node]) -> tuple[str, ...]:
    """The added words that a query does not have itself, heaviest first."""
    own = {
        token.stem
        for leaf in words
        if isinstance(leaf, Word)
        for token in term_tokens(leaf.text)[0]
    }
    return tuple(one.word for one in added if not own & {t.stem for t in term_tokens(one.word)[0]})


__all__ = [
    "FEEDBACK_ARTICLES",
    "OWN_PART",
    "AddedWord",
    "added_words",
    "can_be_widened",
    "new_words",
]
