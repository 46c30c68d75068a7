"""The local engine: a Whoosh index whose segments are memory-mapped arrays."""

from typing import TYPE_CHECKING

from index.lazy_exports import lazy_exports

if TYPE_CHECKING:
    from index.engine.local.actor_table import ActorTable
    from index.engine.local.archive import LocalArchive
    from index.engine.local.array_files import Array
    from index.engine.local.array_segment import ArraySegment
    from index.engine.local.article_tables import article_days, has_tables, store_tables
    from index.engine.local.engine import LocalEngine
    from index.engine.local.merge import FANOUT_IN_BUILDING, to_merge, to_merge_whole
    from index.engine.local.minhash import (
        HASH_MULTIPLIER,
        HASHES,
        SIGNATURE_VERSION,
        signatures,
        word_hash,
    )
    from index.engine.local.postings import Analysed, PostingsBuilder
    from index.engine.local.toc import SegmentRecord, record_of, segment_of
else:
    __getattr__ = lazy_exports(
        globals(),
        {
            "index.engine.local.actor_table": ("ActorTable",),
            "index.engine.local.archive": ("LocalArchive",),
            "index.engine.local.array_files": ("Array",),
            "index.engine.local.article_tables": ("article_days", "has_tables", "store_tables"),
            "index.engine.local.array_segment": ("ArraySegment",),
            "index.engine.local.engine": ("LocalEngine",),
            "index.engine.local.merge": ("FANOUT_IN_BUILDING", "to_merge", "to_merge_whole"),
            "index.engine.local.minhash": (
                "HASH_MULTIPLIER",
                "HASHES",
                "SIGNATURE_VERSION",
                "signatures",
                "word_hash",
            ),
            "index.engine.local.postings": ("Analysed", "PostingsBuilder"),
            "index.engine.local.toc": ("SegmentRecord", "record_of", "segment_of"),
        },
    )

__all__ = [
    "FANOUT_IN_BUILDING",
    "HASHES",
    "HASH_MULTIPLIER",
    "SIGNATURE_VERSION",
    "ActorTable",
    "Analysed",
    "Array",
    "ArraySegment",
    "LocalArchive",
    "LocalEngine",
    "PostingsBuilder",
    "SegmentRecord",
    "article_days",
    "has_tables",
    "record_of",
    "segment_of",
    "signatures",
    "store_tables",
    "to_merge",
    "to_merge_whole",
    "word_hash",
]
