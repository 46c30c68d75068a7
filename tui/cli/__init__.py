"""The command `pressmark`: parser, one module a command, printing."""

from tui.cli.main import main, run_process

__all__ = ["main", "run_process"]
