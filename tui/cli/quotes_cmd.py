"""`pressmark quotes`: statements with speaker, outlet and date."""

from argparse import Namespace
from typing import Any

from rich.console import Console
from rich.text import Text

from index import StatementRow, one_line
from index.kept import locator_at
from index.model import Article, Basis, Span, Statement
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
                emit(quotation_json(quoted))
            else:
                print_quotation(console, quoted)
        return report_found(
            count > 0, "No statements found." if args.kind else "No quotations found."
        )


def quotation_json(quoted: StatementRow) -> dict[str, Any]:
    """A statement, as the fields of `--json`."""
    article, quotation = quoted.analysis.article, quoted.quotation
    span, cue = quotation.speaker_span, quotation.cue_span
    return {
        "id": article.id,
        "path": article.path,
        "start": quotation.start,
        "end": quotation.end,
        "text": article.text[quotation.start : quotation.end],
        "kind": quotation.kind,
        "speaker": quoted.speaker.name if quoted.speaker else None,
        "speaker_start": span.start if span else None,
        "speaker_end": span.end if span else None,
        "cue": quotation.cue,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "content": [list(piece) for piece in quotation.content],
        "addressee": quotation.addressee,
        "outlet": quotation.outlet,
        "source_date": str(quotation.source_date) if quotation.source_date else None,
        "basis": {
            "speaker": quotation.speaker_basis,
            "outlet": quotation.outlet_basis,
            "source_date": quotation.date_basis,
        },
        "date": str(article.date) if article.date else None,
        "said_date": str(quotation.said_date) if quotation.said_date else None,
        "said_basis": quotation.said_basis,
        "locator": locator_at(article, Span(quotation.start, quotation.end)),
    }


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
    who = quoted.speaker.name if quoted.speaker else None
    if who is None and quotation.speaker_span:
        who = article.text[quotation.speaker_span.start : quotation.speaker_span.end]
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
    reported = quotation.kind in {"mixed", "indirect"}
    console.print(Text(f"  » {words}" if reported else f"  “{words}”"))
    console.print(Text("  " + " · ".join(filter(None, where)), style="dim"))
