"""`pressmark completion`: the completion script of a shell, and the names that the script asks for.

shtab turns the parser into a script. Values that only this machine knows, saved searches and
actors, come from `pressmark completion searches` and `pressmark completion actors`, which the
script calls when Tab is pressed.
"""

import argparse
from argparse import Namespace
from collections.abc import Iterable, Iterator

import shtab

from index import one_line
from index.model import EXPORT_FORMATS
from tui.cli.arguments import make_parser
from tui.cli.command_parser import FOUND, NOTHING, SHELLS

# A shell shows no more than some screens of candidates.
_MOST = 1_000

# shtab's script for zsh registers itself under `eval` alone; `source <(…)` is a file.
_WHEN_SOURCED = ("zsh_eval_context[-1] == eval ", "zsh_eval_context[-1] == (eval|file) ")

Completion = dict[str, object]


def _from_pressmark(what: str) -> Completion:
    """Completes with the lines that `pressmark completion WHAT BEGUN` prints."""
    return {
        "bash": f"_pressmark_{what}",
        "zsh": f"_pressmark_{what}",
        "fish": f"(pressmark completion {what} -- (commandline -ct) 2>/dev/null)",
        "preamble": {"bash": _bash_function(what), "zsh": _zsh_function(what)},
    }


def _bash_function(what: str) -> str:
    # inside quotation marks readline adds the rest unchanged; elsewhere it has to be quoted
    return f"""
_pressmark_{what}() {{
  local name
  while IFS= read -r name; do
    if [[ $1 == [\\"\\']* ]]; then printf '%s\\n' "$name"; else printf '%q\\n' "$name"; fi
  done < <(pressmark completion {what} -- "$1" 2>/dev/null)
}}
"""


def _zsh_function(what: str) -> str:
    return f"""
_pressmark_{what}() {{
  local -a names
  names=(${{(f)"$(pressmark completion {what} -- "${{(Q)PREFIX}}" 2>/dev/null)"}})
  compadd -M 'm:{{[:lower:][:upper:]}}={{[:upper:][:lower:]}}' -a names
}}
"""


def _from_list(name: str, words: Iterable[str]) -> Completion:
    """Completes with some words."""
    joined = " ".join(words)
    function = f'\n_pressmark_{name}() {{\n  compgen -W "{joined}" -- "$1"\n}}\n'
    return {
        "bash": f"_pressmark_{name}",
        "zsh": f"({joined})",
        "fish": joined,
        "preamble": {"bash": function},
    }


# By the name of an argument, the same in every command.
_COMPLETIONS: dict[str, object] = {
    "query": _from_pressmark("searches"),
    "over": _from_pressmark("searches"),
    "names": _from_pressmark("watches"),  # of `watch run` and `watch remove`
    "speaker": _from_pressmark("actors"),
    "dossier": _from_pressmark("actors"),
    "kind": _from_list("kinds", ("direct", "mixed", "indirect")),
    "format": _from_list("formats", EXPORT_FORMATS),  # of `export`; others have choices
    "theme": _from_list("themes", ("dark", "light", "high-contrast", "no-colour")),
    "library": shtab.DIRECTORY,
    "paths": shtab.FILE,
    "file": shtab.FILE,
    "briefing": shtab.FILE,
    "output": shtab.FILE,
    "template": shtab.FILE,
    "start_with": shtab.FILE,
    "article": shtab.FILE,
}


def completing(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The parser, with a completion for each argument, for shtab."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                completing(child)
        elif not action.choices and action.dest in _COMPLETIONS:
            action.complete = _COMPLETIONS[action.dest]  # type: ignore[attr-defined]
    return parser


def begins(names: Iterable[str], begun: str) -> Iterator[str]:
    """The names that begin with a word of a command line, compared without case."""
    wanted = begun.lstrip("\"'").replace("\\", "").casefold()
    for name in names:
        if name.casefold().startswith(wanted):
            yield one_line(name)


def run(args: Namespace) -> int:
    """`pressmark completion`."""
    if args.what in SHELLS:
        script = shtab.complete(completing(make_parser()), shell=args.what)
        print(script.replace(*_WHEN_SOURCED) if args.what == "zsh" else script)
        return FOUND
    kept = {"searches": _searches, "watches": _watches}
    names = kept[args.what]() if args.what in kept else _actors(args)
    found = [name for _, name in zip(range(_MOST), begins(names, args.begun), strict=False)]
    for name in found:
        print(name)
    return FOUND if found else NOTHING


def _searches() -> list[str]:
    """Saved searches, then the queries typed last."""
    from tui.cli.kept_store import open_existing_review

    review = open_existing_review()
    if review is None:
        return []
    saved = [search.query for search in review.searches()]
    return list(dict.fromkeys((*saved, *review.history())))


def _watches() -> list[str]:
    """The names of the watches."""
    from tui.cli.kept_store import open_existing_review

    review = open_existing_review()
    return [watch.name for watch in review.watches()] if review else []


def _actors(args: Namespace) -> list[str]:
    """The actors of the library, in alphabetical order."""
    from tui.cli.opening import opened_library

    last = Namespace(**{**vars(args), "paths": [], "no_refresh": True})
    with opened_library(last) as library:
        return sorted({name for name, _ in library.actor_names().values()}, key=str.casefold)
