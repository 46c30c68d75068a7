"""From one place to another: what the parts of the reading room that lead on from it share."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from textual import work

from index import Budget, Cancelled
from index.explore import Spot
from tui.panes.entries import Target
from tui.screens.room_base import RoomBase

# Passages that are handed to a list at once.
_BATCH = 20


class Leading(RoomBase):
    """Jumps to what is chosen on another screen, and lists of passages that come one by one."""

    def _jump_to(self, target: Target | None) -> None:
        """Go to what was chosen on another screen."""
        if target is None:
            return
        num, at = target
        self.step("jump")
        index = self.results.place(num)
        if index is not None:
            self.results.move_to(index)
        self._open_soon(num, at=at, focus=True)

    def _jump_to_place(self, place: tuple[str, int] | None) -> None:
        """Go to an offset in an article given by its id."""
        num = self.session.num_of(place[0]) if place is not None else None
        if place is not None and num is not None:
            self._jump_to((num, place[1]))

    def _unless_cancelled(self, run: Callable[[], None]) -> None:
        def quietly() -> None:
            with contextlib.suppress(Cancelled):
                run()

        self._in_worker(quietly)

    def _list_spots(
        self,
        title: str,
        spots: Callable[[Budget], Iterator[Spot]],
        then: Callable[[Target | None], None],
    ) -> None:
        from tui.screens.spots import SpotsScreen

        gone = threading.Event()
        screen = SpotsScreen(title, gone.set)
        self.app.push_screen(screen, then)
        self._fill(screen, spots, gone.is_set)

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _fill(
        self, screen: Any, spots: Callable[[Budget], Iterator[Spot]], gone: Callable[[], bool]
    ) -> None:
        def run() -> None:
            found = spots(Budget(cancelled=gone))
            while (some := list(islice(found, _BATCH))) and not gone():
                self.app.call_from_thread(screen.add, some)
            if not gone():
                self.app.call_from_thread(screen.done)

        self._unless_cancelled(run)


__all__ = ["Leading"]
