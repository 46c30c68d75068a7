"""Commands of plug-ins: their arguments, an open library, and errors that name the plug-in."""

import argparse
import sys
from argparse import Namespace
from collections.abc import Sequence

from index import (
    CommandPlugin,
    IndexDamaged,
    Plugin,
    PressmarkError,
    load_plugin,
    one_line,
    plugin_failed,
)
from tui.cli.command_parser import READS, CommandParser, add_options, add_paths
from tui.cli.opening import opened_library, run_repaired


def run_plugin(plugin: Plugin, words: Sequence[str]) -> int:
    """Run a command of a plug-in; returns its exit status. Raises PressmarkError, OSError."""
    command: CommandPlugin = load_plugin(plugin)
    try:
        parser = CommandParser(
            f"pressmark {plugin.name}",
            description=f"{one_line(str(command.summary))}\n\n"
            f"A plug-in: {plugin.distribution} {plugin.version}.",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        add_options(parser, READS, json=True)
        command.add_arguments(parser)
        add_paths(parser)
    except Exception as error:
        raise plugin_failed(plugin, error) from error
    args = parser.parse_args(list(words))
    args.command = plugin.name

    def run(args: Namespace) -> int:
        with opened_library(args) as library:
            try:
                status = int(command.run(args, library))
                if status not in range(256):
                    raise ValueError(f"{status:.3g} is no exit status")
            except (PressmarkError, OSError, IndexDamaged, KeyboardInterrupt, SystemExit):
                raise
            except BaseException as error:
                raise plugin_failed(plugin, error) from error
            return status

    status = run_repaired(run, args)
    sys.stdout.flush()
    return status


__all__ = ["run_plugin"]
