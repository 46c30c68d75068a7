"""`pressmark import`: merge marks from a JSON Lines export."""

from argparse import Namespace
from pathlib import Path

from index import bounded_lines
from index.kept import from_jsonl
from tui.cli.command_parser import WRONG
from tui.cli.kept_store import open_review
from tui.cli.printing import FOUND, NOTHING, emit, say, stdout
from tui.wording import with_noun

# Refused lines that are named one by one.
_NAMED = 20


def run(args: Namespace) -> int:
    """`pressmark import`: exit status 2 if a line was refused; the other lines are imported."""
    with Path(args.file).open("rb") as lines:
        found = from_jsonl(bounded_lines(lines, args.file))
    added = changed = same = 0
    if found.marks:
        added, changed, same = open_review().merge(found.marks)
    if args.json:
        refused = [{"line": row.line, "reason": row.reason} for row in found.refused]
        emit({"added": added, "changed": changed, "same": same, "refused": refused})
    elif found.marks:
        stdout().print(
            f"{with_noun(added, 'mark')} added, {changed:,} updated, {same:,} already here"
        )
    for row in found.refused[:_NAMED]:
        say(f"{args.file}, line {row.line}: not imported, {row.reason}.")
    if len(found.refused) > _NAMED:
        say(f"{with_noun(len(found.refused) - _NAMED, 'more line')} of {args.file} not imported.")
    if found.refused:
        return WRONG
    return FOUND if found.marks else NOTHING
