"""Finds stored marks and reading states in the current library."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from index.corrections import How
from index.corrections import place as find_anchor
from index.kept.records import Mark, ReadingState
from index.kept.review import Review
from index.model import Span
from index.query import Phrase, Query

if TYPE_CHECKING:
    from index.library import Library


class PlacedMark(Struct, frozen=True):
    """A mark and its place in the library: the article's number, the span, how it was found.

    All three are None if the mark's words are in no article. `elsewhere` is true for a mark of
    another library (see `marks_by_library`), whose words need not be here.
    """

    mark: Mark
    num: int | None = None
    span: Span | None = None
    how: How | None = None
    elsewhere: bool = False


class MarksByLibrary(Struct, frozen=True):
    """Marks of one library, and those of other libraries."""

    here: tuple[Mark, ...]
    elsewhere: tuple[Mark, ...]


def place_marks(library: "Library", marks: Iterable[Mark]) -> list[PlacedMark]:
    """The place of each mark.

    Looked for in its article, in articles of the same text, of the same title, then everywhere.
    """
    listed = list(marks)
    known = _numbers(library, listed)
    elsewhere = {mark.id for mark in _by_library(library, listed, known).elsewhere}
    in_own = dict(_in_own_articles(library, listed, known))
    titles = {mark.passage.source.title for place, mark in enumerate(listed) if place not in in_own}
    titled = cache(lambda: library.catalog.nums_of_titles(titles))
    return [
        replace(
            in_own[place] if place in in_own else _search(library, mark, known, titled),
            elsewhere=mark.id in elsewhere,
        )
        for place, mark in enumerate(listed)
    ]


def _numbers(library: "Library", marks: Iterable[Mark]) -> dict[str, int]:
    """The numbers of the marks' articles by id and by digest, asked for in one call."""
    sources = [mark.passage.source for mark in marks]
    return library.catalog.nums_of(
        {source.article for source in sources} | {source.digest for source in sources} - {""}
    )


def _in_own_articles(
    library: "Library", marks: Sequence[Mark], known: Mapping[str, int]
) -> Iterator[tuple[int, PlacedMark]]:
    """The marks that are found in their own articles; each article is read once."""
    places: dict[int, list[int]] = {}
    for place, mark in enumerate(marks):
        num = known.get(mark.passage.source.article)
        if num is not None:
            places.setdefault(num, []).append(place)
    for num, analysis in library.archive.analyses(places):
        for place in places[num]:
            found = find_anchor(marks[place].passage.anchor, analysis.article.text)
            if found is not None:
                yield place, PlacedMark(marks[place], num, found.span, found.how)


def _search(
    library: "Library",
    mark: Mark,
    known: Mapping[str, int],
    titled: Callable[[], Mapping[str, list[int]]],
) -> PlacedMark:
    """The place of a mark that is not in its own article; `titled` gives articles by title."""
    source, anchor = mark.passage.source, mark.passage.anchor
    tried = {known.get(source.article)}
    candidates: tuple[Callable[[], list[int]], ...] = (
        lambda: library.catalog.nums_of_digest(source.digest) if source.digest in known else [],
        lambda: titled().get(source.title, []),
        lambda: _with_words(library, anchor.exact),
    )
    for candidate in candidates:
        for num in candidate():
            if num in tried:
                continue
            tried.add(num)
            analysis = library.analysis(num)
            found = find_anchor(anchor, analysis.article.text) if analysis is not None else None
            if found is not None:
                how: How = found.how if found.how == "changed" else "moved"
                return PlacedMark(mark, num, found.span, how)
    return PlacedMark(mark)


def _with_words(library: "Library", exact: str) -> list[int]:
    """Articles with these words as a phrase; only for five words and more."""
    words = exact.split()
    if len(words) < 5:
        return []
    return [hit.num for hit in library.search(Query(Phrase(" ".join(words[:12])))).hits[:5]]


def marks_by_library(library: "Library", marks: Iterable[Mark]) -> MarksByLibrary:
    """Which marks belong to `library`.

    These are the marks of its articles, by id or text, and of files in its folders, even if those
    are gone.
    """
    listed = list(marks)
    return _by_library(library, listed, _numbers(library, listed))


def _by_library(
    library: "Library", listed: Sequence[Mark], known: Mapping[str, int]
) -> MarksByLibrary:
    def is_here(mark: Mark) -> bool:
        source = mark.passage.source
        return (
            source.article in known
            or source.digest in known
            or any(Path(source.path).is_relative_to(root) for root in library.roots)
        )

    here = tuple(mark for mark in listed if is_here(mark))
    ids = {mark.id for mark in here}
    return MarksByLibrary(here, tuple(mark for mark in listed if mark.id not in ids))


def reading_states(review: Review, library: "Library") -> dict[int, ReadingState]:
    """The state of every article that is not unread, by its number in the library.

    Found by the article's id, or by its text where the file has moved.
    """
    states = review.states()
    nums = library.catalog.nums_of(
        {name for article, digest, _ in states for name in (article, digest)}
    )
    found: dict[int, ReadingState] = {}
    for article, digest, state in states:
        num = nums.get(article, nums.get(digest))
        if num is not None:
            found[num] = state
    return found
