"""A command that meets damage in the middle of its output prints every row once."""

import io
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import IndexDamaged, PressmarkError
from index.locations import INVERTED
from tests.support.cli import run
from tui.cli.repeatable_output import RepeatableOutput


@given(st.lists(st.binary(max_size=20)), st.integers(0, 200), st.lists(st.binary(max_size=20)))
def test_a_repeated_output_is_printed_once(first: list[bytes], cut: int, more: list[bytes]) -> None:
    target = io.BytesIO()
    output = RepeatableOutput(io.BufferedWriter(target))
    whole = b"".join([*first, *more])
    output.write(whole[:cut])
    output.repeat()
    for part in (*first, *more):
        assert output.write(part) == len(part)
    assert target.getvalue() == whole


def test_another_answer_than_before_is_said() -> None:
    target = io.BytesIO()
    output = RepeatableOutput(io.BufferedWriter(target))
    output.write(b"one\ntwo\n")
    output.repeat()
    output.write(b"one\n")
    with pytest.raises(PressmarkError, match="run the command again"):
        output.write(b"six\nseven\n")
    output.write(b"eight\n")
    assert target.getvalue() == b"one\ntwo\n"


def test_damage_in_the_middle_of_the_rows(
    library_folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.cli import main, printing, quotes_cmd

    words = ["quotes", "--library", str(library_folder), "--json"]
    assert main(words) == 0
    intact = capfd.readouterr().out
    emit, printed = printing.emit, 0

    def damaged(row: dict[str, object]) -> None:
        nonlocal printed
        printed += 1
        if printed == 4:
            raise IndexDamaged("The file x of the library is damaged (a test).")
        emit(row)

    monkeypatch.setattr(quotes_cmd, "emit", damaged)
    assert main(words) == 0
    found = capfd.readouterr()
    assert len(intact.splitlines()) > 6
    assert found.out == intact
    assert found.err.splitlines() == [
        "pressmark: The file x of the library is damaged (a test). It is built again."
    ]


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    """A library over twenty articles."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(20):
        (articles / f"{number:02}.txt").write_text(
            f"The river {number}\n\nMinister Anna Bell said: “The river is high {number}.”\n"
        )
    assert run("index", articles, "--library", tmp_path / "library").returncode == 0
    return tmp_path / "library"


COMMANDS = (
    ("search", "river", "--limit", "50"),
    ("kwic", "high"),
    ("actors",),
    ("quotes", "--all"),
    ("sources",),
    ("show", "07.txt"),
    ("search", "said:high actor:bell rive*"),
)


def test_every_command_answers_as_before_on_a_damaged_index(library_folder: Path) -> None:
    words = ("--library", library_folder, "--json")
    intact = {command: run(*command, *words) for command in COMMANDS}
    copy = library_folder.with_name("copy")
    shutil.copytree(library_folder, copy)
    for command in COMMANDS:
        shutil.rmtree(library_folder)
        shutil.copytree(copy, library_folder)
        for path in (library_folder / INVERTED).glob("*.arrays"):
            raw = path.read_bytes()
            path.write_bytes(bytes(byte ^ 0x55 for byte in raw))
        done = run(*command, *words)
        assert done.stdout == intact[command].stdout, command
        assert len(done.stderr.splitlines()) <= 2
        again = run(*command, *words)
        assert (again.stdout, again.stderr) == (intact[command].stdout, intact[command].stderr)
        assert all(json.loads(line) for line in done.stdout.splitlines())
