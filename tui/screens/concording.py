"""The words around the matches of all that was found: concordance and collocates."""

from collections.abc import Sequence
from typing import Any

from textual import work
from textual.worker import get_current_worker

from index import Budget
from index.explore import Arranged, Concordance, KwicRow
from tui import messages
from tui.screens.leading import Leading
from tui.screens.prompt import Prompt
from tui.session import Results


class Concording(Leading):
    """Reads the matches of all articles beside the screen, and puts them in order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # the matches of all articles that were found, as far as they have been read
        self._lines_of: Results | None = None
        self._lines: Concordance | None = None
        self._lines_done = False

    def on_order_chosen(self, _: messages.OrderChosen) -> None:
        """Begin to read the matches of all articles, put those read by now in order, or stop it."""
        if self.passages.order is None:
            self.workers.cancel_group(self, "kwic")
            self._lines_of = self._lines = None
        elif self.whole is None:
            return
        elif self._lines_of is not self.whole:
            self.read_lines()
        elif self._lines is not None:
            self._arrange_lines(self.whole, self._lines, False)
        self.tell_passages()

    def read_lines(self) -> None:
        """Read the matches of what was found, if they are shown."""
        whole = self.whole
        if whole is not None and self.passages.order is not None:
            self._lines_of, self._lines, self._lines_done = whole, None, False
            self._read_lines(whole)

    @work(thread=True, group="kwic", exclusive=True, exit_on_error=False)
    def _read_lines(self, whole: Results) -> None:
        worker = get_current_worker()

        def run() -> None:
            fresh = True
            for lines in self.session.explorer.concordance(
                whole.found, Budget(cancelled=lambda: worker.is_cancelled)
            ):
                if worker.is_cancelled:
                    return
                self._lines = lines
                self._show_arranged(whole, lines, fresh)
                fresh = False
            self.app.call_from_thread(self._all_lines, whole)

        self._in_worker(run)

    @work(thread=True, group="order", exclusive=True, exit_on_error=False)
    def _arrange_lines(self, whole: Results, lines: Concordance, fresh: bool) -> None:
        self._in_worker(lambda: self._show_arranged(whole, lines, fresh))

    def _show_arranged(self, whole: Results, lines: Concordance, fresh: bool) -> None:
        """Put lines in the order that is wanted by now, in a worker, and show them."""
        by = self.passages.order
        if by is not None:
            self.app.call_from_thread(
                self._show_lines, whole, lines.arranged(by, self.passages.wanted), fresh
            )

    def _show_lines(self, whole: Results, arranged: Arranged, fresh: bool) -> None:
        if whole is self._lines_of:
            self.passages.show_lines(arranged, fresh)
            self.tell_passages()

    def _all_lines(self, whole: Results) -> None:
        self._lines_done = self._lines_done or whole is self._lines_of

    def tell_passages(self) -> None:
        """How many passages are shown, and in which order."""
        self.panes["passages"].heading.show(
            self.passages.told(len(self.whole.found.hits) if self.whole else 0)
        )

    def on_lines_wanted(self, message: messages.LinesWanted) -> None:
        """Lines have come into sight whose words are not here."""
        if self._lines is not None:
            self._fetch_words(self._lines, message.lines)

    @work(thread=True, group="rows", exit_on_error=False)
    def _fetch_words(self, lines: Concordance, wanted: tuple[int, ...]) -> None:
        def run() -> None:
            rows = self.session.explorer.kwic_rows(lines, wanted)
            self.app.call_from_thread(self._words_came, rows)

        self._in_worker(run)

    def _words_came(self, rows: dict[int, KwicRow]) -> None:
        self.passages.add_words(rows)

    def on_show_collocates(self, _: messages.ShowCollocates) -> None:
        """The words beside the matches of all that was found."""
        whole = self.whole
        if whole is None or whole.found.query.node is None:
            self.status.show(notice="Search for words first: these are the words beside them.")
            return
        self.status.show(notice="Reading the words beside the matches…")
        self._find_collocates(
            whole, self._lines if self._lines_done and whole is self._lines_of else None
        )

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _find_collocates(self, whole: Results, lines: Concordance | None) -> None:
        worker = get_current_worker()

        def run() -> None:
            found = lines
            growing = (
                ()
                if lines
                else self.session.explorer.concordance(
                    whole.found, Budget(cancelled=lambda: worker.is_cancelled)
                )
            )
            for so_far in growing:
                found = so_far
            if found is not None and not worker.is_cancelled:
                words = self.session.explorer.collocates(found)
                self.app.call_from_thread(self._show_collocates, words, found)

        self._in_worker(run)

    def _show_collocates(self, words: Sequence[Any], lines: Concordance) -> None:
        from tui.screens.collocates import CollocatesScreen

        self.status.show(notice="")
        self.app.push_screen(
            CollocatesScreen(words, len(lines), lines.articles), self._with_collocate
        )

    def _with_collocate(self, word: str | None) -> None:
        """Show the lines that have a word beside the match; the filter line of the pane says so."""
        if word is None:
            return
        self.go("passages")
        if self.passages.order is None:
            self.passages.action_order()
        pane = self.panes["passages"]
        pane.filter_line.value = word
        pane.filter_line.add_class("-on")

    def export_lines(self) -> bool:
        """Ask for a file for the concordance on the screen; whether there is one."""
        arranged = self.passages.arranged
        if self.pane != "passages" or self.passages.order is None or arranged is None:
            return False
        if not self._lines_done:
            self.status.show(
                notice="Not all articles have been read yet: wait until the heading says so no longer."
            )
            return True
        lines, order = arranged.lines, arranged.numbers()

        def named(text: str | None) -> None:
            if text:
                self.keep(
                    lambda: (
                        f"{len(order):,} lines written to {self.session.write_lines(lines, order, text)}"
                    )
                )

        self.app.push_screen(
            Prompt(f"{len(order):,} lines to a file in .csv", "~/concordance.csv"), named
        )
        return True


__all__ = ["Concording"]
