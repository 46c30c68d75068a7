"""The catalogue: SQLite tables of files, articles, actors and citations."""

from index.catalog.actor_codec import SPEAKS
from index.catalog.catalog import Catalog
from index.catalog.citations import Reference, names_publication
from index.catalog.entries import Entry, entry_of
from index.catalog.pair_codec import BESIDE

__all__ = [
    "BESIDE",
    "SPEAKS",
    "Catalog",
    "Entry",
    "Reference",
    "entry_of",
    "names_publication",
]
