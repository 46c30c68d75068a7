"""Who said what in the open article, and to which outlet."""

from collections.abc import Mapping

from rich.segment import Segment

from index import one_line
from index.model import Basis, Quotation, speaker_words
from tui.draw import fit, glyphs
from tui.panes.row_list import RowList, StyledLine
from tui.session_records import OpenArticle, Opened
from tui.wrap import wrap

_BASIS_MARKS: dict[Basis | None, str] = {"inferred": "~", "set": "="}


def with_basis(text: str | None, basis: Basis | None) -> str | None:
    """What was inferred has a tilde before it, what the reader set an equals sign."""
    return f"{_BASIS_MARKS[basis]}{text}" if text and basis in _BASIS_MARKS else text


class QuoteList(RowList):
    """Four lines a quotation: speaker, two lines of the words, outlet and date."""

    ROW_HEIGHT = 4
    FOLLOWS = True

    def __init__(self, reading: OpenArticle) -> None:
        super().__init__("quotes")
        self._reading = reading
        self._wordings_of: int | None = None
        self._filter: list[str] = []
        self._rows: list[Quotation] = []
        self._wordings: Mapping[Quotation, int] = {}

    @property
    def count(self) -> int:
        """Quotations shown."""
        return len(self._rows)

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
            for quotation in opened.quotations:
                parts = self.who(quotation), self.words(quotation), quotation.outlet or ""
                known = " ".join(parts).casefold()
                if all(word in known for word in self._filter):
                    self._rows.append(quotation)
        self.rows_changed(cursor)

    def words(self, quotation: Quotation) -> str:
        """The quoted words."""
        return (
            self._opened.analysis.article.text[quotation.start : quotation.end]
            if self._opened
            else ""
        )

    def who(self, quotation: Quotation) -> str:
        """The speaker's name, or as the text has it where nobody is settled on."""
        if self._opened is None:
            return ""
        actor = self._opened.speaker(quotation)
        if actor is not None:
            return actor.name
        return speaker_words(self._opened.analysis.article, quotation) or "?"

    def empty_text(self) -> str:
        """Why there are none."""
        return fit(" No quotations in this article." if self._opened else "", self.size.width)

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Speaker, words, source."""
        quotation = self._rows[index]
        mark = glyphs().row if current else " "
        bar = glyphs().chosen if current else " "
        text = one_line(self.words(quotation))
        lines = wrap(f"“{text}”", max(4, width - 1))
        first = f"“{text}”"[lines[0].start : lines[0].end]
        rest = f"“{text}”"[lines[1].start :] if len(lines) > 1 else ""
        date = str(quotation.source_date) if quotation.source_date else None
        outlet = with_basis(quotation.outlet, quotation.outlet_basis)
        source = ", ".join(filter(None, (outlet, with_basis(date, quotation.date_basis))))
        others = self._wordings.get(quotation)
        more = f" ={others:,}" if others else ""
        words = self.style("quote", current)
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
