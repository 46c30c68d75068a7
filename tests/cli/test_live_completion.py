"""Completion as a person sees it: a shell in a pseudo-terminal, and the Tab key."""

import os
import shutil
from pathlib import Path

import pytest

from index.kept import Review
from tests.support.articles import Write
from tests.support.cli import run
from tests.support.terminal import COMMAND, Terminal

# Arguments that start each shell without a person's own files, and what prepares completion.
SHELLS = {
    "bash": (("--norc", "--noprofile", "-i"), "bind 'set bell-style none'"),
    "zsh": (("-f", "-i"), "autoload -Uz compinit; compinit -D -u; unsetopt beep"),
}


# What is typed before the Tab key, and what the screen then shows.
CASES = (
    ("pressmark actors --dossier Bor", "Boris\\ Kuznov"),
    ("pressmark search harb", "search harbour"),
    ("pressmark export --format bib", "--format bibtex"),
    ("pressmark compl", "pressmark completion"),
)


@pytest.mark.parametrize("shell", SHELLS)
def test_tab_completes_words(shell: str, articles: Path, write: Write) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    write("a.txt", "Talks", "President Boris Kuznov said, “We agree.” Boris Kuznov then left.")
    assert run("search", "talks", articles).returncode == 0
    review = Review()
    review.save_search("harbour", [])
    review.close()
    path = f"{Path(COMMAND).parent}{os.pathsep}{os.environ['PATH']}"
    words, before = SHELLS[shell]
    with Terminal(*words, command=shell, env={"PATH": path, "PS1": "ready "}) as terminal:
        terminal.wait_for("ready ")
        load = f"source <(pressmark completion {shell})"
        terminal.press(f"{before}; {load}; clear; echo lo''aded", "enter")
        terminal.wait_for("loaded")
        for typed, completed in CASES:
            terminal.press(typed, "tab")
            terminal.wait_for(completed)
            terminal.press("ctrl+u")
