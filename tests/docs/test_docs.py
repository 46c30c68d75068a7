"""The documents agree with the source, and their links lead somewhere."""

import importlib
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.support.paths import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("bench/*.md")])


def test_the_generated_blocks_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "generate_docs.py"), "--check"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_and_named_modules_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [link for link in links if not (path.parent / link).exists()] == []
    named = re.findall(r"`((?:index|tui|tests|tools|bench|docs)/[\w./-]+)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 200


def resolves(name: str) -> bool:
    """Whether a dotted name is a module, or a name in one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:length]))
        except ImportError:
            continue
        for part in parts[length:]:
            found = getattr(found, part, None)
        return found is not None
    return False


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_dotted_names_exist(path: Path) -> None:
    named = re.findall(r"`((?:index|tui)(?:\.\w+)+)`", path.read_text(encoding="utf-8"))
    assert [name for name in named if not name.endswith(".py") and not resolves(name)] == []


DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda p: p.name)
def test_decisions_have_one_form(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith(f"# {path.name[:4]}: ")
    assert re.fullmatch(r"Date: \d{4}-\d\d-\d\d", lines[2])
    assert [line[3:] for line in lines if line.startswith("## ")] == [
        "Context",
        "Decision",
        "Consequence",
    ]
    assert len(lines) <= 60


def test_decisions_are_numbered() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == [*range(1, len(DECISIONS) + 1)]


# Documents that describe the current code; the change log names what is gone.
ABOUT_THE_CODE = [
    ROOT / "ARCHITECTURE.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "docs" / "glossary.md",
    ROOT / "docs" / "performance.md",
    *DECISIONS,
]


@cache
def words_of_source() -> frozenset[str]:
    """Every word of the sources, and the names of their files."""
    found = {"hatch_build.py", "NAME_cmd.py"}  # the second means any command's module
    for folder in ("index", "tui", "tests", "tools", "bench"):
        for path in (ROOT / folder).rglob("*.py"):
            found.add(path.name)
            found.update(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    return frozenset(found)


@pytest.mark.parametrize("path", ABOUT_THE_CODE, ids=lambda p: p.name)
def test_names_of_the_code_exist(path: Path) -> None:
    """A module by its file name, a class, a function or a constant."""
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+\.py)`", text))
    named.update(re.findall(r"`([A-Z][a-z]+[A-Z]\w+|_?[a-z]+_\w+|[A-Z]+_[A-Z_]+)(?:\(\))?`", text))
    assert sorted(named - words_of_source()) == []
