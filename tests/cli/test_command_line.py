"""Help, errors and imports of the command line; what needs no index starts without one."""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from index.kept import Review
from index.kept.export.export_formats import EXPORTERS
from index.model import EXPORT_FORMATS
from tests.support.cli import Done, run
from tests.support.paths import ROOT
from tui.cli import main
from tui.cli.arguments import COMMANDS, make_parser

HEAVY = (
    "numpy", "whoosh", "textual", "rich", "sqlite3", "asyncio", "urllib.request", "platformdirs",
    "rapidfuzz", "msgspec", "dataclasses", "inspect", "typing_extensions",
    "index.library", "index.kept", "index.engine", "index.readers", "index.extract",
    "index.settings",
)  # fmt: skip


def call(*words: object, status: int = 0) -> Done:
    """Run the command and check its exit status."""
    done = run(*words)
    assert done.returncode == status, done.stderr
    return done


@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["--help"],
        ["completion", "bash"],
        ["export", "--help"],
        ["search"],
        ["search", "x", "--limit", "y"],
    ],
)
def test_what_needs_no_index_imports_none_of_it(words: list[str]) -> None:
    assert loaded_of(HEAVY, words) == "[]"


@pytest.mark.parametrize(
    "words",
    [
        ["watch", "list"],
        ["completion", "searches", "harb"],
        ["completion", "watches"],
        ["export", "--format", "md"],
    ],
)
def test_what_reads_only_what_you_kept_imports_no_engine(words: list[str]) -> None:
    engine = ("numpy", "whoosh", "textual", "rich", "index.library.library", "index.engine.local")
    Review().close()
    assert loaded_of(engine, words) == "[]"


