"""The same quotation in other articles: translated differently, or shortened.

Two quotations are the same if the other one contains most content words of the shorter one, weighed
by inverse document frequency, within a passage that is not much longer. The required share is
higher if the speakers differ.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import product, starmap
from math import log

from msgspec import Struct

from index.engine import Engine
from index.model import Analysis, Quotation, whole_statements
from index.text import DiffRun, Token, differences, fold, parts_in, tokenise

# A word in more than this share of all articles is no content word.
_COMMON = 0.25
# The least number of content words in both, and in the shorter one.
_SHARED, _LEAST = 3, 4
# The least share of the shorter one's weight in both: same speaker, undecided, other speaker.
_LEAST_SHARES = {True: 0.5, None: 0.78, False: 0.9}
# The longer passage is at most so many times as long as the shorter one, plus so many words.
_STRETCH, _MORE = 1.5, 3
# The rarest words of a quotation with which others are searched: enough for one to survive a cut.
PROBES = 24


class Wording(Struct, frozen=True):
    """Another occurrence of a quotation."""

    num: int
    analysis: Analysis
    quotation: Quotation
    # The differences from the quotation it is compared to.
    changes: tuple[DiffRun, ...]
    # From 0 to 1.
    similarity: float

    @property
    def verbatim(self) -> bool:
        """Whether it has the same words."""
        return all(change.kind == "same" for change in self.changes)


class Weights:
    """The weights of stems: inverse document frequency, 0 for common words."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[str, float] = {}

    def learn(self, stems: Iterable[str]) -> None:
        """Fetch the weights of many stems in one call."""
        wanted = set(stems) - self._known.keys()
        if not wanted:
            return
        statistics = self._engine.statistics(wanted, "stem")
        articles = statistics.articles
        for stem in wanted:
            frequency = max(1, statistics.words[stem].articles)
            common = articles > 20 and frequency > articles * _COMMON
            tells = not common and len(stem) >= 3
            self._known[stem] = log(1 + articles / frequency) if tells else 0.0

    def __call__(self, stem: str) -> float:
        """The weight of a stem."""
        if stem not in self._known:
            self.learn([stem])
        return self._known[stem]


def tokens_of(analysis: Analysis, quotation: Quotation) -> list[Token]:
    """The single words of a statement."""
    take = parts_in(analysis.article.language)
    return [
        token
        for span in quotation.content
        for token in tokenise(analysis.article.text, span.start, span.end, take)
        if not token.joined
    ]


def meaning(analysis: Analysis, quotation: Quotation, weights: Weights) -> dict[str, float]:
    """The stemmed content words of a quotation with their weights; the heaviest first."""
    stems = [token.stem for token in tokens_of(analysis, quotation)]
    weights.learn(stems)
    found = {stem: weights(stem) for stem in stems}
    return dict(
        sorted(
            ((stem, weight) for stem, weight in found.items() if weight > 0),
            key=lambda one: (-one[1], one[0]),
        )
    )


def same_words(
    one: Sequence[str], other: Sequence[str], weights: Weights, same_speaker: bool | None
) -> float:
    """The similarity of two quotations, given as stems; 0 if they are different statements.

    `same_speaker` is None if the speaker of either one is not decided.
    """
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    own = {stem: weight for stem in short if (weight := weights(stem)) > 0}
    if len(own) < _LEAST:
        return 0.0
    stretch = int(len(short) * _STRETCH) + _MORE
    places = [place for place, stem in enumerate(long) if stem in own]
    best = 0.0
    for begin in places:
        shared = {long[place] for place in places if begin <= place < begin + stretch}
        if len(shared) >= _SHARED:
            best = max(best, sum(own[stem] for stem in shared))
    share = best / sum(own.values())
    return share if share >= _LEAST_SHARES[same_speaker] else 0.0


def compare(
    analysis: Analysis,
    quotation: Quotation,
    num: int,
    other: Analysis,
    weights: Weights,
    same: Callable[[int, int], bool],
) -> list[Wording]:
    """The quotations of another article, by number, that are the same as this one.

    `same` says whether an actor of the one article is one of the other, by their places.
    """
    own = [token.stem for token in tokens_of(analysis, quotation)]
    words = analysis.article.text[quotation.start : quotation.end]
    stems_of = {
        one: [token.stem for token in tokens_of(other, one)] for one in whole_statements(other)
    }
    # `same_words` weighs the words of the shorter of two
    weights.learn(stem for stems in stems_of.values() if len(stems) < len(own) for stem in stems)
    found = []
    for candidate, stems in stems_of.items():
        same_speaker = None
        if quotation.speakers and candidate.speakers:
            same_speaker = any(starmap(same, product(quotation.speakers, candidate.speakers)))
        similarity = same_words(own, stems, weights, same_speaker)
        if similarity:
            theirs = other.article.text[candidate.start : candidate.end]
            found.append(
                Wording(num, other, candidate, tuple(differences(words, theirs, fold)), similarity)
            )
    return found


__all__ = ["PROBES", "Weights", "Wording", "compare", "meaning", "same_words", "tokens_of"]
