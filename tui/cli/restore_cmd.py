"""`pressmark restore`: replace the store of marks by a backup."""

from argparse import Namespace
from pathlib import Path

from index import PressmarkError
from index.kept import restore
from tui.cli.kept_store import open_review
from tui.cli.printing import FOUND, emit, stdout
from tui.wording import with_noun


def run(args: Namespace) -> int:
    """`pressmark restore`."""
    source = Path(args.file).absolute()
    if not source.is_file():
        raise PressmarkError(f"No such file: {source}.")
    kept = restore(source)
    marks = len(open_review().marks())
    if args.json:
        emit({"marks": marks, "before": str(kept) if kept else None})
    else:
        before = f"; the replaced file is {kept}" if kept else ""
        stdout().print(f"{with_noun(marks, 'mark')} restored{before}")
    return FOUND
