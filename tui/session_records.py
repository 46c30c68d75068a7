"""Records from the session to the panes: results, the open article, marks and reading states."""

from msgspec import Struct, field

from index import DiffRun, NoHits, ResultRow, SearchResult
from index.kept import Mark, Queue, ReadingState
from index.model import Actor, Analysis, Article, Quotation, Span
from index.query import Kwic

# Rows that a search brings; more are fetched as they scroll into sight.
PAGE = 24


class Results(Struct, frozen=True):
    """A search as the panes show it. `no_hits` says why nothing was found.

    `begun` is the last word of the query if it counts as a prefix because it is being typed.
    """

    text: str
    found: SearchResult
    rows: tuple[ResultRow, ...]
    no_hits: NoHits | None = None
    begun: str | None = None


class SearchRequest(Struct, frozen=True):
    """One run of a search; a later run has a higher serial number.

    `typing`: the query is still being typed. `keep_place`: list cursor and open article stay.
    `in_background`: no key has asked for it.
    """

    serial: int
    text: str
    typing: bool
    keep_place: bool
    in_background: bool = False


class Comparison(Struct, frozen=True):
    """Two articles that are nearly the same, and what differs between them."""

    one: Article
    other: Article
    changes: tuple[DiffRun, ...]


class Opened(Struct, frozen=True):
    """An article as the panes show it.

    `matches` are those of the query, `quotations` the statements, quoted and reported,
    `actor_numbers` the library's numbers of its actors, `cited_by` the number of references to it.
    """

    num: int
    analysis: Analysis
    matches: tuple[Span, ...]
    kwics: tuple[Kwic, ...]
    quotations: tuple[Quotation, ...]
    actor_numbers: tuple[int | None, ...]
    cited_by: int = 0

    def speaker(self, quotation: Quotation) -> Actor | None:
        """The speaker; None if the text names no one."""
        return None if quotation.speaker is None else self.analysis.actors[quotation.speaker]

    def mentions_of(self, number: int | None) -> tuple[Span, ...]:
        """Where an actor of the library is named."""
        if number is None:
            return ()
        own = {place for place, known in enumerate(self.actor_numbers) if known == number}
        return tuple(Span(m.start, m.end) for m in self.analysis.mentions if m.actor in own)


class OpenArticle(Struct):
    """Holds the open article: the room sets it; article, quotations and passages read it."""

    opened: Opened | None = None


class Undone(Struct, frozen=True):
    """A change that was undone or redone, with its place (article and offset)."""

    what: str
    actors_changed: bool
    place: tuple[int, int | None] | None


class Kept(Struct, frozen=True):
    """Marks and reading states, for lists and the article.

    Of the queue `done` of `count` articles are reviewed, and `next_num` is the next to read.
    """

    marks: tuple[Mark, ...] = ()
    states: dict[int, ReadingState] = field(default_factory=dict)
    marked: frozenset[int] = frozenset()
    queue: Queue | None = None
    done: int = 0
    count: int = 0
    next_num: int | None = None

    def state(self, num: int) -> ReadingState:
        """Whether an article was read."""
        return self.states.get(num, "unread")


class Place(Struct, frozen=True):
    """The reader's place, stored so that the next start resumes it."""

    query: str = ""
    article: str | None = None
    offset: int = 0
    pane: str = "results"


__all__ = [
    "PAGE",
    "Comparison",
    "Kept",
    "OpenArticle",
    "Opened",
    "Place",
    "Results",
    "SearchRequest",
    "Undone",
]
