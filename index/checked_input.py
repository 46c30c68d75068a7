"""Names, files and JSON that come from outside: each is bounded before anything is done with it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from index.errors import PressmarkError

_MIB = 1 << 20
# Bytes of a table, a text or a script that a command reads.
MOST_INPUT = 64 * _MIB
# Bytes of a file that is read line by line.
_MOST_LINES = 1024 * _MIB


def parse_json(raw: str | bytes) -> Any:
    """The value of a JSON text. Raises ValueError, also for a value that is nested too deeply."""
    try:
        return json.loads(raw)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def named_path(name: str) -> Path:
    """The path that a person names; `~` is the home folder. Raises PressmarkError."""
    if "\0" in name:
        raise PressmarkError("A file name has no NUL characters.")
    try:
        return Path(name).expanduser()
    except RuntimeError:
        raise PressmarkError(f"{name}: there is no user of that name.") from None


def read_input(source: Path | IO[bytes], shown: str, most: int = MOST_INPUT) -> bytes:
    """All bytes of a file or stream. Raises PressmarkError for more than `most`, OSError.

    A device or a pipe can go on for ever. `shown` is the name in the message.
    """
    if isinstance(source, Path):
        with source.open("rb") as stream:
            return read_input(stream, shown, most)
    raw = source.read(most + 1)
    if len(raw) > most:
        raise PressmarkError(f"{shown} has more than {most / _MIB:,.0f} MiB: it is not read.")
    return raw


def bounded_lines(
    stream: IO[bytes], shown: str, most: int = _MOST_LINES, longest: int = MOST_INPUT
) -> Iterator[bytes]:
    """The lines of a stream, of at most `longest` bytes each and `most` together.

    Raises PressmarkError for more.
    """
    taken = 0
    while line := stream.readline(longest + 1):
        taken += len(line)
        if len(line) > longest or taken > most:
            raise PressmarkError(f"{shown} is larger than any list of marks: it is not read.")
        yield line


__all__ = ["MOST_INPUT", "bounded_lines", "named_path", "parse_json", "read_input"]
