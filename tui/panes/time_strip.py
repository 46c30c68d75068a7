"""The time strip: a bar for each day, month, year or decade of the results.

It counts articles by their dates, or statements by the days on which they were said.
"""

import datetime
from typing import ClassVar

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.strip import Strip
from textual.widget import Widget

from index import Timeline, period_of
from index.model import parse_iso
from tui.draw import fit, glyphs, shown
from tui.key_table import bindings
from tui.messages import Notice, TimeChosen, TimeLeft, TimeResized, TimeSwitched
from tui.panes.quiet_focus import QuietFocus
from tui.plot import bar

# Columns that a period takes where there is much room.
_WIDEST = 3


class _Layout(Struct, frozen=True):
    """The labels left and right of the bars, the columns of a period, and the visible periods."""

    left: str
    right: str
    wide: int
    begin: int
    end: int


class TimeStrip(QuietFocus, Widget, can_focus=True):
    """One line of bars, and a second for another search; keys choose a range while focused."""

    DEFAULT_CSS = """
    TimeStrip { height: 1; width: 1fr; color: $primary; }
    TimeStrip.-over { height: 2; }
    TimeStrip > .strip--label { color: $dim; }
    TimeStrip > .strip--over { color: $secondary; }
    TimeStrip > .strip--mark { color: $match; text-style: bold; }
    TimeStrip > .strip--chosen { background: $chosen; text-style: underline; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "strip--label",
        "strip--over",
        "strip--mark",
        "strip--chosen",
    }
    BINDINGS: ClassVar[list[Binding]] = bindings("time")  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__(id="time")
        self.line: Timeline | None = None
        self.over = ""
        self._selected: int | None = None
        self._cursor = 0
        self._anchor: int | None = None
        self.entered = False
        self.dates: tuple[datetime.date | None, datetime.date | None] | None = None

    @property
    def most(self) -> int:
        """How many periods there is room for."""
        return max(10, self.size.width - 30) if self.size.width else 60

    def on_resize(self) -> None:
        """Another width has room for more or fewer periods."""
        self.post_message(TimeResized())

    def show(self, line: Timeline, over: str = "") -> None:
        """Show other counts; `over` is the second search, whose counts are the second row."""
        if self.line is not None and self.line.counted != line.counted:
            self._move_to_axis(self.line, line)
        self.line, self.over = line, over
        self.set_class(bool(over), "-over")
        self._cursor = max(0, min(self._cursor, len(line) - 1))
        if self._selected is not None and self._selected >= len(line):
            self._selected = None  # until the article is opened
        if self._anchor is not None:
            self._anchor = min(self._anchor, max(0, len(line) - 1))
        self.refresh()

    def _move_to_axis(self, before: Timeline, after: Timeline) -> None:
        """Keep the cursor near its day where something else is counted; drop the range."""
        self._anchor = self.dates = self._selected = None
        if len(before):
            day = before.days(min(self._cursor, len(before) - 1))[0]
            self._cursor = period_of(after.unit, day) - after.first

    def select_period(self, place: int | None) -> None:
        """Mark a period; one that is not on the axis, of older counts, marks none."""
        if place is not None and (self.line is None or place not in range(len(self.line))):
            place = None
        if place != self._selected:
            self._selected = place
            self.refresh()

    def select(self, date: str | None) -> None:
        """Mark the period of the article that is selected, by its date as lists show it."""
        parsed = parse_iso(date) if date else None
        place = None
        if parsed is not None and self.line is not None:
            place = self.line.place(parsed.first().toordinal(), parsed.last().toordinal())
        self.select_period(place)

    @property
    def selected(self) -> int | None:
        """The period of the selected article."""
        return self._selected

    # --- choosing ---

    def enter(self, dates: tuple[datetime.date | None, datetime.date | None] | None) -> None:
        """Begin to choose: at the selected article, or with the range of the search's `dates`."""
        line = self.line
        if line is None or not len(line):
            return
        self.entered = True
        self._cursor, self._anchor = (
            self._selected if self._selected is not None else len(line) - 1,
            None,
        )
        if dates is not None:
            self._anchor, self._cursor = 0, len(line) - 1
        self.dates = dates
        self._tell()

    @property
    def chosen(self) -> tuple[int, int]:
        """The first and the last period chosen."""
        anchor = self._cursor if self._anchor is None else self._anchor
        return min(anchor, self._cursor), max(anchor, self._cursor)

    def told(self) -> str:
        """The chosen range in words: "2004-04 to 2004-06: 31 articles"."""
        line = self.line
        if line is None or not len(line):
            return "No dates"
        first, last = self.chosen
        span = line.name(first) if first == last else f"{line.name(first)} to {line.name(last)}"
        counts = [sum(row[first : last + 1]) for row in line.counts]
        over = f", {counts[1]:,} of {self.over}" if self.over and len(counts) > 1 else ""
        return f"{span}: {counts[0]:,} {line.counted.removesuffix('s' * (counts[0] == 1))}{over}"

    def _move(self, place: int) -> None:
        if self.line is not None and len(self.line):
            if self.dates is not None and self._anchor == 0 and self._cursor == len(self.line) - 1:
                self._anchor = None  # the reader begins to choose
            self._cursor = max(0, min(place, len(self.line) - 1))
            self._tell()

    def _tell(self) -> None:
        """Show the chosen range and report it."""
        self.refresh()
        self.post_message(Notice(self.told()))

    def action_before(self) -> None:
        """Move one period back."""
        self._move(self._cursor - 1)

    def action_after(self) -> None:
        """Move one period forward."""
        self._move(self._cursor + 1)

    def action_first(self) -> None:
        """Move to the first period."""
        self._move(0)

    def action_last(self) -> None:
        """Move to the last period."""
        self._move(len(self.line) - 1 if self.line else 0)

    def action_range(self) -> None:
        """Begin a range at the cursor, or drop it."""
        self._anchor = self._cursor if self._anchor is None else None
        self._tell()

    def action_narrow(self) -> None:
        """Narrow to the chosen range; if that is all there is, remove the dates instead."""
        line = self.line
        if line is None or not len(line):
            return
        place, last = self.chosen
        whole = self.dates is not None and (place, last) == (0, len(line) - 1)
        self.entered = False
        if whole:
            self.post_message(TimeChosen(None, None))
        else:
            said = line.counted == "statements"
            self.post_message(TimeChosen(line.days(place)[0], line.days(last)[1], said))

    def action_said(self) -> None:
        """Count statements by the day said instead of articles by date, or the reverse."""
        self.post_message(TimeSwitched())

    def action_all(self) -> None:
        """Remove the dates from the search."""
        self.entered = False
        self.post_message(TimeChosen(None, None))

    def action_leave(self) -> None:
        """Leave the strip without narrowing."""
        self.post_message(TimeLeft())

    def end_choice(self) -> None:
        """End the choice of a range: the strip marks the selected article's period again."""
        self.entered = False
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click goes to a period; a second one at the same place narrows the search to it."""
        line = self.line
        if line is None or not len(line):
            return
        if self.entered and event.chain > 1:  # the bars have moved: the heading is longer now
            self.action_narrow()
            return
        layout = self._layout(line)
        place = layout.begin + (event.x - cell_len(layout.left)) // layout.wide
        if not layout.begin <= place < layout.end:
            return
        self.entered, self._anchor = True, None
        self._move(place)

    # --- drawing ---

    def _layout(self, line: Timeline) -> _Layout:
        heading = self._heading(line)
        left, right = f"{heading} {line.name(0)} ", f" {line.name(len(line) - 1)} "
        at = self._cursor if self.entered else self._selected
        if at is not None:
            right += f" {line.name(at)}: {line.counts[0][at]:,}"
        room = self.size.width - cell_len(left) - cell_len(right)
        if room < min(len(line), 12):
            right = f" {line.name(len(line) - 1)} "
            room = self.size.width - cell_len(left) - cell_len(right)
        if heading and room < min(len(line), 12):
            left = f" {line.name(0)} "
            room = self.size.width - cell_len(left) - cell_len(right)
        if room < min(len(line), 8):
            left, right, room = " ", "", self.size.width - 1
        wide = max(1, min(_WIDEST, room // len(line)))
        sight = max(1, room // wide)
        begin = max(0, min((at or 0) - sight // 2, len(line) - sight))
        return _Layout(left, right, wide, begin, min(len(line), begin + sight))

    def _heading(self, line: Timeline) -> str:
        """What the days are: always for days said, else while a range is chosen."""
        if line.counted == "statements":
            return " by day said:"
        return " by article date:" if self.entered else ""

    def render_line(self, y: int) -> Strip:
        """The bars of one search, between the names of the first and the last period."""
        width, line = self.size.width, self.line
        label = self.get_component_rich_style("strip--label")
        if line is None or not len(line):
            none = (
                " No days said."
                if line is not None and line.counted == "statements"
                else " No dates."
            )
            return Strip([Segment(fit("" if line is None else none, width), label)], width)
        layout = self._layout(line)
        if y == 0:
            segments = [
                Segment(layout.left, label),
                *self._bars(line, layout, 0),
                Segment(layout.right, label),
            ]
        else:
            segments = [Segment(" " * cell_len(layout.left), label), *self._bars(line, layout, 1)]
            room = width - sum(segment.cell_length for segment in segments)
            segments.append(Segment(fit(f" + {shown(self.over)}", max(0, room)), label))
        return Strip(segments).adjust_cell_length(width, self.rich_style).simplify()

    def _bars(self, line: Timeline, layout: _Layout, row: int) -> list[Segment]:
        if row >= len(line.counts):
            return []
        peak = line.peaks[row] or 1
        plain = self.rich_style if row == 0 else self.get_component_rich_style("strip--over")
        first, last = self.chosen
        segments = []
        for place in range(layout.begin, layout.end):
            glyph = bar(line.counts[row][place], peak)
            style = plain
            if self.entered and first <= place <= last:
                style += self.get_component_rich_style("strip--chosen", partial=True)
            if place == (self._cursor if self.entered else self._selected):
                # a stroke through it, so that it is seen by shape too
                segments.append(
                    Segment(
                        glyphs().chosen,
                        style + self.get_component_rich_style("strip--mark", partial=True),
                    )
                )
                segments.append(Segment(glyph * (layout.wide - 1), style))
            else:
                segments.append(Segment(glyph * layout.wide, style))
        return segments
