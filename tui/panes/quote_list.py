"""Who said what in the open article, and to which outlet."""

from collections.abc import Mapping
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding

from index import one_line
from index.model import REPORTED_KINDS, SAID_KINDS, Basis, Quotation, StatementKind, speaker_words
from tui.draw import fit, glyphs
from tui.key_table import bindings
from tui.panes.pane import Pane
from tui.panes.row_list import RowList, StyledLine
from tui.session_records import OpenArticle, Opened
from tui.wrap import wrap

_BASIS_MARKS: dict[str | None, str] = {"inferred": "~", "set": "="}


def with_basis(text: str | None, basis: Basis | None) -> str | None:
    """What was inferred has a tilde before it, what the reader set an equals sign."""
    return f"{_BASIS_MARKS[basis]}{text}" if text and basis in _BASIS_MARKS else text


# What the pane shows, in the order of its key, with what its heading says.
_KINDS: tuple[tuple[frozenset[StatementKind], str], ...] = (
    (SAID_KINDS, ""),
    (frozenset({"direct"}), "quoted only"),
    (REPORTED_KINDS, "reported only"),
)


class QuoteList(RowList):
    """Four lines a statement: speaker, two lines of the words, outlet and date.

    Quoted words stand in quotation marks, reported ones behind an arrow and in another style; the
    last line names what is reported.
    """

    ROW_HEIGHT = 4
    FOLLOWS = True
    BINDINGS: ClassVar[list[Binding]] = bindings("lists", "quotes")

    def __init__(self, reading: OpenArticle) -> None:
        super().__init__("quotes")
        self._reading = reading
        self._wordings_of: int | None = None
        self._filter: list[str] = []
        self._rows: list[Quotation] = []
        self._wordings: Mapping[Quotation, int] = {}
        self._shown_kinds = 0

    @property
    def count(self) -> int:
        """Statements shown."""
        return len(self._rows)

    @property
    def summary(self) -> str:
        """How many are shown, and of which kinds where not of all."""
        if self._opened is None:
            return ""
        kinds = _KINDS[self._shown_kinds][1]
        return f"{self.count:,} {kinds}" if kinds else f"{self.count:,}"

    def action_kinds(self) -> None:
        """Show quoted only, reported only, or both; the cursor stays on its statement."""
        before = self.at(self.cursor)
        self._shown_kinds = (self._shown_kinds + 1) % len(_KINDS)
        self._arrange(0)
        if before is not None and (place := self.place(before)) is not None:
            self._arrange(place)
        for pane in self.ancestors:
            if isinstance(pane, Pane):
                pane.heading.show(self.summary)

    def at(self, index: int) -> Quotation | None:
        """The quotation in a row."""
        return self._rows[index] if 0 <= index < len(self._rows) else None

    def place(self, quotation: Quotation) -> int | None:
        """The row of a quotation, None where the filter hides it."""
        return self._rows.index(quotation) if quotation in self._rows else None

    @property
    def _opened(self) -> Opened | None:
        return self._reading.opened

    def show(self) -> None:
        """Show the quotations of the open article."""
        opened = self._opened
        if opened is None or opened.num != self._wordings_of:
            self._wordings, self._wordings_of = {}, opened.num if opened else None
        self._arrange(0)

    def show_wordings(self, num: int, counts: Mapping[Quotation, int]) -> None:
        """Show how many other wordings the quotations of article `num` have, if it is open."""
        if num == self._wordings_of:
            self._wordings = counts
            self.refresh()

    def narrow(self, text: str) -> None:
        """Show only quotations with all these letters in words or speaker."""
        self._filter = text.casefold().split()
        self._arrange(0)

    def _arrange(self, cursor: int) -> None:
        opened = self._opened
        self._rows = []
        if opened is not None:
            kinds, _ = _KINDS[self._shown_kinds]
            for quotation in opened.quotations:
                if quotation.kind not in kinds:
                    continue
                parts = self.who(quotation), self.words(quotation), quotation.outlet or ""
                known = " ".join(parts).casefold()
                if all(word in known for word in self._filter):
                    self._rows.append(quotation)
        self.rows_changed(cursor)

    def words(self, quotation: Quotation) -> str:
        """The words that were said; "…" stands for a cue inside them."""
        if self._opened is None:
            return ""
        text = self._opened.analysis.article.text
        return " … ".join(text[start:end] for start, end in quotation.content)

    def who(self, quotation: Quotation) -> str:
        """The speaker's name, or as the text has it where nobody is settled on."""
        if self._opened is None:
            return ""
        actor = self._opened.speaker(quotation)
        if actor is not None:
            return actor.name
        return speaker_words(self._opened.analysis.article, quotation) or "?"

    @staticmethod
    def _day(quotation: Quotation) -> str | None:
        """The day it was said: its source's, or one that is not just the article's."""
        if quotation.source_date:
            return with_basis(str(quotation.source_date), quotation.date_basis)
        if quotation.said_date is None or quotation.said_basis in {"article", "file"}:
            return None
        return f"{_BASIS_MARKS.get(quotation.said_basis, '')}{quotation.said_date}"

    def empty_text(self) -> str:
        """Why there are none."""
        if self._opened is None:
            return ""
        kinds = _KINDS[self._shown_kinds][1]
        missing = f" No statements here ({kinds}; Q shows others)." if kinds else ""
        return missing or " Nobody is quoted or reported in this article."

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Speaker, words, source."""
        quotation = self._rows[index]
        mark = glyphs().row if current else " "
        bar = glyphs().chosen if current else " "
        reported = quotation.kind != "direct"
        plain = one_line(self.words(quotation))
        text = f"{glyphs().row} {plain}" if reported else f"“{plain}”"
        lines = wrap(text, max(4, width - 1))
        first = text[lines[0].start : lines[0].end]
        rest = text[lines[1].start :] if len(lines) > 1 else ""
        outlet = with_basis(quotation.outlet, quotation.outlet_basis)
        kind = "reported" if reported else None
        source = ", ".join(filter(None, (kind, outlet, self._day(quotation))))
        others = self._wordings.get(quotation)
        more = f" ={others:,}" if others else ""
        words = self.style("plain" if reported else "quote", current)
        return [
            [
                Segment(
                    fit(
                        f"{mark}{with_basis(self.who(quotation), quotation.speaker_basis)}",
                        max(0, width - len(more)),
                    ),
                    self.style("strong", current),
                ),
                Segment(more, self.style("match", current)),
            ],
            [Segment(fit(f"{bar}{first}", width), words)],
            [Segment(fit(f"{bar}{rest}", width), words)],
            [Segment(fit(f"{bar}{source}", width), self.style("dim", current))],
        ]
