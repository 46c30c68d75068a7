"""Copying a passage, and exporting marks, hits or the concordance to a file."""

from collections.abc import Callable
from typing import Any

from index import PressmarkError
from index.kept import Mark, Passage
from tui.copying import copy
from tui.room.jobs import Job
from tui.room.kept_controller import KeptController
from tui.room.port import RoomPort
from tui.room.reading_controller import ReadingController
from tui.wording import with_noun


class ExportController:
    """Asks for a file name before it writes."""

    def __init__(
        self,
        port: RoomPort,
        reading: ReadingController,
        kept: KeptController,
        ask_concordance: Callable[[], bool],
        to_terminal: Callable[[str], None],
    ) -> None:
        """`to_terminal` writes a control sequence past the screen."""
        self._port, self._reading, self._kept = port, reading, kept
        self._ask_concordance, self._to_terminal = ask_concordance, to_terminal

    def action_copy(self) -> None:
        """Copy the passage under the cursor with its citation."""
        target = self._reading.passage_to("copy")
        if target is None:
            return
        opened, span, kind = target
        mark = self._kept.mark_at(span)
        passage = mark.passage if mark else self._port.session.passage(opened, span, kind)
        self.copy(passage)

    def copy(self, passage: Passage) -> None:
        """Copy a passage with its citation, and say where it went."""

        def work() -> str:
            from index.kept import clipping

            self._port.session.review.give_locator(passage)
            return copy(
                clipping(passage),
                lambda sequence: self._port.deliver(self._to_terminal, sequence),
            )

        self._kept.write(work)

    def action_export(self) -> None:
        """Export the concordance on the screen; on the results, the hits; elsewhere, the marks."""
        if self._ask_concordance():
            return
        port, whole = self._port, self._port.state.search.results
        if port.state.pane == "results" and whole is not None and whole.found.hits:
            from index.kept import hit_marks

            port.start(
                Job.HITS,
                lambda _: port.deliver(
                    self.ask, hit_marks(port.session.library, whole.found), "~/search.md"
                ),
            )
        elif self._kept.kept.marks:
            self.ask(list(self._kept.kept.marks), "~/marks.md")
        else:
            port.say("No marks to export; on the results (1), e exports what was found.")

    def ask(self, marks: list[Mark], name: str, problem: str = "") -> None:
        """Ask for a file name, and write the passages in the format of its ending.

        Asks again, with the name and the `problem`, if they cannot be written.
        """
        from tui.screens import Prompt

        def named(text: str | None) -> Any:
            if text:
                self._kept.write(lambda: write(text))

        def write(text: str) -> str:
            try:
                return self._write(marks, text)
            except (PressmarkError, OSError) as error:
                self._port.deliver(self.ask, marks, text, str(error.args[-1]))
                raise

        question = (
            f"{with_noun(len(marks), 'passage')} to a file in .md .csv .jsonl .bib .ris .json"
        )
        self._port.push(Prompt(problem or question, name), named)

    def _write(self, marks: list[Mark], name: str) -> str:
        if not marks:
            raise PressmarkError("Nothing to export.")
        for mark in marks:
            self._port.session.review.give_locator(mark.passage)
        target = self._port.session.export(marks, name)
        return f"{with_noun(len(marks), 'passage')} written to {target}"
