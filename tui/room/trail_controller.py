"""The trail: notes each search, filter, article and jump, and walks back and forward."""

import threading
from collections import deque

from index.kept import Step, StepKind
from index.model import now
from tui.messages import StepTaken
from tui.room.jobs import Job
from tui.room.port import IsCancelled, RoomPort


class TrailController:
    """Keeps the steps; a step to walk to is posted as `StepTaken`."""

    def __init__(self, port: RoomPort) -> None:
        self._port = port
        self._unwritten: deque[Step] = deque()
        self._writing = threading.Lock()

    def step(self, kind: StepKind, text: str | None = None) -> None:
        """Add a step, to the query `text` if it changes; the place that is left is noted first."""
        self.stay()
        query = self._port.views.bar.text if text is None else text
        self._write(self._port.session.trail.add(kind, query, now()))

    def step_to_search(self, text: str) -> None:
        """Add a search step, unless the current step has this query already."""
        here = self._port.session.trail.here
        if here is None or here.query != text:
            self.step("search", text)

    def stay(self) -> None:
        """Note the current place on the current step."""
        opened = self._port.state.reading.opened
        article = opened.analysis.article if opened else None
        moved = self._port.session.trail.stay(
            self._port.views.bar.text,
            article.id if article else None,
            self._port.views.article.offset_at_cursor,
            article.title if article else "",
        )
        if moved is not None:
            self._write(moved)

    def _write(self, step: Step) -> None:
        self._unwritten.append(step)
        self._port.start(Job.TRAIL, self._write_all)

    def _write_all(self, _: IsCancelled) -> None:
        with self._writing:  # in the order they were made
            while self._unwritten:
                self._port.session.keep_step(self._unwritten.popleft())

    def action_jump_back(self) -> None:
        """Walk one step back."""
        self.stay()
        self._walk_to(self._port.session.trail.back(), "back to")

    def action_jump_forward(self) -> None:
        """Walk one step forward."""
        self.stay()
        self._walk_to(self._port.session.trail.forward(), "forward to")

    def _walk_to(self, step: Step | None, way: str) -> None:
        if step is None:
            self._port.say(f"No step to go {way}.")
            return
        self._write(step)
        self._port.post(StepTaken(step))

    def action_trail(self) -> None:
        """Show every step; walk to the one that is chosen."""
        from tui.screens.trail_screen import TrailScreen

        self.stay()
        trail, session = self._port.session.trail, self._port.session

        def chosen(ident: str | None) -> None:
            if ident is not None:
                self._walk_to(trail.go_to(ident), "to")

        def mark(ident: str) -> Step:
            step = trail.toggle_mark(ident)
            self._port.start(Job.TRAIL, lambda _: session.keep_step(step))
            return step

        here = trail.here
        self._port.push(TrailScreen(trail.steps, here.id if here else None, mark), chosen)
