"""All marks: filter, sort, jump; marks whose passage is not found are listed last."""

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding

from index import in_marks, one_line
from index.kept import PlacedMark, place_in_article
from tui.draw import glyphs
from tui.key_table import bindings, borrowed
from tui.messages import FilterTyped
from tui.panes import Cell, Pane, RowList, StyledLine
from tui.screens.sub_screen import SubScreen

ORDERS = ("newest first", "by article date", "by tag", "by article")
_NOTHING = "No marks yet: m marks the passage under the cursor."


class MarkList(RowList):
    """Three lines a mark: words; source; note and tags."""

    ROW_HEIGHT = 3

    def __init__(self) -> None:
        super().__init__("marks")
        self._placed: Sequence[PlacedMark] = ()
        self._rows: list[PlacedMark] = []
        self._filter: list[str] = []
        self.order = 0
        self.with_others = False
        # The marks with an unfinished note, by id.
        self.drafted: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """Marks shown."""
        return len(self._rows)

    @property
    def shown(self) -> list[PlacedMark]:
        """The marks that the filter leaves, in order."""
        return self._rows

    def at(self, index: int) -> PlacedMark | None:
        """The mark in a row."""
        return self._rows[index] if 0 <= index < len(self._rows) else None

    def show(self, placed: Sequence[PlacedMark]) -> None:
        """Show marks; the cursor stays on its own."""
        self._placed = placed
        self.sort_rows()

    def narrow(self, text: str) -> None:
        """Only marks with all these letters in words, source, note or tags."""
        self._filter = text.casefold().split()
        self.sort_rows()

    def sort_rows(self) -> None:
        """Filter and sort."""
        before = self.at(self.cursor)
        rows = [
            one
            for one in self._placed
            if (self.with_others or not _is_foreign(one))
            and all(word in _text(one).casefold() for word in self._filter)
        ]
        keys = (
            lambda one: "",
            lambda one: one.mark.passage.source.date or "",
            lambda one: one.mark.tags[0] if one.mark.tags else "\U0010ffff",
            lambda one: one.mark.passage.source.title,
        )
        rows.sort(key=lambda one: one.mark.created, reverse=True)
        rows.sort(key=keys[self.order])
        rows.sort(key=lambda one: one.num is None)
        self._rows = rows
        place = next(
            (i for i, one in enumerate(rows) if before and one.mark.id == before.mark.id), None
        )
        self.rows_changed(place if place is not None else self.cursor)

    def empty_text(self) -> str:
        """How to begin."""
        if self._filter:
            return "No mark has that. Esc removes the filter."
        return f"{_NOTHING} o shows those of other libraries." if self.others else _NOTHING

    @property
    def others(self) -> int:
        """Number of marks of articles in other libraries."""
        return sum(map(_is_foreign, self._placed))

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Words, source, note."""
        one = self._rows[index]
        passage, source = one.mark.passage, one.mark.passage.source
        mark = glyphs().row if current else " "
        states = {None: "NOT FOUND ", "changed": "CHANGED ", "moved": "", "stands": ""}
        state = "OTHER LIBRARY " if _is_foreign(one) else states[one.how]
        state = "UNFINISHED NOTE " if one.mark.id in self.drafted else state
        who = f"{passage.speaker}: " if passage.speaker else ""
        between = f" {glyphs().separator} "
        facts = [
            (source.date, 8),
            (source.publication, 5),
            (source.title, 7),
            (place_in_article(source), 6),
        ]
        known = [(text, rank) for text, rank in facts if text]
        source_cells = [Cell(f" {state}", "dim", rank=9)] + [
            Cell(f"{between if place else ''}{text}", "dim", rank=rank)
            for place, (text, rank) in enumerate(known)
        ]
        tags = "".join(f"#{tag} " for tag in one.mark.tags)
        words = in_marks(one_line(passage.anchor.exact))
        rows = (
            [Cell(f"{mark}{who}", "strong", rank=9), Cell(words, "strong", rank=8)],
            source_cells,
            [
                Cell(f"   {tags}", "quote", rank=9),
                Cell(one_line(one.mark.note), "quote", rank=8),
            ],
        )
        return [self.cells(cells, width, current) for cells in rows]


def _is_foreign(one: PlacedMark) -> bool:
    """Whether a mark belongs to another library."""
    return one.elsewhere and one.how is None


def _text(one: PlacedMark) -> str:
    mark, source = one.mark, one.mark.passage.source
    parts = (
        mark.passage.anchor.exact,
        mark.passage.speaker,
        source.title,
        source.publication,
        mark.note,
        *(f"#{tag}" for tag in mark.tags),
    )
    return " ".join(filter(None, parts))


class MarkAction(Struct, frozen=True):
    """What the room is to do with a mark that was chosen here."""

    name: str
    placed: PlacedMark | None
    shown: tuple[PlacedMark, ...] = ()


class MarksScreen(SubScreen[MarkAction | None]):
    """Closes with the action to do."""

    BINDINGS: ClassVar[list[Binding]] = [
        *SubScreen.BINDINGS,
        *borrowed(
            *(
                f"marks.{name}"
                for name in ("mark", "note", "tags", "undo", "redo", "copy", "export", "marks")
            )
        ),
        *bindings("mark_list"),
    ]
    DEFAULT_CSS = """
    MarksScreen { background: $background; }
    MarksScreen Heading { background: $panel; }
    MarksScreen Heading > .heading--plain, MarksScreen Heading > .heading--focused {
        background: $panel; color: $primary; text-style: bold;
    }
    """

    FOOTER = (
        ("lists.choose", "open"),
        ("marks.note", "note"),
        ("marks.tags", "tags"),
        ("marks.mark", "remove"),
        ("mark_list.sort", "sort"),
        ("mark_list.others", "others"),
        ("lists.filter", "filter"),
        ("marks.export", "export"),
    )
    PLACE = "list of marks"

    def __init__(
        self,
        placed: Sequence[PlacedMark],
        cursor: int = 0,
        order: int = 0,
        with_others: bool = False,
    ) -> None:
        super().__init__()
        self._start = placed
        self.list = MarkList()
        self.list.cursor, self.list.order = cursor, order
        self.list.with_others = with_others
        self.pane = Pane("marks", "Marks", self.list)

    def compose(self) -> ComposeResult:
        """Heading, list, filter line, footer."""
        yield self.pane
        yield self.status

    def on_mount(self) -> None:
        """Show the marks."""
        super().on_mount()
        self.list.show(self._start)
        self.set_focus(self.list)
        self._count()

    def _count(self) -> None:
        lost = sum(one.num is None and not _is_foreign(one) for one in self.list.shown)
        others = self.list.others
        note = f"{self.list.count:,}, {ORDERS[self.list.order]}"
        note += f", {lost} not found" if lost else ""
        if others:
            shown = "shown" if self.list.with_others else "not shown"
            note += f", {others} in other libraries ({shown}: o)"
        self.pane.heading.show(note=note)

    def on_filter_typed(self, message: FilterTyped) -> None:
        """Narrow the list."""
        self.list.narrow(message.text)
        self._count()

    def chosen(self, pane: str, index: int) -> None:
        """Jump to the mark."""
        self._close("jump")

    def _close(self, name: str) -> None:
        placed = self.list.at(self.list.cursor)
        if placed is not None or name in {"undo", "redo"}:
            self.dismiss(MarkAction(name, placed, tuple(self.list.shown)))

    def action_sort(self) -> None:
        """Sort by the next order."""
        self.list.order = (self.list.order + 1) % len(ORDERS)
        self.list.sort_rows()
        self._count()

    def action_others(self) -> None:
        """Show the marks of other libraries too, or hide them."""
        if not self.list.others:
            self.say("There are no marks of other libraries.")
            return
        self.list.with_others = not self.list.with_others
        self.list.sort_rows()
        self._count()

    def action_mark(self) -> None:
        """Remove the mark under the cursor."""
        self._close("mark")

    def action_note(self) -> None:
        """Write a note on the mark under the cursor."""
        self._close("note")

    def action_tags(self) -> None:
        """Edit the tags of the mark under the cursor."""
        self._close("tags")

    def action_undo(self) -> None:
        """Undo the last change."""
        self._close("undo")

    def action_redo(self) -> None:
        """Redo the change that was undone last."""
        self._close("redo")

    def action_copy(self) -> None:
        """Copy the passage under the cursor with its citation."""
        self._close("copy")

    def action_export(self) -> None:
        """Export the marks that are shown."""
        self._close("export")

    def action_marks(self) -> None:
        """Close the screen."""
        self.dismiss(None)
