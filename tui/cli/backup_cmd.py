"""`pressmark backup`: copy everything that a person keeps to a file."""

from argparse import Namespace
from pathlib import Path

from index.kept import Review
from tui.cli.printing import FOUND, stdout


def run(args: Namespace) -> int:
    """`pressmark backup`."""
    target = Path(args.file).absolute()
    review = Review()
    review.backup(target)
    stdout().print(f"{len(review.marks()):,} marks and all else you kept: {target}")
    return FOUND