def loaded_of(modules: tuple[str, ...], words: list[str]) -> str:
    """The list of those modules that a command imports, as text."""
    code = (
        f"import sys\nfrom tui.cli import main\ntry:\n    main({words!r})\nexcept SystemExit:\n"
        f"    pass\nprint([m for m in {modules!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    return done.stderr.splitlines()[-1]


# What a search of a library that is up to date does not need, where no terminal shows its results.
NOT_OF_SEARCHING = (
    "index.readers", "index.extract", "index.ingest.build", "index.ingest.worker_pool",
    "index.ingest.worker", "index.engine.local.merge", "index.engine.local.codec",
    "index.engine.opensearch.cluster", "index.explore.explorer", "index.kept.export",
    "index.kept.review", "index.library.archive_library", "index.library.no_hits",
    "index.plugins.entry_points", "textual", "rich", "whoosh", "lxml", "opensearchpy", "selectolax",
    "rapidfuzz", "tomlkit", "filelock", "asyncio", "socket", "ssl", "email", "urllib.request",
    "xml", "csv", "importlib.metadata", "subprocess", "concurrent.futures", "logging",
    "dataclasses", "typing_extensions", "platformdirs", "calendar", "numpy.ma", "numpy.random",
)  # fmt: skip


def test_a_search_of_a_warm_library_loads_what_it_uses(library: str) -> None:
    code = (
        "import sys\nfrom tui.cli import main\n"
        f"assert main(['search', 'river', '--json', '--library', {library!r}]) == 0\n"
        f"print([m for m in {NOT_OF_SEARCHING!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.stderr.splitlines()[-1] == "[]", done.stderr


# What the first screen of the reader does not need.
NOT_OF_READING = (
    "index.readers", "index.extract", "index.desk.scripts", "index.ingest.build",
    "index.ingest.worker_pool", "index.engine.local.merge", "index.engine.opensearch.cluster",
    "index.library.archive_library", "whoosh", "lxml", "opensearchpy", "selectolax", "rapidfuzz",
    "tomlkit", "filelock", "multiprocessing", "email", "xml",
    "index.kept.export", "textual.widgets._text_area", "textual.document",
    "tui.screens.audit_screen", "tui.screens.help_screen", "tui.screens.marks_screen",
    "tui.screens.note_screen", "tui.screens.palette_screen", "tui.screens.prompt",
    "tui.screens.searches_screen",
)  # fmt: skip


def test_the_reader_loads_what_the_first_screen_uses() -> None:
    code = (
        "import sys\nimport tui.cli.read_cmd\nimport tui.app\n"
        f"print([m for m in {NOT_OF_READING!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.stdout == "[]\n", done.stderr


def test_the_version_says_engine_extras_and_whether_extraction_is_compiled() -> None:
    done = call("--version")
    assert re.fullmatch(
        r"pressmark \S+ \(engine: local, Whoosh-Reloaded [\d.]+; extras: html, pdf, "
        r"office, opensearch, parquet;"
        r" extraction: (not )?compiled\)\n",
        done.stdout,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_only_options_that_mean_something(command: str) -> None:
    shown = call(command, "--help").stdout
    library = command not in {
        "archive", "import", "backup", "restore", "watch",
    }  # fmt: skip
    assert ("--library" in shown) == library
    assert ("--no-refresh" in shown) == (library and command not in {"index", "completion"})
    assert ("--json" in shown) == (
        command not in {"read", "export", "completion", "watch", "brief"}
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_the_parser_of_one_command_knows_what_the_whole_one_knows(command: str) -> None:
    shown = [_parser_of(make_parser(called), command).format_help() for called in (None, command)]
    assert shown[0] == shown[1]


def _parser_of(parser: argparse.ArgumentParser, command: str) -> argparse.ArgumentParser:
    """The parser of a command inside the whole one."""
    [commands] = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    found = commands.choices[command]
    assert isinstance(found, argparse.ArgumentParser)
    return found


def test_only_the_called_command_is_built() -> None:
    [commands] = [
        action
        for action in make_parser("search")._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    assert list(commands.choices) == ["search"]


def test_options_that_help_leaves_out_are_accepted_all_the_same() -> None:
    args = make_parser().parse_args(["backup", "f", "--library", "x", "--no-refresh", "--trust"])
    assert args.library == "x"


def test_only_what_is_missing_is_named() -> None:
    done = call("search", status=2)
    assert "required: QUERY." in done.stderr
    assert "PATH" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["search", "x", "--\x1b[2J"],
        ["search", "x", "--limit", "\x1b]0;t\x07"],
        ["kwic", "x", "--sort", "\x9b2J\u202e"],
        ["quotes", "--kind", "a\nb\x1b[31m"],
    ],
)
def test_errors_of_the_parser_never_repeat_control_characters(words: list[str]) -> None:
    done = call(*words, status=2)
    assert done.stderr.count("\n") == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.stderr)


@pytest.mark.parametrize(
    "words",
    [["search"], ["quotes", "--speaker"], ["actors", "--dossier"], ["export", "-q"], ["kwic"]],
)
def test_names_and_queries_that_are_not_utf_8_are_refused(words: list[str]) -> None:
    done = call(*words, "caf\udce9", status=2)
    assert "not UTF-8 text" in done.stderr
    assert done.stderr.count("\n") == 1


def test_formats_of_the_parser_are_those_that_are_written() -> None:
    assert tuple(EXPORTERS) == EXPORT_FORMATS


def test_export_without_a_hit_names_what_was_asked_for(library: str) -> None:
    done = call("export", "--dossier", "Zoltan Nobody", "--library", library, status=1)
    assert "Zoltan Nobody" in done.stderr
    done = call("export", "-q", "zzyzx", "--library", library, status=1)
    assert "nothing found for zzyzx" in done.stderr


def test_quotes_print_the_date_of_the_article(library: str) -> None:
    shown = call("quotes", "--library", library).stdout
    assert "Talks in the capital · 2004-05-14 · [" in shown


def test_backup_and_restore_answer_in_json(tmp_path: Path) -> None:
    file = str(tmp_path / "kept.sqlite")
    assert json.loads(call("backup", file, "--json").stdout) == {"marks": 0, "file": file}
    assert json.loads(call("restore", file, "--json").stdout)["marks"] == 0


@pytest.fixture
def library(tmp_path: Path) -> str:
    """A library folder of one article."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text(
        "Talks in the capital\n14 May 2004\n\n"
        "\u201cThe river is high this year,\u201d Minister Anna Bell said.\n",
        encoding="utf-8",
    )
    call("index", str(articles), "--library", str(tmp_path / "lib"), "--jobs", "1")
    return str(tmp_path / "lib")


def test_a_misspelt_command_names_the_one_that_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["serch", "harbour"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "Did you mean `pressmark search`?" in error
    assert main(["articles"]) == 2
    assert "No such file or folder" in capsys.readouterr().err
    (tmp_path / "serch").mkdir()
    assert main(["serch"]) == 2  # a folder goes before; the reader needs a terminal
    assert "mean" not in capsys.readouterr().err
