"""From citation to source and back: outlets, references to other articles, what cites an article, what is missing."""

from collections.abc import Sequence

from textual import work

from index import FieldCount
from index.model import Card, CrossReference
from tui import messages
from tui.panes.entries import Entry, Target, lead_of
from tui.screens.leading import Leading
from tui.session import Results


class Citing(Leading):
    """Everything that begins at a citation."""

    def action_follow(self) -> None:
        """Follow the cross-reference at or after the cursor."""
        opened = self.article.opened
        references = opened.analysis.references if opened else ()
        if not references:
            self.status.show(notice="No reference to another article here.")
            return
        at = self.article.offset_at_cursor
        reference = next((r for r in references if r.end > at), references[-1])
        written = (
            f"{reference.publication}{f', {reference.date_text}' if reference.date_text else ''}"
        )
        self._follow_reference(reference, written)

    @work(thread=True, group="open", exclusive=True, exit_on_error=False)
    def _follow_reference(self, reference: CrossReference, written: str) -> None:
        def run() -> None:
            cards = self.session.references(reference)
            if not cards:
                self.post_message(
                    messages.Notice(f"{written} is not in this library (M lists what is missing).")
                )
            elif len(cards) == 1:
                self.app.call_from_thread(self._jump_to, (cards[0].num, None))
            else:
                self.app.call_from_thread(self._choose_article, written, cards)

        self._in_worker(run)

    def _choose_article(self, written: str, cards: Sequence[Card]) -> None:
        from tui.screens.entries import EntriesScreen

        entries = [
            Entry(lead_of(card), card.title, card.path, (), (card.num, None)) for card in cards
        ]
        self.app.push_screen(
            EntriesScreen(f"{written} can be {len(cards):,} articles", entries), self._jump_to
        )

    def action_cited_by(self) -> None:
        """List where other articles refer to the open one."""
        opened = self.article.opened
        if opened is None or not opened.cited_by:
            self.status.show(notice="No article here refers to this one.")
            return
        explorer = self.session.explorer
        self._list_spots(
            "Cited by", lambda gone: explorer.cited_by(opened.num, gone), self._jump_to
        )

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def action_missing(self) -> None:
        """List what is referred to and not here."""

        def run() -> None:
            missing = self.session.explorer.missing()
            cards = {
                card.num: card
                for card in self.session.library.catalog.cards(
                    {one.references[0].num for one in missing}
                )
            }
            entries = [
                Entry(
                    f"{len(one.references):,} x",
                    ", ".join(filter(None, (one.publication, one.written or "no date"))),
                    f"first in: {cards[one.references[0].num].title}",
                    (),
                    (one.references[0].num, one.references[0].start),
                )
                for one in missing
                if one.references[0].num in cards
            ]
            self.app.call_from_thread(self._show_missing, entries)

        self._in_worker(run)

    def _show_missing(self, entries: Sequence[Entry]) -> None:
        from tui.screens.entries import EntriesScreen

        nothing = "Every article that is referred to is here."
        self.app.push_screen(
            EntriesScreen(f"Referred to and not here: {len(entries):,}", entries, nothing),
            self._jump_to,
        )

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def action_sources(self) -> None:
        """Rank the outlets that the articles found cite."""
        whole = self.whole

        def run() -> None:
            if whole is not None:
                self.app.call_from_thread(
                    self._show_sources, whole, self.session.explorer.sources(whole.found)
                )

        self._in_worker(run)

    def _show_sources(self, whole: Results, outlets: Sequence[FieldCount]) -> None:
        from tui.screens.sources import SourcesScreen

        def chosen(outlet: str | None) -> None:
            if outlet is None:
                return

            def then(target: Target | None) -> None:
                if target is None:
                    self._show_sources(whole, outlets)
                else:
                    self._jump_to(target)

            self._list_spots(
                f"Rests on {outlet}",
                lambda gone: self.session.explorer.rests_on(whole.found, outlet, gone),
                then,
            )

        self.app.push_screen(SourcesScreen(outlets), chosen)


__all__ = ["Citing"]
