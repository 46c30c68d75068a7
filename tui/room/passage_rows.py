"""Lists of passages that fill one by one while they are found."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from index import Budget, Cancelled
from tui.panes import Target
from tui.room.jobs import Job
from tui.room.port import IsCancelled, RoomPort, Work

if TYPE_CHECKING:
    from index.explore import FoundPassage
    from tui.screens import FoundPassagesScreen

# Passages handed to a list in one batch.
_BATCH = 20


class PassageLists:
    """Opens a list screen and fills it in a job, until the screen is closed."""

    def __init__(self, port: RoomPort) -> None:
        self._port = port

    def open(
        self,
        title: str,
        passages: "Callable[[Budget], Iterator[FoundPassage]]",
        then: Callable[[Target | None], None],
        make: "Callable[[str, Callable[[], None]], FoundPassagesScreen] | None" = None,
    ) -> None:
        """Show the passages that `passages` yields; `then` gets the one that is chosen.

        `make` makes the screen from its title and what ends the search when it is closed.
        """
        from tui.screens import FoundPassagesScreen

        closed = threading.Event()
        screen = (make or FoundPassagesScreen)(title, closed.set)

        def work(_: IsCancelled) -> None:
            found = passages(Budget(cancelled=closed.is_set))
            while (some := list(islice(found, _BATCH))) and not closed.is_set():
                self._port.deliver(self._add, screen, some)
            if not closed.is_set():
                self._port.deliver(screen.done)

        self._port.push(screen, then)
        self._port.start(Job.FOUND_PASSAGES, unless_cancelled(work))

    def _add(self, screen: "FoundPassagesScreen", some: "list[FoundPassage]") -> None:
        screen.add(some)
        self._port.release_keys(Job.FOUND_PASSAGES)


def unless_cancelled(work: Work) -> Work:
    """The same work, which ends silently when it raises `Cancelled`."""

    def quietly(cancelled: IsCancelled) -> None:
        with contextlib.suppress(Cancelled):
            work(cancelled)

    return quietly
