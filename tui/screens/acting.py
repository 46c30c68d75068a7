"""From actor to actor: dossiers, two of them together, who speaks about whom, and what a person puts right."""

from textual import work

from index.corrections import corrections_file, toggle_ignored, toggle_same
from index.explore import Dossier
from index.kept import dossier_marks
from index.model import Pair
from tui import messages
from tui.panes.entries import Target
from tui.screens.leading import Leading
from tui.session import Results

# Articles that a dossier is made of at first, and how many times as many when more are asked for.
_NEWEST, _OLDER = 2000, 4


class Acting(Leading):
    """Everything that begins at an actor."""

    def on_show_dossier(self, message: messages.ShowDossier) -> None:
        """Open the dossier; what is chosen there is jumped to here."""
        self._dossier(message.number, _NEWEST)

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _dossier(self, number: int, most: int) -> None:
        def run() -> None:
            dossier = self.session.dossier(number, most)
            if dossier is not None:
                self.app.call_from_thread(self._open_dossier, number, dossier)

        self._in_worker(run)

    def _open_dossier(self, number: int, dossier: Dossier) -> None:
        from tui.screens.dossier import DossierScreen, More

        def chosen(what: tuple[str, int] | str | More | None) -> None:
            if isinstance(what, str):
                self.ask_export(dossier_marks(dossier), what)
            elif isinstance(what, More):
                self.status.show(notice="Reading older articles…")
                self._dossier(number, dossier.read * _OLDER)
            else:
                self._jump_to_place(what)

        self.app.push_screen(DossierScreen(dossier), chosen)

    def on_compare_actors(self, message: messages.CompareActors) -> None:
        """Show two dossiers side by side."""
        self._compare_actors(message.one, message.other)

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _compare_actors(self, one: int, other: int) -> None:
        def run() -> None:
            dossiers = [self.session.dossier(number, _NEWEST) for number in (one, other)]
            about = self.session.explorer.about_each_other(one, other)
            if dossiers[0] is not None and dossiers[1] is not None:
                self.app.call_from_thread(self._show_compared, dossiers[0], dossiers[1], about)

        self._in_worker(run)

    def _show_compared(self, one: Dossier, other: Dossier, about: tuple[int, int]) -> None:
        from tui.screens.compare import CompareScreen

        self.app.push_screen(CompareScreen(one, other, about), self._jump_to_place)

    def on_show_together(self, message: messages.ShowTogether) -> None:
        """List the paragraphs that name both."""
        whole, explorer = self.whole, self.session.explorer
        (one, name), (other, other_name) = message.one, message.other
        if whole is not None:
            self._list_spots(
                f"{name} and {other_name}",
                lambda gone: explorer.together(whole.found, one, other, gone),
                self._jump_to,
            )

    def on_same_actor(self, message: messages.SameActor) -> None:
        """Two names are one actor."""

        def run() -> str:
            same = self.session.undoing.correct(
                f"{message.other} is {message.name}",
                lambda path: toggle_same(path, message.kind, message.name, message.other),
            )
            return f"{message.other} {'is' if same else 'is no longer'} {message.name} ({corrections_file().name} has it)."

        self.keep(run, self._actors_changed)

    def on_no_actor(self, message: messages.NoActor) -> None:
        """A name is none."""

        def run() -> str:
            self.session.undoing.correct(
                f"{message.name} is no actor",
                lambda path: toggle_ignored(path, message.kind, message.name),
            )
            return f"{message.name} is not an actor (u takes it back; {corrections_file().name} has it)."

        self.keep(run, self._actors_changed)

    def _actors_changed(self) -> None:
        self.search(self.bar.text, keep_place=True)

    def on_show_speech(self, _: messages.ShowSpeech) -> None:
        """Show the table of who speaks about whom."""
        if self.whole is not None:
            self._count_speech(self.whole)

    @work(thread=True, group="dossier", exclusive=True, exit_on_error=False)
    def _count_speech(self, whole: Results) -> None:
        def run() -> None:
            explorer = self.session.explorer
            pairs = [explorer.pairs(whole.found, beside) for beside in (False, True)]
            names = {number: name for number, (name, _) in explorer.actor_names().items()}
            self.app.call_from_thread(self._show_speech, whole, pairs, names, False)

        self._in_worker(run)

    def _show_speech(
        self, whole: Results, pairs: list[list[Pair]], names: dict[int, str], beside: bool
    ) -> None:
        from tui.screens.speech import SpeechScreen

        def chosen(pair: Pair | None) -> None:
            if pair is None:
                return

            def then(target: Target | None) -> None:
                if target is None:
                    self._show_speech(whole, pairs, names, pair.beside)
                else:
                    self._jump_to(target)

            title = (
                f"{names[pair.actor]} {'beside' if pair.beside else 'about'} {names[pair.other]}"
            )
            self._list_spots(
                title, lambda gone: self.session.explorer.spoken(whole.found, pair, gone), then
            )

        self.app.push_screen(SpeechScreen(pairs, names, beside), chosen)


__all__ = ["Acting"]
