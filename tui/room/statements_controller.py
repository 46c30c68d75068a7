"""The statements of the whole result: list them, go to one, export them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from index.kept import statement_marks
from tui.room.export_controller import ExportController
from tui.room.jobs import Job
from tui.room.passage_rows import PassageLists
from tui.room.port import RoomPort
from tui.room.reading_controller import ReadingController
from tui.session_records import Results

if TYPE_CHECKING:
    from tui.screens import StatementsScreen


class StatementController:
    """Lists the statements in the articles found."""

    def __init__(
        self,
        port: RoomPort,
        reading: ReadingController,
        lists: PassageLists,
        export: ExportController,
    ) -> None:
        self._port, self._reading, self._lists, self._export = port, reading, lists, export

    def action_statements(self) -> None:
        """List the statements that the search finds, while they are read."""
        port, whole = self._port, self._port.state.search.results
        if whole is None or not whole.found.hits:
            port.say("No articles found, so no statements.")
            return
        explorer = port.session.explorer

        def make(title: str, gone: Callable[[], None]) -> "StatementsScreen":
            from tui.screens import StatementsScreen

            return StatementsScreen(title, gone, lambda: self._ask(whole))

        self._lists.open(
            "Statements",
            lambda gone: explorer.statements(whole.found, gone),
            self._reading.jump_to,
            make,
        )

    def _ask(self, whole: Results) -> None:
        """Collect all of them as passages, then ask for a file name."""
        port = self._port
        explorer = port.session.explorer
        port.start(
            Job.HITS,
            lambda _: port.deliver(
                self._export.ask,
                statement_marks(row for _, row in explorer.statement_rows(whole.found)),
                "~/statements.md",
            ),
        )


__all__ = ["StatementController"]
