"""What may import what, and what a command without a screen loads."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize(
    "path", sorted((ROOT / "index").rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT))
)
def test_index_knows_no_terminal(path: Path) -> None:
    assert not imported(path) & {"textual", "tui", "rich"}


def test_article_imports_no_other_part_of_index() -> None:
    text = (ROOT / "index" / "article.py").read_text(encoding="utf-8")
    assert {line for line in text.splitlines() if line.startswith("from index")} == {
        "from index.dates import PartialDate"
    }


@pytest.mark.parametrize(
    "words", [["--version"], ["search", "--help"], ["search", "ivanov"], ["status"]]
)
def test_a_command_without_a_screen_does_not_import_textual(words: list[str]) -> None:
    code = (
        "import sys\nfrom tui.cli import main\n"
        f"try:\n    main({words!r})\nexcept SystemExit:\n    pass\n"
        "print('TEXTUAL' if 'textual' in sys.modules else 'NONE', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.stderr.strip().endswith("NONE"), done.stderr


def test_the_app_stays_small() -> None:
    assert len((ROOT / "tui" / "app.py").read_text(encoding="utf-8").splitlines()) < 300
