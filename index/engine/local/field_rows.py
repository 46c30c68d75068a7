"""Publication and author of every article, and the outlets that it cites, as arrays."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.ragged import is_among


class TextColumn(NamedTuple):
    """A text of each article as a code, its place in `values`. `values[0]` is "": there is none.

    The other values are in the order of the first article that has them.
    """

    codes: Array
    values: tuple[str, ...]

    @classmethod
    def of(cls, texts: Sequence[str | None]) -> "TextColumn":
        """The column of these texts."""
        places = {"": 0}
        codes = [places.setdefault(text or "", len(places)) for text in texts]
        return cls(np.array(codes, np.int32), tuple(places))

    def only(self, keep: Array) -> "TextColumn":
        """The same of the articles where the mask `keep` is set."""
        codes = self.codes[keep]
        used, first = np.unique(codes, return_index=True)
        used = used[np.argsort(first)]
        used = used[used > 0]
        new = np.zeros(len(self.values), np.int32)
        new[used] = np.arange(1, len(used) + 1)
        return TextColumn(new[codes], ("", *(self.values[place] for place in used.tolist())))

    def with_more(self, more: "TextColumn") -> "TextColumn":
        """The same and the texts of further articles."""
        places = {value: place for place, value in enumerate(self.values)}
        moved = [places.setdefault(value, len(places)) for value in more.values]
        codes = np.array(moved, np.int32)[more.codes]
        return TextColumn(np.concatenate((self.codes, codes)), tuple(places))

    def packed(self) -> tuple[Array, Array, Array]:
        """The codes; the values in UTF-8, joined; and where each of them ends."""
        raw = [value.encode("utf-8", "surrogatepass") for value in self.values]
        ends = np.cumsum([len(one) for one in raw], dtype=np.uint32)
        return self.codes, np.frombuffer(b"".join(raw), np.uint8), ends

    @classmethod
    def unpacked(cls, codes: Array, joined: Array, ends: Array) -> "TextColumn | None":
        """The column that `packed` gave these arrays for; None for arrays that it never gives."""
        raw, places = joined.tobytes(), [0, *ends.tolist()]
        if places[-1] != len(raw) or any(one > other for one, other in pairwise(places)):
            return None
        if len(codes) and (int(codes.min()) < 0 or int(codes.max()) >= len(ends)):
            return None
        try:
            values = tuple(
                raw[begin:end].decode("utf-8", "surrogatepass") for begin, end in pairwise(places)
            )
        except ValueError:
            return None
        return cls(codes, values) if values[:1] == ("",) else None


class FieldRows(NamedTuple):
    """The articles `nums`, ascending, with publication and author.

    The article `citing[i]` cites the outlet with the number `cited[i]`; articles ascend.
    """

    nums: Array
    publications: TextColumn
    authors: TextColumn
    citing: Array
    cited: Array

    @classmethod
    def of(
        cls,
        facts: Sequence[tuple[int, str | None, str | None]],
        cited: Iterable[tuple[int, int]],
    ) -> "FieldRows":
        """From number, publication and author of articles, and their numbers with outlets."""
        pairs = np.array(list(cited), np.uint32).reshape(-1, 2)
        return cls(
            np.array([num for num, _, _ in facts], np.uint32),
            TextColumn.of([publication for _, publication, _ in facts]),
            TextColumn.of([author for _, _, author in facts]),
            pairs[:, 0].copy(),
            pairs[:, 1].copy(),
        )

    def only(self, nums: Array) -> "FieldRows":
        """The same without the articles that are not among `nums`."""
        keep, citing = is_among(self.nums, nums), is_among(self.citing, nums)
        if keep.all():
            return self
        return FieldRows(
            self.nums[keep],
            self.publications.only(keep),
            self.authors.only(keep),
            self.citing[citing],
            self.cited[citing],
        )

    def with_more(self, more: "FieldRows") -> "FieldRows":
        """The same and articles with higher numbers."""
        if not len(more.nums):
            return self
        return FieldRows(
            np.concatenate((self.nums, more.nums)),
            self.publications.with_more(more.publications),
            self.authors.with_more(more.authors),
            np.concatenate((self.citing, more.citing)),
            np.concatenate((self.cited, more.cited)),
        )

    def column(self, field: str) -> TextColumn:
        """The publications or the authors."""
        return {"publication": self.publications, "author": self.authors}[field]

    def packed(self) -> tuple[Array, ...]:
        """The arrays that `unpacked` takes."""
        return (
            self.nums,
            *self.publications.packed(),
            *self.authors.packed(),
            self.citing,
            self.cited,
        )

    @classmethod
    def unpacked(cls, nums: Array, *arrays: Array) -> "FieldRows | None":
        """The rows that `packed` gave these arrays for; None for arrays that it never gives."""
        publications, authors = TextColumn.unpacked(*arrays[:3]), TextColumn.unpacked(*arrays[3:6])
        citing, cited = arrays[6:]
        if publications is None or authors is None or len(citing) != len(cited):
            return None
        if not len(nums) == len(publications.codes) == len(authors.codes):
            return None
        if (
            any(one.dtype.kind != "u" for one in (nums, citing, cited))
            or (nums[1:] <= nums[:-1]).any()
        ):
            return None
        return cls(nums, publications, authors, citing, cited)


NO_FIELDS = FieldRows.of((), ())

__all__ = ["NO_FIELDS", "FieldRows", "TextColumn"]
