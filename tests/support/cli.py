"""Run a command and read what it prints: in this process, or as the installed command."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.terminal import COMMAND
from tui.cli import main

Done = subprocess.CompletedProcess[str]


def run(*words: object) -> Done:
    """Run a command in this process, which saves the 0.7 s in which a new one imports modules."""
    given = list(map(str, words))
    before = sys.stdin, sys.stdout, sys.stderr
    mask = os.umask(0o077)
    out, err = io.BytesIO(), io.BytesIO()
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        sys.stdin, sys.stdout, sys.stderr = nothing, _text(out), _text(err)
        try:
            status = main(given)
        except SystemExit as error:
            status = error.code if isinstance(error.code, int) else int(error.code is not None)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            printed = _printed(out), _printed(err)
            sys.stdin, sys.stdout, sys.stderr = before
            os.umask(mask)
    return Done(given, status, *printed)


def run_installed(*words: object, **more: Any) -> Done:
    """Run the installed command as a process; `more` goes to `subprocess.run`."""
    return subprocess.run(
        [COMMAND, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        **more,
    )


def rows(*words: object) -> list[dict[str, Any]]:
    """The lines that a command prints with `--json`."""
    done = run(*words, "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _text(stream: io.BytesIO) -> io.TextIOWrapper:
    return io.TextIOWrapper(stream, encoding="utf-8", newline="")


def _printed(stream: io.BytesIO) -> str:
    """The decoded text of a stream with universal newlines, like that of `subprocess`."""
    return stream.getvalue().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
