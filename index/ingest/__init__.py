"""Building a library: scan folders, read files in worker processes, write index and catalogue."""

from typing import TYPE_CHECKING

from index.lazy_exports import lazy_exports

if TYPE_CHECKING:
    from index.ingest.archive_finish import finish_archive
    from index.ingest.archive_load import Share, load_archive
    from index.ingest.build import build_library
    from index.ingest.builder import Builder, BuilderFailed
    from index.ingest.freshness import folder_bytes, summary_if_current
    from index.ingest.local_ingest import LocalIngest
    from index.ingest.outside import OutsideTexts, read_outside
    from index.ingest.progress import OnProgress, Progress, Summary
    from index.ingest.scan import check_roots, scan_all, scan_roots
    from index.ingest.watch import changes
else:
    __getattr__ = lazy_exports(
        globals(),
        {
            "index.ingest.archive_finish": ("finish_archive",),
            "index.ingest.archive_load": (
                "Share",
                "load_archive",
            ),
            "index.ingest.build": ("build_library",),
            "index.ingest.builder": (
                "Builder",
                "BuilderFailed",
            ),
            "index.ingest.freshness": ("folder_bytes", "summary_if_current"),
            "index.ingest.local_ingest": ("LocalIngest",),
            "index.ingest.outside": ("OutsideTexts", "read_outside"),
            "index.ingest.progress": ("OnProgress", "Progress", "Summary"),
            "index.ingest.scan": (
                "check_roots",
                "scan_all",
                "scan_roots",
            ),
            "index.ingest.watch": ("changes",),
        },
    )

__all__ = [
    "Builder",
    "BuilderFailed",
    "LocalIngest",
    "OnProgress",
    "OutsideTexts",
    "Progress",
    "Share",
    "Summary",
    "build_library",
    "changes",
    "check_roots",
    "finish_archive",
    "folder_bytes",
    "load_archive",
    "read_outside",
    "scan_all",
    "scan_roots",
    "summary_if_current",
]
