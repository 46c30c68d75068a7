"""Articles that a reader judged or that a split of names concerns: counted on this side."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from index.engine.api import Condition, HasActor
from index.engine.opensearch.documents import actor_number
from index.model import (
    Analysis,
    inferred_totals,
    own_identity,
    said_statements,
    speech_pairs,
    whole_statements,
)
from index.query import ArticleFields, Filter, Node, StatementMatcher, matches


class CorrectedArticle(Struct, frozen=True):
    """An article with a reader's judgements and splits applied.

    Actors are numbers; `pairs` are counted by (actor, other, adjacent).
    """

    actors: frozenset[int]
    speakers: frozenset[int]
    pairs: Counter[tuple[int, int, bool]]
    inferred: dict[str, int]
    analysis: Analysis
    numbers: tuple[int, ...]

    def has_statement(self, node: Node, conditions: Mapping[Filter, Condition]) -> bool:
        """Whether a statement matches a condition, with the actors of `conditions` as speakers."""
        matcher = StatementMatcher(
            self.analysis,
            ArticleFields(self.analysis),
            _Meant(self.numbers, conditions, frozenset()),
        )
        return any(matcher.fulfils(node, one) for one in said_statements(self.analysis))

    def days_said(
        self, asked: Sequence[Node], conditions: Mapping[Filter, Condition]
    ) -> Iterator[tuple[int, int] | None]:
        """The first and the last day of each statement that matches one of the conditions `asked`.

        Without conditions those of all statements; None for a statement without a day.
        """
        meant = _Meant(self.numbers, conditions, frozenset())
        matcher = StatementMatcher(self.analysis, ArticleFields(self.analysis), meant)
        for one in said_statements(self.analysis):
            if not asked or any(matcher.fulfils(node, one) for node in asked):
                day = None if one.said_basis == "file" else one.said_date
                yield (day.first().toordinal(), day.last().toordinal()) if day else None

    def has_named(
        self, node: Node, conditions: Mapping[Filter, Condition], ignored: frozenset[int]
    ) -> bool:
        """Whether words are near actors as `node` asks; no kind has the actors `ignored`."""
        return bool(matches(node, self.analysis, _Meant(self.numbers, conditions, ignored)))


class _Meant(Struct, frozen=True):
    """Resolves names of actors in one article by the numbers of its actors."""

    numbers: Sequence[int]
    conditions: Mapping[Filter, Condition]
    ignored: frozenset[int]

    def actors(self, leaf: Filter, analysis: Analysis) -> frozenset[int]:
        """The places of the actors meant."""
        if leaf.field == "kind":
            kinds = (actor.kind for actor in analysis.actors)
            return frozenset(
                place
                for place, (kind, number) in enumerate(zip(kinds, self.numbers, strict=True))
                if kind == leaf.value and number not in self.ignored
            )
        condition = self.conditions[leaf]
        assert isinstance(condition, HasActor)
        return frozenset(
            place for place, number in enumerate(self.numbers) if number in condition.actors
        )

    def outlets(self, _leaf: Filter) -> frozenset[str]:
        """No outlet: `source:` asks nothing of a statement."""
        return frozenset()


def corrected_article(analysis: Analysis) -> CorrectedArticle:
    """The corrected form of an article after judgements and splits."""
    numbers = [actor_number(*own_identity(actor)) for actor in analysis.actors]
    said = (*analysis.quotations, *analysis.reported)
    pairs: Counter[tuple[int, int, bool]] = Counter()
    for pair in speech_pairs(analysis, numbers):
        pairs[pair.actor, pair.other, pair.adjacent] += pair.times
    return CorrectedArticle(
        frozenset(numbers),
        frozenset(numbers[actor] for one in said for actor in one.speakers),
        pairs,
        dict(
            zip(
                ("speaker", "outlet", "date"),
                inferred_totals(whole_statements(analysis)),
                strict=True,
            )
        ),
        analysis,
        tuple(numbers),
    )


__all__ = ["CorrectedArticle", "corrected_article"]
