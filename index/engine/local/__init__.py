"""The local engine: a Whoosh index whose segments are memory-mapped arrays."""

from index.engine.local.actor_facets import ActorCounts
from index.engine.local.actor_table import ActorTable
from index.engine.local.array_files import Array
from index.engine.local.article_tables import article_days, store_tables
from index.engine.local.codec import ArraySegment
from index.engine.local.field_facets import FIELDS, Field, FieldCount, FieldFacets
from index.engine.local.merge import FANOUT_IN_BUILDING, to_merge, to_merge_whole
from index.engine.local.minhash import HASH_MULTIPLIER, HASHES
from index.engine.local.postings import Analysed, Gatherer
from index.engine.local.ragged import ranks
from index.engine.local.searcher import TIME_LIMIT, Found, ReviewAnswers, Searcher
from index.engine.local.speech_table import Speech
from index.engine.local.timeline import Timeline, articles_in, make_timeline
from index.engine.local.toc import SegmentRecord, record_of, segment_of

__all__ = [
    "FANOUT_IN_BUILDING",
    "FIELDS",
    "HASHES",
    "HASH_MULTIPLIER",
    "TIME_LIMIT",
    "ActorCounts",
    "ActorTable",
    "Analysed",
    "Array",
    "ArraySegment",
    "Field",
    "FieldCount",
    "FieldFacets",
    "Found",
    "Gatherer",
    "ReviewAnswers",
    "Searcher",
    "SegmentRecord",
    "Speech",
    "Timeline",
    "article_days",
    "articles_in",
    "make_timeline",
    "ranks",
    "record_of",
    "segment_of",
    "store_tables",
    "to_merge",
    "to_merge_whole",
]
