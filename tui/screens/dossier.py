"""The dossier of an actor: roles over time, every quotation by it, every mention of it, each a way to its passage."""

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from index.article import Span
from index.clean import one_line
from index.library import Dossier
from tui.draw import fit
from tui.keymap import bindings
from tui.panes.pane import Heading
from tui.panes.row_list import Line, RowList


@dataclass(frozen=True, slots=True)
class _Row:
    style: str
    left: str
    text: str
    target: tuple[str, Span] | None = None


class DossierList(RowList):
    """The dossier as lines; those with a passage can be jumped from."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__("dossier")
        self._rows = list(_rows(dossier))

    @property
    def count(self) -> int:
        """Lines."""
        return len(self._rows)

    def target(self, index: int) -> tuple[str, Span] | None:
        """The article's id and the span that a line leads to."""
        return self._rows[index].target

    def draw_row(self, index: int, width: int, current: bool) -> list[Line]:
        """Date and text."""
        row = self._rows[index]
        left = min(14, width // 4) if row.left else 1
        return [
            [
                Segment(fit(f" {row.left}", left), self.style("dim", current)),
                Segment(fit(row.text, width - left), self.style(row.style, current)),
            ]
        ]

    def action_filter(self) -> None:
        """Nothing to filter here."""


def _rows(dossier: Dossier) -> "list[_Row]":
    actor = dossier.entry.actor
    rows = [_Row("group", "", f"{actor.kind}, in {dossier.entry.articles:,} articles")]
    if actor.aliases:
        rows.append(_Row("plain", "also", "; ".join(actor.aliases)))
    if actor.roles:
        rows.append(_Row("group", "", f"Roles ({len(actor.roles):,})"))
        rows += [_Row("plain", role.date or "undated", role.title) for role in actor.roles]
    if dossier.quotations:
        rows.append(_Row("group", "", f"Said ({len(dossier.quotations):,})"))
    for quoted in dossier.quotations:
        article, quotation = quoted.analysis.article, quoted.quotation
        said = f"“{one_line(article.text[quotation.start : quotation.end])}”"
        source = f" ({quotation.outlet})" if quotation.outlet else ""
        rows.append(_Row("quote", str(article.date or ""), said + source, (article.id, Span(quotation.start, quotation.end))))
    rows.append(_Row("group", "", f"Named ({len(dossier.entry.mentions):,})"))
    for card, mention in dossier.entry.mentions:
        role = f"{mention.role} " if mention.role and mention.role not in mention.surface else ""
        rows.append(
            _Row("plain", card.date or "", f"{role}{mention.surface} · {card.title}", (card.id, Span(mention.start, mention.end)))
        )
    return rows


class DossierScreen(Screen[tuple[str, Span] | str | None]):
    """Closes with the passage that was chosen, or a file name to export to, or nothing."""

    BINDINGS: ClassVar[list[Binding]] = [
        *(key for key in bindings("everywhere") if key.action in {"back", "leave"}),
        *(key for key in bindings("marks") if key.id == "marks.export"),
    ]  # type: ignore[assignment]
    DEFAULT_CSS = """
    DossierScreen { background: $background; }
    DossierScreen Heading > .heading--plain { background: $panel; color: $primary; text-style: bold; }
    """

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self.dossier = dossier

    def compose(self) -> ComposeResult:
        """Name and lines."""
        yield Heading(self.dossier.entry.actor.name)
        yield DossierList(self.dossier)

    def on_mount(self) -> None:
        """The list has the keys."""
        self.query_one(DossierList).focus()

    def chosen(self, pane: str, index: int) -> None:
        """Close, and jump to the passage."""
        target = self.query_one(DossierList).target(index)
        if target is not None:
            self.dismiss(target)

    def action_export(self) -> None:
        """Hand all quotations on."""
        name = "".join(c if c.isalnum() else "-" for c in self.dossier.entry.actor.name.lower()).strip("-")
        self.dismiss(f"~/{name}.md")

    def action_back(self) -> None:
        self.dismiss(None)

    def action_leave(self) -> None:
        self.dismiss(None)
