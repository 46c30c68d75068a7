"""The command `pressmark`: parser, one module a command, printing."""

import sys

try:
    from tui.cli.main import main, run_process
except KeyboardInterrupt:  # before the entry point could catch it
    print("pressmark: interrupted.", file=sys.stderr)
    raise SystemExit(130) from None

__all__ = ["main", "run_process"]
