"""A library opened as one thing: index, catalogue and articles. The public API of `index`."""

from index.library.actors import GatheredActor, card_of, identity_of
from index.library.library import Library
from index.library.records import ActorEntry, Found, Hits, Quoted, Row, Status
from index.library.resolve import KeptFilters, NothingKept

__all__ = [
    "ActorEntry",
    "Found",
    "GatheredActor",
    "Hits",
    "KeptFilters",
    "Library",
    "NothingKept",
    "Quoted",
    "Row",
    "Status",
    "card_of",
    "identity_of",
]
