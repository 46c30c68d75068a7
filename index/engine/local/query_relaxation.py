"""Fallbacks for few or no results: articles with most of the words, and other spellings."""

from typing import NamedTuple

import numpy as np

from index import query
from index.engine.feedback import OWN_PART
from index.engine.local.array_files import Array
from index.engine.local.snapshot import Snapshot
from index.query import Query
from index.text import tokenise

# Shorter words are not worth a suggestion.
_SHORTEST = 4


class MostWords(NamedTuple):
    """Documents with some of the words of a query.

    `shares` are the parts that a document's words have in the sum `rarity` of all words' inverse
    document frequencies.
    """

    docs: Array
    scores: Array
    shares: Array
    rarity: float


def most_words(snapshot: Snapshot, found: list[tuple[Array, Array]]) -> MostWords:
    """Documents ranked by the number and the rarity of the words that they have.

    `found` has the documents and BM25F scores of each word. A word counts with its score times its
    inverse document frequency (Whoosh's idf adds one to it, so that common words would outweigh
    rare ones in a long query). The sum is multiplied by the root of the share that the words a
    document has in the sum of all words' inverse document frequencies.
    """
    total, covered = np.zeros(len(snapshot)), np.zeros(len(snapshot))
    everything = 0.0
    for docs, scores in found:
        rarity = float(np.log(1 + snapshot.count / (len(docs) + 1)))
        everything += rarity if len(docs) else 0.0
        total[docs] += scores * rarity
        covered[docs] += rarity
    ranked = np.flatnonzero(covered)
    shares = covered[ranked] / (everything or 1.0)
    return MostWords(ranked, total[ranked] * np.sqrt(shares), shares, everything)


def mixed_scores(own: MostWords, added: Array) -> Array:
    """The scores of the documents of `own`, given what the added words score in each."""
    mean = own.scores / (own.rarity or 1.0)
    mixed: Array = (OWN_PART * mean + (1 - OWN_PART) * added) * np.sqrt(own.shares)
    return mixed


def strict_first(docs: Array, more: Array, scores: Array) -> tuple[Array, Array]:
    """`more` documents with their scores; those that are in `docs` score above all others."""
    if not len(more):
        return docs, np.zeros(len(docs))
    return more, np.where(np.isin(more, docs), scores + scores.max(), scores)


def suggestion(snapshot: Snapshot, wanted: Query) -> str | None:
    """The query with its unknown words replaced by known ones spelt nearly like them."""
    text, changed = str(wanted), False
    for leaf in query.leaves(wanted.node):
        if not isinstance(leaf, query.Word | query.Phrase):
            continue
        for token in tokenise(leaf.text):
            if (
                token.joined
                or len(token.exact) < _SHORTEST
                or snapshot.knows("exact", token.exact)
                or snapshot.knows("text", token.stem)
            ):
                continue
            near = snapshot.nearest(token.exact)
            surface = leaf.text[token.start : token.end]
            if near is not None:
                text, changed = text.replace(surface, near, 1), True
    return text if changed else None


__all__ = ["MostWords", "mixed_scores", "most_words", "strict_first", "suggestion"]
