"""The local engine: a Whoosh index whose segments are memory-mapped arrays."""

from index.engine.local.actor_table import ActorTable
from index.engine.local.archive import LocalArchive
from index.engine.local.array_files import Array
from index.engine.local.article_tables import article_days, has_tables, store_tables
from index.engine.local.codec import ArraySegment
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
