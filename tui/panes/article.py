"""The open article: its text with matches, quotations, the chosen actor and the chosen quotation each in a style of its own."""

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from index.model import Quotation, Span
from index.query import nearest
from tui.draw import fit, glyphs, shown
from tui.keymap import bindings
from tui.messages import Moved, Notice
from tui.paint import over, pieces
from tui.panes.quiet_focus import QuietFocus
from tui.session import Opened
from tui.wrap import wrap

Where = Literal["centre", "upper"]
# Layers of the text from the lowest to the highest: later ones show over earlier ones.
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


class ArticleView(QuietFocus, ScrollView, can_focus=True):
    """One article, drawn line by line. A cursor line stands for the place one reads at."""

    DEFAULT_CSS = """
    ArticleView { height: 1fr; width: 1fr; scrollbar-size: 0 0; overflow-x: hidden; overflow-y: auto; }
    ArticleView > .text--plain { color: $foreground; }
    ArticleView > .text--meta { color: $dim; }
    ArticleView > .text--title { color: $foreground; text-style: bold; }
    ArticleView > .text--quotation { color: $quote; text-style: italic; }
    ArticleView > .text--citation { color: $dim; }
    ArticleView > .text--mention { color: $primary; text-style: bold underline; }
    ArticleView > .text--chosen { background: $chosen; text-style: italic bold; }
    ArticleView > .text--match { color: $match; text-style: bold underline; }
    ArticleView > .text--mark { color: $accent; text-style: underline; }
    ArticleView > .text--selection { text-style: reverse; }
    ArticleView > .text--found { color: $accent; text-style: reverse; }
    ArticleView > .text--current { text-style: bold reverse; }
    ArticleView > .text--cursor { color: $primary; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"text--{name}" for name in ("plain", "meta", "cursor", *_LAYERS)
    }
    BINDINGS: ClassVar[list[Binding]] = bindings("lists", "article")  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__(name="article")
        self.opened: Opened | None = None
        self.match: int | None = None
        self.quotation: Quotation | None = None
        self._mentions: tuple[Span, ...] = ()
        self._found: tuple[Span, ...] = ()
        self._marks: tuple[Span, ...] = ()
        self._selecting: int | None = None
        self._meta: list[str] = []
        self._lines: list[Span] = []
        self._cursor = 0
        self._layers: dict[str, Sequence[Span]] = {}

    # --- what is shown ---

    @property
    def text(self) -> str:
        """The article's text, empty where none is open."""
        return self.opened.analysis.article.text if self.opened else ""

    @property
    def offset_at_cursor(self) -> int:
        """Where in the text the cursor line begins, in code points."""
        return self._lines[self._cursor].start if self._lines else 0

    def show(self, opened: Opened | None, mentions: tuple[Span, ...] = ()) -> None:
        """Open an article at its top; landing on a place is `go_to`'s."""
        self.opened = opened
        self.match = self.quotation = None
        self._mentions, self._found, self._marks, self._selecting = mentions, (), (), None
        self._cursor = 0
        self._arrange()
        self.scroll_to(0, 0, animate=False, force=True)
        self.refresh()

    def update(self, opened: Opened) -> None:
        """The same article with the matches of another query, or read again; the place stays."""
        at = self.offset_at_cursor
        same_text = opened.analysis.article.text == self.text
        before = self.opened.matches[self.match] if self.opened and self.match is not None else None
        self.opened = opened
        self.match = opened.matches.index(before) if before in opened.matches else None
        if self.quotation not in opened.quotations:
            self.quotation = None
        if same_text:
            self._make_layers()
        else:
            self._arrange()
            self._put_cursor(at)
        self.refresh()

    def choose_mentions(self, mentions: tuple[Span, ...]) -> None:
        """Show where the chosen actor is named; repaints only lines that change."""
        before, self._mentions = self._mentions, mentions
        self._make_layers()
        self._refresh_spans([*before, *mentions])

    @property
    def found(self) -> int:
        """How many places `find` found."""
        return len(self._found)

    def show_marks(self, marks: tuple[Span, ...]) -> None:
        """Show what is marked; repaints only lines that change."""
        before, self._marks = self._marks, marks
        if set(before) != set(marks):
            self._make_layers()
            self._refresh_spans([*before, *marks])

    @property
    def selection_span(self) -> Span | None:
        """The lines chosen with `v`, without white space at the ends."""
        if self._selecting is None or not self._lines:
            return None
        first, last = sorted((min(self._selecting, len(self._lines) - 1), self._cursor))
        start, end = self._lines[first].start, self._lines[last].end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Span(start, end) if end > start else None

    def drop_selection(self) -> None:
        """Choose no lines any more."""
        before, self._selecting = self.selection_span, None
        self._make_layers()
        self._refresh_spans([before] if before else [])

    def action_select(self) -> None:
        """Choose lines from the cursor on, or no longer."""
        if self._selecting is not None:
            self.drop_selection()
        elif self._lines:
            self._selecting = self._cursor
            self._selection_moved(None)

    def _selection_moved(self, before: Span | None) -> None:
        if self._selecting is not None:
            self._make_layers()
            self._refresh_spans([span for span in (before, self.selection_span) if span])

    def passage_at_cursor(self) -> tuple[Span, str] | None:
        """What a mark would keep: chosen lines, the chosen quotation, the current match, else the paragraph."""
        if self.opened is None or not self._lines:
            return None
        if self.selection_span is not None:
            return self.selection_span, "lines"
        line = self._lines[self._cursor]
        here = Span(line.start, max(line.end, line.start + 1))
        if self.quotation is not None and here.touches(
            Span(self.quotation.start, self.quotation.end)
        ):
            return Span(self.quotation.start, self.quotation.end), "quotation"
        if (
            self.match is not None
            and self.match < len(self.opened.matches)
            and here.touches(self.opened.matches[self.match])
        ):
            return self.opened.matches[self.match], "match"
        article = self.opened.analysis.article
        paragraph = next((p for p in article.paragraphs if p.end > line.start), None)
        if line.start < article.body_start and article.title_span.end:
            return article.title_span, "title"
        return (paragraph, "paragraph") if paragraph is not None else None

    def find(self, text: str) -> int:
        """Show every place where the letters stand, case aside; go to the first from the cursor on. Returns how many."""
        wanted, found = text.casefold(), []
        haystack = self.text.casefold()
        if wanted and len(haystack) == len(self.text):
            at = haystack.find(wanted)
            while at >= 0:
                found.append(Span(at, at + len(wanted)))
                at = haystack.find(wanted, at + len(wanted))
        before, self._found = self._found, tuple(found)
        self._make_layers()
        self._refresh_spans([*before, *found])
        if found:
            place = nearest(found, self.offset_at_cursor - 1, forward=True)
            self.go_to(found[place or 0], "centre")
        return len(found)

    def _arrange(self) -> None:
        """Break the text into lines for the width there is."""
        width = self.size.width - _GUTTER
        if self.opened is None or width < 2:
            self._lines, self._meta = [], []
            return
        article = self.opened.analysis.article
        facts = [
            article.shown_date or "undated",
            article.publication,
            article.author,
        ]
        self._meta = [f" {glyphs().separator} ".join(filter(None, facts))]
        if article.title_span.end == 0:
            self._meta.insert(0, article.title)
        if article.member:
            self._meta.append(shown(f"{article.member} in {Path(article.path).name}"))
        if self.opened.cited_by:
            self._meta.append(
                f"cited {self.opened.cited_by:,} {'time' if self.opened.cited_by == 1 else 'times'} by other articles (C)"
            )
        if article.stripped:
            self._meta.append(
                f"{article.stripped:,} control characters were taken out of this text"
            )
        if article.omitted:
            self._meta.append(shown(f"left out: {article.omitted}"))
        self._lines = wrap(article.text.rstrip("\n"), width)
        self.virtual_size = Size(self.size.width, len(self._lines) + len(self._meta))
        self._make_layers()

    def _make_layers(self) -> None:
        if self.opened is None:
            self._layers = {}
            return
        analysis = self.opened.analysis
        chosen = [Span(self.quotation.start, self.quotation.end)] if self.quotation else []
        current = (
            [self.opened.matches[self.match]]
            if self.match is not None and self.match < len(self.opened.matches)
            else []
        )
        self._layers = {
            "title": [analysis.article.title_span],
            "quotation": [Span(q.start, q.end) for q in self.opened.quotations],
            "citation": _apart(
                [Span(c.start, c.end) for c in analysis.citations]
                + [Span(r.start, r.end) for r in analysis.references]
            ),
            "mark": _apart(self._marks),
            "mention": _apart(self._mentions),
            "chosen": chosen,
            "match": self.opened.matches,
            "found": self._found,
            "current": current,
            "selection": [self.selection_span] if self.selection_span else [],
        }

    # --- drawing ---

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"text--{name}")

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.size.width
        line = y + self.scroll_offset.y
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
        self._arrange()
        if self._lines:
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
        """Repaint the lines in sight that hold one of the spans."""
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

    def _show_line(self, index: int, where: Where, only_if_hidden: bool) -> None:
        """Scroll so that a line is in the middle, or a third from the top."""
        y, height = index + len(self._meta), self.size.height
        top = self.scroll_offset.y
        if only_if_hidden and top + min(2, height // 4) <= y < top + height - min(2, height // 4):
            return
        target = y - (height // 2 if where == "centre" else height // 3)
        self.scroll_to(
            None, max(0, min(target, self.virtual_size.height - height)), animate=False, force=True
        )

    def go_to(self, span: Span, where: Where, only_if_hidden: bool = True) -> None:
        """Put the cursor on the first line of a span, and that on the screen."""
        if not self._lines:
            return
        self._put_cursor(span.start)
        last = self._line_of(max(span.start, span.end - 1))
        bottom = last + len(self._meta) - self.scroll_offset.y
        tall = bottom >= self.size.height
        self._show_line(self._cursor, where, only_if_hidden and not tall)
        self.post_message(Moved())

    def go_to_match(self, place: int, only_if_hidden: bool = True) -> None:
        """Make a match the current one, in the middle of the pane."""
        if self.opened is None or not 0 <= place < len(self.opened.matches):
            return
        spans = [
            self.opened.matches[i]
            for i in (self.match, place)
            if i is not None and i < len(self.opened.matches)
        ]
        self.match = place
        self._make_layers()
        self.go_to(self.opened.matches[place], "centre", only_if_hidden)
        self._refresh_spans(spans)

    def go_to_quotation(self, quotation: Quotation) -> None:
        """Choose a quotation: on screen, marked, with lines of context above."""
        before = [Span(q.start, q.end) for q in (self.quotation, quotation) if q]
        self.quotation = quotation
        self._make_layers()
        self.go_to(Span(quotation.start, quotation.end), "upper")
        self._refresh_spans(before)

    def _step(self, lines: int) -> None:
        if not self._lines:
            return
        target = max(0, min(self._cursor + lines, len(self._lines) - 1))
        selected = self.selection_span
        before, self._cursor = self._cursor, target
        if before == target:
            return
        self._selection_moved(selected)
        self._refresh_line(before)
        self._refresh_line(target)
        y, height, top = target + len(self._meta), self.size.height, self.scroll_offset.y
        if target == 0:
            self.scroll_to(None, 0, animate=False, force=True)
        elif not top <= y < top + height:
            # a third of the pane at once: most steps then repaint two lines, which over a slow line is what one feels
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
        self._step(1)

    def action_up(self) -> None:
        self._step(-1)

    def action_top(self) -> None:
        self._step(-len(self._lines))

    def action_bottom(self) -> None:
        self._step(len(self._lines))

    def action_half_down(self) -> None:
        self._page(self.size.height // 2)

    def action_half_up(self) -> None:
        self._page(-(self.size.height // 2))

    def action_page_down(self) -> None:
        self._page(self.size.height - 2)

    def action_page_up(self) -> None:
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
        self._selection_moved(None)
        self.scroll_to(None, target, animate=False, force=True)
        self.post_message(Moved())

    def action_choose(self) -> None:
        """Enter on a line with a cross-reference follows it."""
        line = self._lines[self._cursor] if self._lines else None
        references = self.opened.analysis.references if self.opened else ()
        if line and any(r.start < line.end and line.start < r.end for r in references):
            self.app.call_later(self.screen.run_action, "follow")

    def action_filter(self) -> None:
        from tui.panes.pane import Pane

        for pane in self.ancestors_with_self:
            if isinstance(pane, Pane):
                pane.open_filter()

    def _move_in(
        self, spans: Sequence[Span], chosen: Span | None, forward: bool, name: str
    ) -> int | None:
        """The place of the span after or before the chosen one, or the cursor; says so where there is none."""
        if not spans:
            self.post_message(Notice(f"No {name} here."))
            return None
        at = self.offset_at_cursor
        on_screen = chosen is not None and self._line_of(chosen.start) == self._cursor
        if chosen is not None and on_screen:
            place = nearest(spans, chosen.start, forward)
        else:
            place = nearest(spans, at - 1 if forward else at, forward)
        if place is None:
            self.post_message(Notice(f"No {name} {'further down' if forward else 'further up'}."))
        return place

    def move_match(self, forward: bool) -> None:
        """`n` and `N`."""
        matches = self.opened.matches if self.opened else ()
        if self._found and not matches:
            matches = self._found
            place = self._move_in(matches, None, forward, "match")
            if place is not None:
                self.go_to(matches[place], "centre")
            return
        chosen = (
            matches[self.match] if self.match is not None and self.match < len(matches) else None
        )
        place = self._move_in(matches, chosen, forward, "match")
        if place is not None:
            self.go_to_match(place)

    def move_quotation(self, forward: bool) -> None:
        """`]` and `[`."""
        quotations = self.opened.quotations if self.opened else ()
        spans = [Span(q.start, q.end) for q in quotations]
        chosen = Span(self.quotation.start, self.quotation.end) if self.quotation else None
        place = self._move_in(spans, chosen, forward, "quotation")
        if place is not None:
            self.go_to_quotation(quotations[place])

    def move_mention(self, forward: bool) -> None:
        """`)` and `(`."""
        if not self._mentions:
            self.post_message(
                Notice("No actor is chosen, or this article does not name it: choose one with 3.")
            )
            return
        lines = [self._line_of(span.start) for span in self._mentions]
        later = [
            i
            for i, line in enumerate(lines)
            if (line > self._cursor if forward else line < self._cursor)
        ]
        if not later:
            self.post_message(Notice(f"No mention {'further down' if forward else 'further up'}."))
            return
        self.go_to(self._mentions[later[0] if forward else later[-1]], "centre")

    def action_next_match(self) -> None:
        self.move_match(True)

    def action_previous_match(self) -> None:
        self.move_match(False)

    def action_next_quotation(self) -> None:
        self.move_quotation(True)

    def action_previous_quotation(self) -> None:
        self.move_quotation(False)

    def action_next_mention(self) -> None:
        self.move_mention(True)

    def action_previous_mention(self) -> None:
        self.move_mention(False)

    def action_next_paragraph(self) -> None:
        self._paragraph(True)

    def action_previous_paragraph(self) -> None:
        self._paragraph(False)

    def _paragraph(self, forward: bool) -> None:
        paragraphs = self.opened.analysis.article.paragraphs if self.opened else ()
        place = nearest(paragraphs, self.offset_at_cursor, forward)
        if place is not None:
            self.go_to(paragraphs[place], "upper")
        elif forward:
            self.action_bottom()
        else:
            self.action_top()

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there."""
        index = event.y + self.scroll_offset.y - len(self._meta)
        if 0 <= index < len(self._lines):
            self._put_cursor(self._lines[index].start)


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Sorted spans without those that overlap one before them."""
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
