"""The manual page of `pressmark` in roff, made from the parser."""

import argparse
from collections.abc import Iterator

_HEAD = '.TH PRESSMARK 1 "" "pressmark" "User commands"'
_FILES = (
    ("config.toml", "in the config folder: theme, keys, limits for reading files, archives"),
    ("actors.toml", "in the data folder: your corrections of actors"),
    ("review.sqlite", "in the data folder: marks, notes, saved searches"),
    ("libraries/", "in the cache folder: indexes, which can be deleted at any time"),
)
_STATUSES = ("0 found", "1 nothing found", "2 wrong use or an error", "130 interrupted")


def escaped(text: str) -> str:
    """Text as roff prints it: no request at the start of a line, no escapes, ASCII alone."""
    plain = text.replace("\\", "\\(rs").replace("-", "\\-")
    shown = "".join(c if ord(c) < 128 else f"\\[u{ord(c):04X}]" for c in plain)
    return f"\\&{shown}" if shown.startswith((".", "'")) else shown


def man_page(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The lines of the page."""
    summary, *examples = (parser.description or "").splitlines()
    yield _HEAD
    yield ".SH NAME"
    yield f"pressmark \\- {escaped(summary.rstrip('.'))}"
    yield ".SH SYNOPSIS"
    yield ".B pressmark"
    yield "[\\fIPATH\\fR ...] [\\fB\\-q\\fR \\fIQUERY\\fR]"
    yield ".br"
    yield ".B pressmark"
    yield "\\fICOMMAND\\fR [\\fIARGUMENT\\fR ...]"
    yield ".SH DESCRIPTION"
    yield from example(examples)
    yield ".SH COMMANDS"
    for name, child in commands_of(parser):
        yield from command(name, child)
    yield ".SH FILES"
    for name, meaning in _FILES:
        yield from (".TP", f".I {escaped(name)}", escaped(meaning))
    yield ".SH EXIT STATUS"
    for status in _STATUSES:
        number, _, meaning = status.partition(" ")
        yield from (".TP", f".B {number}", escaped(meaning))


def commands_of(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Each command with its parser; "watch add" for a command in a command."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, child in action.choices.items():
                yield name, child
                yield from ((f"{name} {more}", one) for more, one in commands_of(child))


def command(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    """The section of one command."""
    summary, *examples = (parser.description or "").splitlines() or [""]
    yield f".SS pressmark {escaped(name)}"
    yield escaped(summary)
    # the examples of `read` are those of the page
    yield from example(examples) if name != "read" else ()
    for action in parser._actions:
        hidden = isinstance(action, argparse._HelpAction | argparse._SubParsersAction)
        if not hidden and action.help != argparse.SUPPRESS:
            yield from argument(action)


def argument(action: argparse.Action) -> Iterator[str]:
    """An option or a positional argument, and what it means."""
    value = "" if action.nargs == 0 else str(action.metavar or action.dest)
    shown = f" \\fI{escaped(value)}\\fR" if value else ""
    names = [f"\\fB{escaped(name)}\\fR{shown}" for name in action.option_strings]
    meaning = (action.help or "").replace("%%", "%")
    if action.choices and not action.metavar:
        meaning = f"{meaning} ({', '.join(map(str, action.choices))})"
    yield ".TP"
    yield ", ".join(names) or shown.strip()
    yield escaped(meaning)


def example(lines: list[str]) -> Iterator[str]:
    """Lines unchanged."""
    text = "\n".join(lines).strip("\n")
    if text:
        yield from (".PP", ".nf")
        yield from map(escaped, text.splitlines())
        yield ".fi"


__all__ = ["man_page"]
