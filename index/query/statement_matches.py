"""Matches of conditions on statements in one article."""

import datetime
from collections.abc import Container, Iterator
from typing import Protocol

from index.model import Analysis, Span, Statement, said_statements
from index.query.highlight import leaf_spans
from index.query.nodes import And, DateRange, Filter, Leaf, Node, Not, Or, Wild, leaves
from index.query.terms import fold_pattern
from index.text import Token


class FilterMeanings(Protocol):
    """Resolves the names in filters to actors and outlets of an article."""

    def actors(self, leaf: Filter, analysis: Analysis) -> Container[int]:
        """The actors that a filter means, as places in `analysis.actors`.

        It is `actor:` or `speaker:`, or has the field `kind` and a kind of actors as its value.
        """

    def outlets(self, leaf: Filter) -> Container[str]:
        """The outlets that `source:` means, by name."""


class StatementWords(Protocol):
    """Gives the words of an article by their place."""

    def words_in(self, span: Span) -> list[Token]:
        """The words that begin in `span`."""


class StatementMatcher:
    """Finds the statements of one article that match a condition."""

    def __init__(
        self, analysis: Analysis, words: StatementWords, meanings: FilterMeanings | None
    ) -> None:
        """Without `meanings`, `speaker:` accepts every statement and has no matches."""
        self._analysis, self._words, self._meanings = analysis, words, meanings
        self._actors: dict[Filter, Container[int]] = {}
        self._tokens: dict[Span, list[Token]] = {}

    def spans(self, condition: Node) -> Iterator[Span]:
        """The matches: whole statements if the condition names a speaker, else its words."""
        asked = list(dict.fromkeys(leaves(condition)))
        whole = any(
            isinstance(one, DateRange) or (isinstance(one, Filter) and self._meanings is not None)
            for one in asked
        )
        for statement in said_statements(self._analysis):
            if self.fulfils(condition, statement):
                if whole:
                    yield from statement.content
                else:
                    for leaf in asked:
                        yield from self._said(leaf, statement)

    def fulfils(self, condition: Node, statement: Statement) -> bool:
        """Whether a statement matches a condition."""
        match condition:
            case And(children):
                return all(self.fulfils(child, statement) for child in children)
            case Or(children):
                return any(self.fulfils(child, statement) for child in children)
            case Not(child):
                return not self.fulfils(child, statement)
            case Filter():
                return self._is_by(condition, statement)
            case DateRange():
                return is_said_between(statement, condition)
            case Wild(pattern) if not fold_pattern(pattern).strip("*"):
                return True
        return any(True for _ in self._said(condition, statement))

    def _is_by(self, leaf: Filter, statement: Statement) -> bool:
        if self._meanings is None:
            return True
        if leaf not in self._actors:
            self._actors[leaf] = self._meanings.actors(leaf, self._analysis)
        return any(actor in self._actors[leaf] for actor in statement.speakers)

    def _said(self, leaf: Leaf, statement: Statement) -> Iterator[Span]:
        """The spans where a statement has the words of a leaf."""
        for span in statement.content:
            if span not in self._tokens:
                self._tokens[span] = self._words.words_in(span)
            yield from leaf_spans(leaf, self._tokens[span], self._analysis.article.language)


def is_said_between(statement: Statement, days: DateRange) -> bool:
    """Whether a statement can be from a day of a range. A file's own time is no such day.

    A date that is only a year has to lie in the range as a whole: "in 2004" is not from a week.
    """
    day = statement.said_date
    if day is None or statement.said_basis == "file":
        return False
    two = day.first().toordinal(), day.last().toordinal()
    if two in cut_years(days.first, days.last):
        return False
    after = days.first is None or day.last() >= days.first
    return after and (days.last is None or day.first() <= days.last)


def cut_years(
    first: datetime.date | None, last: datetime.date | None
) -> tuple[tuple[int, int], ...]:
    """The years of which a range has some days but not all, as first and last day (ordinals)."""
    years = []
    if first is not None and (first.month, first.day) != (1, 1):
        years.append(first.year)
    if last is not None and (last.month, last.day) != (12, 31):
        years.append(last.year)
    return tuple(
        (datetime.date(year, 1, 1).toordinal(), datetime.date(year, 12, 31).toordinal())
        for year in dict.fromkeys(years)
    )


__all__ = ["FilterMeanings", "StatementMatcher", "StatementWords", "cut_years", "is_said_between"]
