"""Answers conditions on statements, with a reader's corrections applied."""

import datetime
import threading
from collections.abc import Iterable, Mapping

import numpy as np

from index.catalog import Catalog
from index.engine.local.array_files import Array
from index.engine.local.article_tables import stored_statements
from index.engine.local.statement_rows import NO_STATEMENTS, StatementRows, StatementSet
from index.query import cut_years


class StatementTable:
    """The statements of a catalogue; nothing is read before the first question. Thread-safe."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._lock = threading.Lock()
        self._revision = (-1, 0)
        self._as_read = self._rows = NO_STATEMENTS
        self._merged: Mapping[int, int] = {}

    def _current(self) -> tuple[StatementRows, Mapping[int, int]]:
        """All rows, and the actors that count as others."""
        with self._lock:
            revision = self._catalog.actors_revision()
            if revision != self._revision:
                self._as_read = self._read(self._as_read)
                judged = [(one.num, one.statements) for one in self._catalog.corrected_lists()]
                self._rows = self._as_read.with_others(StatementRows.of(judged))
                self._merged = self._catalog.merged_into()
                self._revision = revision
            return self._rows, self._merged

    def _read(self, before: StatementRows) -> StatementRows:
        """The rows before corrections; article numbers only grow, so those read before stay."""
        if not len(before.nums):
            return stored_statements(self._catalog)
        later = self._catalog.statements_after(int(before.nums[-1]))
        return before.with_more(StatementRows.of(later))

    def by(self, actors: Iterable[int]) -> StatementSet:
        """The statements that one of `actors` made, alone or with others."""
        rows, merged = self._current()
        wanted = set(actors)
        # the rows stay mapped from their file, without a copy with merged speakers
        written = [actor for actor in wanted if actor not in merged]
        written += [actor for actor, target in merged.items() if target in wanted]
        speaking = np.array(written, rows.speakers.dtype)
        theirs = np.isin(rows.speakers, speaking)
        theirs[rows.also_rows[np.isin(rows.also_speakers, speaking)]] = True
        return rows.chosen(theirs)

    def between(self, first: datetime.date | None, last: datetime.date | None) -> StatementSet:
        """The statements that can be from a day between two days, both included.

        A date that is only a year has to lie between them as a whole.
        """
        rows = self._current()[0]
        begins = rows.first.astype(np.int64)
        inside = (begins > 0) & (begins + rows.days >= (first.toordinal() if first else 0))
        if last is not None:
            inside &= begins <= last.toordinal()
        for new_year, end in cut_years(first, last):
            inside &= (begins != new_year) | (rows.days != end - new_year)
        return rows.chosen(inside)

    def days_in(self, nums: Array) -> tuple[Array, Array]:
        """The first and the last day of each statement of these articles; 0: none."""
        return self._current()[0].days_in(nums)

    def days_of(self, statements: StatementSet) -> tuple[Array, Array]:
        """The first and the last day of each of some statements; 0: none."""
        return self._current()[0].days_of(statements)


__all__ = ["StatementTable"]
