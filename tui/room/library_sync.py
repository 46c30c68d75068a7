"""Keeps the library up to date: a build in a child process, a folder watcher, updates."""

import threading
from collections.abc import Callable

from index import (
    Builder,
    BuilderFailed,
    IndexDamaged,
    LibraryBusy,
    Progress,
    Summary,
    changes,
    keep_front_page,
    load_engine,
)
from tui.messages import Building, Notice
from tui.room.jobs import Job
from tui.room.kept_controller import KeptController
from tui.room.port import IsCancelled, RoomPort
from tui.wording import passed_over_words, with_noun

# Seconds between looks for changes that other processes made.
_LOOK_EVERY = 1.0
# Seconds after which a build begins even without results or an article on the screen.
_BEGIN_AT_LAST = 3.0
# Seconds from the first paint until engine and builder are loaded: a thread writes the painted
# screen, and imports keep it waiting.
_BEGIN_AFTER = 0.1


class LibrarySync:
    """Keeps library and screen up to date."""

    def __init__(
        self, port: RoomPort, kept: KeptController, library_changed: Callable[[], None]
    ) -> None:
        self._port, self._kept, self._library_changed = port, kept, library_changed
        self._builder: Builder | None = None
        self._building = threading.Lock()
        self._repairing = threading.Lock()
        self._following = threading.Lock()
        self._may_build = self._has_begun = False
        self._revision: tuple[int, ...] | None = None  # of the library when it was followed last
        self._is_behind = False  # the screen shows less than the library has taken in
        self._is_unkept = False  # a build has ended, and no front page of it is stored
        self._closed = threading.Event()

    look_every, begin_at_last, begin_after = _LOOK_EVERY, _BEGIN_AT_LAST, _BEGIN_AFTER

    def expect_build(self) -> None:
        """Say that `begin` follows. An archive is loaded elsewhere: it is only followed.

        The session's builder, where it has one, is followed at once.
        """
        if self._port.session.library.is_local:
            self._has_moved()  # before the first search: a build may end while it runs
            self._may_build = True
            self._set_building(True, "reading begins")
        begun = self._port.session.builder
        if begun is not None:
            self._builder = begun
            self._port.start(Job.BUILD, lambda _: self._show_steps(begun))

    def begin(self) -> None:
        """Bring the library up to date, then watch its folders, once `expect_build` said so."""
        if self._has_begun or not self._may_build or self._closed.is_set():
            return
        self._has_begun = True
        if self._builder is None:
            self._port.start(Job.BUILD, self._build)
        self._port.start(Job.WATCH, self._watch)

    def begin_soon(self) -> None:
        """The first screen is painted: load the engine, and bring the library up to date."""
        self._port.after(self.begin_after, self._load_and_begin)

    def _load_and_begin(self) -> None:
        self._load()
        self.begin()

    def _load(self) -> None:
        """Load the engine: the first screen may have come from the stored front page alone.

        Stores the front page where it is missing or of an earlier revision.
        """
        library = self._port.session.library

        def work(_: IsCancelled) -> None:
            load_engine(library)
            keep_front_page(library)

        self._port.start(Job.ENGINE, work)

    def report_damage(self, error: IndexDamaged) -> None:
        """From a job: report damage and repair it, unless the library must not be built.

        The builder checks everything, because what found the damage has left a note of it.
        """
        what = "It is built again." if self._may_build else "Leave out --no-refresh to repair it."
        self._port.post(Notice(f"{error} {what}", error=True))
        if self._may_build and self._repairing.acquire(blocking=False):
            try:
                self._build(lambda: False)
            finally:
                self._repairing.release()

    def close(self) -> None:
        """Stop builder, watcher and waits for a server; the batches written so far stay."""
        self._closed.set()
        self._port.session.library.leave()
        if self._builder is not None:
            self._builder.stop()

    def _build(self, _: IsCancelled) -> None:
        self._show_steps(None)

    def _show_steps(self, begun: Builder | None) -> None:
        """Follow a build to its end: `begun` if it is given, else a new one."""
        library = self._port.session.library
        with self._building:
            try:
                self._builder = begun or Builder(library.folder, library.roots, library.settings)
                for step in self._builder:
                    self._port.post(Building(step))
            except (BuilderFailed, LibraryBusy, OSError) as error:
                self._port.post(Building(str(error)))

    def _watch(self, cancelled: IsCancelled) -> None:
        for _ in changes(self._port.session.library.roots, self._closed):
            self._build(cancelled)

    def look(self) -> None:
        """Look for what other processes have kept or built."""
        self._kept.look_for_changes()
        if self._builder is None or self._port.views.results.building:
            self.follow()

    def follow(self) -> None:
        """Load the newest build."""
        port = self._port

        def work(_: IsCancelled) -> None:
            # the job before this one may be taking it in, and is cancelled: wait for its answer
            with self._following:
                news = port.session.library.follow()
                if self._has_moved() or news:
                    self._is_behind = True
            if self._is_behind:
                port.deliver(self._catch_up)
            if self._is_unkept:
                self._is_unkept = False
                keep_front_page(port.session.library)

        port.start(Job.FOLLOW, work)

    def _has_moved(self) -> bool:
        """Whether the library is of another revision than when this was asked last.

        A search or a count of another job may have taken a build in before `follow` could.
        """
        library = self._port.session.library
        if not library.is_local:
            return False
        before, self._revision = self._revision, library.engine.revision()
        return before is not None and before != self._revision

    def _catch_up(self) -> None:
        self._is_behind = False
        self._library_changed()

    def show(self, message: Building) -> None:
        """Show the build's progress; the articles indexed so far can be found."""
        status = self._port.views.status
        match message.step:
            case Progress() as now if now.total:
                left = now.seconds_left
                rest = f", {left:.0f} s left" if left is not None and now.done else ""
                progress = f"reading {now.done:,} of {now.total:,}"
                status.show(work=f"{progress} ({now.rate:.0f}/s{rest})")
                self._set_building(True, f"{progress} files")
            case Progress():
                pass
            case Summary() as done:
                self._port.views.results.unread = done.failed, done.passed_over
                self._set_building(False)
                self._is_unkept = True
                status.show(work=_summary(done))
            case str() as line:
                self._set_building(False)
                status.show(work=line)
        self.follow()

    def _set_building(self, on: bool, progress: str = "") -> None:
        """Tell the result list what an empty list means; repaints only an empty one."""
        results = self._port.views.results
        results.building, results.progress = on, progress
        if not results.count:
            results.refresh()

    def action_problems(self) -> None:
        """List the files that could not be read."""
        port = self._port

        def work(_: IsCancelled) -> None:
            library = port.session.library
            port.deliver(self._show_problems, library.problems(), library.passed_over())

        port.start(Job.PROBLEMS, work)

    def _show_problems(
        self, problems: tuple[tuple[str, str], ...], passed_over: tuple[tuple[str, str], ...] | None
    ) -> None:
        from tui.screens import ProblemsScreen

        self._port.push(ProblemsScreen(problems, passed_over))


def _summary(done: Summary) -> str:
    """What a build says at its end: nothing, unless something needs attention."""
    said = [done.note] if done.note else []
    if done.failed:
        said.append(f"{with_noun(done.failed, 'file')} could not be read: F lists them")
    if done.passed_over:
        said.append(f"{passed_over_words(done.passed_over)} (F)")
    if not done.articles:
        from index import WHAT_IS_READ

        said.append(f"There are no articles in this folder: {WHAT_IS_READ}")
    return "; ".join(said)
