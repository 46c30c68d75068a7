"""`pressmark restore`: replace what a person keeps with a backup."""

from argparse import Namespace
from pathlib import Path

from index import PressmarkError
from index.kept import restore
from tui.cli.kept_store import open_review
from tui.cli.printing import FOUND, stdout


def run(args: Namespace) -> int:
    """`pressmark restore`."""
    source = Path(args.file).absolute()
    if not source.is_file():
        raise PressmarkError(f"No such file: {source}.")
    kept = restore(source)
    stdout().print(
        f"{len(open_review().marks()):,} marks restored"
        + (f"; what was here before: {kept}" if kept else "")
    )
    return FOUND
