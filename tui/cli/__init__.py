"""The command `pressmark`: parser, one module a command, printing."""

from tui.cli.main import main

__all__ = ["main"]
