"""Finds, reads, analyses, indexes and searches articles. Never imports a user interface.

    from index import Library

    library = Library.open([Path("articles")])

Names are imported on first use, so that `import index` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.engine import (
        FACET_FIELDS,
        TIME_LIMIT,
        UNLIMITED,
        ActorCounts,
        Budget,
        FacetField,
        FieldCount,
        IsAmong,
        Timeline,
    )
    from index.errors import (
        Cancelled,
        IndexDamaged,
        LibraryBusy,
        PressmarkError,
        QueryError,
        ReadFailure,
    )
    from index.ingest import Summary
    from index.library import ActorEntry, Found, Library, Quoted, Row, Status

# Where each public name is defined.
_HOMES = {
    "index.engine": (
        "FACET_FIELDS", "TIME_LIMIT", "UNLIMITED", "ActorCounts", "Budget", "FacetField",
        "FieldCount", "IsAmong", "Timeline",
    ),
    "index.errors": (
        "Cancelled", "IndexDamaged", "LibraryBusy", "PressmarkError", "QueryError", "ReadFailure",
    ),
    "index.ingest": ("Summary",),
    "index.library": ("ActorEntry", "Found", "Library", "Quoted", "Row", "Status"),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a public name from the package that defines it."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


__all__ = [
    "FACET_FIELDS",
    "TIME_LIMIT",
    "UNLIMITED",
    "ActorCounts",
    "ActorEntry",
    "Budget",
    "Cancelled",
    "FacetField",
    "FieldCount",
    "Found",
    "IndexDamaged",
    "IsAmong",
    "Library",
    "LibraryBusy",
    "PressmarkError",
    "QueryError",
    "Quoted",
    "ReadFailure",
    "Row",
    "Status",
    "Summary",
    "Timeline",
]
