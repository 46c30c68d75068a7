"""Near duplicates of an archive, across all loaders.

One pass reads the keywords that duplicates share (bands of MinHash signatures, and the digest of
the text) from the columns of the index, a range of keys at a time, so that its work grows with the
number of articles. Signatures are fetched for the articles that share a keyword with another.
"""

from array import array
from collections import Counter
from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from index.engine.local import Array
from index.engine.opensearch import KEYS_END, PointInTime, terms
from index.ingest.duplicates import duplicate_groups

# Articles in one range of keys, on average: fewer than one answer holds.
_IN_RANGE = 4_000
# Articles whose signatures one request fetches.
_AT_ONCE = 1_000
_MOST = 1_000_000_000
# Keywords are compared in this many parts, a power of two, so that each sort is small.
_PARTS = 16


class Columns(Struct, frozen=True):
    """What the batch step needs of all articles: some 210 bytes each, and 100 an actor."""

    keys: Array
    # the hashes of the keywords of all articles, and the place in `keys` of each one's article
    hashes: Array
    places: Array
    # the number of articles that mention each actor
    actors: Counter[int]


def read_columns(articles: PointInTime) -> Columns:
    """Read the columns of all articles of an archive. Raises ArchiveError."""
    keys, hashes, counts = array("q"), array("q"), array("I")
    actors: Counter[int] = Counter()
    for key, near, mentioned in _rows(articles):
        keys.append(key)
        hashes.extend(map(hash, near))
        counts.append(len(near))
        actors.update(map(int, mentioned))
    places = np.repeat(np.arange(len(keys), dtype=np.uint32), np.array(counts, np.uint32))
    return Columns(np.array(keys, np.int64), np.frombuffer(hashes, np.int64), places, actors)


def _rows(articles: PointInTime) -> Iterator[tuple[int, list[str], list[str]]]:
    count = 1 + articles.count({"match_all": {}}) // _IN_RANGE
    width = KEYS_END // count + 1
    for begin in range(0, KEYS_END, width):
        query = {"range": {"key": {"gte": begin, "lt": begin + width}}}
        for key, held in articles.columns(query, ("near", "actor"), _MOST):
            yield key, held.get("near", []), held.get("actor", [])


def find_groups(articles: PointInTime, columns: Columns) -> dict[int, int]:
    """For each article that has duplicates the lowest key among them. Raises ArchiveError."""
    wanted = np.sort(columns.keys[_sharing(columns)])
    keys: list[int] = []

    def rows() -> Iterator[tuple[int, bytes, str]]:
        # numbers in place of keys, which have 62 bits: they are in the same order
        for begin in range(0, len(wanted), _AT_ONCE):
            query = terms("key", wanted[begin : begin + _AT_ONCE].tolist())
            for one in articles.sources(query, ("key", "signature", "digest"), _AT_ONCE):
                keys.append(one["key"])
                yield len(keys) - 1, bytes.fromhex(one.get("signature", "")), one["digest"]

    groups = duplicate_groups(rows())
    return {keys[num]: keys[first] for num, first in groups.items()}


def _sharing(columns: Columns) -> Array:
    """For each article whether another one has a keyword of it, or one with an equal hash."""
    sharing = np.zeros(len(columns.keys), bool)
    for part in range(_PARTS):
        chosen = np.flatnonzero((columns.hashes & (_PARTS - 1)) == part)
        order = chosen[np.argsort(columns.hashes[chosen], kind="stable")]
        same = columns.hashes[order[1:]] == columns.hashes[order[:-1]]
        sharing[columns.places[order[1:][same]]] = True
        sharing[columns.places[order[:-1][same]]] = True
    return sharing


__all__ = ["Columns", "find_groups", "read_columns"]
