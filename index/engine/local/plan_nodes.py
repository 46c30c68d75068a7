"""The nodes of a compiled query: Whoosh's classes, corrected, and further ones."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from whoosh import query as wq
from whoosh.matching import FilterMatcher, ListMatcher, NullMatcher
from whoosh.query.spans import SpanNear2

from index.engine.local.array_files import Array
from index.engine.local.mentioned_actors import MentionedActors
from index.query import DateRange, Filter, NearActor


class ArticleSet(wq.Query):  # type: ignore[misc]
    """Matches a set of articles, given by their numbers in ascending order, with a score of 1.

    A score of 0 would not do: Whoosh's Or drops documents without a score. Two sets
    are equal only if they come from the same `leaf` of the query: different filters can leave the
    same articles.
    """

    boost = 1.0

    def __init__(self, nums: Array, leaf: Filter | DateRange | None = None) -> None:
        self.nums = nums
        self.leaf = leaf

    def __repr__(self) -> str:
        return f"ArticleSet({len(self.nums)})"

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, ArticleSet)
            and other.leaf == self.leaf
            and np.array_equal(other.nums, self.nums)
        )

    def __hash__(self) -> int:
        return hash(self.nums.tobytes())

    def field(self) -> None:
        """None: it matches articles as a whole, not a field."""
        return None

    def is_leaf(self) -> bool:
        """It has no parts that Whoosh could look into."""
        return True

    def estimate_size(self, _reader: Any) -> int:
        """The number of articles in the set."""
        return len(self.nums)

    estimate_min_size = estimate_size

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Steps through the documents of the articles."""
        reader = searcher.reader()
        column = reader.column_reader("num")
        nums = set(self.nums.tolist())
        ids = array("I", (doc for doc in reader.all_doc_ids() if column[doc] in nums))
        return ListMatcher(ids, all_weights=1.0) if ids else NullMatcher()


class Near(SpanNear2):  # type: ignore[misc]
    """Words of one field in any order, each at most `slop` places outside the words before it.

    Whoosh's own class has no boost, so an Or inside an Or cannot be normalised.
    """

    boost = 1.0

    def __init__(
        self, qs: list[Any], slop: int = 1, ordered: bool = False, mindist: int = 1
    ) -> None:
        super().__init__(qs, slop=slop, ordered=ordered, mindist=mindist)


class NearMentions(wq.Query):  # type: ignore[misc]
    """Words of one field and mentions of actors near each other, as `Near` has words.

    `parts` are terms of the exact field and mentions. `documents` is a query for a superset of the
    documents. Each document scores its words, and 1 for each actor.
    """

    boost = 1.0

    def __init__(
        self,
        node: NearActor,
        fieldname: str,
        parts: Sequence[bytes | MentionedActors],
        documents: Any,
    ) -> None:
        self.node, self.fieldname, self.parts, self.documents = node, fieldname, parts, documents

    def __repr__(self) -> str:
        return f"NearMentions({self.fieldname}, {self.node!r})"

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, NearMentions)
            and other.fieldname == self.fieldname
            and replace(other.node, field=None) == replace(self.node, field=None)
        )

    def __hash__(self) -> int:
        return hash((self.fieldname, self.node.parts, self.node.slop))

    def field(self) -> str:
        """The field it looks in."""
        return self.fieldname

    def is_leaf(self) -> bool:
        """It has no parts that Whoosh could look into."""
        return True

    def estimate_size(self, reader: Any) -> int:
        """About how many documents match."""
        return self.documents.estimate_size(reader)  # type: ignore[no-any-return]

    estimate_min_size = estimate_size


class ConstantScore(wq.ConstantScoreQuery):  # type: ignore[misc]
    """A query for many terms with one score for all documents, however many terms they have."""

    boost = 1.0


class Either(wq.Or):  # type: ignore[misc]
    """As Or, with a hash that depends on the words.

    That of Or combines the hashes of its parts by XOR: the same word in two fields cancels itself,
    all words have one hash, and `normalize` compares each with all others.
    """

    def __hash__(self) -> int:
        return hash((Either, *map(hash, self.subqueries)))


class Without(wq.AndNot):  # type: ignore[misc]
    """The documents of one query that are not in another."""

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Steps through the documents of the first query that are not in the second."""
        # Whoosh's AndNotMatcher lets some excluded documents through and can run past its end
        unwanted = frozenset(self.b.matcher(searcher, searcher.boolean_context()).all_ids())
        return FilterMatcher(self.a.matcher(searcher, context), unwanted, exclude=True)


__all__ = ["ArticleSet", "ConstantScore", "Either", "Near", "NearMentions", "Without"]
