"""`pressmark sources`: citations and cross-references."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.text import Text

from index import one_line
from index.kept import locator_at
from index.model import Analysis, Article, PartialDate, Span, basis_of_date
from tui.cli.opening import opened_library
from tui.cli.printing import emit, report_found, stdout


def run(args: Namespace) -> int:
    """`pressmark sources`."""
    with opened_library(args) as library:
        count, console = 0, stdout()
        for _, analysis in library.analyses():
            fitting = [library.refers_to(reference) for reference in analysis.references]
            idents = [cards[0].id if len(cards) == 1 else None for cards in fitting]
            for row in source_rows(analysis, idents):
                count += 1
                if args.json:
                    emit(row)
                else:
                    print_source(console, row, analysis.article)
        return report_found(count > 0, "No citations found.")


def source_rows(analysis: Analysis, refers_to: list[str | None]) -> Iterator[dict[str, Any]]:
    """Citations and cross-references of an article by place; only the latter have `refers_to`."""
    article = analysis.article
    rows: list[tuple[int, int, str, str | None, PartialDate | None, str | None]]
    rows = [(c.start, c.end, c.outlet, c.date_text, c.date, None) for c in analysis.citations]
    rows += [
        (r.start, r.end, r.publication, r.date_text, r.date, ident)
        for r, ident in zip(analysis.references, refers_to, strict=True)
    ]
    for start, end, outlet, date_text, date, ident in sorted(rows, key=lambda row: row[:2]):
        yield {
            "id": article.id,
            "path": article.path,
            "start": start,
            "end": end,
            "outlet": outlet,
            "date_text": date_text,
            "date": str(date) if date else None,
            "refers_to": ident,
            "basis": {"date": basis_of_date(date, date_text)},
            "locator": locator_at(article, Span(start, end)),
        }


def print_source(console: Console, row: dict[str, Any], article: Article) -> None:
    """A citation or cross-reference with its article."""
    date = row["date"] or row["date_text"] or ""
    refers = f" → {row['refers_to']}" if row["refers_to"] else ""
    line = Text(one_line(f"{row['outlet']:32} {date:12}"), style="bold")
    console.print(
        line + Text(one_line(f"{refers} {article.title} · [{row['locator']}]"), style="dim")
    )
