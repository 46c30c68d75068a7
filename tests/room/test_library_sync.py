"""What a build has written is shown, whichever job takes it in."""

import contextlib
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from index import Cancelled
from tests.support.waiting import PATIENCE
from tui.room.jobs import Job
from tui.room.library_sync import LibrarySync


class Port:
    """A port whose jobs run at once; the first delivery finds its job cancelled."""

    def __init__(self) -> None:
        self._news = [True, False, False]
        self._is_cancelled = True
        library = SimpleNamespace(follow=lambda: self._news.pop(0), is_local=False)
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


class ThreadedPort:
    """A port whose jobs run in threads; each job but the newest is cancelled."""

    def __init__(self) -> None:
        self.taking, self.may_end = threading.Event(), threading.Event()
        self.jobs: list[threading.Thread] = []
        self.session = SimpleNamespace(library=SimpleNamespace(follow=self._follow, is_local=False))

    def _follow(self) -> bool:
        """Whether there is news: the first to ask takes it in, and is slow."""
        if self.taking.is_set():
            return False
        self.taking.set()
        self.may_end.wait(PATIENCE)
        return True

    def start(self, _job: Job, work: Callable[[Callable[[], bool]], None]) -> None:
        """Run a job in a thread."""

        def run() -> None:
            with contextlib.suppress(Cancelled):
                work(lambda: False)

        self.jobs.append(threading.Thread(target=run))
        self.jobs[-1].start()

    def deliver(self, what: Callable[[], None]) -> None:
        """Call `what`, or raise Cancelled as for a job that a newer one has replaced."""
        if threading.current_thread() is not self.jobs[-1]:
            raise Cancelled
        what()


def test_a_job_waits_for_the_answer_of_the_one_that_it_cancels() -> None:
    port: Any = ThreadedPort()
    shown: list[str] = []
    kept: Any = None
    sync = LibrarySync(port, kept, lambda: shown.append("changed"))
    sync.follow()
    assert port.taking.wait(PATIENCE)
    sync.follow()
    port.jobs[1].join(0.1)  # without the wait it has ended by now
    port.may_end.set()
    for job in port.jobs:
        job.join(PATIENCE)
    assert shown == ["changed"]


def test_a_build_that_a_search_took_in_is_shown() -> None:
    port: Any = Port()
    port._is_cancelled, port._news = False, [False, False]
    revisions = iter([(1, 1), (2, 1), (2, 1)])
    port.session.library.is_local = True
    port.session.library.engine = SimpleNamespace(revision=lambda: next(revisions))
    shown: list[str] = []
    kept: Any = None
    sync = LibrarySync(port, kept, lambda: shown.append("changed"))
    sync._has_moved()  # as at the start of the room
    sync.follow()
    sync.follow()
    assert shown == ["changed"]


def test_one_timer_loads_the_engine_and_begins_to_read() -> None:
    port: Any = Port()
    timers: list[Callable[[], None]] = []
    port.after = lambda _seconds, what: timers.append(what)
    begun: list[Job] = []
    port.start = lambda job, _work: begun.append(job)
    kept: Any = None
    sync = LibrarySync(port, kept, lambda: None)
    sync._may_build = True
    sync.begin_soon()
    (timer,) = timers
    timer()
    assert begun == [Job.ENGINE, Job.BUILD, Job.WATCH]
