"""Run a command in this process and read what it prints."""

import json
import subprocess
from typing import Any

from tests.support.terminal import COMMAND

Done = subprocess.CompletedProcess[str]


def run(*words: object, **more: Any) -> Done:
    return subprocess.run(
        [COMMAND, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        **more,
    )


def rows(*words: object) -> list[dict[str, Any]]:
    done = run(*words, "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
