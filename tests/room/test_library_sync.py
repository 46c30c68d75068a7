"""What a build has written is shown, whichever job takes it in."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from index import Cancelled
from tui.room.jobs import Job
from tui.room.library_sync import LibrarySync


class Port:
    """A port whose jobs run at once; the first delivery finds its job cancelled."""

    def __init__(self) -> None:
        self._news = [True, False, False]
        self._is_cancelled = True
        library = SimpleNamespace(follow=lambda: self._news.pop(0))
        self.session = SimpleNamespace(library=library)

    def start(self, _job: Job, work: Callable[[Callable[[], bool]], None]) -> None:
        """Run a job, which may be cancelled."""
        try:
            work(lambda: False)
        except Cancelled:
            self._is_cancelled = False

    def deliver(self, what: Callable[[], None]) -> None:
        """Call `what`, or raise Cancelled as for a job that a newer one has replaced."""
        if self._is_cancelled:
            raise Cancelled
        what()


def test_what_a_cancelled_job_took_in_is_shown_by_the_next() -> None:
    port: Any = Port()
    shown: list[str] = []
    kept: Any = None
    sync = LibrarySync(port, kept, lambda: shown.append("changed"))
    sync.follow()
    assert shown == []
    sync.follow()
    assert shown == ["changed"]
    sync.follow()
    assert shown == ["changed"]
