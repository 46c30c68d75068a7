"""An article's text as a scrolling pane: wrapped lines, highlights, cursor line, selection."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from index.model import Span
from tui.draw import fit, glyphs, shown
from tui.highlight_pieces import over, pieces
from tui.messages import Moved
from tui.panes.fact_lines import fact_lines
from tui.panes.quiet_focus import QuietFocus
from tui.panes.sent_place import ScrollAlignment, SentPlace
from tui.panes.sentence_finder import SentenceFinder
from tui.session_records import OpenArticle, Opened
from tui.wrap import wrap

# Highlight layers, lowest first: a later layer's style is added over earlier ones.
_LAYERS = (
    "title",
    "quotation",
    "citation",
    "mark",
    "mention",
    "chosen",
    "match",
    "found",
    "current",
    "selection",
)
_GUTTER = 2
# The longest line in columns; longer ones are hard to read.
_WIDEST_TEXT = 90
# Lines a notch of the mouse wheel.
_WHEEL = 3


class TextView(QuietFocus, ScrollView, can_focus=True):
    """Draws the open article line by line; a cursor line marks where the reader is."""

    DEFAULT_CSS = """
    TextView { height: 1fr; width: 1fr; scrollbar-size: 0 0; overflow-x: hidden; overflow-y: auto; }
    TextView > .text--plain { color: $foreground; }
    TextView > .text--meta { color: $dim; }
    TextView > .text--title { color: $foreground; text-style: bold; }
    TextView > .text--quotation { color: $quote; text-style: italic; }
    TextView > .text--citation { color: $dim; }
    TextView > .text--mention { color: $primary; text-style: italic underline; }
    TextView > .text--chosen { background: $chosen; text-style: italic bold; }
    TextView > .text--match { color: $match; text-style: bold underline; }
    TextView > .text--mark { color: $accent; text-style: underline; }
    TextView > .text--selection { text-style: reverse; }
    TextView > .text--found { color: $accent; text-style: underline reverse; }
    TextView > .text--current { text-style: bold reverse; }
    TextView > .text--cursor { color: $primary; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"text--{name}" for name in ("plain", "meta", "cursor", *_LAYERS)
    }

    def __init__(self, name: str, reading: OpenArticle) -> None:
        super().__init__(name=name)
        self._reading = reading
        # The sentences at both ends of the selection: where it began, where it is extended.
        self._anchor: Span | None = None
        self._head: Span | None = None
        self._walk: SentenceFinder | None = None
        self._meta: list[str] = []
        self._lines: list[Span] = []
        self._cursor = 0
        self._sent = SentPlace()
        self._layers: dict[str, Sequence[Span]] = {}

    @property
    def opened(self) -> Opened | None:
        """The open article."""
        return self._reading.opened

    @property
    def text(self) -> str:
        """The article's text, empty where none is open."""
        return self.opened.analysis.article.text if self.opened else ""

    @property
    def offset_at_cursor(self) -> int:
        """Where in the text the cursor line begins, in code points."""
        return self._lines[self._cursor].start if self._lines else 0

    @property
    def selection_span(self) -> Span | None:
        """The sentences chosen with `v`, as one span."""
        if self._anchor is None or self._head is None:
            return None
        one, other = self._anchor, self._head
        return Span(min(one.start, other.start), max(one.end, other.end))

    @property
    def sentences(self) -> SentenceFinder | None:
        """The sentences of the open article."""
        if self._walk is None and self.opened is not None:
            self._walk = SentenceFinder(self.opened.analysis.article)
        return self._walk

    def drop_selection(self) -> None:
        """Drop the selection."""
        before, self._anchor, self._head = self.selection_span, None, None
        self._make_layers()
        self._refresh_spans([before] if before else [])

    def action_select(self) -> None:
        """Begin a selection of sentences at the cursor line, or drop it."""
        if self._anchor is not None:
            self.drop_selection()
        elif self._lines and self.sentences is not None:
            self._anchor = self._head = self.sentences.on_line(self._lines[self._cursor])
            self._selection_moved(None)
        self.post_message(Moved())

    def _select_sentence(self, forward: bool) -> None:
        """Extend the selection by a sentence, or shrink it."""
        if self.sentences is None or self._head is None:
            return
        head = self.sentences.step(self._head, forward)
        if head is not None:
            before, self._head = self.selection_span, head
            self._selection_moved(before)
            self.go_to(head, "centre")

    def _select_to_cursor(self) -> None:
        """Extend the selection to the cursor line after a move by many lines."""
        if self._anchor is not None and self.sentences is not None:
            self._head = self.sentences.on_line(self._lines[self._cursor]) or self._head

    def _selection_moved(self, before: Span | None) -> None:
        if self._anchor is not None:
            self._make_layers()
            self._refresh_spans([span for span in (before, self.selection_span) if span])

    def _arrange(self) -> None:
        """Wrap the text at the pane's width and compute the fact lines and the layers."""
        width = min(self.size.width - _GUTTER, _WIDEST_TEXT)
        if self.opened is None or width < 2:
            self._lines, self._meta = [], []
            return
        self._meta = fact_lines(self.opened)
        self._lines = wrap(self.text.rstrip("\n"), width)
        self.virtual_size = Size(self.size.width, len(self._lines) + len(self._meta))
        self._make_layers()

    def _make_layers(self) -> None:
        self._layers = self.highlights() if self.opened is not None else {}

    def highlights(self) -> dict[str, Sequence[Span]]:
        """The sorted, disjoint spans of each highlight layer; a subclass adds its own."""
        selected = self.selection_span
        return {"selection": [selected]} if selected else {}

    # --- drawing ---

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"text--{name}")

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.size.width
        line = y + self.scroll_offset.y
        if self.opened is None and y == 0:
            return Strip([Segment(fit("  No article is open.", width), self._style("meta"))], width)
        if self.opened is None or line >= len(self._lines) + len(self._meta):
            return Strip.blank(width, self.rich_style)
        if line < len(self._meta):
            return Strip([Segment(fit(f"  {self._meta[line]}", width), self._style("meta"))], width)
        index = line - len(self._meta)
        span = self._lines[index]
        segments = [self._gutter(index, span)]
        for piece in pieces(span, self._layers):
            stretch = shown(self.text[piece.start : piece.end])
            if stretch:
                segments.append(Segment(stretch, self._combined(piece.names)))
        return Strip(segments).adjust_cell_length(width, self._style("plain")).simplify()

    def _combined(self, names: frozenset[str]) -> Style:
        plain = self.get_component_rich_style("text--plain")
        if not names:
            return plain
        style = plain
        for name in _LAYERS:
            if name in names:
                part = self.get_component_rich_style(f"text--{name}", partial=True)
                style += part
        return style

    def _gutter(self, index: int, span: Span) -> Segment:
        """The cursor, and a bar along the chosen quotation or any other."""
        mark = glyphs()
        cursor = mark.cursor if index == self._cursor else " "
        end = max(span.end, span.start + 1)
        if next(over(self._layers.get("chosen", ()), span.start, end), None):
            return Segment(cursor + mark.chosen, self._style("cursor"))
        if next(over(self._layers.get("mark", ()), span.start, end), None):
            return Segment(cursor + "*", self._style("cursor"))
        quoted = next(over(self._layers.get("quotation", ()), span.start, end), None)
        if index == self._cursor:
            return Segment(cursor + (mark.bar if quoted else " "), self._style("cursor"))
        return Segment(
            cursor + (mark.bar if quoted else " "), self._style("meta" if quoted else "plain")
        )

    def on_resize(self, _: events.Resize) -> None:
        """Another width breaks the lines elsewhere; the place stays."""
        at = self.offset_at_cursor
        again = self._sent.again((at, self.scroll_offset.y, self.size.height, self.size.width))
        self._arrange()
        if self._lines and again is not None:
            self.go_to(*again, only_if_hidden=False)
        elif self._lines:
            self._put_cursor(at)
            self._show_line(self._cursor, "upper", only_if_hidden=True)
        self.refresh()

    def _line_of(self, at: int) -> int:
        """The screen line that holds offset `at`."""
        return max(0, bisect_right(self._lines, at, key=lambda span: span.start) - 1)

    def _refresh_line(self, index: int) -> None:
        y = index + len(self._meta) - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _refresh_spans(self, spans: Sequence[Span]) -> None:
        """Repaint the visible lines that hold one of the spans."""
        if not self._lines:
            return
        top = max(0, self.scroll_offset.y - len(self._meta))
        bottom = min(len(self._lines), top + self.size.height + 1)
        first, last = self._lines[min(top, len(self._lines) - 1)].start, self._lines[bottom - 1].end
        lines: set[int] = set()
        for span in spans:
            if span.end > first and span.start <= last:
                lines.update(
                    range(
                        self._line_of(max(span.start, first)),
                        self._line_of(min(span.end, last)) + 1,
                    )
                )
        for line in lines:
            self._refresh_line(line)

    # --- moving ---

    def _put_cursor(self, at: int) -> None:
        selected = self.selection_span
        before, self._cursor = self._cursor, self._line_of(at) if self._lines else 0
        if before != self._cursor:
            self._selection_moved(selected)
            self._refresh_line(before)
            self._refresh_line(self._cursor)
            self.post_message(Moved())

    def _show_line(self, index: int, where: ScrollAlignment, only_if_hidden: bool) -> None:
        """Scroll so that a line is in the middle, or a third from the top."""
        y, height = index + len(self._meta), self.size.height
        top = self.scroll_offset.y
        if only_if_hidden and top + min(2, height // 4) <= y < top + height - min(2, height // 4):
            return
        target = y - (height // 2 if where == "centre" else height // 3)
        self.scroll_to(
            None, max(0, min(target, self.virtual_size.height - height)), animate=False, force=True
        )

    def go_to(self, span: Span, where: ScrollAlignment, only_if_hidden: bool = True) -> None:
        """Put the cursor on the first line of a span, and that on the screen."""
        self._sent.send(None if self._lines and only_if_hidden else (span, where))
        if not self._lines:
            return
        self._put_cursor(span.start)
        last = self._line_of(max(span.start, span.end - 1))
        bottom = last + len(self._meta) - self.scroll_offset.y
        tall = bottom >= self.size.height
        self._show_line(self._cursor, where, only_if_hidden and not tall)
        self._sent.arrive(
            (self.offset_at_cursor, self.scroll_offset.y, self.size.height, self.size.width)
        )
        self.post_message(Moved())

    def _step(self, lines: int) -> None:
        if not self._lines:
            return
        target = max(0, min(self._cursor + lines, len(self._lines) - 1))
        selected = self.selection_span
        before, self._cursor = self._cursor, target
        if before == target:
            return
        self._select_to_cursor()
        self._selection_moved(selected)
        self._refresh_line(before)
        self._refresh_line(target)
        y, height, top = target + len(self._meta), self.size.height, self.scroll_offset.y
        if target == 0:
            self.scroll_to(None, 0, animate=False, force=True)
        elif not top <= y < top + height:
            # Scroll a third of the pane: most steps then repaint only two lines, which keeps a
            # slow connection responsive.
            jump = max(abs(lines), height // 3) if abs(lines) == 1 else abs(lines)
            end = max(0, self.virtual_size.height - height)
            self.scroll_to(
                None,
                max(0, min(end, top + (jump if lines > 0 else -jump))),
                animate=False,
                force=True,
            )
        self.post_message(Moved())

    def action_down(self) -> None:
        """Move the cursor one line down; with a selection, extend it by a sentence."""
        if self._anchor is not None:
            self._select_sentence(True)
        else:
            self._step(1)

    def action_up(self) -> None:
        """Move the cursor one line up; with a selection, take back a sentence."""
        if self._anchor is not None:
            self._select_sentence(False)
        else:
            self._step(-1)

    def action_top(self) -> None:
        """Go to the first line."""
        self._step(-len(self._lines))

    def action_bottom(self) -> None:
        """Go to the last line."""
        self._step(len(self._lines))

    def action_half_down(self) -> None:
        """Move half a page down."""
        self._page(self.size.height // 2)

    def action_half_up(self) -> None:
        """Move half a page up."""
        self._page(-(self.size.height // 2))

    def action_page_down(self) -> None:
        """Move a page down."""
        self._page(self.size.height - 2)

    def action_page_up(self) -> None:
        """Move a page up."""
        self._page(-(self.size.height - 2))

    def _page(self, lines: int) -> None:
        """Scroll, the cursor line keeping its place on the screen."""
        if not self._lines:
            return
        top = self.scroll_offset.y
        last = max(0, self.virtual_size.height - self.size.height)
        target = max(0, min(top + lines, last))
        if target == top:  # at an end already: the cursor goes there
            self._step(lines)
            return
        self._cursor = max(0, min(self._cursor + target - top, len(self._lines) - 1))
        selected = self.selection_span
        self._select_to_cursor()
        self._selection_moved(selected)
        self.scroll_to(None, target, animate=False, force=True)
        self.post_message(Moved())

    def action_filter(self) -> None:
        """Open the filter line of the pane."""
        from tui.panes.pane import Pane

        for pane in self.ancestors_with_self:
            if isinstance(pane, Pane):
                pane.open_filter()

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls; the cursor line keeps its place on the screen."""
        event.stop()
        event.prevent_default()
        self._page(_WHEEL)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls; the cursor line keeps its place on the screen."""
        event.stop()
        event.prevent_default()
        self._page(-_WHEEL)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there."""
        index = event.y + self.scroll_offset.y - len(self._meta)
        if 0 <= index < len(self._lines):
            self._put_cursor(self._lines[index].start)
