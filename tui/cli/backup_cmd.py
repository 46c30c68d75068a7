"""`pressmark backup`: copy the store of marks to a file."""

from argparse import Namespace
from pathlib import Path

from tui.cli.kept_store import open_review, report_damage
from tui.cli.printing import FOUND, emit, stdout
from tui.wording import with_noun


def run(args: Namespace) -> int:
    """`pressmark backup`."""
    target = Path(args.file).absolute()
    review = open_review()
    review.backup(target)
    report_damage(review)
    marks = len(review.marks())
    if args.json:
        emit({"marks": marks, "file": str(target)})
    else:
        stdout().print(f"{with_noun(marks, 'mark')} and all else you kept: {target}")
    return FOUND
