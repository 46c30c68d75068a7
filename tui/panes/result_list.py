"""The articles that the search found."""

from rich.segment import Segment

from index import NoHits, ResultRow
from tui.draw import fit, glyphs
from tui.messages import RowsWanted, SearchChosen
from tui.panes.highlight_styles import highlighted
from tui.panes.row_cells import Cell
from tui.panes.row_list import RowList, StyledLine
from tui.session_records import PAGE, Kept, Results
from tui.wording import passed_over_words

# Pages of rows that are kept. Others are read again when they come into sight.
MOST_PAGES = 20


class ResultList(RowList):
    """Two lines an article: date, publication, title, duplicates; the snippet with matches."""

    ROW_HEIGHT = 2
    FOLLOWS = True

    def __init__(self) -> None:
        super().__init__("results")
        self.results: Results | None = None
        self._rows: dict[int, ResultRow] = {}
        # First places of the pages that were asked for.
        self._asked: set[int] = set()
        # The state of the library: the text for an empty list.
        self.building = False
        self.progress = ""
        # Files that failed, and files and folders that were passed over.
        self.unread = 0, 0
        self._kept = Kept()
        self._with_publication = True

    @property
    def count(self) -> int:
        """Articles found."""
        return len(self.results.found.hits) if self.results else 0

    def num(self, index: int) -> int | None:
        """The number of the article at a place."""
        return (
            self.results.found.hits[index].num if self.results and 0 <= index < self.count else None
        )

    def date_at(self, index: int) -> str | None:
        """The date of the article at a place, where its row is here."""
        row = self._rows.get(index)
        return row.card.date if row else None

    def place(self, num: int | None) -> int | None:
        """The place of an article, None where it was not found."""
        return self.results.found.hits.place_of(num) if self.results else None

    def show(self, results: Results, keep: int | None = None) -> None:
        """Show new results; the cursor goes to article `keep` if it is found, else to the first."""
        self.results = results
        self._rows = {row.place: row for row in results.rows}
        self._asked = set()
        self.rows_changed((self.place(keep) or 0) if keep is not None else 0)

    def add_rows(self, rows: list[ResultRow]) -> None:
        """Rows that were asked for have come."""
        for row in rows:
            if row.place // PAGE * PAGE in self._asked:
                self._rows[row.place] = row
                self.refresh_row(row.place)

    def show_publications(self, on: bool) -> None:
        """Show the publication in each row, or leave it out where all rows have the same."""
        if self._with_publication != on:
            self._with_publication = on
            self.refresh()

    def show_kept(self, kept: Kept) -> None:
        """Show which articles are read or marked; repaints only rows that change."""
        before, self._kept = self._kept, kept
        for index in range(
            self.scroll_offset.y // self.ROW_HEIGHT,
            min(self.count, self.scroll_offset.y // self.ROW_HEIGHT + self.page + 1),
        ):
            num = self.num(index)
            if num is not None and _sign(before, num) != _sign(kept, num):
                self.refresh_row(index)

    def empty_text(self) -> str:
        """The text for an empty list."""
        if self.results is None:
            return "Searching…"
        if self.results.found.partial:
            return "Still searching; nothing found so far."
        if not self.results.found.total:
            return self._no_articles(self.results.no_hits)
        nothing = self.results.no_hits
        sentence = nothing.sentence if nothing else "No article is listed here."
        if nothing and nothing.instead:
            named = nothing.sentence.endswith(f"{nothing.instead}?")
            sentence += f" Enter searches for {'it.' if named else nothing.instead}"
        return f"{sentence} ({self.progress})" if self.building else sentence

    def _no_articles(self, nothing: NoHits | None) -> str:
        if self.building:
            return f"Nothing to search yet: {self.progress or 'reading begins'}."
        if nothing is not None:
            return nothing.sentence
        failed, passed_over = self.unread
        if failed:
            return "No file here could be read: F lists the files with the reasons."
        if passed_over:
            return f"There are no articles here; {passed_over_words(passed_over)}: F says why."
        return "There are no articles in this folder. `pressmark FOLDER` opens another one."

    def action_choose(self) -> None:
        """Open the article under the cursor; of an empty list, search what it proposes."""
        nothing = self.results.no_hits if self.results and not self.count else None
        if nothing and nothing.instead:
            self.post_message(SearchChosen(nothing.instead))
        else:
            super().action_choose()

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Title line and snippet line."""
        row = self._rows.get(index)
        mark = glyphs().row if current else " "
        if row is None:
            self._ask(index)
            return [[Segment(fit(f"{mark}{glyphs().dots}", width), self.style("dim", current))], []]
        card = row.card
        publication = _short(card.publication or "") if self._with_publication else ""
        lead = " ".join(filter(None, (card.date, publication)))
        style = "strong" if self._kept.state(card.num) != "read" else "plain"
        cells = [
            Cell(f"{mark}{_sign(self._kept, card.num)}", "dim", rank=9),
            Cell(f"{lead}  " if lead else "", "dim", rank=7),
            Cell(card.title, style, rank=6, fills=True),
            Cell(f" +{row.duplicates:,}" if row.duplicates else "", "dim", rank=8),
        ]
        title = self.cells(cells, width, current)
        text = highlighted(
            row.snippet.text,
            row.snippet.matches,
            width - 3,
            self.style("plain", current),
            self.style("match", current),
        )
        return [title, [Segment("   ", self.style("plain", current)), *text]]

    def _ask(self, index: int) -> None:
        first = index // PAGE * PAGE
        if first not in self._asked:
            self._asked.add(first)
            if len(self._asked) > MOST_PAGES:
                self._forget(max(self._asked, key=lambda page: abs(page - first)))
            self.post_message(RowsWanted(first, first + PAGE))

    def _forget(self, first: int) -> None:
        """Drop the rows of a page."""
        self._asked.remove(first)
        for place in range(first, first + PAGE):
            self._rows.pop(place, None)


def _sign(kept: Kept, num: int) -> str:
    """Read, kept for later or skipped; marked. Two cells, so that the columns stay straight."""
    return _SIGNS[kept.state(num)] + ("*" if num in kept.marked else " ")


_SIGNS = {"unread": " ", "read": "r", "later": "l", "skipped": "x"}


def _short(publication: str) -> str:
    """The initials of a long name: "EDM"."""
    words = publication.split()
    return (
        "".join(word[0] for word in words if word[:1].isupper()) if len(words) > 2 else publication
    )
