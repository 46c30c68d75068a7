"""Keys held until results, an article or a screen arrive: they are meant for that state."""

from collections.abc import Callable

from textual.timer import Timer

from tui.room.jobs import Job

# Seconds that keys wait for one job at most.
_AT_MOST = 0.6
# Actions on the counts of the articles found.
ON_COUNTS = ("everywhere.timeline", "everywhere.earlier", "everywhere.later_period")
WAITING = "Reading; the screen opens when ready. q: do not open it."
STOPPED = "Stopped; the screen is not opened."


class HeldKeys:
    """The jobs that keys wait for, each until it ends or lands, or for `_AT_MOST` seconds."""

    def __init__(
        self,
        after: Callable[[float, Callable[[], object]], Timer],
        released: Callable[[], object],
        say: Callable[[str], object],
    ) -> None:
        """`released` replays the keys; `say` shows a notice where a screen takes long to open."""
        self._after, self._released, self._say = after, released, say
        self._serial = 0
        # The room is not there yet: its first search is awaited from the start.
        self._awaited: dict[int, tuple[Job, Timer | None]] = {0: (Job.SEARCH, None)}

    @property
    def on(self) -> bool:
        """Whether all keys wait. Counts are awaited by some only."""
        return any(job is not Job.COUNTS for job, _ in self._awaited.values())

    def awaits(self, job: Job) -> bool:
        """Whether a job of this kind is awaited."""
        return any(kind is job for kind, _ in self._awaited.values())

    def hold(self, job: Job) -> int:
        """Let keys wait for a job that starts; returns its number for `end`.

        It replaces an earlier one of the same kind: no one waits for results that are dropped.
        """
        if job.exclusive or job is Job.SEARCH:
            self._drop(job)
        self._serial += 1
        number = self._serial
        self._awaited[number] = job, self._after(_AT_MOST, lambda: self._time_out(number))
        return number

    def end(self, number: int) -> None:
        """A job has ended: keys do not wait for it any more."""
        _, timer = self._awaited.pop(number, (None, None))
        if timer is not None:
            timer.stop()
            self._released()

    def release(self, job: Job) -> None:
        """What jobs of a kind were to bring is there."""
        if self.awaits(job):
            self._drop(job)
            self._released()

    def _drop(self, job: Job) -> None:
        for number in [n for n, (kind, _) in self._awaited.items() if kind is job]:
            _, timer = self._awaited.pop(number)
            if timer is not None:
                timer.stop()

    def _time_out(self, number: int) -> None:
        awaited = self._awaited.get(number)
        if awaited is None:
            return  # ended after its timer was due, and before the event loop called this
        job, _ = awaited
        self.end(number)
        if job.keys == "screen":
            self._say(WAITING)


__all__ = ["ON_COUNTS", "STOPPED", "WAITING", "HeldKeys"]
