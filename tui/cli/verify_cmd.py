"""`pressmark verify`: check each kept passage against its file."""

from argparse import Namespace
from typing import Any

from rich.console import Console
from rich.text import Text

from index import one_line
from index.kept import verify_marks
from tui.cli.kept_store import open_review, report_damage
from tui.cli.opening import settings_of
from tui.cli.printing import FOUND, NOTHING, emit, say, stdout


def run(args: Namespace) -> int:
    """`pressmark verify`."""
    review = open_review()
    damaged = report_damage(review)
    verdicts = verify_marks(review.marks(), settings_of(args))
    if not verdicts:
        say("No marks to verify.")
        return NOTHING
    for verdict in verdicts:
        passage = verdict.mark.passage
        row: dict[str, Any] = {
            "id": verdict.mark.id,
            "locator": passage.locator,
            "status": verdict.status,
            "path": passage.source.path,
            "text": passage.anchor.exact,
            "now": verdict.words,
        }
        if args.json:
            emit(row)
        else:
            print_verdict(stdout(), row)
    wrong = sum(verdict.status in {"changed", "missing"} for verdict in verdicts)
    say(
        f"{len(verdicts) - wrong:,} of {len(verdicts):,} kept passages are in their files"
        " word for word."
    )
    return NOTHING if wrong or damaged else FOUND


def print_verdict(console: Console, row: dict[str, Any]) -> None:
    """Whether a kept passage still stands."""
    console.print(
        Text(f"{row['status']:8}", style="bold")
        + Text(one_line(f"{row['locator']}  “{row['text']}”"))
    )
    if row["now"]:
        console.print(Text(one_line(f"     now {row['locator']}  “{row['now']}”"), style="dim"))
