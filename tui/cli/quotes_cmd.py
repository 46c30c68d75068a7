"""`pressmark quotes`: statements with speaker, outlet and date."""

from argparse import Namespace

from rich.console import Console
from rich.text import Text

from index import StatementRow, one_line
from index.desk import statement_json
from index.kept import locator_at
from index.model import REPORTED_KINDS, Article, Basis, Span, Statement, speaker_words
from tui.cli.opening import found_by_query, opened_library
from tui.cli.printing import emit, report_found, stdout


def run(args: Namespace) -> int:
    """`pressmark quotes`."""
    with opened_library(args) as library:
        count, console = 0, stdout()
        for quoted in library.quotations(
            found_by_query(library, args), speaker=args.speaker, scare=args.all, kinds=args.kind
        ):
            count += 1
            if args.json:
                emit(statement_json(quoted))
            else:
                print_quotation(console, quoted)
        return report_found(
            count > 0, "No statements found." if args.kind else "No quotations found."
        )


def _with_basis(text: str | None, basis: Basis | None) -> str | None:
    """What is not stated says so."""
    return f"{text} [{basis}]" if text and basis in {"inferred", "set"} else text


def _days(article: Article, statement: Statement) -> str:
    """The article's date, and the day of the statement if it rests on something else."""
    days = []
    if article.date:
        note = {"file": " (file’s date)", "inferred": " [inferred]"}.get(
            article.shown_basis or "", ""
        )
        days.append(f"{article.date}{note}")
    if statement.said_date and statement.said_basis not in {"article", "file"}:
        note = " [inferred]" if statement.said_basis == "inferred" else ""
        days.append(f"said {statement.said_date}{note}")
    return " · ".join(days)


def print_quotation(console: Console, quoted: StatementRow) -> None:
    """Print a statement with speaker and source."""
    article, quotation = quoted.analysis.article, quoted.quotation
    who = quoted.speaker.name if quoted.speaker else speaker_words(article, quotation)
    outlet = _with_basis(quotation.outlet, quotation.outlet_basis)
    said_to = ", ".join(
        filter(None, (outlet, _with_basis(str(quotation.source_date or ""), quotation.date_basis)))
    )
    who = _with_basis(who, quotation.speaker_basis)
    head = Text(
        one_line(
            who
            or ("nobody: marks of distance" if quotation.kind == "scare" else "speaker not settled")
        ),
        style="bold",
    )
    console.print(head + Text(one_line(f"  ({said_to})" if said_to else ""), style="dim"))
    words = " … ".join(one_line(article.text[a:b]) for a, b in quotation.content)
    locator = one_line(locator_at(article, Span(quotation.start, quotation.end)))
    where = one_line(article.title), _days(article, quotation), f"[{locator}]"
    reported = quotation.kind in REPORTED_KINDS
    console.print(Text(f"  » {words}" if reported else f"  “{words}”"))
    console.print(Text("  " + " · ".join(filter(None, where)), style="dim"))
