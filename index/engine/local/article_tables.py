"""Arrays over all articles: the actors, the days, the statements and the fields of each.

A build stores them in one file next to the catalogue (`table_file`). Without a current file they
are computed from the catalogue's rows.
"""

from array import array
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import numpy as np

from index.catalog import Catalog
from index.engine.local.actor_table import ActorTable
from index.engine.local.day_arrays import DateRanges
from index.engine.local.field_rows import FieldRows
from index.engine.local.statement_rows import StatementRows
from index.engine.local.table_file import TableFile, Tables, write_tables
from index.locations import TABLES


def actor_table(catalog: Catalog) -> ActorTable:
    """The actors of every article, before corrections."""
    return _stored(catalog).actors() or ActorTable.of(catalog.actor_lists())


def stored_statements(catalog: Catalog) -> StatementRows:
    """The statements of every article, before corrections."""
    return _stored(catalog).statements() or StatementRows.of(catalog.statements_after())


def has_tables(catalog: Catalog) -> bool:
    """Whether the stored file of arrays is intact and of this revision."""
    return _stored(catalog).tables() is not None


def article_days(catalog: Catalog, before: DateRanges | None = None) -> DateRanges:
    """The days that the date of each article can mean.

    With those read `before`, which may hold articles that have gone since, rows of later articles
    alone are read while a build has not stored the tables yet.
    """
    stored = _stored(catalog).days()
    if stored is not None:
        return stored
    if before is None or not len(before.nums):
        return _days_of(catalog.article_days())
    return before.with_more(_days_of(catalog.article_days(int(before.nums[-1]))))


def stored_fields(catalog: Catalog) -> FieldRows:
    """Publication, author and cited outlets of every article."""
    return _stored(catalog).fields() or later_fields(catalog)


def later_fields(catalog: Catalog, after: int = 0) -> FieldRows:
    """Publication, author and cited outlets of the articles above `after`, from the rows."""
    return FieldRows.of(catalog.facts_after(after), catalog.cited_after(after))


def current_tables(catalog: Catalog) -> Tables:
    """The tables of the articles as they are now.

    What the file has of earlier articles is taken from it if nothing but articles has come and gone
    since: the rows of an article never change, and a new article has a higher number.
    """
    nums = np.array(catalog.nums(), np.uint32)
    before = TableFile(_path(catalog), catalog.is_earlier_stamp).tables()
    if before is not None and len(before.days.nums):
        last = int(before.days.nums[-1])
        found = Tables(
            before.actors.only(nums).with_added(catalog.actor_lists(last)),
            before.days.only(nums).with_more(_days_of(catalog.article_days(last))),
            before.statements.only(nums).with_more(
                StatementRows.of(catalog.statements_after(last))
            ),
            before.fields.only(nums).with_more(later_fields(catalog, last)),
        )
        if np.array_equal(found.days.nums, nums):
            return found
    return Tables(
        ActorTable.of(catalog.actor_lists()),
        _days_of(catalog.article_days()),
        StatementRows.of(catalog.statements_after()),
        later_fields(catalog),
    )


def store_tables(catalog: Catalog, tables: Tables) -> None:
    """Write the file of tables for the current revision of the catalogue."""
    write_tables(_path(catalog), tables, catalog.tables_stamp())


def _path(catalog: Catalog) -> Path:
    return catalog.path.with_name(TABLES)


def _stored(catalog: Catalog) -> TableFile:
    """The stored file of this revision."""
    stamp = catalog.tables_stamp()
    return TableFile(_path(catalog), lambda found: found == stamp)


def _days_of(rows: Iterable[tuple[int, int, int]]) -> DateRanges:
    flat = array("q", chain.from_iterable(rows))
    days = np.frombuffer(flat, np.int64).reshape(-1, 3)
    return DateRanges(days[:, 0].astype(np.uint32), days[:, 1].copy(), days[:, 2].copy())


__all__ = [
    "actor_table",
    "article_days",
    "current_tables",
    "has_tables",
    "later_fields",
    "store_tables",
    "stored_fields",
    "stored_statements",
]
