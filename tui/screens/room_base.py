"""What the parts of the reading room know of each other: `Reviewing`, `Following` and `Exploring` are parts, `Room` is the whole."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from index.kept import Mark, StepKind
from index.model import Span
from tui.panes.actors import ActorList
from tui.panes.article import ArticleView
from tui.panes.pane import Pane
from tui.panes.passages import PassageList
from tui.panes.quotes import QuoteList
from tui.panes.results import ResultList
from tui.panes.search_bar import SearchBar
from tui.panes.status_line import StatusLine
from tui.session import Opened, Place, Results, Session


class RoomBase(Screen[None]):
    """The room's panes and what is open in them; the methods are the whole's."""

    session: Session
    bar: SearchBar
    results: ResultList
    article: ArticleView
    actors: ActorList
    quotes: QuoteList
    passages: PassageList
    panes: dict[str, Pane]
    status: StatusLine
    whole: Results | None
    pane: str
    start: Place

    def _in_worker(self, what: Callable[[], None]) -> None:
        """Do something in a worker; what goes wrong is said in a line."""
        raise NotImplementedError

    def _await(self) -> None:
        """Hold keys back until `_arrived`."""
        raise NotImplementedError

    def _arrived(self) -> None:
        raise NotImplementedError

    def _where(self) -> None:
        """Say where one is."""
        raise NotImplementedError

    def step(self, kind: StepKind, text: str | None = None) -> None:
        """A step on the trail is made from here."""
        raise NotImplementedError

    def _open_soon(self, num: int, at: int | None = None, focus: bool = False) -> None:
        raise NotImplementedError

    def _open_place(self, index: int, focus: bool) -> None:
        raise NotImplementedError

    def go(self, name: str) -> None:
        """Focus a pane."""
        raise NotImplementedError

    def search(
        self, text: str, entered: bool = False, typing: bool = False, keep_place: bool = False
    ) -> None:
        """Search for `text`."""
        raise NotImplementedError

    def settle(self, text: str) -> None:
        """Search for a query that is meant as it stands."""
        raise NotImplementedError

    def settled(self, text: str) -> None:
        """What is in the search bar is meant as it stands."""
        raise NotImplementedError

    def keep(
        self, what: Callable[[], str | None], then: Callable[[], object] | None = None
    ) -> None:
        """Write in a worker, and say what it says."""
        raise NotImplementedError

    def ask_export(self, marks: list[Mark], name: str) -> None:
        """Ask for a file, and write the marks there."""
        raise NotImplementedError

    def _target(self) -> tuple[Opened, Span, str] | None:
        """The open article and the passage under the cursor."""
        raise NotImplementedError

    def _article_here(self) -> int | None:
        """The article that is meant."""
        raise NotImplementedError

    def _library_changed(self) -> None:
        """Search again without moving the reader's place."""
        raise NotImplementedError

    def look_for_changes(self) -> Any:
        """Take in what another session has kept."""
        raise NotImplementedError
