"""Keys that wait for results, an article or a screen: they are meant for what is on its way."""

from collections.abc import Callable

from textual.timer import Timer

# Seconds that keys are held back at most.
_AT_MOST = 0.6
WAITING = "Reading; the screen opens when ready. q: do not open it."
STOPPED = "Stopped; the screen is not opened."


class HeldKeys:
    """Whether keys are held back. They are released when what they wait for comes, or in time."""

    def __init__(
        self,
        after: Callable[[float, Callable[[], object]], Timer],
        released: Callable[[], object],
        say: Callable[[str], object],
    ) -> None:
        """`released` replays the keys; `say` shows a notice where a screen takes long to open."""
        self._after, self._released, self._say = after, released, say
        self._timer: Timer | None = None
        # On from the start: the room is not there yet.
        self.on = True

    def hold(self, for_screen: bool = False) -> None:
        """Hold keys back from now on; `for_screen`: until a screen opens."""
        self.on = True
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._after(_AT_MOST, lambda: self._time_out(for_screen))

    def release(self) -> None:
        """Release them: what they were meant for has come."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.on:
            self.on = False
            self._released()

    def _time_out(self, for_screen: bool) -> None:
        self.release()
        if for_screen:
            self._say(WAITING)


__all__ = ["STOPPED", "WAITING", "HeldKeys"]
