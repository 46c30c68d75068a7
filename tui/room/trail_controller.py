"""The trail: notes each search, filter, article and jump, and walks back and forward."""

import threading
from collections import deque

from index.kept import Step, StepKind
from index.model import now
from tui.messages import StepTaken
from tui.room.jobs import Job
from tui.room.port import IsCancelled, RoomPort
from tui.wording import with_noun

# The name that is proposed for a script.
_FILE = "~/trail.txt"


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
        from tui.screens import TrailChoice, TrailScreen

        self.stay()
        trail, session = self._port.session.trail, self._port.session

        def chosen(choice: TrailChoice | None) -> None:
            if choice is not None and choice.writes:
                self._ask_for_file(choice.step)
            elif choice is not None:
                self._walk_to(trail.go_to(choice.step), "to")

        def mark(ident: str) -> Step:
            step = trail.toggle_mark(ident)
            self._port.start(Job.TRAIL, lambda _: session.keep_step(step))
            return step

        here = trail.here
        self._port.push(TrailScreen(trail.steps, here.id if here else None, mark), chosen)

    def write_script(self) -> None:
        """Ask for a file, and write the whole way to the current step as a script."""
        self.stay()
        here = self._port.session.trail.here
        if here is not None:
            self._ask_for_file(here.id)

    def _ask_for_file(self, first: str) -> None:
        """Ask for a file, and write the steps from `first` to the current one as a script.

        On the current step it is the whole way.
        """
        from tui.screens import Prompt

        trail, port = self._port.session.trail, self._port
        here = trail.here
        if here is None:
            return
        from index.desk import way_to  # with the commands of scripts and all exporters

        way = way_to(trail.steps, here, first if first != here.id else None)
        steps = with_noun(len(way), "step")

        def named(text: str | None) -> None:
            if text:
                port.start(Job.TRAIL, lambda _: port.deliver(port.say, write(text)))

        def write(name: str) -> str:
            from tui.session_scripts import write_trail

            return f"{steps} written to {write_trail(port.session, way, name)}"

        port.push(Prompt(f"{steps} to a file, as a script", _FILE), named)
