"""The state of the room: the search, the open article, the pane, the chosen actor."""

from collections.abc import Callable

from msgspec import Struct, field

from index import QueryError, query
from tui.panes import (
    ActorList,
    ArticleView,
    Pane,
    PassageList,
    QuoteList,
    ResultList,
    SearchBar,
    StatusLine,
    TimeStrip,
)
from tui.session_records import OpenArticle, Results, SearchRequest


def fault_in(text: str) -> QueryError | None:
    """The fault for which a query cannot be understood, if it has one."""
    try:
        query.parse(text)
    except QueryError as error:
        return error
    return None


class Landing(Struct, frozen=True):
    """Which article to open once results arrive: by id at an offset, or the first result."""

    article: str | None = None
    offset: int = 0


class SearchState:
    """The query, the run in progress, and the newest results."""

    def __init__(self) -> None:
        self.text = ""
        self.results: Results | None = None
        self._serial = 0
        self._landing: Landing | None = None

    def begin(
        self,
        text: str,
        *,
        typing: bool = False,
        keep_place: bool = False,
        landing: Landing | None = None,
        in_background: bool = False,
    ) -> SearchRequest:
        """Start a run and make any earlier one stale.

        A landing that is still pending passes to the new run, unless the reader types on.
        """
        self.text = text
        self._serial += 1
        self._landing = landing or (None if typing else self._landing)
        return SearchRequest(self._serial, text, typing, keep_place, in_background)

    def is_current(self, request: SearchRequest) -> bool:
        """Whether no later run has started."""
        return request.serial == self._serial

    def stale(self, request: SearchRequest) -> Callable[[], bool]:
        """The `cancelled` argument of a run's blocking calls."""
        return lambda: not self.is_current(request)

    def understood(self, text: str) -> str:
        """A query of the bar; in place of one with a fault, that of the newest results."""
        if fault_in(text) is None:
            return text
        if self.results is None:
            return ""
        return str(self.results.found.query) if fault_in(self.results.text) else self.results.text

    def take_landing(self) -> Landing | None:
        """The landing that the newest run owes, once."""
        landing, self._landing = self._landing, None
        return landing


class RoomState(Struct):
    """State that several controllers read."""

    search: SearchState = field(default_factory=SearchState)
    reading: OpenArticle = field(default_factory=OpenArticle)
    pane: str = "results"
    chosen_actor: int | None = None


class Views(Struct, frozen=True):
    """The widgets of the room."""

    bar: SearchBar
    strip: TimeStrip
    results: ResultList
    article: ArticleView
    actors: ActorList
    quotes: QuoteList
    passages: PassageList
    status: StatusLine
    panes: dict[str, Pane]
