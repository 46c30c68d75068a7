"""`pressmark screen`: compare a text that is not in the library with the library."""

import sys
from argparse import Namespace
from pathlib import Path

from index import OutsideTexts, PressmarkError, ReadFailure, read_input, read_outside
from index.desk import screen_json, screen_text
from tui.cli.opening import opened_library, settings_of
from tui.cli.printing import emit, report_found, say, shown_path
from tui.cli.screen_output import print_screened

# What a text from standard input is called.
_PIPED = "standard input"


def run(args: Namespace) -> int:
    """`pressmark screen`."""
    texts = _texts(args)
    if texts.partly:
        say(f"{_called(args)}: {texts.partly}")
    with opened_library(args) as library:
        screened = [screen_text(library, analysis) for analysis in texts.articles]
        if args.json:
            emit(screen_json(_called(args), texts.partly, screened))
        else:
            for one in screened:
                print_screened(one, whole=args.all)
    known = any(one.is_known for one in screened)
    return report_found(known, "The library knows nothing of it.")


def _texts(args: Namespace) -> OutsideTexts:
    """The texts in the file, analysed. Raises PressmarkError where there is none to be read."""
    if getattr(args, "texts", None) is None:  # search again after a repair
        raw = _bytes_of(args.file)
        name = _PIPED if args.file == "-" else str(Path(args.file).absolute())
        try:
            args.texts = read_outside(name, raw, settings_of(args))
        except ReadFailure as error:
            raise PressmarkError(f"{_called(args)} cannot be read: {error}.") from error
    texts: OutsideTexts = args.texts
    return texts


def _bytes_of(file: str) -> bytes:
    try:
        if file == "-":
            return read_input(sys.stdin.buffer, "Standard input")
        return read_input(Path(file), shown_path(file))
    except OSError as error:
        raise PressmarkError(f"{shown_path(file)}: {error.strerror or error}.") from error


def _called(args: Namespace) -> str:
    return _PIPED if args.file == "-" else shown_path(args.file)


__all__ = ["run"]
