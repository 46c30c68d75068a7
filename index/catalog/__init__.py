"""The catalogue: SQLite tables of files, articles, actors and citations."""

from index.catalog.actor_codec import SPEAKS
from index.catalog.catalog import Catalog
from index.catalog.pair_codec import BESIDE
from index.catalog.stored_article import StoredArticle, entry_of
from index.catalog.stored_references import Reference, names_publication

__all__ = [
    "BESIDE",
    "SPEAKS",
    "Catalog",
    "Reference",
    "StoredArticle",
    "entry_of",
    "names_publication",
]
