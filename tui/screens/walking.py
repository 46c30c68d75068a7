"""The trail: every step is noted, and walked back and forward."""

import threading
from collections import deque
from typing import Any

from textual import work

from index.kept import Step, StepKind
from index.model import now
from tui.screens.leading import Leading
from tui.session import Place


class Walking(Leading):
    """Notes each step on disk beside, and goes to earlier ones."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._steps: deque[Step] = deque()
        self._stepping = threading.Lock()

    def step(self, kind: StepKind, text: str | None = None) -> None:
        """A step is made from here, to the query `text` if that is another: note the place that is left."""
        self.stay()
        self._put_step(self.session.trail.add(kind, self.bar.text if text is None else text, now()))

    def step_to_search(self, text: str) -> None:
        """A search is a step where it is another than that of the step one is at."""
        here = self.session.trail.here
        if here is None or here.query != text:
            self.step("search", text)

    def stay(self) -> None:
        """Note where one is at this step of the trail."""
        opened = self.article.opened
        article = opened.analysis.article if opened else None
        moved = self.session.trail.stay(
            self.bar.text,
            article.id if article else None,
            self.article.offset_at_cursor,
            article.title if article else "",
        )
        if moved is not None:
            self._put_step(moved)

    def _put_step(self, step: Step) -> None:
        self._steps.append(step)
        self._write_steps()

    @work(thread=True, group="trail", exit_on_error=False)
    def _write_steps(self) -> None:
        def run() -> None:
            with self._stepping:  # in the order they were made
                while self._steps:
                    self.session.keep_step(self._steps.popleft())

        self._in_worker(run)

    def action_jump_back(self) -> None:
        self.stay()
        self._go_to_step(self.session.trail.back(), "back to")

    def action_jump_forward(self) -> None:
        self.stay()
        self._go_to_step(self.session.trail.forward(), "forward to")

    def _go_to_step(self, step: Step | None, way: str) -> None:
        if step is None:
            self.status.show(notice=f"No step to go {way}.")
            return
        self._put_step(step)
        reading = step.kind in {"open", "jump"}
        num = self.session.num_of(step.article) if step.article else None
        if step.article and num is None:
            self.status.show(notice=f"{step.title or 'This article'} has gone from the library.")
        if step.query != self.bar.text:
            self.start = Place(step.query, step.article, step.offset)
            self.settled(step.query)
            self.bar.set_text(step.query)
            self._await()
            self.search(step.query, entered=True)
            self.go("article" if reading else "results")
        elif num is not None:
            index = self.results.place(num)
            if index is not None:
                self.results.move_to(index)
            self._open_soon(num, at=step.offset, focus=reading)

    def action_trail(self) -> None:
        """Show every step; go to the one that is chosen."""
        from tui.screens.trail import TrailScreen

        self.stay()
        trail = self.session.trail

        def chosen(ident: str | None) -> None:
            if ident is not None:
                self._go_to_step(trail.go_to(ident), "to")

        def mark(ident: str) -> Step:
            step = trail.toggle_mark(ident)
            self.keep(lambda: self.session.keep_step(step))
            return step

        here = trail.here
        self.app.push_screen(TrailScreen(trail.steps, here.id if here else None, mark), chosen)


__all__ = ["Walking"]
