"""The library as it changes: the reading room builds it beside, watches its folders, and follows what was built."""

import threading
from typing import Any

from textual import work

from index import LibraryBusy
from index.ingest import Builder, BuilderFailed, Progress, Summary, changes
from tui import messages
from tui.screens.room_base import RoomBase


class Following(RoomBase):
    """Everything about a library that changes while it is read; `Room` is the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._builder: Builder | None = None
        self._building = threading.Lock()
        self._unwatched = threading.Event()

    # --- building ---

    def on_unmount(self) -> None:
        """End the builder and the watch with the room; what was built stays."""
        self._unwatched.set()
        if self._builder is not None:
            self._builder.stop()

    @work(thread=True, group="build", exit_on_error=False)
    def build(self) -> None:
        """Bring the library up to date in a process of its own."""
        self._build_now()

    def _build_now(self) -> None:
        with self._building:
            try:
                self._builder = Builder(
                    self.session.library.folder,
                    self.session.library.roots,
                    self.session.library.settings,
                )
                for step in self._builder:
                    self.post_message(messages.Building(step))
            except (BuilderFailed, LibraryBusy, OSError) as error:
                self.post_message(messages.Building(str(error)))

    @work(thread=True, group="watch", exit_on_error=False)
    def _watch(self) -> None:
        """Read what changes in the folders while the room is open."""
        for _ in changes(self.session.library.roots, self._unwatched):
            self._build_now()

    @work(thread=True, group="follow", exclusive=True, exit_on_error=False)
    def follow(self) -> None:
        """Take in what was built."""

        def run() -> None:
            if self.session.library.follow():
                self.app.call_from_thread(self._library_changed)

        self._in_worker(run)

    def on_building(self, message: messages.Building) -> None:
        """Show how far the build is; what is indexed can be found at once."""
        match message.step:
            case Progress() as now:
                if now.total:
                    left = now.seconds_left
                    rest = f", {left:.0f} s left" if left is not None and now.done else ""
                    self.status.show(
                        work=f"reading {now.done:,} of {now.total:,} ({now.rate:.0f}/s{rest})"
                    )
                    self._set_building(True)
                self.follow()
            case Summary() as done:
                self._set_building(False)
                said = []
                if done.note:
                    said.append(done.note)
                if done.failed:
                    said.append(f"{done.failed:,} files could not be read: F lists them")
                if done.passed_over:
                    said.append(f"{done.passed_over:,} files of other kinds were passed over (F)")
                if not done.articles:
                    from index.readers import WHAT_IS_READ

                    said.append(f"There are no articles in this folder: {WHAT_IS_READ}")
                self.status.show(work="; ".join(said))
                self.follow()
            case str() as line:
                self._set_building(False)
                self.status.show(work=line)
                self.follow()

    def _set_building(self, on: bool) -> None:
        if self.results.building != on:
            self.results.building = on
            self.results.refresh()

    def _look_for_news(self) -> None:
        self.look_for_changes()
        if self._builder is None or self.results.building:
            self.follow()
