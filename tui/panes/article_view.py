"""The open article with its highlights, and keys that step through them."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding

from index.model import Quotation, Span
from index.query import nearest
from tui.key_table import bindings
from tui.messages import FollowReference, Notice
from tui.panes.text_view import TextView
from tui.session_records import OpenArticle, Opened


class ArticleView(TextView):
    """The article pane."""

    BINDINGS: ClassVar[list[Binding]] = bindings("lists", "article")  # type: ignore[assignment]

    def __init__(self, reading: OpenArticle) -> None:
        super().__init__("article", reading)
        self.match: int | None = None
        self.quotation: Quotation | None = None
        self._mentions: tuple[Span, ...] = ()
        # Find in the text: the words, their occurrences, the one that was visited last.
        self.finding = ""
        self._found: tuple[Span, ...] = ()
        self._found_at: int | None = None
        self._marks: tuple[Span, ...] = ()

    def show(self, mentions: tuple[Span, ...] = ()) -> None:
        """Show another article from its top; `go_to` lands on a place."""
        self.match = self.quotation = None
        self._mentions, self._marks = mentions, ()
        self._anchor = self._head = self._walk = None
        self._cursor = 0
        self._sent.send(None)
        self._found = self._occurrences(self.finding)
        self._found_at = None
        self._arrange()
        self.scroll_to(0, 0, animate=False, force=True)
        self.refresh()

    def update(self, before: Opened, opened: Opened) -> None:
        """Show the same article with other matches, or read again; the place stays."""
        at = self.offset_at_cursor
        match = before.matches[self.match] if self.match is not None else None
        self.match = opened.matches.index(match) if match in opened.matches else None
        if self.quotation not in opened.quotations:
            self.quotation = None
        if opened.analysis.article.text == before.analysis.article.text:
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
        """Number of occurrences of the text that is sought."""
        return len(self._found)

    @property
    def found_at(self) -> int | None:
        """The occurrence that was visited last, from 0."""
        return self._found_at

    def show_marks(self, marks: tuple[Span, ...]) -> None:
        """Show the marks; repaints only lines that change."""
        before, self._marks = self._marks, marks
        if set(before) != set(marks):
            self._make_layers()
            self._refresh_spans([*before, *marks])

    def passage_at_cursor(self) -> tuple[Span, str] | None:
        """What a mark keeps: selection, chosen quotation, sentence of the match or of the line."""
        if self.opened is None or not self._lines:
            return None
        if self.selection_span is not None:
            return self.selection_span, "sentences"
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
            return self.around_match(self.opened.matches[self.match])
        article = self.opened.analysis.article
        paragraph = next((p for p in article.paragraphs if p.end > line.start), None)
        if line.start < article.body_start and article.title_span.end:
            return article.title_span, "title"
        if paragraph is None or self.sentences is None:
            return None
        # an empty line belongs to the paragraph below it
        own = Span(max(line.start, paragraph.start), line.end)
        sentence = self.sentences.on_line(own)
        return (sentence, "sentence") if sentence is not None else (paragraph, "paragraph")

    def around_match(self, match: Span) -> tuple[Span, str]:
        """The sentence around a match, and its kind; the match itself if it is in no sentence."""
        sentence = self.sentences.around(match) if self.sentences is not None else None
        return (match, "match") if sentence is None else (sentence, "sentence")

    def find(self, text: str) -> int:
        """Highlight each occurrence of `text`, ignoring case, and go to the first from the cursor.

        Returns the number of occurrences.
        """
        found = self._occurrences(text)
        before, self._found, self._found_at, self.finding = self._found, found, None, text
        self._make_layers()
        self._refresh_spans([*before, *found])
        if found:
            self._go_to_found(nearest(found, self.offset_at_cursor - 1, forward=True) or 0)
        return len(found)

    def _occurrences(self, text: str) -> tuple[Span, ...]:
        """Where `text` is in the article, ignoring case."""
        wanted, haystack, found = text.casefold(), self.text.casefold(), []
        if wanted and len(haystack) == len(self.text):
            at = haystack.find(wanted)
            while at >= 0:
                found.append(Span(at, at + len(wanted)))
                at = haystack.find(wanted, at + len(wanted))
        return tuple(found)

    def _go_to_found(self, place: int) -> None:
        spans = [self._found[one] for one in (self._found_at, place) if one is not None]
        self._found_at = place
        self._make_layers()
        self.go_to(self._found[place], "centre")
        self._refresh_spans(spans)

    def highlights(self) -> dict[str, Sequence[Span]]:
        """The spans of each highlight layer."""
        opened = self.opened
        if opened is None:
            return {}
        analysis = opened.analysis
        references = [Span(r.start, r.end) for r in analysis.references]
        chosen = [Span(self.quotation.start, self.quotation.end)] if self.quotation else []
        current = self._current_match
        if self._found_at is not None:
            current = self._found[self._found_at]
        return {
            "title": [analysis.article.title_span],
            "quotation": [Span(q.start, q.end) for q in analysis.quotations if q.kind == "direct"],
            "citation": _disjoint(
                [*(Span(c.start, c.end) for c in analysis.citations), *references]
            ),
            "mark": _disjoint(self._marks),
            "mention": _disjoint(self._mentions),
            "chosen": chosen,
            "match": opened.matches,
            "found": self._found,
            "current": [current] if current else [],
            **super().highlights(),
        }

    @property
    def _current_match(self) -> Span | None:
        matches = self.opened.matches if self.opened else ()
        return matches[self.match] if self.match is not None and self.match < len(matches) else None

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

    def action_choose(self) -> None:
        """Enter on a line with a cross-reference follows it."""
        line = self._lines[self._cursor] if self._lines else None
        references = self.opened.analysis.references if self.opened else ()
        if line and any(r.start < line.end and line.start < r.end for r in references):
            self.post_message(FollowReference())

    def _move_in(
        self, spans: Sequence[Span], chosen: Span | None, forward: bool, name: str
    ) -> int | None:
        """Index of the span after or before the chosen one, or the cursor; a notice if none."""
        if not spans:
            self.post_message(Notice(f"No {name} in this article."))
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
        """`n` and `N`: through the occurrences of a text that is sought, else the matches."""
        if self._found:
            here = self._found[self._found_at] if self._found_at is not None else None
            place = self._move_in(self._found, here, forward, f"“{self.finding}”")
            if place is not None:
                self._go_to_found(place)
            return
        matches = self.opened.matches if self.opened else ()
        chosen = (
            matches[self.match] if self.match is not None and self.match < len(matches) else None
        )
        if not matches:
            self.post_message(Notice("No matches in this article: / searches for words."))
            return
        place = self._move_in(matches, chosen, forward, "match")
        if place is not None:
            self.go_to_match(place)

    def move_quotation(self, forward: bool) -> None:
        """`]` and `[`."""
        quotations = self.opened.quotations if self.opened else ()
        spans = [Span(q.start, q.end) for q in quotations]
        chosen = Span(self.quotation.start, self.quotation.end) if self.quotation else None
        place = self._move_in(spans, chosen, forward, "statement")
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
        """Go to the next match."""
        self.move_match(True)

    def action_previous_match(self) -> None:
        """Go to the previous match."""
        self.move_match(False)

    def action_next_quotation(self) -> None:
        """Go to the next quotation."""
        self.move_quotation(True)

    def action_previous_quotation(self) -> None:
        """Go to the previous quotation."""
        self.move_quotation(False)

    def action_next_mention(self) -> None:
        """Go to the next mention of the chosen actor."""
        self.move_mention(True)

    def action_previous_mention(self) -> None:
        """Go to the previous mention of the chosen actor."""
        self.move_mention(False)

    def action_next_paragraph(self) -> None:
        """Go to the next paragraph."""
        self._paragraph(True)

    def action_previous_paragraph(self) -> None:
        """Go to the previous paragraph."""
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


def _disjoint(spans: Sequence[Span]) -> list[Span]:
    """Sorted spans without those that overlap an earlier one."""
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
