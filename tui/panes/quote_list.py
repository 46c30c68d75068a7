"""The statements of the open article with speaker and outlet."""

from collections.abc import Mapping
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding

from index import one_line
from index.model import (
    REPORTED_KINDS,
    SAID_KINDS,
    UNMEASURED,
    Basis,
    Quotation,
    SaidBasis,
    StatementKind,
    content_words,
    speaker_words,
    speakers_named,
)
from tui.draw import fit, glyphs
from tui.key_table import bindings
from tui.panes.card_list import CardList
from tui.panes.pane import Pane
from tui.panes.row_cells import Cell
from tui.panes.row_list import StyledLine
from tui.session_records import OpenArticle, Opened
from tui.wrap import wrap

_BASIS_MARKS: dict[str | None, str] = {"inferred": "~", "set": "="}


def with_basis(text: str | None, basis: Basis | SaidBasis | None) -> str | None:
    """A value with a tilde if it is inferred, with an equals sign if the reader set it."""
    return f"{_BASIS_MARKS[basis]}{text}" if text and basis in _BASIS_MARKS else text


def with_kind(words: str, kind: StatementKind | None) -> str:
    """Words of a statement: quoted ones in quotation marks, others after an arrow.

    Words of no statement (None) stay unchanged.
    """
    if kind is None:
        return words
    return f"“{words}”" if kind == "direct" else f"{glyphs().row} {words}"


# The views of the pane in the order of its key, each with its heading.
_KINDS: tuple[tuple[frozenset[StatementKind], str], ...] = (
    (SAID_KINDS, ""),
    (frozenset({"direct"}), "quoted only"),
    (REPORTED_KINDS, "reported only"),
)


# The lines of the words of a statement.
_LEAST_LINES, _MOST_LINES = 2, 8


class QuoteList(CardList):
    """A card a statement: speaker, the words, and addressee, outlet and date where they are known.

    Quoted words have quotation marks, reported ones an arrow before them and another style.
    """

    FOLLOWS = True
    BINDINGS: ClassVar[list[Binding]] = bindings("lists", "quotes")  # type: ignore[assignment]

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
        """The words that were said; "…" replaces a cue inside them."""
        if self._opened is None:
            return ""
        return content_words(self._opened.analysis.article, quotation)

    def who(self, quotation: Quotation) -> str:
        """The speaker's name, or the text's own words for an unresolved speaker."""
        if self._opened is None:
            return ""
        analysis = self._opened.analysis
        named = speakers_named(analysis, quotation)
        return named or speaker_words(analysis.article, quotation) or "?"

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
            return " No article is open."
        if self._opened.analysis.article.is_unmeasured:
            return f" Left out: {UNMEASURED}."
        kinds = _KINDS[self._shown_kinds][1]
        missing = f" No statements here ({kinds}; Q shows others)." if kinds else ""
        return missing or " Nobody is quoted or reported in this article."

    def measure_row(self, index: int, width: int, height: int) -> int:
        """Name, words up to a third of the pane, and a source if there is one."""
        return 1 + len(self._word_lines(index, width, height)) + any(self._source(index))

    def _word_lines(self, index: int, width: int, height: int) -> list[str]:
        """The words that are shown, in lines; a cut has dots."""
        most = max(_LEAST_LINES, min(_MOST_LINES, height // 3))
        width = max(4, width - 1)
        quotation = self._rows[index]
        plain = one_line(self.words(quotation)[: width * (most + 2)])
        text = with_kind(plain, quotation.kind)
        lines = wrap(text, width)
        kept = [text[line.start : line.end] for line in lines[:most]]
        if len(lines) > most:
            kept[-1] = fit(text[lines[most - 1].start :], width)
        return kept

    def _source(self, index: int) -> tuple[str, str]:
        """Addressee and outlet, and the day, that the text states or that follow from it."""
        quotation = self._rows[index]
        addressee = quotation.addressee and f"to {one_line(quotation.addressee)}"
        outlet = with_basis(quotation.outlet, quotation.outlet_basis)
        return ", ".join(filter(None, (addressee, outlet))), self._day(quotation) or ""

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Speaker, words, source."""
        quotation = self._rows[index]
        mark = glyphs().row if current else " "
        bar = glyphs().chosen if current else " "
        reported = quotation.kind != "direct"
        words = self.style("plain" if reported else "quote", current)
        lines = self._word_lines(index, width, self.size.height)
        source, day = self._source(index)
        cells = [
            Cell(f"{bar}{source}", "dim", rank=9),
            Cell(f", {day}" if source and day else day, "dim", rank=10),  # cut last
            Cell("", "dim", fills=True),
        ]
        return [
            self._head(index, width, mark, current),
            *([Segment(fit(f"{bar}{line}", width), words)] for line in lines),
            *([self.cells(cells, width, current)] if source or day else []),
        ]

    def _head(self, index: int, width: int, mark: str, current: bool) -> StyledLine:
        """The speaker; at the right that the words are reported, and how many other wordings."""
        quotation = self._rows[index]
        name = f"{mark}{with_basis(self.who(quotation), quotation.speaker_basis)}"
        others = self._wordings.get(quotation)
        cells = [
            Cell(name, "strong", rank=9, fills=True),
            Cell(" reported" if quotation.kind != "direct" else "", "dim", rank=2, whole=True),
            Cell(f" ={others:,}" if others else "", "match", rank=8),
        ]
        return self.cells(cells, width, current)
