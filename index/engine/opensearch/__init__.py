"""An archive on an OpenSearch cluster: the same answers as the local engine, for a team."""

from typing import TYPE_CHECKING

from index.lazy_exports import lazy_exports

if TYPE_CHECKING:
    from index.engine.opensearch.access import Access, access_to, is_address
    from index.engine.opensearch.archive_catalog import MOST_LISTED, ArchiveCatalog
    from index.engine.opensearch.archive_engine import OpenSearchEngine
    from index.engine.opensearch.bulk_lines import (
        DocumentWriter,
        delete_line,
        index_lines,
        requests_of,
    )
    from index.engine.opensearch.bulk_sender import BulkSender, Rejected
    from index.engine.opensearch.cluster import ArchiveAway, ArchiveError, Cluster, Json
    from index.engine.opensearch.documents import (
        ANALYSIS_FIELDS,
        KEYS_END,
        Spell,
        analysis_in,
        clean,
        file_id,
        number_of,
        path_in,
    )
    from index.engine.opensearch.generations import (
        Generation,
        begin_loading,
        find_generation,
        put_state,
        read_generation,
        refresh,
        set_for_loading,
        set_for_reading,
    )
    from index.engine.opensearch.mapping import loading_alias, names_alias
    from index.engine.opensearch.point_in_time import PointInTime
    from index.engine.opensearch.query_parts import all_of, terms
else:
    __getattr__ = lazy_exports(
        globals(),
        {
            "index.engine.opensearch.access": (
                "Access",
                "access_to",
                "is_address",
            ),
            "index.engine.opensearch.archive_catalog": (
                "MOST_LISTED",
                "ArchiveCatalog",
            ),
            "index.engine.opensearch.archive_engine": ("OpenSearchEngine",),
            "index.engine.opensearch.bulk_lines": (
                "DocumentWriter",
                "delete_line",
                "index_lines",
                "requests_of",
            ),
            "index.engine.opensearch.bulk_sender": (
                "BulkSender",
                "Rejected",
            ),
            "index.engine.opensearch.cluster": (
                "ArchiveAway",
                "ArchiveError",
                "Cluster",
                "Json",
            ),
            "index.engine.opensearch.documents": (
                "ANALYSIS_FIELDS",
                "KEYS_END",
                "Spell",
                "analysis_in",
                "clean",
                "file_id",
                "number_of",
                "path_in",
            ),
            "index.engine.opensearch.generations": (
                "Generation",
                "begin_loading",
                "find_generation",
                "put_state",
                "read_generation",
                "refresh",
                "set_for_loading",
                "set_for_reading",
            ),
            "index.engine.opensearch.mapping": (
                "loading_alias",
                "names_alias",
            ),
            "index.engine.opensearch.point_in_time": ("PointInTime",),
            "index.engine.opensearch.queries": (
                "all_of",
                "terms",
            ),
        },
    )

__all__ = [
    "ANALYSIS_FIELDS",
    "KEYS_END",
    "MOST_LISTED",
    "Access",
    "ArchiveAway",
    "ArchiveCatalog",
    "ArchiveError",
    "BulkSender",
    "Cluster",
    "DocumentWriter",
    "Generation",
    "Json",
    "OpenSearchEngine",
    "PointInTime",
    "Rejected",
    "Spell",
    "access_to",
    "all_of",
    "analysis_in",
    "begin_loading",
    "clean",
    "delete_line",
    "file_id",
    "find_generation",
    "index_lines",
    "is_address",
    "loading_alias",
    "names_alias",
    "number_of",
    "path_in",
    "put_state",
    "read_generation",
    "refresh",
    "requests_of",
    "set_for_loading",
    "set_for_reading",
    "terms",
]
