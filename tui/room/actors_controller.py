"""Actors: dossiers, comparisons, paragraphs that name both, speaker pairs, corrections."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from index import corrections_file, toggle_ignored, toggle_same
from index.kept import dossier_marks
from index.model import Pair
from tui.messages import (
    CompareActors,
    MovedTo,
    NoActor,
    SameActor,
    ShowDossier,
    ShowTogether,
)
from tui.panes import Target
from tui.room.export_controller import ExportController
from tui.room.jobs import Job
from tui.room.kept_controller import KeptController
from tui.room.passage_rows import PassageLists
from tui.room.port import IsCancelled, RoomPort
from tui.room.reading_controller import ReadingController
from tui.session_records import Results

if TYPE_CHECKING:
    from index.explore import Dossier

# Articles that a dossier reads at first, and the factor when older ones are asked for.
_NEWEST, _OLDER = 2000, 4


class ActorController:
    """Everything that begins at an actor."""

    def __init__(
        self,
        port: RoomPort,
        reading: ReadingController,
        lists: PassageLists,
        kept: KeptController,
        export: ExportController,
        search_again: Callable[[], None],
    ) -> None:
        self._port, self._reading, self._lists = port, reading, lists
        self._kept, self._export, self._search_again = kept, export, search_again

    def choose(self, number: int | None) -> None:
        """Highlight the mentions of an actor in the open article."""
        if number != self._port.state.chosen_actor:
            self._port.state.chosen_actor = number
            opened = self._port.state.reading.opened
            self._port.views.article.choose_mentions(opened.mentions_of(number) if opened else ())

    def choose_under_cursor(self) -> None:
        """Highlight the mentions of the actor under the cursor."""
        actor = self._port.views.actors.actor
        self.choose(actor.actor if actor else None)

    def row_moved(self, message: MovedTo) -> None:
        """The cursor has moved through the actors: highlight the new one."""
        actor = self._port.views.actors.at(message.index)
        self.choose(actor.actor if actor else None)

    # --- dossiers ---

    def show_dossier(self, message: ShowDossier) -> None:
        """Open the dossier of an actor."""
        whole = self._port.state.search.results
        searched = whole is not None and bool(whole.text.strip())
        self._read_dossier(message.number, _NEWEST, whole if searched else None, whole)

    def _read_dossier(
        self, number: int, most: int, within: Results | None, whole: Results | None
    ) -> None:
        """Read and open a dossier; `whole` is the search that a key narrows it to again."""
        port = self._port

        def work(cancelled: IsCancelled) -> None:
            dossier = port.session.dossier(number, most, within.found if within else None)
            if dossier is not None and not cancelled():
                port.deliver(self._open_dossier, number, dossier, within, whole)

        port.say("Reading the articles of the dossier…")
        port.start(Job.DOSSIER, work)

    def _open_dossier(
        self, number: int, dossier: "Dossier", within: Results | None, whole: Results | None
    ) -> None:
        from tui.screens import DossierScreen, Scope, ShowMore, SwitchScope

        self._port.say("")
        searched = whole is not None and bool(whole.text.strip())
        scope = Scope(within.text if within else "", searched)

        def chosen(what: tuple[str, int] | str | ShowMore | SwitchScope | None) -> None:
            if isinstance(what, str):
                self._export.ask(dossier_marks(dossier), what)
            elif isinstance(what, ShowMore):
                self._read_dossier(number, dossier.read * _OLDER, within, whole)
            elif isinstance(what, SwitchScope):
                self._read_dossier(number, _NEWEST, None if within else whole, whole)
            else:
                self._reading.jump_to_id(what)

        self._port.push(DossierScreen(dossier, scope), chosen)

    def compare(self, message: CompareActors) -> None:
        """Show two dossiers side by side."""
        port, pair = self._port, (message.one, message.other)

        def work(cancelled: IsCancelled) -> None:
            one, other = (port.session.dossier(number, _NEWEST) for number in pair)
            about = port.session.explorer.about_each_other(*pair)
            if one is not None and other is not None and not cancelled():
                port.deliver(self._show_compared, one, other, about)

        port.start(Job.COMPARE, work)

    def _show_compared(self, one: "Dossier", other: "Dossier", about: tuple[int, int]) -> None:
        from tui.screens import CompareScreen

        self._port.push(CompareScreen(one, other, about), self._reading.jump_to_id)

    def show_together(self, message: ShowTogether) -> None:
        """List the paragraphs that name both actors."""
        whole, explorer = self._port.state.search.results, self._port.session.explorer
        (one, name), (other, other_name) = message.one, message.other
        if whole is not None:
            self._lists.open(
                f"{name} and {other_name}",
                lambda gone: explorer.together(whole.found, one, other, gone),
                self._reading.jump_to,
            )

    # --- speaker pairs ---

    def show_speech(self) -> None:
        """Count which actor speaks about which, and which are quoted together, in the results."""
        port, whole = self._port, self._port.state.search.results
        if whole is None:
            return

        def work(cancelled: IsCancelled) -> None:
            explorer = port.session.explorer
            pairs = [explorer.pairs(whole.found, adjacent) for adjacent in (False, True)]
            names = {number: name for number, (name, _) in explorer.actor_names().items()}
            if not cancelled():
                port.deliver(self._open_speech, whole, pairs, names, False)

        port.start(Job.SPEECH, work)

    def _open_speech(
        self, whole: Results, pairs: list[list[Pair]], names: dict[int, str], adjacent: bool
    ) -> None:
        from tui.screens import SpeechScreen

        def chosen(pair: Pair | None) -> None:
            if pair is None:
                return

            def then(target: Target | None) -> None:
                if target is None:
                    self._open_speech(whole, pairs, names, pair.adjacent)
                else:
                    self._reading.jump_to(target)

            between = "next to" if pair.adjacent else "about"
            self._lists.open(
                f"{names[pair.actor]} {between} {names[pair.other]}",
                lambda gone: self._port.session.explorer.spoken(whole.found, pair, gone),
                then,
            )

        self._port.push(SpeechScreen(pairs, names, adjacent), chosen)

    # --- corrections ---

    def merge(self, message: SameActor) -> None:
        """Record that two names are one actor, or remove that correction."""

        def work() -> str:
            same = self._port.session.undoing.correct(
                f"{message.other} is {message.name}",
                lambda path: toggle_same(path, message.kind, message.name, message.other),
            )
            if same:
                file = corrections_file().name
                return f"{message.other} merged into {message.name} (saved in {file}; u undoes)."
            return f"{message.other} and {message.name} are separate again (u undoes)."

        self._kept.write(work, self._search_again)

    def ignore(self, message: NoActor) -> None:
        """Record that a name is not an actor, or remove that correction."""

        def work() -> str:
            self._port.session.undoing.correct(
                f"{message.name} is no actor",
                lambda path: toggle_ignored(path, message.kind, message.name),
            )
            file = corrections_file().name
            return f"{message.name} is not an actor (saved in {file}; u undoes)."

        self._kept.write(work, self._search_again)
