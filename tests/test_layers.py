"""What may import what, and what a command without a screen loads."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_index_knows_no_terminal() -> None:
    screen = {"textual", "tui", "rich"}
    assert [named(path) for path in MODULES if imported(path) & screen] == []


# The packages of `index`, bottom to top: a package imports only from those before it.
LAYERS = (
    "lazy_exports", "lazy_pattern", "errors", "checked_input", "whole_files", "locations",
    "ownership", "settings",
    "platform", "text", "plugins", "model", "query", "readers", "extract", "corrections",
    "catalog", "engine", "ingest", "library", "explore", "kept", "desk",
)  # fmt: skip
MODULES = sorted([*(ROOT / "index").rglob("*.py"), *(ROOT / "index").rglob("*.pyi")])


def layer_of(module: str) -> str:
    """The part of `index` that a module belongs to."""
    return module.split(".")[1]


def modules_imported(path: Path) -> list[str]:
    """Each module of `index` that a file imports from."""
    found = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module == "index":
            found += [f"index.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("index."):
            found.append(node.module or "")
        elif isinstance(node, ast.Import):
            found += [a.name for a in node.names if a.name.startswith("index.")]
    return found


def package_of(module: str) -> str:
    """The package whose `__init__` is the public face of a module."""
    parts = module.split(".")
    return ".".join(parts[: 3 if parts[1] == "engine" else 2])


def test_imports_point_downward_and_to_public_names() -> None:
    upward, private = [], []
    for path in MODULES:
        own = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for module in modules_imported(path) if own != "index" else ():
            if LAYERS.index(layer_of(module)) > LAYERS.index(layer_of(own)):
                upward.append((own, module))
            if package_of(module) not in {package_of(own), module}:
                private.append((own, module))
    assert upward == []
    assert private == []


# What the user interface may import; its other needs are public names of `index`. Its own packages
# export their names as those of `index` do.
SEEN_BY_TUI = {
    "index", "index.model", "index.query", "index.explore", "index.kept", "index.desk",
    "index.lazy_exports",
}  # fmt: skip
# Packages of `index` among the names that `from index import …` can give.
PACKAGES_SEEN = {module.split(".")[-1] for module in SEEN_BY_TUI}


def test_tui_imports_public_packages_of_index_only() -> None:
    found = []
    for path in sorted((ROOT / "tui").rglob("*.py")):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "index":
                modules = {str(node.module)} - SEEN_BY_TUI
                if node.module == "index":
                    modules |= ({alias.name for alias in node.names} & set(LAYERS)) - PACKAGES_SEEN
            elif isinstance(node, ast.Import):
                names = {a.name for a in node.names if a.name.startswith("index")}
                modules = names - SEEN_BY_TUI
            else:
                continue
            found += [(named(path), module) for module in modules]
    assert found == []


# The parts of `tui`, bottom to top.
TUI_LAYERS = (
    "theme", "draw", "wrap", "plot", "wording", "highlight_pieces", "copying", "idle_memory",
    "frame_output", "session_records", "undoing", "worklist", "messages", "place_store",
    "key_table", "key_config", "config", "command_search", "palette", "session",
    "session_scripts", "panes", "screens", "room", "key_queue", "app", "cli",
)  # fmt: skip


def test_imports_within_tui_point_downward_and_to_public_names() -> None:
    upward, private = [], []
    for path in sorted([*(ROOT / "tui").rglob("*.py"), *(ROOT / "tui").rglob("*.pyi")]):
        own = path.relative_to(ROOT / "tui").with_suffix("").parts[0]
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tui."):
                layer, *below = str(node.module).split(".")[1:]
                if TUI_LAYERS.index(layer) > TUI_LAYERS.index(own):
                    upward.append((named(path), node.module))
                if below and layer != own:
                    private.append((named(path), node.module))
    assert upward == []
    assert private == []


def test_importing_index_loads_none_of_its_packages() -> None:
    code = "import sys, index; print([m for m in sys.modules if m.startswith(('index.', 'numpy'))])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.stdout.strip() == "['index.lazy_exports']", done.stderr


def test_every_layer_is_listed() -> None:
    present = {p.stem for p in (ROOT / "index").iterdir() if p.suffix == ".py" or p.is_dir()}
    assert present - {"__init__", "__pycache__", "seeds"} == set(LAYERS)


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


def calls(path: Path) -> set[str]:
    """The names of the functions and methods that a file calls."""
    called = (node.func for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))
    return {f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in called}


# The one table of keys, and the one place that starts workers, by their groups.
@pytest.mark.parametrize(
    ("name", "home"), [("Binding", "tui/key_table.py"), ("run_worker", "tui/room/jobs.py")]
)
def test_one_module_makes_all_bindings_and_starts_all_workers(name: str, home: str) -> None:
    paths = sorted((ROOT / "tui").rglob("*.py"))
    assert [named(path) for path in paths if name in calls(path)] == [home]


def test_the_app_stays_small() -> None:
    assert len((ROOT / "tui" / "app.py").read_text(encoding="utf-8").splitlines()) < 300


SOURCES = sorted([*(ROOT / "index").rglob("*.py"), *(ROOT / "tui").rglob("*.py")])
MOST_LINES = 400
# Names that modules share by design: the functions by which a registry, the command line or a new
# process calls them, and the endings of the files that a reader takes.
SHARED_NAMES = {"SUFFIXES", "main", "read", "run"}


def test_no_module_is_long() -> None:
    lines = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}


def public_names(path: Path) -> list[str]:
    """The public classes, functions and constants that a module defines, without type variables."""
    found = []
    for node in tree_of(path).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.append(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            made_by = node.value.func if isinstance(node.value, ast.Call) else None
            if not (isinstance(made_by, ast.Name) and made_by.id == "TypeVar"):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                found += [target.id for target in targets if isinstance(target, ast.Name)]
    return [name for name in found if not name.startswith("_")]


def used_twice(names: Callable[[Path], Iterable[str]]) -> dict[str, list[str]]:
    """The names that several modules have, each with their paths."""
    seen: dict[str, list[str]] = {}
    for path in SOURCES:
        for name in names(path):
            seen.setdefault(name, []).append(path.relative_to(ROOT).as_posix())
    return {name: paths for name, paths in seen.items() if len(set(paths)) > 1}


def test_a_public_name_has_one_meaning() -> None:
    shared = used_twice(public_names)
    assert {name: paths for name, paths in shared.items() if name not in SHARED_NAMES} == {}


def test_a_module_name_has_one_meaning() -> None:
    assert used_twice(lambda path: [path.stem] if path.stem != "__init__" else []) == {}


def test_every_package_lists_its_public_names() -> None:
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        if path.name == "__init__.py" and "import" in text and "from " in text:
            assert "__all__" in text, path


def test_modules_of_tests_have_names_of_their_own() -> None:
    """Two test modules need different names: pytest collects only one of them."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))


STUBS = sorted([*(ROOT / "index").rglob("*.pyi"), *(ROOT / "tui").rglob("*.pyi")])


@pytest.mark.parametrize("path", STUBS, ids=lambda p: str(p.parent.relative_to(ROOT)))
def test_a_lazy_package_gives_every_name_that_a_type_checker_sees(path: Path) -> None:
    package = import_module(".".join(path.parent.relative_to(ROOT).parts))
    typed = {}
    for node in tree_of(path).body:
        assert isinstance(node, ast.ImportFrom)
        for alias in node.names:
            assert alias.asname == alias.name, "a stub exports `name as name`"
            typed[alias.name] = str(node.module)
    assert sorted(typed) == package.__all__
    for public, home in typed.items():
        assert getattr(package, public) is getattr(import_module(home), public)
    # importing a submodule of that name would put the module in place of the public name
    assert not set(typed) & {one.stem for one in path.parent.iterdir()}
