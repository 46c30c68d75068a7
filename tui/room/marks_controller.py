"""Marks: made, removed, noted, tagged, undone, and listed on a screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from index import PressmarkError
from index.kept import Mark, NoteDraft, PlacedMark
from index.model import Span
from tui.messages import Notice
from tui.room.export_controller import ExportController
from tui.room.jobs import Job
from tui.room.kept_controller import KeptController, Then
from tui.room.port import IsCancelled, RoomPort
from tui.room.reading_controller import ReadingController
from tui.session_records import Opened, Undone

if TYPE_CHECKING:
    from tui.screens import MarkAction


class MarkController:
    """Keeps passages."""

    def __init__(
        self,
        port: RoomPort,
        reading: ReadingController,
        kept: KeptController,
        export: ExportController,
        search_again: Callable[[], None],
    ) -> None:
        self._port, self._reading = port, reading
        self._kept, self._export = kept, export
        self._search_again = search_again
        self._order = 0
        self._with_others = False

    def action_mark(self) -> None:
        """Mark the passage under the cursor; again: its paragraph; again: remove the mark."""
        target = self._reading.passage_to("mark")
        if target is None:
            return
        opened, span, kind = target
        self._port.views.article.drop_selection()
        session, same = self._port.session, self._kept.mark_at(span)
        walk = self._port.views.article.sentences
        wide = walk.paragraph(span) if walk is not None and kind == "sentence" else None
        whole = self._kept.mark_at(wide) if wide is not None else None
        if same is not None and wide not in {None, span} and whole is None:
            self._widen(opened, same, wide)
            return
        same = whole or same
        if same is not None:

            def remove() -> str:
                session.review.remove_marks([same])
                return "Mark removed (u brings it back)."

            self._kept.write(remove)
            return

        def add() -> str:
            session.review.add_mark(session.passage(opened, span, kind))
            if kind == "sentences":
                return "Marked these sentences."
            more = " (m again: the paragraph)" if wide not in {None, span} else ""
            what = "statement" if kind == "quotation" else kind
            return f"Marked this {what}{more}."

        self._kept.write(add)

    def _widen(self, opened: Opened, mark: Mark, paragraph: Span) -> None:
        """Let a mark cover the paragraph; its note and tags stay."""
        session = self._port.session

        def widen() -> str:
            session.review.set_passage(mark.id, session.passage(opened, paragraph, "paragraph"))
            return "Marked the paragraph (m again removes the mark)."

        self._kept.write(widen)

    def _with_mark(self, then: Callable[[Mark], None]) -> None:
        """Call `then` with the mark under the cursor; one is made where there is none."""
        target = self._reading.passage_to("mark")
        if target is None:
            return
        opened, span, kind = target
        mark = self._kept.mark_touching(span)
        if mark is not None:
            then(mark)
            return
        session = self._port.session
        made: list[Mark] = []

        def add() -> None:
            made.append(session.review.add_mark(session.passage(opened, span, kind)))

        self._port.views.article.drop_selection()
        self._kept.write(add, lambda: then(made[0]))

    # --- notes and tags ---

    def action_note(self) -> None:
        """Write a note on the passage under the cursor."""
        self._with_mark(self._write_note)

    def _write_note(self, mark: Mark, after: Then | None = None) -> None:
        self._ask_for_note(self._port.session.review.note_draft(mark), after)

    def _ask_for_note(self, draft: NoteDraft, after: Then | None, problem: str = "") -> None:
        """Open the note; it opens again, with its text, if it cannot be stored."""
        port = self._port

        def written(text: str | None) -> None:
            def work() -> str:
                try:
                    draft.keep(text or "")
                except (PressmarkError, OSError) as error:
                    draft.text = text or ""
                    port.deliver(self._ask_for_note, draft, after, str(error.args[-1]))
                    raise
                return "Note kept." if text else "No note."

            self._kept.write(work, after)

        def store_draft(text: str) -> None:
            draft.text = text
            port.start(Job.DRAFT, lambda _: draft.store())

        from tui.screens import Note

        port.push(Note(draft.text, store_draft, problem), written)

    def action_tags(self) -> None:
        """Tag the passage under the cursor."""
        self._with_mark(self._write_tags)

    def _write_tags(self, mark: Mark, after: Then | None = None) -> None:
        from tui.screens import Prompt

        review = self._port.session.review

        def written(text: str | None) -> None:
            if text is None:
                if after:
                    after()
                return
            tags = text.replace(",", " ").replace("#", " ").split()

            def work() -> str:
                review.set_tags(mark.id, tags)
                return f"Tags: {' '.join(tags)}" if tags else "No tags."

            self._kept.write(work, after)

        question = "Tags, separated by spaces (Tab completes)"
        self._port.push(Prompt(question, " ".join(mark.tags), review.tags()), written)

    # --- undo ---

    def action_undo(self) -> None:
        """Undo this session's last change."""
        self._step_back(False)

    def action_redo(self) -> None:
        """Redo the change that was undone last."""
        self._step_back(True)

    def _step_back(self, again: bool, then: Then | None = None) -> None:
        done: list[Undone] = []

        def work() -> str:
            undone = self._port.session.undo(again)
            if undone is None:
                return "Nothing to redo." if again else "Nothing to undo in this session."
            done.append(undone)
            return f"{'Redone' if again else 'Undone'}: {undone.what}."

        def after() -> None:
            if done and done[0].actors_changed:
                self._search_again()
            if then is not None:
                then()
            elif done and done[0].place is not None:
                self._go_to(*done[0].place)

        self._kept.write(work, after)

    def _go_to(self, num: int, at: int | None) -> None:
        """Show the place of an undone change; the open article scrolls only if it must."""
        opened = self._port.state.reading.opened
        if opened is None or opened.num != num:
            self._reading.select_and_open(num, at, focus=False)
        elif at is not None:
            self._port.views.article.go_to(Span(at, at + 1), "upper")
        if at is not None and not self._port.views.article.is_on_screen:
            self._port.go("article")

    # --- the screen of marks ---

    def action_marks(self) -> None:
        """List all marks."""
        self._list(0)

    def _list(self, cursor: int) -> None:
        port = self._port

        def work(_: IsCancelled) -> None:
            drafted = frozenset(port.session.review.drafted())
            port.deliver(self._open, port.session.placed_marks(), drafted, cursor)

        port.start(Job.MARKS_SCREEN, work)

    def _open(self, placed: tuple[PlacedMark, ...], drafted: frozenset[str], cursor: int) -> None:
        from tui.screens import MarksScreen

        screen = MarksScreen(placed, cursor, self._order, self._with_others)
        screen.list.drafted = drafted

        def done(action: "MarkAction | None") -> None:
            self._order = screen.list.order
            self._with_others = screen.list.with_others
            if action is not None:
                self._do(action, screen.list.cursor)

        self._port.push(screen, done)

    def _do(self, action: "MarkAction", cursor: int) -> None:
        """Do the action chosen on the screen; all but a jump return to it."""

        def back() -> None:
            self._list(cursor)

        if action.name in {"undo", "redo"}:
            self._step_back(action.name == "redo", back)
            return
        placed = action.placed
        if placed is None:
            return
        match action.name:
            case "jump":
                self._jump(placed)
            case "mark":
                self._kept.write(
                    lambda: self._port.session.review.remove_marks([placed.mark]), back
                )
            case "note":
                self._write_note(placed.mark, back)
            case "tags":
                self._write_tags(placed.mark, back)
            case "copy":
                self._export.copy(placed.mark.passage)
            case "export":
                self._export.ask([one.mark for one in action.shown], "~/marks.md")

    def _jump(self, placed: PlacedMark) -> None:
        if placed.num is None or placed.span is None:
            self._port.say("This passage is nowhere in the library now; the mark keeps its words.")
            return
        self._reading.jump_to((placed.num, placed.span.start))
        if placed.how == "changed":
            self._port.post(Notice("These words have changed since they were marked."))
