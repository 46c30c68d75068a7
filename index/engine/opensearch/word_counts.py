"""Counts of words over an archive, words by prefix, and spelling suggestions."""

from collections.abc import Sequence

from index import query
from index.engine.api import Statistics, WordCount
from index.engine.opensearch.answer_shape import check_vectors
from index.engine.opensearch.archive_catalog import ArchiveCatalog
from index.engine.opensearch.archive_errors import ArchiveError
from index.engine.opensearch.cluster import Cluster, Json, path_of
from index.engine.opensearch.documents import ANALYSIS_FIELDS, analysis_in, token_of
from index.engine.opensearch.point_in_time import PointInTime
from index.query import ArticleFields, Query
from index.text import tokenise

# Words that are counted in one request.
_AT_ONCE = 5_000
# The number of sampled articles for words by prefix.
_SAMPLE = 100
# Shorter words are not worth a suggestion.
_SHORTEST = 4


def count_words(
    cluster: Cluster, catalog: ArchiveCatalog, words: Sequence[str], field: str
) -> Statistics:
    """Document and total frequency of each word over all shards, deleted articles included."""
    counts = {word: WordCount(0, 0) for word in words}
    total = articles = 0
    for routing in _a_routing_for_each(catalog.state.shards):
        for begin in range(0, max(len(words), 1), _AT_ONCE):
            part = {token_of(word): word for word in words[begin : begin + _AT_ONCE]}
            found = _vector(cluster, catalog.name, field, " ".join(part) or "x", routing)
            for term, own in found.get("terms", {}).items():
                if term in part and "doc_freq" in own:
                    before = counts[part[term]]
                    counts[part[term]] = WordCount(
                        before.articles + own["doc_freq"], before.occurrences + own.get("ttf", 0)
                    )
        statistics = found.get("field_statistics", {})
        total += max(0, statistics.get("sum_ttf", 0))
    articles = catalog.count()
    return Statistics(articles, total, counts)


def _vector(cluster: Cluster, name: str, field: str, text: str, routing: str) -> Json:
    """The statistics of the words of an artificial document, on one shard."""
    body: Json = {
        "doc": {field: text},
        "fields": [field],
        "term_statistics": True,
        "field_statistics": True,
        "positions": False,
        "offsets": False,
        "payloads": False,
    }
    answer = cluster.ask("POST", path_of(name, "_termvectors"), body, routing=routing)
    check_vectors(answer, cluster.access.shown)
    found: Json = answer.get("term_vectors", {}).get(field, {})
    return found


def _a_routing_for_each(shards: int) -> list[str]:
    """For each shard a value that routes a request to it."""
    found: dict[int, str] = {}
    number = 0
    while len(found) < shards:
        found.setdefault(shard_of(str(number), shards), str(number))
        number += 1
    return [found[shard] for shard in range(shards)]


def shard_of(routing: str, shards: int) -> int:
    """The shard of a routing value: Murmur3 of its UTF-16, as the server computes it.

    The server hashes into a multiple of the shards, so that an index can be split later.
    """
    slots = shards
    while slots * 2 <= 1024:
        slots *= 2
    hashed = murmur3(routing.encode("utf-16-le"))
    signed = hashed - (1 << 32) if hashed >= 1 << 31 else hashed
    return (signed % slots) // (slots // shards)


def murmur3(data: bytes) -> int:
    """Murmur3 of 32 bits with seed 0 (Appleby 2011)."""
    mask = 0xFFFFFFFF

    def mixed(block: int) -> int:
        block = block * 0xCC9E2D51 & mask
        return ((block << 15 | block >> 17) & mask) * 0x1B873593 & mask

    hashed = 0
    whole = len(data) // 4 * 4
    for begin in range(0, whole, 4):
        hashed ^= mixed(int.from_bytes(data[begin : begin + 4], "little"))
        hashed = (hashed << 13 | hashed >> 19) & mask
        hashed = (hashed * 5 + 0xE6546B64) & mask
    if data[whole:]:
        hashed ^= mixed(int.from_bytes(data[whole:], "little"))
    hashed ^= len(data)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        hashed ^= hashed >> shift
        hashed = hashed * factor & mask
    return hashed


def words_begun(catalog: ArchiveCatalog, prefix: str, most: int) -> tuple[str, ...]:
    """The folded words of bodies that begin with `prefix`, in order; of a sample of articles."""
    having: Json = {"prefix": {"exact": prefix}} if prefix else {"match_all": {}}
    words = {
        token.exact
        for source in catalog.articles.sources(having, ANALYSIS_FIELDS, _SAMPLE)
        for token in ArticleFields(analysis_in(source)).text
    }
    return tuple(sorted(word for word in words if word.startswith(prefix))[:most])


def spelling_suggestion(moment: PointInTime, wanted: Query) -> str | None:
    """The query with its unknown words replaced by known ones spelt nearly like them."""
    unknown: dict[str, tuple[str, str]] = {}
    for leaf in query.leaves(wanted.node):
        if isinstance(leaf, query.Word | query.Phrase):
            for token in tokenise(leaf.text):
                if not token.joined and len(token.exact) >= _SHORTEST:
                    surface = leaf.text[token.start : token.end]
                    unknown[surface] = token_of(token.exact), token_of(token.stem)
    text, changed = str(wanted), False
    for surface, (exact, stem) in unknown.items():
        known = {"bool": {"should": [{"term": {"exact": exact}}, {"term": {"text": stem}}]}}
        try:
            near = None if moment.count(known) else _nearest(moment, exact)
        except ArchiveError:
            return None
        if near is not None:
            text, changed = text.replace(surface, near, 1), True
    return text if changed else None


def _nearest(moment: PointInTime, word: str) -> str | None:
    """The known word spelt most like one: fewest edits, then in most articles."""
    asked = {
        "text": word,
        "term": {
            "field": "exact",
            "size": 1,
            "suggest_mode": "missing",
            "prefix_length": 1,
            "min_word_length": _SHORTEST,
            "max_edits": 1 if len(word) < 6 else 2,
            "string_distance": "levenshtein",
        },
    }
    body: Json = {"size": 0, "query": {"match_none": {}}, "suggest": {"near": asked}}
    options = moment.search(body).get("suggest", {}).get("near", [{}])
    found = options[0].get("options", []) if options else []
    return str(found[0]["text"]) if found else None


__all__ = ["count_words", "murmur3", "shard_of", "spelling_suggestion", "words_begun"]
