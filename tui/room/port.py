"""The port: the interface of the room for its controllers."""

from collections.abc import Callable
from typing import Any, Protocol

from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from tui.key_config import Keymap
from tui.room.jobs import Job
from tui.room.state import RoomState, Views
from tui.session import Session

IsCancelled = Callable[[], bool]
Work = Callable[[IsCancelled], None]


class RoomPort(Protocol):
    """The interface of the room for its controllers.

    Controllers run on the event loop; a job runs in a thread, takes plain values, and hands its
    result back with `deliver` or `post`. Only these two may be called from a job.
    """

    session: Session
    keymap: Keymap
    state: RoomState
    views: Views

    def start(self, job: Job, work: Work, *, in_background: bool = False) -> None:
        """Run `work` in a thread; a PressmarkError or OSError it raises becomes a notice.

        Keys wait for it as its kind says, unless `in_background`: then no key has started it.
        """

    def cancel(self, job: Job) -> None:
        """Cancel the running jobs of a kind."""

    def deliver(self, what: Callable[..., object], *args: Any) -> None:
        """From a job: call `what` on the event loop and wait until it has returned."""

    def post(self, message: Message) -> None:
        """Post a message to the room; may be called from a job."""

    def hold_keys(self, job: Job) -> None:
        """Hold keys for a part of a job that still runs."""

    def release_keys(self, job: Job) -> None:
        """Replay the keys that wait for jobs of a kind, although such a job still runs."""

    def go(self, pane: str) -> None:
        """Focus a pane, and show it where only some fit."""

    def focus_widget(self, widget: Widget) -> None:
        """Focus a widget that is not a pane's body."""

    def push(self, screen: Screen[Any], then: Callable[[Any], object] | None = None) -> None:
        """Open a screen; `then` gets its result."""

    def after(self, seconds: float, what: Callable[[], object]) -> Timer:
        """Call `what` on the event loop later."""

    def say(self, text: str) -> None:
        """Show a notice in the status line."""

    def fail(self, text: str) -> None:
        """Show an error in the status line."""

    def fit_results(self) -> None:
        """Adapt the height of the result list to the number of results."""
