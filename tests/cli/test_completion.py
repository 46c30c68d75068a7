"""Completion scripts work in their shells, and offer searches, actors and formats."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from index.kept import Review
from tests.support.articles import Write
from tests.support.cli import run
from tests.support.terminal import COMMAND


def in_shell(shell: str, script: str) -> list[str]:
    """What a shell prints, a line each, with `pressmark` in its path."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    path = f"{Path(COMMAND).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [shell, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path},
    )
    return done.stdout.splitlines()


def in_bash(*words: str) -> list[str]:
    listed = " ".join(f"'{word}'" for word in words)
    return in_shell(
        "bash",
        f"source <(pressmark completion bash); COMP_WORDS=({listed});"
        f" COMP_CWORD={len(words) - 1}; _shtab_pressmark; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
    )


@pytest.fixture
def named(articles: Path, write: Write) -> None:
    write("a.txt", "Talks", "President Boris Kuznov said, “We agree.” Boris Kuznov then left.")
    assert run("search", "talks", articles).returncode == 0


def test_bash_completes_formats_actors_and_saved_searches(named: None) -> None:
    review = Review()
    review.save_search("harbour OR 'quay side'", [])
    review.close()
    assert in_bash("pressmark", "export", "--format", "bib") == ["bibtex"]
    assert run("watch", "add", "port news", "quay").returncode == 0
    assert in_bash("pressmark", "watch", "run", "por") == ["port\\ news"]
    assert in_bash("pressmark", "actors", "--dossier", "bor") == ["Boris\\ Kuznov"]
    assert in_bash("pressmark", "actors", "--dossier", '"Bor') == ["Boris Kuznov"]
    assert in_bash("pressmark", "search", "harb") == ["harbour\\ OR\\ \\'quay\\ side\\'"]


def test_fish_completes_actors_and_commands(named: None) -> None:
    load = "pressmark completion fish | source; "
    assert in_shell("fish", f"{load}complete -C 'pressmark actors --dossier bor'")[0].startswith(
        "Boris Kuznov"
    )
    assert any(
        line.startswith("search\t") for line in in_shell("fish", f"{load}complete -C 'pressmark s'")
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_script_is_valid_in_its_shell(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "script"
    script.write_text(run("completion", shell).stdout, encoding="utf-8")
    done = subprocess.run([shell, "-n", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_names_that_nothing_has_give_status_1(named: None) -> None:
    assert run("completion", "actors", "zzz").returncode == 1
