"""The dossier of an actor: roles, activity, company, outlets, statements, mentions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding

from index import StatementRow, one_line
from index.explore import Dossier, Office, offices
from tui.draw import fit, glyphs
from tui.keymap import borrowed
from tui.panes.row_list import RowList, StyledLine
from tui.plot import plot
from tui.screens.list_screen import ListScreen

# Actors named together with it that are listed.
_COMPANY = 12
# Roles that are listed at the top.
_OFFICES = 8


@dataclass(frozen=True, slots=True)
class More:
    """Older articles are to be read too."""


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A line: the left column, the text, and a target (an article's id and an offset)."""

    style: str
    left: str
    text: str
    target: tuple[str, int] | More | None = None


class DossierList(RowList):
    """The dossier as lines; those with a passage can be jumped from."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__("dossier")
        self._dossier = dossier
        self._width = 0
        self._rows: list[DossierRow] = []

    @property
    def count(self) -> int:
        """Lines."""
        if self._width != self.size.width:
            self._width = self.size.width
            self._rows = [
                *facts(self._dossier, max(20, self._width - 15)),
                *_passages(self._dossier),
            ]
        return len(self._rows)

    def target(self, index: int) -> tuple[str, int] | More | None:
        """Where a line leads."""
        return self._rows[index].target

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """Date and text."""
        return [draw(self._rows[index], width, current, self)]


def draw(row: DossierRow, width: int, current: bool, styles: RowList) -> StyledLine:
    """A row in `width` cells."""
    left = min(14, width // 4) if row.left else 1
    return [
        Segment(
            fit(f"{glyphs().row if current else ' '}{row.left}", left), styles.style("dim", current)
        ),
        Segment(fit(row.text, width - left), styles.style(row.style, current)),
    ]


def facts(dossier: Dossier, width: int) -> Iterator[DossierRow]:
    """What is known of the actor as a whole, its activity plotted in `width` cells."""
    actor = dossier.entry.actor
    yield DossierRow(
        "group",
        "",
        f"{actor.kind}, in {dossier.articles:,}"
        f" {'article' if dossier.articles == 1 else 'articles'}",
    )
    if actor.aliases:
        yield DossierRow("plain", "also", "; ".join(actor.aliases))
    held = offices(actor.roles)
    main = sorted(held, key=lambda office: -office.times)[:_OFFICES]
    if held:
        more = f", the {_OFFICES} given most often" if len(held) > _OFFICES else ""
        yield DossierRow("group", "", f"Roles ({len(held):,}{more})")
        for office in held:
            if office in main:
                yield DossierRow("plain", office.first or "undated", _told(office))
    if len(dossier.activity):
        undated = (
            f", {dossier.activity.unsettled[0]:,} without such a date"
            if dossier.activity.unsettled[0]
            else ""
        )
        yield DossierRow("group", "", f"Articles by {dossier.activity.unit}{undated}")
        for text in plot(dossier.activity, width):
            yield DossierRow("plain", "", text)
    if dossier.company:
        yield DossierRow("group", "", "Named together with, in articles")
        for one in dossier.company[:_COMPANY]:
            yield DossierRow("plain", f"{one.articles:,}", one.name)
    if dossier.outlets:
        yield DossierRow("group", "", "Quoted by")
        for outlet, count in dossier.outlets:
            yield DossierRow("plain", f"{count:,}", outlet)


def _told(office: Office) -> str:
    """A role as text: "defense minister, until 2004-06-01, 12 times"."""
    until = f", until {office.last}" if office.last != office.first else ""
    return f"{office.title}{until}{f', {office.times:,} times' if office.times > 1 else ''}"


def said(quoted: StatementRow) -> str:
    """The words of a quotation, with outlet and date."""
    article, quotation = quoted.analysis.article, quoted.quotation
    source = ", ".join(
        filter(
            None, (quotation.outlet, str(quotation.source_date) if quotation.source_date else None)
        )
    )
    return f"“{one_line(article.text[quotation.start : quotation.end])}”" + (
        f" ({source})" if source else ""
    )


def _passages(dossier: Dossier) -> Iterator[DossierRow]:
    held = offices(dossier.entry.actor.roles)
    if len(held) > _OFFICES:
        yield DossierRow("group", "", "All roles")
        for office in held:
            yield DossierRow("plain", office.first or "undated", _told(office))
    of = f" in the newest {dossier.read:,} articles" if dossier.read < dossier.articles else ""
    if dossier.quotations:
        yield DossierRow("group", "", f"Said ({len(dossier.quotations):,}){of}")
    for quoted in dossier.quotations:
        article = quoted.analysis.article
        yield DossierRow(
            "quote", article.shown_date or "", said(quoted), (article.id, quoted.quotation.start)
        )
    yield DossierRow("group", "", f"Named ({len(dossier.entry.mentions):,}){of}")
    for card, mention in dossier.entry.mentions:
        role = f"{mention.role} " if mention.role and mention.role not in mention.surface else ""
        yield DossierRow(
            "plain",
            card.date or "",
            f"{role}{mention.surface} · {card.title}",
            (card.id, mention.start),
        )
    if of:
        yield DossierRow(
            "match",
            "",
            f"Enter reads older articles too ({dossier.articles - dossier.read:,} are left)",
            More(),
        )


class DossierScreen(ListScreen[tuple[str, int] | str | More]):
    """Closes with the passage that was chosen, or a file name to export to, or More, or nothing."""

    BINDINGS: ClassVar[list[Binding]] = [
        *ListScreen.BINDINGS,
        *borrowed("marks.export"),
    ]

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.list = DossierList(dossier)
        super().__init__(dossier.entry.actor.name, self.list)

    def result(self, index: int) -> tuple[str, int] | More | None:
        """Where a line leads."""
        return self.list.target(index)

    def action_export(self) -> None:
        """Hand all quotations on."""
        name = "".join(
            c if c.isalnum() else "-" for c in self.dossier.entry.actor.name.lower()
        ).strip("-")
        self.dismiss(f"~/{name}.md")
