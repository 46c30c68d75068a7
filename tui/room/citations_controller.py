"""Citations: follow references both ways, outlets cited, references to missing articles."""

from collections.abc import Sequence

from index import FieldCount
from index.model import Card
from tui.messages import Notice
from tui.panes import ArticleRow, Target, lead_of
from tui.room.jobs import Job
from tui.room.passage_rows import PassageLists
from tui.room.port import IsCancelled, RoomPort
from tui.room.reading_controller import ReadingController
from tui.session_records import Results


class CitationController:
    """Everything that begins at a citation."""

    def __init__(self, port: RoomPort, reading: ReadingController, lists: PassageLists) -> None:
        self._port, self._reading, self._lists = port, reading, lists

    def action_follow(self) -> None:
        """Follow the cross-reference at or after the cursor."""
        port, opened = self._port, self._port.state.reading.opened
        references = opened.analysis.references if opened else ()
        if not references:
            port.say("No reference to another article here.")
            return
        at = port.views.article.offset_at_cursor
        reference = next((r for r in references if r.end > at), references[-1])
        written = ", ".join(filter(None, (reference.publication, reference.date_text)))

        def work(_: IsCancelled) -> None:
            cards = port.session.references(reference)
            if not cards:
                port.post(Notice(f"{written} is not in this library (M lists what is missing)."))
            elif len(cards) == 1:
                port.deliver(self._reading.jump_to, (cards[0].num, None))
            else:
                port.deliver(self._choose_article, written, cards)

        port.start(Job.REFERENCE, work)

    def _choose_article(self, written: str, cards: Sequence[Card]) -> None:
        from tui.screens import ArticleRowsScreen

        rows = [
            ArticleRow(lead_of(card), card.title, card.path, (), (card.num, None)) for card in cards
        ]
        self._port.push(
            ArticleRowsScreen(f"{written} can be {len(cards):,} articles", rows),
            self._reading.jump_to,
        )

    def action_cited_by(self) -> None:
        """List where other articles refer to the open one."""
        opened, explorer = self._port.state.reading.opened, self._port.session.explorer
        if opened is None or not opened.cited_by:
            self._port.say("No article here refers to this one.")
            return
        num = opened.num
        self._lists.open(
            "Cited by", lambda gone: explorer.cited_by(num, gone), self._reading.jump_to
        )

    def action_missing(self) -> None:
        """List references to articles that are not in the library."""
        port = self._port

        def work(_: IsCancelled) -> None:
            missing = port.session.explorer.missing()
            firsts = {one.references[0].num for one in missing}
            cards = {card.num: card for card in port.session.library.cards(firsts)}
            rows = []
            for one in missing:
                first = one.references[0]
                if first.num not in cards:
                    continue
                what = ", ".join(filter(None, (one.publication, one.written or "no date")))
                where = f"first in: {cards[first.num].title}"
                times = f"{len(one.references):,} x"
                rows.append(ArticleRow(times, what, where, (), (first.num, first.start)))
            port.deliver(self._show_missing, rows)

        port.start(Job.MISSING, work)

    def _show_missing(self, rows: Sequence[ArticleRow]) -> None:
        from tui.screens import ArticleRowsScreen

        title = f"Referred to and not here: {len(rows):,}"
        nothing = "Every article that is referred to is here."
        self._port.push(ArticleRowsScreen(title, rows, nothing), self._reading.jump_to)

    def action_sources(self) -> None:
        """Rank the outlets that the articles found cite."""
        port, whole = self._port, self._port.state.search.results
        if whole is None:
            return
        if not len(whole.found.hits):
            port.say("The search finds no article, so there are no sources.")
            return
        port.start(
            Job.SOURCES,
            lambda _: port.deliver(
                self._show_sources, whole, port.session.explorer.sources(whole.found)
            ),
        )

    def _show_sources(self, whole: Results, outlets: Sequence[FieldCount]) -> None:
        from tui.screens import SourcesScreen

        def chosen(outlet: str | None) -> None:
            if outlet is None:
                return

            def then(target: Target | None) -> None:
                if target is None:
                    self._show_sources(whole, outlets)
                else:
                    self._reading.jump_to(target)

            self._lists.open(
                f"Rests on {outlet}",
                lambda gone: self._port.session.explorer.rests_on(whole.found, outlet, gone),
                then,
            )

        self._port.push(SourcesScreen(outlets), chosen)
