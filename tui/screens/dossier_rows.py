"""The rows of a dossier: sections with a head, each row with a left column and a target."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len

from index import StatementRow, one_line
from index.explore import Dossier, Office, offices, said_by_year
from index.model import Span, content_words
from tui.draw import fit, from_right, glyphs, shown
from tui.panes import Cell, RowList, StyledLine, draw_cells, with_basis, with_kind
from tui.plot import first_plotted, plot
from tui.wrap import wrap

# Actors named together with it that are listed.
_COMPANY = 24
# Roles in the first section.
_OFFICES = 8
# Lines of one statement.
_MOST_LINES = 6
# Columns of the left column, and of a name in a table of several columns.
_LEFT, _NAME = 14, 34
# The left column of a row that continues the text of the row above.
_CONTINUED = " "
# From this width on, mentions show the title of their article.
_WITH_TITLE = 90


class ShowMore(Struct, frozen=True):
    """Older articles are to be read too."""


class SwitchScope(Struct, frozen=True):
    """The dossier of the search is wanted instead of that of all articles, or the reverse."""


DossierTarget = tuple[str, int] | ShowMore


class DossierRow(Struct, frozen=True):
    """A line: the left column, the text, and a target (an article's id and an offset).

    `mark` is the span of `text` to highlight; `section` the name of the section it belongs to.
    """

    style: str
    left: str
    text: str
    target: DossierTarget | None = None
    mark: Span | None = None
    section: str = ""


def draw(row: DossierRow, width: int, current: bool, styles: RowList) -> StyledLine:
    """A row in `width` cells."""
    left = min(_LEFT, width // 4) if row.left else 1
    mark = row.mark or Span(len(row.text), len(row.text))
    lead = f"{glyphs().row if current else ' '}{row.left}"
    cells = [
        Cell(lead, "dim", rank=9, wide=left),
        Cell(row.text[: mark.start], row.style, rank=7, fills=row.mark is None),
        Cell(row.text[mark.start : mark.end], "match", rank=8),
        Cell(row.text[mark.end :], row.style, rank=6, fills=row.mark is not None),
    ]
    return draw_cells(cells, width, lambda name: styles.style(name, current))


def entries(rows: Sequence[DossierRow]) -> Iterator[list[DossierRow]]:
    """The rows in entries: a row with those that continue its text on further lines."""
    entry: list[DossierRow] = []
    for row in rows:
        if entry and row.left != _CONTINUED:
            yield entry
            entry = []
        entry.append(row)
    if entry:
        yield entry


def facts(dossier: Dossier, width: int, top: int | None = None) -> Iterator[DossierRow]:
    """What is known of the actor as a whole, in rows of `width` cells with a left column.

    `top` is the count of a bar of full height; default: the highest count.
    """
    yield from _in_section("Actor", _actor(dossier, width))
    yield from _in_section("Roles", _roles(dossier))
    yield from _in_section("Articles", _activity(dossier, width, top))
    yield from _in_section("Said by year", _said_by_year(dossier))
    yield from _in_section("Named", _company(dossier, width))
    yield from _in_section("Quoted", _outlets(dossier, width))


def _in_section(name: str, rows: Iterator[DossierRow]) -> Iterator[DossierRow]:
    return (replace(row, section=name) for row in rows)


def _actor(dossier: Dossier, width: int) -> Iterator[DossierRow]:
    actor = dossier.entry.actor
    articles = "1 article" if dossier.articles == 1 else f"{dossier.articles:,} articles"
    yield DossierRow("group", "", f"{actor.kind}, in {articles}")
    names = "; ".join(actor.aliases)
    for place, line in enumerate(wrap(names, width) if names else []):
        yield DossierRow("plain", _CONTINUED if place else "also", names[line.start : line.end])


def _roles(dossier: Dossier) -> Iterator[DossierRow]:
    held = offices(dossier.entry.actor.roles)
    if not held:
        return
    main = sorted(held, key=lambda office: -office.times)[:_OFFICES]
    more = f", the {_OFFICES} given most often" if len(held) > _OFFICES else ""
    yield DossierRow("group", "", f"Roles ({len(held):,}{more})")
    for office in held:
        if office in main:
            yield DossierRow("plain", office.first or "undated", _told(office))


def _activity(dossier: Dossier, width: int, top: int | None) -> Iterator[DossierRow]:
    if not len(dossier.activity):
        return
    unsettled = dossier.activity.unsettled[0]
    undated = f", {unsettled:,} without such a date" if unsettled else ""
    begin = first_plotted(dossier.activity, width)
    newest = f", from {dossier.activity.name(begin)} on" if begin else ""
    yield DossierRow("group", "", f"Articles by {dossier.activity.unit}{newest}{undated}")
    for text in plot(dossier.activity, width, top=top):
        yield DossierRow("plain", "", text)


def _said_by_year(dossier: Dossier) -> Iterator[DossierRow]:
    years = said_by_year(dossier)
    if len(years) < 2:
        return
    yield DossierRow("group", "", "Statements by year said")
    told = "  ".join(f"{year or 'undated'}: {count:,}" for year, count in years)
    yield DossierRow("plain", "", told)


def _company(dossier: Dossier, width: int) -> Iterator[DossierRow]:
    if dossier.company:
        yield DossierRow("group", "", "Named together with, in articles")
        names = [(f"{one.articles:,}", one.name) for one in dossier.company[:_COMPANY]]
        yield from _columns(names, width)


def _outlets(dossier: Dossier, width: int) -> Iterator[DossierRow]:
    if dossier.outlets:
        yield DossierRow("group", "", "Quoted by")
        yield from _columns([(f"{count:,}", outlet) for outlet, count in dossier.outlets], width)


def _columns(names: Sequence[tuple[str, str]], width: int) -> Iterator[DossierRow]:
    """Names with figures in as many columns as fit, read from left to right."""
    columns = max(1, (width + _LEFT) // _NAME)
    if columns == 1:
        yield from (DossierRow("plain", figure, name) for figure, name in names)
        return
    wide = (width + _LEFT - 1) // columns
    for first in range(0, len(names), columns):
        some = names[first : first + columns]
        yield DossierRow("plain", "", "".join(fit(f"{one:>6} {name}", wide) for one, name in some))


def _told(office: Office) -> str:
    """A role as text: "defense minister, until 2004-06-01, 12 times"."""
    until = f", until {office.last}" if office.last != office.first else ""
    return f"{office.title}{until}{f', {office.times:,} times' if office.times > 1 else ''}"


def said(quoted: StatementRow) -> str:
    """The words of a statement, with outlet and date; only quoted words in quotation marks.

    Outlet and date have a tilde where they are inferred, as in the quotes pane.
    """
    article, quotation = quoted.analysis.article, quoted.quotation
    source_date = str(quotation.source_date) if quotation.source_date else None
    outlet = with_basis(quotation.outlet, quotation.outlet_basis)
    date = with_basis(source_date, quotation.date_basis)
    source = ", ".join(filter(None, (outlet, date)))
    words = one_line(content_words(article, quotation))
    return with_kind(words, quotation.kind) + (f" ({source})" if source else "")


def passages(dossier: Dossier, width: int) -> Iterator[DossierRow]:
    """All roles, statements and mentions."""
    held = offices(dossier.entry.actor.roles)
    if len(held) > _OFFICES:
        yield DossierRow("group", "", "All roles", section="All roles")
        for office in held:
            told = _told(office)
            yield DossierRow("plain", office.first or "undated", told, section="All roles")
    of = f" in the newest {dossier.read:,} articles" if dossier.read < dossier.articles else ""
    yield from _in_section("Said", _said(dossier, of, width))
    yield from _in_section("Mentions", _mentions(dossier, of, width))
    if of:
        left = dossier.articles - dossier.read
        text = f"Enter reads older articles too ({left:,} are left)"
        yield DossierRow("match", "", text, ShowMore(), section="Mentions")


def _said(dossier: Dossier, of: str, width: int) -> Iterator[DossierRow]:
    if dossier.quotations:
        yield DossierRow("group", "", f"Said ({len(dossier.quotations):,}){of}")
    for quoted in dossier.quotations:
        article = quoted.analysis.article
        target = article.id, quoted.quotation.start
        text = said(quoted)
        lines = wrap(text, width)
        for place, line in enumerate(lines[:_MOST_LINES]):
            cut = text[line.start : line.end]
            if place == _MOST_LINES - 1 and len(lines) > _MOST_LINES:
                cut += glyphs().dots
            left = _CONTINUED if place else shown_day_said(quoted)
            yield DossierRow(said_style(quoted), left, cut, target)


def said_style(quoted: StatementRow) -> str:
    """The style of a statement's words, as in the quotes pane."""
    return "quote" if quoted.quotation.kind == "direct" else "plain"


def shown_day_said(quoted: StatementRow) -> str:
    """The day of a statement, with "~" where it was inferred; else its article's date."""
    one = quoted.quotation
    if one.said_date is None or one.said_basis == "file":
        return quoted.analysis.article.shown_date or "undated"
    return with_basis(str(one.said_date), one.said_basis) or ""


def _mentions(dossier: Dossier, of: str, width: int) -> Iterator[DossierRow]:
    """Mentions in context, the names in one column, the title at the right."""
    count = len(dossier.entry.mentions)
    yield DossierRow("group", "", f"Named ({count:,}){of}")
    room = width * 2 // 3 if width >= _WITH_TITLE else width
    left = room * 2 // 5
    for (card, mention), line in zip(dossier.entry.mentions, dossier.contexts, strict=True):
        before, match = from_right(line.left, left), shown(line.match)
        after = fit(line.right, max(0, room - left - cell_len(match)))
        title = f"  {card.title}" if room < width else ""
        mark = Span(len(before), len(before) + len(match))
        target = card.id, mention.start
        text = f"{before}{match}{after}{title}"
        yield DossierRow("plain", card.date or "undated", text, target, mark)
