"""Fill the generated blocks of the documents from the source: keys, commands, file endings.

The manual page `docs/pressmark.1` is generated as a whole.

    python tools/generate_docs.py            writes the blocks
    python tools/generate_docs.py --check    exit status 1 and the names of the files that are stale

A block is between `<!-- begin NAME -->` and `<!-- end NAME -->` in a Markdown file.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from man_page import man_page

from index.desk import SCRIPT_COMMANDS
from index.readers.registry import FILE_FORMATS
from tui.cli.arguments import make_parser
from tui.key_config import show_key
from tui.key_table import KEYS, TITLES, Key

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ("README.md", "docs/keys.md", "docs/commands.md", "docs/formats.md", "docs/scripts.md")
MAN_PAGE = "docs/pressmark.1"
# The keys that the README names: enough for a first hour.
FIRST_KEYS = (
    "everywhere.search", "everywhere.next_pane", "lists.down", "lists.up", "lists.choose",
    "article.next_match", "article.next_quotation", "article.next_mention",
    "article.next_article", "article.follow", "actors.only", "actors.dossier",
    "everywhere.timeline", "lists.related", "everywhere.audit", "marks.mark", "marks.note",
    "marks.undo", "marks.queue", "marks.copy", "everywhere.jump_back", "lists.filter",
    "everywhere.widen", "everywhere.help",
)  # fmt: skip
_BLOCK = re.compile(r"(<!-- begin ([\w-]+) -->\n).*?(<!-- end \2 -->)", re.DOTALL)


def cell(text: str) -> str:
    """Text as a cell of a Markdown table."""
    return " ".join(text.replace("|", "\\|").split())


def key_row(key: Key) -> str:
    """The row of one action: its keys and what it does."""
    keys = " ".join(f"`{show_key(one)}`" for one in key.keys)
    return f"| {keys} | {cell(key.text)} |"


def first_keys() -> Iterator[str]:
    """The table of the keys to start with."""
    by_id = {key.id: key for key in KEYS}
    yield "| keys | do |"
    yield "| --- | --- |"
    for name in FIRST_KEYS:
        yield key_row(by_id[name])


def all_keys() -> Iterator[str]:
    """A table for each pane, with the names that the config file uses."""
    for where, title in TITLES.items():
        yield f"## {title}"
        yield ""
        yield "| keys | do | name in the config file |"
        yield "| --- | --- | --- |"
        yield from (f"{key_row(key)} `{key.id}` |" for key in KEYS if key.where == where)
        yield ""


def subcommands(
    parser: argparse.ArgumentParser | None = None,
) -> dict[str, argparse.ArgumentParser]:
    """The parser of each command, or of each action of a command, in the order of its help."""
    for action in (parser or make_parser())._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def commands() -> Iterator[str]:
    """The table of all commands."""
    yield "| command | does |"
    yield "| --- | --- |"
    for name, parser in subcommands().items():
        yield f"| `pressmark {name}` | {cell((parser.description or '').splitlines()[0])} |"


def options_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The arguments of one command, a row each."""
    yield "| argument | meaning |"
    yield "| --- | --- |"
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):
            continue
        if action.help == argparse.SUPPRESS:
            continue
        value = "" if action.nargs == 0 else str(action.metavar or action.dest)
        names = [f"{name} {value}".strip() for name in action.option_strings] or [value]
        meaning = (action.help or "").replace("%%", "%")
        if action.choices and not action.metavar:
            meaning = f"{meaning} ({', '.join(map(str, action.choices))})"
        yield f"| {', '.join(f'`{name}`' for name in names)} | {cell(meaning)} |"


def all_commands() -> Iterator[str]:
    """Each command and each action of it, with examples and arguments."""
    for command, parser in subcommands().items():
        yield from sections_of(command, parser)


def sections_of(command: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    """The section of a command, then one for each of its actions."""
    actions = subcommands(parser)
    for name, own in {command: parser, **{f"{command} {k}": v for k, v in actions.items()}}.items():
        summary, *examples = (own.description or "").splitlines()
        shown = "\n".join(examples).strip("\n")
        yield f"## {name}"
        yield ""
        yield summary
        yield ""
        if shown:
            yield "```text"
            yield from shown.splitlines()
            yield "```"
            yield ""
        if own is not parser or not actions:
            yield from options_of(own)
            yield ""


def endings() -> Iterator[str]:
    """The file endings of each reader."""
    modules: dict[str, list[str]] = {}
    for one in FILE_FORMATS:
        read = one.read.func if isinstance(one.read, partial) else one.read
        module = read.__module__.rpartition(".")[2]
        modules.setdefault(module, []).extend(one.suffixes)
    yield "| module of `index/readers` | endings |"
    yield "| --- | --- |"
    for module, suffixes in modules.items():
        shown = " ".join(f"`{suffix}`" if suffix else "none" for suffix in suffixes)
        yield f"| {module} | {shown} |"


def script_commands() -> Iterator[str]:
    """The table of the commands of scripts."""
    yield "| command | does |"
    yield "| --- | --- |"
    for one in SCRIPT_COMMANDS.values():
        shown = f"[{one.shown}]" if one.takes == "maybe" else one.shown
        yield f"| `{f'{one.name} {shown}'.strip()}` | {cell(one.text)} |"


BLOCKS: dict[str, Callable[[], Iterator[str]]] = {
    "first-keys": first_keys,
    "all-keys": all_keys,
    "commands": commands,
    "all-commands": all_commands,
    "endings": endings,
    "script-commands": script_commands,
}


def filled(text: str) -> str:
    """A document with its blocks generated again."""
    return _BLOCK.sub(
        lambda found: found[1] + "\n".join(BLOCKS[found[2]]()).rstrip() + "\n" + found[3], text
    )


def main() -> None:
    """Write or check all documents."""
    parser = argparse.ArgumentParser(description="Fill the generated blocks of the documents.")
    parser.add_argument("--check", action="store_true", help="change nothing, fail if stale")
    check = parser.parse_args().check
    stale = []
    page = "\n".join(man_page(make_parser())) + "\n"
    for name in (*DOCUMENTS, MAN_PAGE):
        path = ROOT / name
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = page if name == MAN_PAGE else filled(before)
        if after == before:
            continue
        stale.append(name)
        if not check:
            path.write_text(after, encoding="utf-8")
    if check and stale:
        sys.exit(f"Run tools/generate_docs.py: stale are {', '.join(stale)}")


if __name__ == "__main__":
    main()
