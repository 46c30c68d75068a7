"""The stretches of statements and mentions in a segment: two positions for each stretch.

A statement has no postings. Its words are those of the text or the title whose position
is in one of its stretches, so that "said" costs a few bytes for each statement.

Example: document 0 has one statement, in the words 4 to 9; document 1 has two, the second in two
stretches. Then `first` is [0, 1, 4], `begins` [4, 0, 7, 20], `lengths` [6, 5, 8, 3] and `owners`
[0, 0, 1, 1]. Statements are numbered within their document, as `index.model.said_statements` has
them.

Mentions of actors are stored in the same way, in stretches of one mention each. Their owners are
the places of the actors among those that the catalogue lists for the article.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from index.engine.local.array_files import Array
from index.engine.local.ragged import counted, targets

# The fields that can contain statements, each with the field of its words as written.
SAID_IN = {"text": "exact", "title": "title_exact"}


class StatementSpans(Struct, frozen=True):
    """The stretches of words in one field, as a ragged array with a row for each document.

    Those of document `d` are numbered from `first[d]` up to `first[d + 1]`, in order of their
    beginning. `begins` is the position of the first word in the document, `lengths` the number of
    positions, `owners` the number of the statement, or the actor, within the document.
    """

    first: Array
    begins: Array
    lengths: Array
    owners: Array

    def rows(self, docs: Array) -> tuple[Array, Array]:
        """The stretches of some documents, and for each its place in `docs`."""
        begins = self.first[docs].astype(np.int64)
        counts = self.first[docs + 1].astype(np.int64) - begins
        return targets(begins, counts), np.repeat(np.arange(len(docs)), counts)


# The arrays of a field's stretches, in the order in which they are stored.
SPAN_ARRAYS = ("first", "begins", "lengths", "owners")


def merge_spans(
    sources: Sequence[StatementSpans], news: Sequence[Array], count: int
) -> StatementSpans:
    """The stretches of several segments as one; `news` are new document numbers, -1 if gone."""
    sizes = np.zeros(count, np.int64)
    for source, new in zip(sources, news, strict=True):
        sizes[new[new >= 0]] = np.diff(source.first.astype(np.int64))[new >= 0]
    first = counted(sizes)
    arrays = [
        np.empty(int(first[-1]), np.result_type(*(getattr(one, kind) for one in sources)))
        for kind in SPAN_ARRAYS[1:]
    ]
    for source, new in zip(sources, news, strict=True):
        kept = np.flatnonzero(new >= 0)
        rows, places = source.rows(kept)
        begins = first[new[kept]].astype(np.int64)
        into = targets(begins, sizes[new[kept]])
        assert len(into) == len(places)
        for array, kind in zip(arrays, SPAN_ARRAYS[1:], strict=True):
            array[into] = getattr(source, kind)[rows]
    return StatementSpans(first, *arrays)


def merge_counts(sources: Sequence[Array], news: Sequence[Array], count: int) -> Array:
    """How many statements each document has, for several segments as one."""
    merged = np.zeros(count, np.result_type(*sources))
    for source, new in zip(sources, news, strict=True):
        merged[new[new >= 0]] = source[new >= 0]
    return merged


__all__ = ["SAID_IN", "SPAN_ARRAYS", "StatementSpans", "merge_counts", "merge_spans"]
