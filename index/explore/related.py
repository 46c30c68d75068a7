"""The key terms, phrases and actors of a passage, and other articles that share them.

Key terms are ranked by frequency times inverse document frequency (TF-IDF, Spärck Jones 1972). An
article scores the BM25F of the terms it shares, and the inverse document frequency of shared
phrases and actors. The shared clues are shown as the reason.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise
from math import log, sqrt
from typing import Literal

from msgspec import Struct

from index.engine import (
    FEEDBACK_ARTICLES,
    AlikeArticle,
    AlikeClue,
    Archive,
    Budget,
    Engine,
    HasActor,
    added_words,
)
from index.model import Analysis, Span
from index.query import Phrase, Word
from index.text import Token, parts_in, tokenise

# The most clues of each kind.
_TERMS, _PHRASES, _ACTORS = 12, 6, 8
# Words in more than this share of all articles, and in more than so many, are no key terms.
_COMMON, _FEW = 0.1, 5
# Quoted words of so many count as a phrase.
_SHORTEST, _LONGEST = 2, 5
# Articles that are looked for by added words.
_MOST_WIDENED = 1_000
# Shared clues that are shown as the reason.
_REASONS = 4

ClueKind = Literal["term", "phrase", "actor"]


class Clue(Struct, frozen=True):
    """Something an article is about: term, phrase or actor (by number); `text` as written."""

    kind: ClueKind
    text: str
    weight: float = 1.0
    node: Word | Phrase | None = None
    actor: int | None = None


class SharedClues(Struct, frozen=True):
    """An article by number, and the clues it shares with another one, highest score first."""

    num: int
    score: float
    shares: tuple[Clue, ...]

    @property
    def reason(self) -> str:
        """The clues in a line: "shares Trubnikov, CIS, “vital interests”"."""
        shown = [
            f"“{clue.text}”" if clue.kind == "phrase" else clue.text
            for clue in self.shares[:_REASONS]
        ]
        return f"shares {', '.join(shown)}"


def key_clues(
    analysis: Analysis,
    spans: Sequence[Span],
    numbers: Sequence[int | None],
    engine: Engine,
    least: int = 2,
) -> list[Clue]:
    """The clues in `spans` of an article; `numbers` are those of its actors.

    `engine` counts the articles that have each stem. A key term is in `least` articles or more: 2
    for an article of the engine, since it is one of them.
    """
    text = analysis.article.text
    named = [
        mention
        for mention in analysis.mentions
        if any(span.touches(Span(mention.start, mention.end)) for span in spans)
    ]
    within = {at for mention in named for at in range(mention.start, mention.end)}
    take = parts_in(analysis.article.language)
    tokens = [
        token
        for span in spans
        for token in tokenise(text, span.start, span.end, take)
        if token.start not in within
    ]
    statistics = engine.statistics({token.stem for token in tokens}, "stem")
    articles = statistics.articles
    known = {stem: count.articles for stem, count in statistics.words.items()}

    def tells(token: Token) -> bool:
        return (
            not token.joined
            and len(token.exact) > 2
            and not token.exact.isdecimal()
            and least <= known[token.stem] <= max(_FEW, articles * _COMMON)
        )

    return [
        *_actors(analysis, Counter(mention.actor for mention in named), numbers),
        *_phrases(text, analysis, spans, tokens, tells),
        *_terms(text, [token for token in tokens if tells(token)], known, articles),
    ]


def _terms(text: str, tokens: Iterable[Token], known: dict[str, int], articles: int) -> list[Clue]:
    forms: dict[str, Counter[str]] = {}
    for token in tokens:
        forms.setdefault(token.stem, Counter())[text[token.start : token.end]] += 1
    weights = {
        stem: (1 + log(own.total())) * log(articles / known[stem]) for stem, own in forms.items()
    }
    best = sorted(weights, key=lambda stem: (-weights[stem], stem))[:_TERMS]
    return [
        Clue("term", word := forms[stem].most_common(1)[0][0], weights[stem], Word(word))
        for stem in best
    ]


def _phrases(
    text: str,
    analysis: Analysis,
    spans: Sequence[Span],
    tokens: Sequence[Token],
    tells: Callable[[Token], bool],
) -> list[Clue]:
    """Short quotations, and pairs of adjacent key terms that occur more than once."""
    counts: Counter[str] = Counter()
    for one, other in pairwise(token for token in tokens if not token.joined):
        if text[one.end : other.start] == " " and tells(one) and tells(other):
            counts[text[one.start : other.end]] += 1
    found = {phrase: count for phrase, count in counts.items() if count > 1}
    for quotation in analysis.quotations:
        span = Span(quotation.start, quotation.end)
        words = text[span.start : span.end].strip(" .,;:!?")
        if _SHORTEST <= len(words.split()) <= _LONGEST and any(
            span.touches(other) for other in spans
        ):
            found[words] = found.get(words, 0) + 2
    best = sorted(found, key=lambda phrase: (-found[phrase], phrase))[:_PHRASES]
    return [Clue("phrase", phrase, 1 + log(found[phrase]), Phrase(phrase)) for phrase in best]


def _actors(analysis: Analysis, counts: Counter[int], numbers: Sequence[int | None]) -> list[Clue]:
    clues: list[Clue] = []
    for place, count in counts.most_common():
        actor, number = analysis.actors[place], numbers[place]
        if number is not None and number not in {clue.actor for clue in clues}:
            weight = (1 + log(count)) * (0.5 if actor.kind == "outlet" else 1)
            clues.append(Clue("actor", _called(analysis, place), weight, actor=number))
    return sorted(clues, key=lambda clue: -clue.weight)[:_ACTORS]


def _called(analysis: Analysis, place: int) -> str:
    """The form in which the article names an actor most often: "Trubnikov", "CIS"."""
    surfaces = Counter(
        mention.surface.removesuffix("’s").removesuffix("'s")
        for mention in analysis.mentions
        if mention.actor == place
    )
    return surfaces.most_common(1)[0][0]


def question(clue: Clue) -> AlikeClue:
    """A clue in the form that `Engine.alike` takes."""
    what = clue.node if clue.node is not None else HasActor(frozenset({clue.actor or 0}))
    return AlikeClue(what, _emphasis(clue))


def with_feedback(
    found: Sequence[AlikeArticle],
    engine: Engine,
    archive: Archive,
    without: Collection[int],
    budget: Budget,
) -> list[AlikeArticle]:
    """The same articles, ranked by words of the best of them too (pseudo-relevance feedback).

    Shared clues and added words count half each, both as shares of the highest. Raises Cancelled.
    """
    scores = {one.key: one.score for one in found[:FEEDBACK_ARTICLES]}
    best = [(analysis.article, scores[key]) for key, analysis in archive.analyses(scores)]

    def frequencies(stems: Sequence[str]) -> dict[str, int]:
        counts = engine.statistics(stems, "stem").words
        return {stem: counts[stem].articles for stem in stems}

    words = added_words(best, engine.count(), frequencies)
    if len(found) < 2 or not words:
        return list(found)
    clues = [AlikeClue(Word(word), weight) for word, weight in words]
    more = {
        one.key: one.score for one in engine.alike(clues, without, _MOST_WIDENED, budget=budget)
    }
    highest, most = found[0].score, max(more.values(), default=1.0)
    ranked = [
        one._replace(score=highest * (one.score / highest + more.get(one.key, 0.0) / most) / 2)
        for one in found
    ]
    return sorted(ranked, key=lambda one: (-one.score, one.key))


def _emphasis(clue: Clue) -> float:
    """The weight of a clue: actors and phrases count more than words, and grow with frequency."""
    return 1.0 if clue.kind == "term" else 2 * sqrt(clue.weight)


__all__ = ["Clue", "SharedClues", "key_clues", "question", "with_feedback"]
