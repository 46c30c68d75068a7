"""`pressmark import`: merge marks from a JSON Lines export."""

from argparse import Namespace
from pathlib import Path

from index.errors import PressmarkError
from index.kept import Review, from_jsonl
from tui.cli.printing import FOUND, NOTHING, emit, stdout


def run(args: Namespace) -> int:
    """`pressmark import`."""
    try:
        with Path(args.file).open(encoding="utf-8") as lines:
            marks = from_jsonl(lines)
    except UnicodeDecodeError as error:
        raise PressmarkError(
            f"{args.file} is not UTF-8 text: give a file that `pressmark export --format jsonl` wrote."
        ) from error
    except ValueError as error:
        raise PressmarkError(f"{args.file}: {error}; nothing was taken in.") from error
    added, changed, same = Review().merge(marks)
    if args.json:
        emit({"added": added, "changed": changed, "same": same})
    else:
        stdout().print(
            f"{added:,} marks added, {changed:,} brought up to date, {same:,} were here already"
        )
    return FOUND if marks else NOTHING
