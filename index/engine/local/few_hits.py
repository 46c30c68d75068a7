"""The hits of a word that few articles have, from all segments in one step.

Most of the time of such a word would go into steps that are repeated for each segment, on arrays
of a few documents.
"""

from collections.abc import Sequence

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.bm25 import IndexStatistics, bm25f
from index.engine.local.matched import NOTHING, Matched, union_of_two
from index.engine.local.phrase_matching import Check
from index.engine.local.plan_nodes import PlanNode, Term, UnionOf
from index.engine.local.spelling import term_bytes

# A word is a union of at most so many terms: its fields times its languages.
MOST_FIELDS = 4


def terms_of_word(node: PlanNode) -> tuple[Term, ...] | None:
    """The terms of a word; None for any other node."""
    if isinstance(node, Term):
        return (node,)
    if isinstance(node, UnionOf) and len(node.children) <= MOST_FIELDS:
        terms = tuple([sub for sub in node.children if isinstance(sub, Term)])
        if len(terms) == len(node.children):
            return terms
    return None


def few_hits(
    terms: Sequence[Term],
    statistics: IndexStatistics,
    offsets: Sequence[int],
    most: int,
    check: Check,
) -> Matched | None:
    """The documents of a snapshot with one of the terms of a word, ascending, and their scores.

    `offsets` are the first documents of the segments. Deleted documents are included. None for a
    word of more than `most` postings, for which this is slower than segment by segment.
    """
    found: list[Matched] = []
    left = most
    for term in terms:
        check()
        word = term_bytes(term.text)
        places = statistics.places_of(term.field, word)
        frequency = sum([arrays.doc_frequency(number) for _, arrays, number in places])
        left -= frequency
        if left < 0:
            return None
        if not places:
            continue
        docs: list[Array] = []
        freqs: list[Array] = []
        norms: list[Array] = []
        for place, arrays, number in places:
            own, often = arrays.postings_of(number)
            own = own.astype(np.intp, copy=False)
            norms.append(statistics.norms(place, term.field, own))
            docs.append(own + offsets[place])
            freqs.append(often)
        idf = statistics.idf(term.field, word, frequency)
        scores = bm25f(term.field, _joined(freqs), _joined(norms), idf)
        found.append(Matched(_joined(docs), scores))
    if not found:
        return NOTHING
    whole = found[0]
    for other in found[1:]:
        whole = union_of_two(*sorted((whole, other), key=len))
    return whole


def _joined(parts: list[Array]) -> Array:
    return np.concatenate(parts) if len(parts) > 1 else parts[0]


__all__ = ["MOST_FIELDS", "few_hits", "terms_of_word"]
