"""Finds, reads, analyses, indexes and searches articles. Never imports a user interface.

    from index import Library

    library = Library.open([Path("articles")])

Names are imported on first use, so that `import index` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.corrections import corrections_file, read_corrections, toggle_ignored, toggle_same
    from index.engine import (
        FACET_FIELDS,
        TIME_LIMIT,
        UNLIMITED,
        ActorCounts,
        Budget,
        Counted,
        FacetField,
        FieldCount,
        IsAmong,
        Timeline,
        period_of,
    )
    from index.engine.opensearch import Access, Cluster, access_to, is_address
    from index.errors import (
        Cancelled,
        IndexDamaged,
        LibraryBusy,
        PressmarkError,
        QueryError,
        ReadFailure,
    )
    from index.extract import sentences_of
    from index.ingest import (
        Builder,
        BuilderFailed,
        OnProgress,
        OutsideTexts,
        Progress,
        Share,
        Summary,
        changes,
        check_roots,
        finish_archive,
        load_archive,
        read_outside,
    )
    from index.library import (
        ActorEntry,
        ArchiveLibrary,
        Library,
        NoHits,
        ResultRow,
        SearchResult,
        StatementRow,
        Status,
        why_no_hits,
    )
    from index.locations import (
        config_file,
        has_catalog,
        library_folder,
        read_state,
        seeds_folder,
        state_folder,
        write_state,
    )
    from index.platform import release_memory, return_freed_memory
    from index.plugins import (
        COMMANDS_GROUP,
        EXPORTERS_GROUP,
        READERS_GROUP,
        CommandPlugin,
        Plugin,
        PluginBroken,
        distribution_version,
        installed_plugins,
        load_plugin,
        plugin_named,
        problem_of,
    )
    from index.readers import WHAT_IS_READ
    from index.settings import Settings, read_settings
    from index.text import DiffRun, differences, escaped_path, one_line, safe, to_json
    from index.whole_files import check_parent, write_output, write_whole

# Where each public name is defined.
_HOMES = {
    "index.corrections": (
        "corrections_file",
        "read_corrections",
        "toggle_ignored",
        "toggle_same",
    ),
    "index.engine": (
        "FACET_FIELDS",
        "TIME_LIMIT",
        "UNLIMITED",
        "ActorCounts",
        "Budget",
        "Counted",
        "FacetField",
        "FieldCount",
        "IsAmong",
        "Timeline",
        "period_of",
    ),
    "index.engine.opensearch": ("Access", "Cluster", "access_to", "is_address"),
    "index.errors": (
        "Cancelled",
        "IndexDamaged",
        "LibraryBusy",
        "PressmarkError",
        "QueryError",
        "ReadFailure",
    ),
    "index.extract": ("sentences_of",),
    "index.ingest": (
        "Builder",
        "BuilderFailed",
        "OnProgress",
        "OutsideTexts",
        "Progress",
        "Share",
        "Summary",
        "changes",
        "check_roots",
        "finish_archive",
        "load_archive",
        "read_outside",
    ),
    "index.library": (
        "ActorEntry",
        "ArchiveLibrary",
        "Library",
        "NoHits",
        "ResultRow",
        "SearchResult",
        "StatementRow",
        "Status",
        "why_no_hits",
    ),
    "index.locations": (
        "config_file",
        "has_catalog",
        "library_folder",
        "read_state",
        "seeds_folder",
        "state_folder",
        "write_state",
    ),
    "index.platform": ("release_memory", "return_freed_memory"),
    "index.plugins": (
        "COMMANDS_GROUP",
        "EXPORTERS_GROUP",
        "READERS_GROUP",
        "CommandPlugin",
        "Plugin",
        "PluginBroken",
        "distribution_version",
        "installed_plugins",
        "load_plugin",
        "plugin_named",
        "problem_of",
    ),
    "index.readers": ("WHAT_IS_READ",),
    "index.settings": (
        "Settings",
        "read_settings",
    ),
    "index.text": (
        "DiffRun",
        "differences",
        "escaped_path",
        "one_line",
        "safe",
        "to_json",
    ),
    "index.whole_files": ("check_parent", "write_output", "write_whole"),
}

_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

if not TYPE_CHECKING:  # a type checker then notices a name that is not imported above

    def __getattr__(name: str) -> Any:
        """Import a public name from the package that defines it."""
        if name not in _HOME_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(_HOME_OF[name]), name)
        globals()[name] = value
        return value


__all__ = [
    "COMMANDS_GROUP",
    "EXPORTERS_GROUP",
    "FACET_FIELDS",
    "READERS_GROUP",
    "TIME_LIMIT",
    "UNLIMITED",
    "WHAT_IS_READ",
    "Access",
    "ActorCounts",
    "ActorEntry",
    "ArchiveLibrary",
    "Budget",
    "Builder",
    "BuilderFailed",
    "Cancelled",
    "Cluster",
    "CommandPlugin",
    "Counted",
    "DiffRun",
    "FacetField",
    "FieldCount",
    "IndexDamaged",
    "IsAmong",
    "Library",
    "LibraryBusy",
    "NoHits",
    "OnProgress",
    "OutsideTexts",
    "Plugin",
    "PluginBroken",
    "PressmarkError",
    "Progress",
    "QueryError",
    "ReadFailure",
    "ResultRow",
    "SearchResult",
    "Settings",
    "Share",
    "StatementRow",
    "Status",
    "Summary",
    "Timeline",
    "access_to",
    "changes",
    "check_parent",
    "check_roots",
    "config_file",
    "corrections_file",
    "differences",
    "distribution_version",
    "escaped_path",
    "finish_archive",
    "has_catalog",
    "installed_plugins",
    "is_address",
    "library_folder",
    "load_archive",
    "load_plugin",
    "one_line",
    "period_of",
    "plugin_named",
    "problem_of",
    "read_corrections",
    "read_outside",
    "read_settings",
    "read_state",
    "release_memory",
    "return_freed_memory",
    "safe",
    "seeds_folder",
    "sentences_of",
    "state_folder",
    "to_json",
    "toggle_ignored",
    "toggle_same",
    "why_no_hits",
    "write_output",
    "write_state",
    "write_whole",
]
