"""The last step of a build: everything that depends on all articles together.

It names actors whose articles changed, merges actors, groups near-duplicates, deletes actors
without articles, and writes the file of arrays that a reader maps instead of reading rows.
"""

from index.catalog import Catalog
from index.engine.local import current_tables, store_tables
from index.ingest.aliases import find_aliases
from index.ingest.duplicates import duplicate_groups
from index.ingest.names_left import names_left


def finish(catalog: Catalog) -> None:
    """Recompute aliases, duplicates and tables. Raises OSError where the disk is full."""
    with catalog.transaction():
        tables = current_tables(catalog)
        table, actors = tables.actors, catalog.actor_ids()
        counts = table.counts(max(actors, default=0) + 1).tolist()
        if doubtful := catalog.doubtful_names():
            catalog.set_names(names_left(catalog, table, doubtful))
        catalog.set_groups(
            find_aliases(
                [(n, key) for n, key in catalog.person_keys() if counts[n]], counts, table
            ),
            duplicate_groups(catalog.signatures()),
            [actor for actor in actors if not counts[actor]],
        )
    store_tables(catalog, tables)


__all__ = ["finish"]
