"""Records that the library returns."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

from msgspec import Struct
from msgspec.structs import replace

from index.engine import Answer, Condition, Hit
from index.model import Actor, Analysis, Card, Mention, Quotation, Span
from index.query import Query, Snippet

# The number of added words that the note lists.
_WORDS_SHOWN = 6


class Hits(Sequence[Hit]):
    """The hits of an answer as a lazy sequence."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __len__(self) -> int:
        return self._answer.total

    @overload
    def __getitem__(self, place: int) -> Hit: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Hit, ...]: ...

    def __getitem__(self, place: int | slice) -> Hit | tuple[Hit, ...]:
        if isinstance(place, int):
            at = range(len(self))[place]
            return self._answer.page(at, at + 1)[0]
        first, last, step = place.indices(len(self))
        if step < 0:
            raise ValueError("Hits are read forward.")
        return self._answer.page(first, last)[::step]

    def __iter__(self) -> Iterator[Hit]:
        return iter(self._answer.page(0, len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def ordered_nums(self) -> list[int]:
        """The numbers of the articles, first hit first."""
        return list(self._answer.keys())

    def place_of(self, num: int | None) -> int | None:
        """The place of an article among the hits; None where it is no hit."""
        return None if num is None else self._answer.place_of(num)


class SearchResult(Struct, frozen=True):
    """The result of a query; `total` counts the library's articles, `seconds` is the time taken."""

    query: Query
    answer: Answer
    total: int
    seconds: float

    @property
    def hits(self) -> Hits:
        """The hits, in order."""
        return Hits(self.answer)

    @property
    def note(self) -> str | None:
        """A line for the reader: words were dropped, or the time limit ended the search."""
        return self.answer.note

    @property
    def added_words(self) -> tuple[str, ...]:
        """The words that widened the query and are not its own, heaviest first."""
        return self.answer.added_words

    @property
    def also(self) -> str | None:
        """The note on added words: "also: kremlin, gas, transit …"."""
        words = self.added_words
        more = " …" if len(words) > _WORDS_SHOWN else ""
        return f"also: {', '.join(words[:_WORDS_SHOWN])}{more}" if words else None

    @property
    def suggestion(self) -> str | None:
        """The query with unknown words replaced, where nothing was found."""
        return self.answer.suggestion

    @property
    def partial(self) -> bool:
        """Whether a search without a deadline may find more."""
        return self.answer.partial

    def narrowed(self, *conditions: Condition) -> "SearchResult":
        """The hits that match every condition too, in the same order."""
        return replace(self, answer=self.answer.narrowed(*conditions))


class ResultRow(Struct, frozen=True):
    """A hit as a list shows it, at `place` in the result.

    `matches` are the places in the article where the query matches. `duplicates` counts the hits
    that this row represents besides itself.
    """

    place: int
    card: Card
    score: float
    matches: tuple[Span, ...]
    snippet: Snippet
    duplicates: int = 0


class ActorEntry(Struct, frozen=True):
    """An actor over several articles, with its mentions article by article."""

    actor: Actor
    articles: int
    mentions: tuple[tuple[Card, Mention], ...]


class StatementRow(Struct, frozen=True):
    """A quotation with its article and the actor who speaks."""

    analysis: Analysis
    quotation: Quotation
    speaker: Actor | None


class Status(Struct, frozen=True):
    """What a library holds, where, and what could not be read."""

    folder: Path
    roots: tuple[Path, ...]
    articles: int
    files: int
    # None: the server of an archive does not say.
    bytes: int | None
    built: str | None
    problems: tuple[tuple[str, str], ...]
    new: int
    changed: int
    removed: int
    passed_over: tuple[tuple[str, str], ...] = ()
    address: str | None = None
    # That files cannot be seen, and their articles are kept.
    note: str | None = None


__all__ = ["ActorEntry", "Hits", "ResultRow", "SearchResult", "StatementRow", "Status"]
