"""Concordance and collocates: the sorted matches of all articles found, and words near them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index import Budget
from index.model import KwicOrder
from tui.messages import LinesWanted
from tui.room.jobs import Job
from tui.room.kept_controller import KeptController
from tui.room.port import IsCancelled, RoomPort
from tui.session_records import Results
from tui.wording import with_noun

if TYPE_CHECKING:
    from index.explore import Arranged, Concordance, KwicRow


class ConcordanceController:
    """Reads the matches of all articles in a job, and shows them in the order chosen."""

    def __init__(self, port: RoomPort, kept: KeptController) -> None:
        self._port, self._kept = port, kept
        self._lines_of: Results | None = None
        self._lines: Concordance | None = None
        self._complete = False
        # order and filter words, copied from the pane for the job that reads
        self._wanted: tuple[KwicOrder | None, tuple[str, ...]] = (None, ())

    def order_chosen(self) -> None:
        """Another order or filter was chosen: read the matches, sort those read, or stop."""
        passages, whole = self._port.views.passages, self._port.state.search.results
        self._wanted = passages.order, passages.wanted
        if passages.order is None:
            self._port.cancel(Job.CONCORDANCE)
            self._lines_of = self._lines = None
        elif whole is None:
            return
        elif self._lines_of is not whole:
            self.read()
        elif self._lines is not None:
            lines = self._lines
            self._port.start(Job.SORT_LINES, lambda _: self._sort(whole, lines, False))
        self.show_counts()

    def read(self, in_background: bool = False) -> None:
        """Read the matches of the current results, if the pane shows those of all articles."""
        passages, whole = self._port.views.passages, self._port.state.search.results
        if whole is None or passages.order is None:
            return
        self._wanted = passages.order, passages.wanted
        self._lines_of, self._lines, self._complete = whole, None, False

        def work(cancelled: IsCancelled) -> None:
            fresh = True
            for lines in self._port.session.explorer.concordance(
                whole.found, Budget(cancelled=cancelled)
            ):
                if cancelled():
                    return
                self._port.deliver(self._keep_lines, whole, lines)
                self._sort(whole, lines, fresh)
                fresh = False
            self._port.deliver(self._read_all, whole)

        self._port.start(Job.CONCORDANCE, work, in_background=in_background)

    def _keep_lines(self, whole: Results, lines: "Concordance") -> None:
        if whole is self._lines_of:
            self._lines = lines

    def _read_all(self, whole: Results) -> None:
        self._complete = self._complete or whole is self._lines_of

    def _sort(self, whole: Results, lines: "Concordance", fresh: bool) -> None:
        """In a job: sort the lines in the current order, and show them."""
        by, words = self._wanted
        if by is not None:
            self._port.deliver(self._show, whole, lines.arranged(by, words), fresh)

    def _show(self, whole: Results, arranged: "Arranged", fresh: bool) -> None:
        if whole is self._lines_of:
            self._port.views.passages.show_lines(arranged, fresh)
            self._port.release_keys(Job.CONCORDANCE)
            self.show_counts()

    def show_counts(self) -> None:
        """Show in the heading how many passages there are, and in which order."""
        whole, views = self._port.state.search.results, self._port.views
        articles = len(whole.found.hits) if whole else 0
        views.panes["passages"].heading.show(views.passages.told(articles))

    def fetch_text(self, message: LinesWanted) -> None:
        """Read the words of lines that have come into sight."""
        port, lines, whole = self._port, self._lines, self._lines_of
        if lines is None:
            return

        # the message may be about the lines of an earlier search
        wanted = [line for line in message.lines if line < len(lines)]

        def add(rows: "dict[int, KwicRow]") -> None:
            if whole is self._lines_of:
                port.views.passages.add_words(rows)

        def work(_: IsCancelled) -> None:
            port.deliver(add, port.session.explorer.kwic_rows(lines, wanted))

        port.start(Job.LINE_TEXT, work)

    # --- collocates ---

    def show_collocates(self) -> None:
        """Rank the words near the matches of all articles found."""
        port, whole = self._port, self._port.state.search.results
        if whole is None or whole.found.query.node is None:
            port.say("Search for words first: W lists the words near their matches.")
            return
        if not whole.found.hits:
            port.say("No matches were found, so no words near them.")
            return
        port.say("Counting the words near the matches…")
        complete = self._lines if self._complete and whole is self._lines_of else None

        def work(cancelled: IsCancelled) -> None:
            explorer, lines = port.session.explorer, complete
            for so_far in (
                () if complete else explorer.concordance(whole.found, Budget(cancelled=cancelled))
            ):
                lines = so_far
            if lines is not None and not cancelled():
                port.deliver(self._open_collocates, explorer.collocates(lines), lines)

        port.start(Job.COLLOCATES, work)

    def _open_collocates(self, words: Sequence[Any], lines: "Concordance") -> None:
        from tui.screens import CollocatesScreen

        self._port.say("")
        screen = CollocatesScreen(words, len(lines), lines.articles)
        self._port.push(screen, self._filter_by_collocate)

    def _filter_by_collocate(self, word: str | None) -> None:
        """Show the lines with a word near the match; the pane's filter line shows the word."""
        if word is None:
            return
        self._port.go("passages")
        passages, pane = self._port.views.passages, self._port.views.panes["passages"]
        if passages.order is None:
            passages.action_order()
        pane.filter_line.value = word
        pane.show_filter(True)

    # --- export ---

    def ask_export(self) -> bool:
        """Ask for a file for the lines on the screen; False where none are."""
        from tui.screens import Prompt

        passages = self._port.views.passages
        arranged = passages.arranged
        if self._port.state.pane != "passages" or passages.order is None or arranged is None:
            return False
        if not self._complete:
            self._port.say("Not all articles have been read yet: wait for the heading to say so.")
            return True
        lines, order = arranged.lines, arranged.numbers()

        def named(text: str | None) -> None:
            if text:
                self._kept.write(lambda: write(text))

        def write(name: str) -> str:
            target = self._port.session.write_lines(lines, order, name)
            return f"{with_noun(len(order), 'line')} written to {target}"

        question = f"{with_noun(len(order), 'line')} to a file in .csv"
        self._port.push(Prompt(question, "~/concordance.csv"), named)
        return True
