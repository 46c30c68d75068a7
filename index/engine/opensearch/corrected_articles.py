"""Articles that a reader judged or that a split of names concerns: counted on this side."""

from collections import Counter
from dataclasses import dataclass

from index.engine.opensearch.documents import actor_number
from index.model import Analysis, own_identity, speech_pairs


@dataclass(frozen=True, slots=True)
class CorrectedArticle:
    """An article that a reader judged or that a split concerns, as it counts then.

    Actors are numbers; `pairs` are counted by (actor, other, beside).
    """

    actors: frozenset[int]
    speakers: frozenset[int]
    pairs: Counter[tuple[int, int, bool]]
    inferred: dict[str, int]


def corrected_article(analysis: Analysis) -> CorrectedArticle:
    """What an article counts as, judged and split as it is."""
    numbers = [actor_number(*own_identity(actor)) for actor in analysis.actors]
    said = (*analysis.quotations, *analysis.reported)
    pairs: Counter[tuple[int, int, bool]] = Counter()
    for pair in speech_pairs(analysis, numbers):
        pairs[pair.actor, pair.other, pair.beside] += pair.times
    return CorrectedArticle(
        frozenset(numbers),
        frozenset(numbers[one.speaker] for one in said if one.speaker is not None),
        pairs,
        {
            field: sum(getattr(one, f"{field}_basis") == "inferred" for one in analysis.quotations)
            for field in ("speaker", "outlet", "date")
        },
    )


__all__ = ["CorrectedArticle", "corrected_article"]
