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
from math import log, sqrt
from typing import Final, NamedTuple

from index.model import Article
from index.query import Node, Word, term_tokens
from index.text import parts_in

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

    `articles` is the number of all articles.
    """
    scored = [(article, score) for article, score in best if score > 0]
    highest = max((score for _, score in scored), default=1.0)
    shares = [(score / highest) ** STEEPNESS for _, score in scored]
    weights: defaultdict[str, float] = defaultdict(float)
    forms: dict[str, dict[str, int]] = {}
    whole = sum(shares)
    for (article, _), share in zip(scored, shares, strict=True):
        stems, length = _stems_of(article, forms)
        own = share / whole
        for stem, times in stems.items():
            weights[stem] += own * times / length
    heaviest = _heaviest(weights, _LOOKED_UP)
    having = frequencies(heaviest)
    known = {
        stem: weights[stem] * sqrt(log(articles / count))
        for stem in heaviest
        if 1 < (count := having.get(stem, 0)) <= COMMON * articles
    }
    chosen = _heaviest(known, TERMS)
    total = sum(known[stem] for stem in chosen)
    return tuple(
        AddedWord(_heaviest(forms[stem], 1)[0], known[stem] / total) for stem in chosen if total
    )


def _stems_of(article: Article, forms: dict[str, dict[str, int]]) -> tuple[dict[str, int], int]:
    """The frequency of each telling stem in the body, and the number of words of the body.

    `forms` counts the spellings of each stem.
    """
    stems: dict[str, int] = {}
    length = 0
    take = parts_in(article.language)
    for piece, times in Counter(article.text[article.body_start :].split()).items():
        for part in take(piece)[1]:
            if part.joined:
                continue
            length += times
            stem = part.stem
            if len(stem) >= SHORTEST and not part.exact.isdigit():
                stems[stem] = stems.get(stem, 0) + times
                word = part.bare or piece[part.start : part.end].casefold()
                known = forms.get(stem)
                if known is None:
                    known = forms[stem] = {}
                known[word] = known.get(word, 0) + times
    return stems, length


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
