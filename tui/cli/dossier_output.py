"""The dossier of an actor, as a JSON object and as text."""

from typing import Any

from rich.console import Console
from rich.text import Text

from index import Library, one_line
from index.desk import statement_json
from index.explore import Dossier, offices, said_by_year
from index.kept import locator_at
from index.model import Span
from tui.cli.printing import actor_json, say
from tui.cli.quotes_cmd import print_quotation
from tui.cli.timeline_output import print_timeline, timeline_rows
from tui.wording import with_noun


def dossier_json(library: Library, dossier: Dossier) -> dict[str, Any]:
    """The object of `actors --json`, with activity by month, company, outlets and quotations."""
    row = actor_json(dossier.entry)
    locators = _locators(library, dossier)
    for shown, (card, mention) in zip(row["mentions"], dossier.entry.mentions, strict=True):
        shown["locator"] = locators.get((card.num, mention.start, mention.end))
    activity = [
        {"period": period["period"], "articles": period["articles"]}
        for period in timeline_rows(dossier.activity)
    ]
    return row | {
        "activity": activity,
        "said_by_year": [
            {"year": year, "statements": count} for year, count in said_by_year(dossier)
        ],
        "company": [
            {"name": one.name, "kind": one.kind, "articles": one.articles}
            for one in dossier.company
        ],
        "outlets": [{"outlet": outlet, "quotations": count} for outlet, count in dossier.outlets],
        "quotations": [statement_json(quoted) for quoted in dossier.quotations],
    }


def _locators(library: Library, dossier: Dossier) -> dict[tuple[int, int, int], str]:
    """The locators of mentions by article, start and end; without articles that have just gone.

    The articles are read many at a time: of an archive, one by one is a request for each.
    """
    spans: dict[int, list[Span]] = {}
    for card, mention in dossier.entry.mentions:
        spans.setdefault(card.num, []).append(Span(mention.start, mention.end))
    return {
        (num, span.start, span.end): locator_at(analysis.article, span)
        for num, analysis in library.archive.analyses(spans)
        for span in spans[num]
    }


def say_what_is_left_out(dossier: Dossier) -> None:
    """Say that a dossier is of the newest articles alone, where it is."""
    if dossier.read < dossier.articles:
        say(
            f"{one_line(dossier.entry.actor.name)} is in {dossier.articles:,} articles:"
            f" the newest {dossier.read:,} were read for roles, statements and mentions."
        )


def print_dossier(console: Console, library: Library, dossier: Dossier) -> None:
    """Roles, activity, company, outlets, quotations, mentions."""
    actor = dossier.entry.actor
    console.print(
        Text(one_line(actor.name), style="bold")
        + Text(f"  {actor.kind}, in {with_noun(dossier.articles, 'article')}", style="dim")
    )
    if actor.aliases:
        console.print(Text(one_line("also " + "; ".join(actor.aliases))))
    for office in offices(actor.roles):
        until = f" until {office.last}" if office.last != office.first else ""
        console.print(Text(one_line(f"  {office.first or 'undated':10}  {office.title}{until}")))
    console.print(Text("\nArticles by month", style="bold"))
    print_timeline(console, dossier.activity, [actor.name])
    if dossier.quotations:
        console.print(Text("\nStatements by year said", style="bold"))
    for year, count in said_by_year(dossier):
        console.print(Text(f"{year or 'undated':11}{count:>8,}"))
    console.print(Text("\nNamed together with", style="bold"))
    for one in dossier.company:
        console.print(Text(one_line(f"{one.articles:>8,}  {one.name}")))
    if dossier.outlets:
        console.print(Text("\nQuoted by", style="bold"))
    for outlet, count in dossier.outlets:
        console.print(Text(one_line(f"{count:>8,}  {outlet}")))
    console.print(Text(f"\nSaid ({len(dossier.quotations):,})", style="bold"))
    for quoted in dossier.quotations:
        print_quotation(console, quoted)
    locators = _locators(library, dossier)
    console.print(Text(f"\nNamed ({len(dossier.entry.mentions):,})", style="bold"))
    for card, mention in dossier.entry.mentions:
        console.print(
            Text(
                one_line(
                    f"  {card.date or '':10}  {mention.surface}  {card.title}"
                    f" · [{locators.get((card.num, mention.start, mention.end))}]"
                )
            )
        )
