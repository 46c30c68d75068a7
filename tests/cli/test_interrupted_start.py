"""Ctrl-C in the first moments, while modules are imported."""

import signal
import subprocess
import sys

import pytest

_IN_THE_IMPORT_OF_THE_ENTRY_POINT = """
import sys
class Interrupting:
    def find_spec(self, name, *_):
        if name == "tui.cli.arguments":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
import tui.cli
"""
_IN_THE_IMPORT_OF_A_COMMAND = """
import os, signal, sys
from tui.cli import main
class Interrupting:
    def find_spec(self, name, *_):
        if name == "tui.cli.search_cmd":
            os.kill(os.getpid(), signal.SIGINT)
            try:
                [None for _ in range(10_000_000)]
            finally:
                print("an exception was raised in an import")
sys.meta_path.insert(0, Interrupting())
main(["search", "x"])
"""


@pytest.mark.parametrize("code", [_IN_THE_IMPORT_OF_THE_ENTRY_POINT, _IN_THE_IMPORT_OF_A_COMMAND])
def test_an_interrupted_import_is_one_line_and_ends_the_process(code: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "pressmark: interrupted.\n"
