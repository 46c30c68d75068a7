"""The catalogue: SQLite tables of files, articles, actors and citations."""

from index.catalog.actor_codec import SPEAKS
from index.catalog.catalog import Catalog
from index.catalog.pair_codec import BESIDE
from index.catalog.stored_article import StoredArticle, as_stored
from index.catalog.stored_references import Reference, names_publication

__all__ = [
    "BESIDE",
    "SPEAKS",
    "Catalog",
    "Reference",
    "StoredArticle",
    "as_stored",
    "names_publication",
]
