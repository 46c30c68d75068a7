"""Types of command-line arguments; each raises ArgumentTypeError with one line."""

import argparse
from pathlib import Path

from index import PressmarkError, check_parent
from index.model import EXPORT_FORMATS, StatementKind


def as_text(text: str) -> str:
    """A name or query. Paths may hold any bytes, these must be text."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise argparse.ArgumentTypeError("it holds bytes that are not UTF-8 text")
    return text


def as_export_format(text: str) -> str:
    """The name of an export format, built in or of a plug-in."""
    if text in EXPORT_FORMATS:
        return text
    from index.kept import export_format_names

    names = export_format_names()
    if text not in names:
        raise argparse.ArgumentTypeError(f"there is no format {text}: {', '.join(names)}")
    return text


def as_count(text: str) -> int:
    """A whole number, at least 0."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number like 50")
    return int(text)


def as_positive(text: str) -> int:
    """A whole number, at least 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number of 1 or more")
    return int(text)


def as_output(text: str) -> str:
    """A file to write to; a folder, or one in no folder, is refused before any work is done."""
    if not text or Path(text).is_dir():
        raise argparse.ArgumentTypeError(
            f"{text} is a folder: name a file in it" if text else "name a file"
        )
    try:
        check_parent(Path(text))
    except PressmarkError as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from error
    return text


def as_kinds(text: str) -> frozenset[StatementKind]:
    """The kinds of statements that a comma-separated list names."""
    kinds: dict[str, StatementKind] = {"direct": "direct", "mixed": "mixed", "indirect": "indirect"}
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names or any(name not in kinds for name in names):
        raise argparse.ArgumentTypeError(
            f"{text or 'nothing'} names no kind:"
            " write one or more of direct, mixed, indirect, with commas"
        )
    return frozenset(kinds[name] for name in names)


# Characters of the name of a watch.
_LONGEST_NAME = 200


def as_name(text: str) -> str:
    """The name of a watch: one line of text, not empty, not an option."""
    name = as_text(text).strip()
    if not name.isprintable() or not 0 < len(name) <= _LONGEST_NAME or name.startswith("-"):
        raise argparse.ArgumentTypeError("a name is one line of letters, digits and signs")
    return name
