"""A library: engine, catalogue and articles behind one object. The public API of `index`."""

from typing import TYPE_CHECKING

from index.lazy_exports import lazy_exports

if TYPE_CHECKING:
    from index.library.actor_entries import ActorBuilder, card_of, identity_of
    from index.library.archive_library import ArchiveLibrary
    from index.library.filter_resolution import KeptFilters, NothingKept
    from index.library.library import Library
    from index.library.no_hits import NoHits, why_no_hits
    from index.library.results import (
        ActorEntry,
        Hits,
        ResultRow,
        SearchResult,
        StatementRow,
        Status,
    )
    from index.library.statement_filter import numbered_statements
else:
    __getattr__ = lazy_exports(
        globals(),
        {
            "index.library.actor_entries": (
                "ActorBuilder",
                "card_of",
                "identity_of",
            ),
            "index.library.archive_library": ("ArchiveLibrary",),
            "index.library.filter_resolution": (
                "KeptFilters",
                "NothingKept",
            ),
            "index.library.library": ("Library",),
            "index.library.no_hits": (
                "NoHits",
                "why_no_hits",
            ),
            "index.library.results": (
                "ActorEntry",
                "Hits",
                "ResultRow",
                "SearchResult",
                "StatementRow",
                "Status",
            ),
            "index.library.statement_filter": ("numbered_statements",),
        },
    )

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
    "numbered_statements",
    "why_no_hits",
]
