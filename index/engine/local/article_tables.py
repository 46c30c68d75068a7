"""Arrays over all articles: the actors, the days and the statements of each.

A build stores them in one file next to the catalogue (`table_file`). Without a current file they
are computed from the catalogue's rows.
"""

from array import array
from itertools import chain

import numpy as np

from index.catalog import Catalog
from index.engine.local.actor_table import ActorTable
from index.engine.local.day_arrays import DateRanges
from index.engine.local.statement_rows import StatementRows
from index.engine.local.table_file import Tables, read_tables, write_tables
from index.locations import TABLES


def actor_table(catalog: Catalog) -> ActorTable:
    """The actors of every article, before corrections."""
    stored = read_tables(catalog.path.with_name(TABLES), catalog.tables_stamp())
    return stored.actors if stored else ActorTable.of(catalog.actor_lists())


def stored_statements(catalog: Catalog) -> StatementRows:
    """The statements of every article, before corrections."""
    stored = read_tables(catalog.path.with_name(TABLES), catalog.tables_stamp())
    return stored.statements if stored else StatementRows.of(catalog.statements_after())


def has_tables(catalog: Catalog) -> bool:
    """Whether the stored file of arrays is intact and of this revision."""
    return read_tables(catalog.path.with_name(TABLES), catalog.tables_stamp()) is not None


def article_days(catalog: Catalog) -> DateRanges:
    """The days that the date of each article can mean."""
    stored = read_tables(catalog.path.with_name(TABLES), catalog.tables_stamp())
    return stored.days if stored else _days_from_rows(catalog)


def store_tables(catalog: Catalog, actors: ActorTable) -> None:
    """Write the file of tables for the current revision of the catalogue."""
    path = catalog.path.with_name(TABLES)
    statements = StatementRows.of(catalog.statements_after())
    tables = Tables(actors, _days_from_rows(catalog), statements)
    write_tables(path, tables, catalog.tables_stamp())


def _days_from_rows(catalog: Catalog) -> DateRanges:
    flat = array("q", chain.from_iterable(catalog.article_days()))
    rows = np.frombuffer(flat, np.int64).reshape(-1, 3)
    return DateRanges(rows[:, 0].astype(np.uint32), rows[:, 1].copy(), rows[:, 2].copy())


__all__ = ["actor_table", "article_days", "has_tables", "store_tables", "stored_statements"]
