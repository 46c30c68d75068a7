"""The same quotation in other articles: in another translator's words, or cut.

Two quotations are the same where the words that carry their meaning mostly are: those of the
shorter one weighed by inverse document frequency, more of them where the speakers differ.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import log

from index.analysis import Token, fold, parts_in, tokenise
from index.article import Analysis, Quotation
from index.differences import Change, differences
from index.speech import spoken

# A word that more than this share of all articles have carries no meaning of its own.
_COMMON = 0.25
# Words with meaning that both must have, and that the shorter must have.
_SHARED, _LEAST = 3, 4
# The share of the shorter one's weight that must be in both: with the same speaker, and with another.
_SAME_SPEAKER, _OTHER_SPEAKER = 0.45, 0.65
# Rare words of a quotation that the others are looked for by.
PROBES = 8


@dataclass(frozen=True, slots=True)
class Wording:
    """A quotation elsewhere with what differs from the one it was compared to; `likeness` is 0 to 1."""

    num: int
    analysis: Analysis
    quotation: Quotation
    changes: tuple[Change, ...]
    likeness: float

    @property
    def verbatim(self) -> bool:
        """Whether it has the same words."""
        return all(change.kind == "same" for change in self.changes)


class Weights:
    """How much the stems of words weigh, by the articles that have them."""

    def __init__(self, doc_frequency: Callable[[str], int], articles: int) -> None:
        self._frequency, self._articles = doc_frequency, articles
        self._known: dict[str, float] = {}

    def __call__(self, stem: str) -> float:
        """The inverse document frequency; 0 for a word that is everywhere."""
        if stem not in self._known:
            frequency = max(1, self._frequency(stem))
            common = self._articles > 20 and frequency > self._articles * _COMMON
            self._known[stem] = 0.0 if common or len(stem) < 3 else log(1 + self._articles / frequency)
        return self._known[stem]


def tokens_of(analysis: Analysis, quotation: Quotation) -> list[Token]:
    """The single words of a quotation."""
    take = parts_in(analysis.article.language)
    return [token for token in tokenise(analysis.article.text, quotation.start, quotation.end, take) if not token.joined]


def meaning(analysis: Analysis, quotation: Quotation, weights: Weights) -> dict[str, float]:
    """The words of a quotation that carry meaning, stemmed, with their weights; the heaviest first."""
    found = {token.stem: weights(token.stem) for token in tokens_of(analysis, quotation)}
    return dict(sorted(((stem, weight) for stem, weight in found.items() if weight > 0), key=lambda one: (-one[1], one[0])))


def same_words(own: dict[str, float], others: dict[str, float], same_speaker: bool) -> float:
    """How alike two quotations are, 0 where they are not the same."""
    shared = own.keys() & others.keys()
    if len(shared) < _SHARED or min(len(own), len(others)) < _LEAST:
        return 0.0
    share = sum(own[stem] for stem in shared) / min(sum(own.values()), sum(others.values()))
    return min(1.0, share) if share >= (_SAME_SPEAKER if same_speaker else _OTHER_SPEAKER) else 0.0


def compare(
    analysis: Analysis, quotation: Quotation, num: int, other: Analysis, weights: Weights, same: Callable[[int, int], bool]
) -> list[Wording]:
    """The quotations of another article, by number, that are the same as this one.

    `same` says whether an actor of the one article is one of the other, by their places.
    """
    own = meaning(analysis, quotation, weights)
    words = analysis.article.text[quotation.start : quotation.end]
    found = []
    for candidate in spoken(other):
        known = quotation.speaker is not None and candidate.speaker is not None
        same_speaker = known and same(quotation.speaker or 0, candidate.speaker or 0)
        likeness = same_words(own, meaning(other, candidate, weights), same_speaker)
        if likeness:
            theirs = other.article.text[candidate.start : candidate.end]
            found.append(Wording(num, other, candidate, tuple(differences(words, theirs, fold)), likeness))
    return found


__all__ = ["PROBES", "Weights", "Wording", "compare", "meaning", "same_words", "tokens_of"]
