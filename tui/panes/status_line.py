"""The line at the bottom: the reader's place, background work, and the most useful keys."""

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tui.draw import fit, shown
from tui.messages import HintClicked
from tui.wrap import wrap

# Seconds that a notice stays.
SECONDS = 8.0
# Columns below which there are no hints.
_LEAST_ROOM = 12


class StatusLine(Widget):
    """Left the place or a notice, right the keys."""

    DEFAULT_CSS = """
    StatusLine { height: 1; background: $panel; color: $foreground; }
    StatusLine > .status--error {
        color: $error; background: $background; text-style: bold reverse;
    }
    StatusLine > .status--keys { color: $dim; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--error", "status--keys"}

    def __init__(self) -> None:
        super().__init__(id="status")
        self.place = ""
        self.review = ""
        self.work = ""
        self.notice = ""
        self.error = False
        self.seen = True
        self.whole = False  # the notice takes all the lines it needs
        self.keys = ""
        self.always = ""
        self._height = 1
        self._timer: Timer | None = None

    def show(self, **parts: str) -> None:
        """Change `place`, `review` (its progress), `work` (a background job), `notice`, `keys`.

        `always` are hints that stay when there is no room for all of `keys`. Repaints on a change.
        """
        changed = {name: text for name, text in parts.items() if getattr(self, name) != text}
        for name, text in changed.items():
            setattr(self, name, text)
        if "notice" in parts:
            self.error, self.seen, self.whole = False, False, False
            self._time_out()
        self._fit_height()
        if changed:
            self.refresh()

    def show_error(self, text: str) -> None:
        """Say what went wrong, until the next notice; on two lines if it is long."""
        self._keep(text, error=True, whole=False)

    def show_whole(self, text: str) -> None:
        """Show a text to be read, on up to half of the screen, until the next key."""
        self._keep(text, error=False, whole=True)

    def _keep(self, text: str, *, error: bool, whole: bool) -> None:
        """Show a notice that no timer takes away, not even that of the notice before it."""
        self._stop_timer()
        self.notice, self.error, self.seen, self.whole = text, error, False, whole
        self._fit_height()
        self.refresh()

    def _fit_height(self) -> None:
        """Take one line, or more for a notice that is too long for one."""
        lines = len(self._lines())
        if lines != self._height:
            self._height = lines
            self.styles.height = lines

    def on_resize(self) -> None:
        """Another width has room for more or less of a notice."""
        self._fit_height()

    def _time_out(self) -> None:
        """Take the notice away after a while, if no key does it before."""
        self._stop_timer()
        if self.notice:
            self._timer = self.set_timer(SECONDS, lambda: self.show(notice=""))

    def restart(self) -> None:
        """Give a notice its whole time from now on: it was not on the screen before."""
        if self._timer is not None:
            self._time_out()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _wrapped(self) -> list[str]:
        """The notice in lines of the line's width."""
        text = shown(self.notice)
        return [text[line.start : line.end] for line in wrap(text, max(10, self.size.width - 2))]

    def resume(self) -> None:
        """Take an error away: what failed has succeeded since."""
        if self.error:
            self.show(notice="")

    def note_key(self) -> None:
        """A key is pressed: the notice has been seen, and one shown whole goes."""
        self.seen = True
        if self.whole:
            self.show(notice="")

    def fade(self) -> None:
        """Take the notice away, unless it came after the last key."""
        if self.seen and self.notice:
            self.show(notice="")

    def _lines(self) -> list[str]:
        """The left part: one line, or more where a notice and what stays do not fit on one."""
        stays = "" if self.error else _joined(self.review, self.work)
        whole = shown(_joined(self.notice or self.place, stays))
        width = self.size.width
        if not self.notice or not width or cell_len(whole) <= width - 2:
            return [whole]
        lines = self._wrapped()
        most = max(2, self.app.size.height // 2) if self.whole else 2
        full = max(1, min(most, len(lines)) - 1)
        return [*lines[:full], shown(_joined(" ".join(lines[full:]), stays))]

    def _hints(self, left: str) -> str:
        """The hints that fit to the right of `left`."""
        room = self.size.width - cell_len(left) - 3
        if self.error or room < _LEAST_ROOM:
            return ""
        always = _fitting(self.always, room)
        keys = _fitting(self.keys, room - cell_len(always) - 2)
        return "  ".join(filter(None, (keys, always)))

    def hint_at(self, column: int) -> str:
        """The key of the hint drawn in a column, as displayed; empty for none."""
        keys = self._hints(self._lines()[-1])
        at = self.size.width - 1 - cell_len(keys)
        for hint in keys.split("  "):
            if at <= column < at + cell_len(hint):
                return hint.split(" ")[0]
            at += cell_len(hint) + 2
        return ""

    def on_click(self, event: events.Click) -> None:
        """A click on a hint is the key."""
        if event.y == self.size.height - 1 and (hint := self.hint_at(event.x)):
            self.post_message(HintClicked(hint))

    def render_line(self, y: int) -> Strip:
        """Left and right part; the left has the room it needs."""
        width, lines = self.size.width, self._lines()
        style = self.get_component_rich_style("status--error") if self.error else self.rich_style
        last = y >= self.size.height - 1
        left = _joined(*lines[y:]) if last else lines[min(y, len(lines) - 1)]
        keys = self._hints(left) if last else ""
        if not keys:
            return Strip([Segment(fit(f" {left}", width), style)], width)
        gap = width - cell_len(left) - 1 - cell_len(keys) - 1
        return Strip(
            [
                Segment(f" {left}{' ' * gap}", style),
                Segment(f"{keys} ", self.get_component_rich_style("status--keys")),
            ],
            width,
        )


def _joined(*parts: str) -> str:
    """The parts that are not empty, parted by two spaces."""
    return "  ".join(filter(None, parts))


def _fitting(keys: str, width: int) -> str:
    """As many of the hints, parted by two spaces, as there is room for."""
    kept = ""
    for hint in shown(keys).split("  "):
        longer = f"{kept}  {hint}" if kept else hint
        if cell_len(longer) > width:
            break
        kept = longer
    return kept
