"""An LRU cache of the answers of one snapshot: a word is asked for again while a person types."""

from index.engine.local.answer import LocalAnswer
from index.platform import LruCache
from index.query import Fuzzy, Node, Phrase, Query, Wild, Word, every_leaf

# Bytes of all answers together, and of the largest that is kept.
_MOST_BYTES, _LARGEST = 4 << 20, 1 << 20
# Bytes of a hit in arrays (document, score, key, number, rank, place in the order), and of an
# answer besides: records of a screen of hits.
_BYTES_A_HIT, _BYTES_AN_ANSWER = 40, 12_000

# The query, and whether it may be widened by words of its best articles.
AnswerKey = tuple[Query, bool]


class AnswerCache(LruCache[AnswerKey, LocalAnswer]):
    """Keeps the answers asked for last. Only for queries that `depends_on_words_alone` accepts."""

    def __init__(self) -> None:
        super().__init__(_MOST_BYTES, _bytes_of)

    def put(self, key: AnswerKey, value: LocalAnswer) -> None:
        """Keep an answer, unless it is so large that it would displace many others."""
        if _bytes_of(value) <= _LARGEST:
            super().put(key, value)


def depends_on_words_alone(node: Node | None) -> bool:
    """Whether the answer stays the same until the index changes.

    Filters follow corrections and what a reader keeps, so their answers change without it.
    """
    return all(isinstance(leaf, Word | Phrase | Wild | Fuzzy) for leaf in every_leaf(node))


def _bytes_of(answer: LocalAnswer) -> int:
    return answer.total * _BYTES_A_HIT + _BYTES_AN_ANSWER


__all__ = ["AnswerCache", "depends_on_words_alone"]
