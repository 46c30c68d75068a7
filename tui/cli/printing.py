"""What the command line prints: styled lines on a terminal, plain ones and JSON elsewhere.

Article text is never parsed as markup. Rich is imported for a terminal alone: importing it takes as
long as a search of a small library.
"""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from index import escaped_path, one_line, to_json
from index.model import FILE_DATE, Card, Span
from tui.cli.command_parser import FOUND as FOUND  # noqa: PLC0414 - for the commands
from tui.cli.command_parser import NOTHING as NOTHING  # noqa: PLC0414

if TYPE_CHECKING:
    from rich.console import Console

    from index import ActorEntry, Library, OnProgress
    from index import Progress as BuildProgress

# Messages quote at most so many code points of a query.
LONG_QUERY = 160


def shorten_query(query: str) -> str:
    """A query for a message; the middle of a long one is left out."""
    if len(query) <= LONG_QUERY:
        return query
    half = LONG_QUERY // 2
    return f"{query[:half].rstrip()} … {query[-half:].lstrip()}"


# Text and its style, in Rich's words; "" is plain.
StyledText = tuple[str, str]


def stdout() -> "Console":
    """Results go here; colours only on a terminal. Raises BrokenPipeError for a closed pipe."""
    from tui.cli.pipe_console import PipeConsole

    return PipeConsole(markup=False, highlight=False, emoji=False, soft_wrap=True)


def stderr() -> "Console":
    """Progress, notes and errors go here."""
    from rich.console import Console

    return Console(stderr=True, markup=False, highlight=False, emoji=False, soft_wrap=True)


def _is_styled(stream: TextIO) -> bool:
    """Whether Rich may treat the stream as a terminal: it reads these variables first."""
    return stream.isatty() or "FORCE_COLOR" in os.environ or "TTY_COMPATIBLE" in os.environ


def _print_line(
    stream: TextIO, console: "Callable[[], Console]", pieces: Sequence[StyledText]
) -> None:
    text = "".join(text for text, _ in pieces)
    if _is_styled(stream) or text[-1:].isspace():  # Rich cuts spaces at the end of a long line
        from rich.text import Text

        console().print(Text.assemble(*pieces))
    else:
        stream.write(f"{text}\n")
        stream.flush()


def print_line(*pieces: StyledText) -> None:
    """Print a line of results, styled on a terminal. Raises BrokenPipeError for a closed pipe."""
    _print_line(sys.stdout, stdout, pieces)


def say(message: str) -> None:
    """A note or an error, in one line."""
    try:
        _print_line(sys.stderr, stderr, [(f"pressmark: {one_line(message)}", "")])
    except BrokenPipeError:
        stderr().on_broken_pipe()


def emit(row: dict[str, Any]) -> None:
    """Print a row as one line of JSON, UTF-8 in every locale, control characters escaped."""
    sys.stdout.buffer.write(to_json(row).encode("utf-8") + b"\n")


@contextlib.contextmanager
def build_progress(label: str) -> Iterator["OnProgress"]:
    """A progress bar on standard error, from the first file on; none without a terminal."""
    console = stderr() if _is_styled(sys.stderr) else None
    if console is None or not console.is_terminal or console.is_dumb_terminal:
        yield lambda _: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=console, transient=True)
    task = bar.add_task(label, rate="", start=True)

    def show(now: "BuildProgress") -> None:
        if now.total:
            bar.start()
            bar.update(
                task,
                completed=now.done,
                total=now.total,
                rate=f"{now.rate:.0f}/s" if now.done else "",
            )

    try:
        yield show
    finally:
        bar.stop()


@contextlib.contextmanager
def count_progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """As `build_progress`, for any count: the function takes done and total."""
    begun = time.monotonic()
    with build_progress(label) as show:
        from index import Progress as BuildProgress

        yield lambda done, total: show(BuildProgress(done, total, done, time.monotonic() - begun))


@contextlib.contextmanager
def read_progress(library: "Library", printing: bool) -> Iterator[None]:
    """Show how many articles a command has read.

    Nothing is shown where it is `printing` rows to a terminal meanwhile.
    """
    if printing and sys.stdout.isatty():
        yield
        return
    with count_progress("Reading articles") as library.on_read:
        yield


def size(count: int) -> str:
    """A number of bytes with a unit."""
    amount = float(count)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if amount < 1024 or unit == "GiB":
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1024
    raise AssertionError


def shown_path(path: str) -> str:
    """The path from here, where that is shorter, with undecodable bytes made visible."""
    with contextlib.suppress(ValueError):
        near = os.path.relpath(path)
        path = near if len(near) < len(path) else path
    return escaped_path(path)


def spans_json(spans: tuple[Span, ...]) -> list[dict[str, int]]:
    """Spans as objects with `start` and `end`, in code points."""
    return [{"start": span.start, "end": span.end} for span in spans]


def card_json(card: Card) -> dict[str, Any]:
    """The fields that every row about an article begins with."""
    row = {name: getattr(card, name) for name in ("id", "path", "title", "publication", "date")}
    if card.date and card.date.startswith(FILE_DATE):
        row |= {"date": card.date.removeprefix(FILE_DATE), "date_basis": "file"}
    return row


def actor_json(entry: "ActorEntry") -> dict[str, Any]:
    """An actor with mentions, as the fields of `--json`."""
    return {
        "name": entry.actor.name,
        "kind": entry.actor.kind,
        "aliases": list(entry.actor.aliases),
        "roles": [{"title": role.title, "date": role.date} for role in entry.actor.roles],
        "articles": entry.articles,
        "mentions": [
            {"id": card.id, "path": card.path, "start": m.start, "end": m.end, "surface": m.surface}
            for card, m in entry.mentions
        ],
    }


def report_found(found: bool, otherwise: str) -> int:
    """The exit status for whether something was found; prints `otherwise` if not."""
    if not found:
        say(otherwise)
    return FOUND if found else NOTHING
