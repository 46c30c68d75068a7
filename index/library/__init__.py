"""A library: engine, catalogue and articles behind one object. The public API of `index`."""

from index.library.actor_entries import ActorBuilder, card_of, identity_of
from index.library.archive_library import ArchiveLibrary
from index.library.filter_resolution import KeptFilters, NothingKept
from index.library.library import Library
from index.library.no_hits import NoHits, why_no_hits
from index.library.results import ActorEntry, Hits, ResultRow, SearchResult, StatementRow, Status

__all__ = [
    "ActorBuilder",
    "ActorEntry",
    "ArchiveLibrary",
    "Hits",
    "KeptFilters",
    "Library",
    "NoHits",
    "NothingKept",
    "ResultRow",
    "SearchResult",
    "StatementRow",
    "Status",
    "card_of",
    "identity_of",
    "why_no_hits",
]
