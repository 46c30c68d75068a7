"""Pseudo-relevance feedback: words of the best articles that widen a long query (RM3).

The relevance model of Lavrenko and Croft (2001), mixed with the query (Abdul-Jaleel et al. 2004).
The first FEEDBACK_ARTICLES hits are taken as relevant, of long ones the first 10,000 characters.
Words of titles count twice, as in BM25F scores. A word w of these articles has the weight

    sum over the articles of  share of the article * (occurrences of w / its words)

times the root of w's inverse document frequency. An article's share grows with the STEEPNESS-th
power of its score, as the likelihood of a query does: the first few count most. Numbers, words of
one or two letters and words in more than COMMON of all articles are left out. The TERMS
heaviest words are used, with weights that add up to 1.

A query of LEAST_WORDS or more plain words that few articles match is widened so. The same articles
are found as without. With `own` = an article's score before, divided by the sum of r of all words
that are found (r as in `index.engine.api`), and `added` = the sum of weight * score over the added
words that it has, it scores

    (own / 2 + added / 2) * root of the share of r that its own words of the query have

and articles that match the original query stay above the others.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from math import log, sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.model import Article
from index.query import Node, Word, term_tokens

if TYPE_CHECKING:
    from index.engine.stem_table import StemTable

FEEDBACK_ARTICLES: Final = 10
TERMS: Final = 30
# The part of the score that the query itself keeps.
OWN_PART: Final = 0.5
STEEPNESS: Final = 8
COMMON: Final = 0.25
# Plain words from which a query is widened.
LEAST_WORDS: Final = 4
# Code points of an article that are read: its beginning says what it is about, and ten books would
# take as many seconds.
_READ = 10_000
# The heaviest words, by the sum alone, of which frequencies are looked up.
_LOOKED_UP = 400
# Those that are looked up before it is known whether the others can still be heavy enough.
_LOOKED_UP_FIRST = 100
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
    if not scored:
        return ()
    highest = max(score for _, score in scored)
    shares = np.array([(score / highest) ** STEEPNESS for _, score in scored])
    counts = _stem_table().count((_beginning(article), article.language) for article, _ in scored)
    each = shares / shares.sum() / np.maximum(counts.lengths(len(scored)), 1)
    known = _by_rarity(counts.heaviest(each, _LOOKED_UP), articles, frequencies)
    chosen = _heaviest(known, TERMS)
    spelt = counts.spellings(chosen)
    total = sum(known[stem] for stem in chosen)
    return tuple(AddedWord(spelt[stem], known[stem] / total) for stem in chosen)


def _beginning(article: Article) -> str:
    """The title twice and the body of an article, of a long one its beginning, up to a space."""
    body = article.text[article.body_start :]
    if len(body) > _READ:
        body = body[:_READ].rsplit(None, 1)[0]
    return f"{article.title} {article.title} {body}"


@cache
def _stem_table() -> "StemTable":
    """One table for all searches: they share their best articles, and articles their words."""
    from index.engine.stem_table import StemTable

    return StemTable()


def _by_rarity(
    weights: Mapping[str, float], articles: int, frequencies: Frequencies
) -> dict[str, float]:
    """Stems with their weights times the root of their inverse document frequency.

    `weights` has the heaviest first. The result holds at least the TERMS heaviest of the products,
    as far as there are as many.
    """
    heaviest = list(weights)
    known: dict[str, float] = {}

    def look_up(stems: Sequence[str]) -> None:
        having = frequencies(stems)
        for stem in stems:
            if 1 < (count := having.get(stem, 0)) <= COMMON * articles:
                known[stem] = weights[stem] * sqrt(log(articles / count))

    look_up(heaviest[:_LOOKED_UP_FIRST])
    least = sorted(known.values(), reverse=True)[TERMS - 1 : TERMS]
    # no later stem can be rarer than in two articles
    most = sqrt(log(max(articles, 2) / 2))
    later = [
        stem
        for stem in heaviest[_LOOKED_UP_FIRST:]
        if not least or weights[stem] * most >= least[0]
    ]
    if later:
        look_up(later)
    return known


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
