"""The dossier of an actor as a document: sections that fold, a filter, statements and mentions."""

from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding

from index.explore import Dossier
from tui.draw import glyphs
from tui.key_table import bindings, borrowed
from tui.messages import FilterTyped
from tui.panes import Pane, RowList, StyledLine
from tui.screens.dossier_rows import (
    DossierRow,
    DossierTarget,
    ShowMore,
    SwitchScope,
    draw,
    entries,
    facts,
    passages,
)
from tui.screens.sub_screen import SubScreen


class Scope(Struct, frozen=True):
    """The search that a dossier is limited to (empty: all articles); whether there is one."""

    query: str = ""
    searched: bool = False

    def told(self) -> str:
        """The scope in words."""
        if self.query:
            return f"in the articles of {self.query}"
        return "in all articles" if self.searched else ""


class DossierList(RowList):
    """The dossier as lines. Enter on a head folds its section; a passage can be jumped to."""

    BINDINGS: ClassVar[list[Binding]] = bindings("lists", "dossier")

    def __init__(self, dossier: Dossier) -> None:
        super().__init__("dossier")
        self._dossier = dossier
        self._laid_out = -1
        self._all: list[DossierRow] = []
        self._rows: list[DossierRow] = []
        self._folded: set[str] = set()
        self._filter: list[str] = []

    @property
    def count(self) -> int:
        """Lines."""
        if self._laid_out != self.size.width:
            self._laid_out = self.size.width
            width = max(20, self._laid_out - 15)
            self._all = [*facts(self._dossier, width), *passages(self._dossier, width)]
            self._rows = self._visible()
        return len(self._rows)

    def _visible(self) -> list[DossierRow]:
        """The rows that folding and the filter leave; a head stays with any row below it."""
        words = self._filter
        if not words:
            return [
                row for row in self._all if row.style == "group" or row.section not in self._folded
            ]
        kept: list[DossierRow] = []
        for entry in entries(self._all):
            text = " ".join(f"{row.left} {row.text}" for row in entry).casefold()
            if entry[0].style == "group" or all(word in text for word in words):
                kept += entry
        sections = {row.section for row in kept if row.style != "group"}
        return [row for row in kept if row.section in sections]

    def narrow(self, text: str) -> None:
        """Show only entries with every word of `text`, in all sections."""
        self._filter = text.casefold().split()
        self._rows = self._visible()
        self.rows_changed(0)

    def empty_text(self) -> str:
        """The sentence for a filter that leaves nothing."""
        return "Nothing in this dossier has that. Esc removes the filter."

    def target(self, index: int) -> DossierTarget | None:
        """Where a line leads."""
        return self._rows[index].target

    def toggle(self, index: int) -> bool:
        """Fold or unfold the section whose head is in a row; False for any other row."""
        row = self._rows[index]
        if row.style != "group":
            return False
        self._folded ^= {row.section}
        self._rows = self._visible()
        self.rows_changed(self._rows.index(row))
        return True

    def action_next_section(self) -> None:
        """Move to the head of the next section."""
        self._to_head(range(self.cursor + 1, self.count))

    def action_previous_section(self) -> None:
        """Move to the head of the previous section."""
        self._to_head(range(self.cursor - 1, -1, -1))

    def _to_head(self, places: range) -> None:
        head = next((place for place in places if self._rows[place].style == "group"), None)
        if head is not None:
            self.move_to(head)

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Date and text; a head has a sign that says whether it is folded."""
        row = self._rows[index]
        if row.style == "group":
            folded = row.section in self._folded and not self._filter
            sign = glyphs().closed if folded else glyphs().opened
            row = DossierRow(row.style, "", f"{sign} {row.text}")
        return [draw(row, width, current, self)]


class DossierScreen(SubScreen[tuple[str, int] | str | ShowMore | SwitchScope | None]):
    """Closes with a passage, a file name to export to, ShowMore, SwitchScope, or None."""

    BINDINGS: ClassVar[list[Binding]] = [
        *SubScreen.BINDINGS,
        *borrowed("marks.export", "everywhere.widen"),
    ]
    DEFAULT_CSS = """
    DossierScreen { background: $background; }
    DossierScreen Heading > .heading--plain, DossierScreen Heading > .heading--focused {
        background: $panel; color: $primary; text-style: bold;
    }
    """
    FOOTER = (
        ("lists.choose", "open, fold"),
        ("dossier.next_section", "section"),
        ("lists.filter", "filter"),
        ("marks.export", "export"),
    )
    PLACE = "dossier"

    def __init__(self, dossier: Dossier, scope: Scope | None = None) -> None:
        super().__init__()
        self.dossier = dossier
        self.scope = scope or Scope()
        self.list = DossierList(dossier)
        self.pane = Pane("dossier", dossier.entry.actor.name, self.list)

    def compose(self) -> ComposeResult:
        """Heading, rows, filter line, footer."""
        yield self.pane
        yield self.status

    def on_mount(self) -> None:
        """The list has the keys; the footer says what the dossier is limited to."""
        super().on_mount()
        self.set_focus(self.list)
        told = self.scope.told()
        if self.scope.searched:
            key = self._keymap.shown("everywhere.widen")
            told += f" ({key}: {self._other_scope})"
        self.pane.heading.show(note=told)

    @property
    def _other_scope(self) -> str:
        return "all articles" if self.scope.query else "the search"

    def footer(self) -> tuple[tuple[str, str], ...]:
        """The keys; where there is a search, the one that changes what the dossier covers."""
        first, *more = self.FOOTER
        if not self.scope.searched:
            return self.FOOTER
        return first, ("everywhere.widen", self._other_scope), *more

    def on_filter_typed(self, message: FilterTyped) -> None:
        """Narrow the rows."""
        self.list.narrow(message.text)

    def chosen(self, pane: str, index: int) -> None:
        """Fold a section, or close with a passage."""
        target = self.list.target(index)
        if not self.list.toggle(index) and target is not None:
            self.dismiss(target)

    def action_widen(self) -> None:
        """Ask for the dossier over all articles, or over the search again."""
        if self.scope.searched:
            self.dismiss(SwitchScope())
        else:
            self.say("This dossier covers all articles already.")

    def action_export(self) -> None:
        """Ask for a file with all statements."""
        name = "".join(c if c.isalnum() else "-" for c in self.dossier.entry.actor.name.lower())
        self.dismiss(f"~/{name.strip('-')}.md")
