"""`pressmark verify`: check each kept passage, or each quotation of a briefing, in its file."""

from argparse import Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from index import Library, in_marks, one_line
from index.desk import (
    BriefVerdict,
    CitedWords,
    passage_in_library,
    read_briefing,
    verify_briefing,
)
from index.kept import Locator, Passage, verify_marks
from tui.cli.kept_store import open_existing_review, open_review, report_damage
from tui.cli.opening import opened_library, settings_of
from tui.cli.printing import FOUND, NOTHING, emit, say, stdout
from tui.wording import with_noun


def run(args: Namespace) -> int:
    """`pressmark verify`."""
    if args.briefing:
        return _verify_briefing(args)
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


def _verify_briefing(args: Namespace) -> int:
    cited = read_briefing(Path(args.briefing))
    if not cited:
        say(f"{args.briefing} cites nothing: no locator like [3bd5f271b25c-p3-9f2c41ab] in it.")
        return NOTHING
    verdicts = _verdicts(cited, args)
    for verdict in verdicts:
        row = _brief_row(verdict)
        if args.json:
            emit(row)
        else:
            print_verdict(stdout(), row)
    good = sum(verdict.stands for verdict in verdicts)
    stand = "stands in its file" if len(verdicts) == 1 else "stand in their files"
    say(f"{good:,} of {with_noun(len(verdicts), 'quotation')} {stand} word for word.")
    if any(verdict.status == "unknown" for verdict in verdicts):
        say("Unknown are articles that this library does not have: name their folder as well.")
    return FOUND if good == len(verdicts) else NOTHING


def _verdicts(cited: Sequence[CitedWords], args: Namespace) -> list[BriefVerdict]:
    """A verdict on each quotation. The library is opened only for what the store lacks."""
    review = open_existing_review()
    known: dict[Locator, Passage | None] = {
        one.locator: review.find_locator(str(one.locator)) if review else None for one in cited
    }
    with ExitStack() as closing:
        if not all(known.values()):
            library: Library = closing.enter_context(opened_library(args))
            for one in cited:
                known[one.locator] = known[one.locator] or passage_in_library(library, one)
        return verify_briefing(cited, known.get, settings_of(args))


def _brief_row(verdict: BriefVerdict) -> dict[str, Any]:
    passage = verdict.passage
    return {
        "locator": str(verdict.cited.locator),
        "status": verdict.status,
        "path": passage.source.path if passage else None,
        "text": passage.anchor.exact if passage else verdict.cited.paragraph,
        "now": verdict.now,
    }


def print_verdict(console: Console, row: dict[str, Any]) -> None:
    """Print whether a kept passage is still in its file."""
    console.print(
        Text(f"{row['status']:8}", style="bold")
        + Text(one_line(f"{row['locator']}  {in_marks(row['text'])}"))
    )
    if row["now"]:
        label = "brief" if row["status"] == "altered" else "now"
        now = in_marks(str(row["now"]))
        console.print(Text(one_line(f"{label:>8} {row['locator']}  {now}"), style="dim"))
