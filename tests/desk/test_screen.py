"""A text from outside: what the library knows of it, and that nothing of it stays."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from index.errors import ReadFailure
from index.ingest import outside, read_outside
from index.settings import Limits, Settings
from tests.desk.conftest import ARTICLES, Command, Desk
from tests.support import made
from tests.support.terminal import COMMAND, Terminal
from tui.cli import main

DRAFT = """\
Draft on the harbour

Anna Bell said: “The harbour and the bridge will be closed.” Dorn, a merchant, was silent.

Olga Newcomer told reporters that Anna Bell was wrong (Interfax, June 6, 2004; Kommersant, June 7).
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_what_the_library_knows_of_a_text(command: Command, draft: Path) -> None:
    done = command("screen", draft, "--json")
    assert done.status == 0
    (row,) = done.rows
    (text,) = row["texts"]
    actors = {one["name"]: one for one in text["actors"]}
    (bell,) = actors["Anna Bell"]["known"]
    assert actors["Anna Bell"]["certain"]
    assert bell == {"name": "Anna Bell", "kind": "person", "articles": 3, "speaks": 2}
    assert actors["Olga Newcomer"]["known"] == []
    assert {one["name"]: one["articles"] for one in text["outlets"]} == {
        "Interfax": 1,
        "Kommersant": 0,
    }
    said = [(one["speaker"], one["known_speaker"], one["kind"]) for one in text["statements"]]
    assert said == [("Anna Bell", "Anna Bell", "direct"), ("Olga Newcomer", None, "indirect")]
    assert [one["date"] for one in text["citations"]] == ["2004-06-06", "2004-06-07"]
    assert text["same"] == []
    assert "harbour" in text["alike"][0]["shares"] + text["alike"][1]["shares"]
    for one in text["statements"] + text["citations"]:
        assert DRAFT[one["start"] : one["end"]].strip()


def test_a_screened_text_says_what_its_days_rest_on(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(
        "A note\n\n12 May 2004\n\n"
        "“No,” Anna Bell said. Carl Dorn said on Tuesday that he agreed.\n",
        encoding="utf-8",
    )
    shown = command("screen", path).out
    assert "Anna Bell, 2004-05-12\n" in shown
    assert "Carl Dorn, 2004-05-11 [inferred]\n" in shown


def test_one_word_is_counted_as_one(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Harbour\n", encoding="utf-8")
    assert command("screen", path).out.split("\n")[1].endswith(" 1 word")


def test_a_pipe_that_nobody_reads_is_no_failure(desk: Desk, draft: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    words = [COMMAND, "screen", str(draft), *desk.words]
    done = subprocess.run(words, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_part_of_a_name_means_those_who_bear_it(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("A note\n\n“No,” said Minister Dorn.\n", encoding="utf-8")
    ((actor,),) = (text["actors"] for text in command("screen", path, "--json").rows[0]["texts"])
    assert [one["name"] for one in actor["known"]] == ["Carl Dorn"]
    assert not actor["certain"]


def test_a_text_of_the_library_is_recognised(command: Command, desk: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes((desk.articles / "a1.txt").read_bytes())
    (text,) = command("screen", copy, "--json").rows[0]["texts"]
    assert [one["title"] for one in text["same"]] == ["Harbour plans"]
    assert "Harbour plans" not in [one["title"] for one in text["alike"]]


def test_lines_fit_eighty_columns(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "wide.txt"
    words = "漢字 the harbour " * 30
    path.write_text(f"{words[:200]}\n\nAnna Bell said: “{words}\x1b[31m”\n", encoding="utf-8")
    done = command("screen", path)
    assert done.status == 0
    assert "\x1b" not in done.out
    assert max(map(cell_len, done.out.splitlines())) <= 80
    assert not [line for line in done.out.splitlines() if line != line.rstrip()]
    assert "Anna Bell                         person, 3 articles, speaks in 2" in done.out


def test_long_parts_end_early_unless_all_is_asked_for(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("Long\n\n" + "Anna Bell said: “The harbour.”\n\n" * 40, encoding="utf-8")
    short, whole = command("screen", path).out, command("screen", path, "--all").out
    assert "and 25 more: --all prints them" in short
    assert whole.count("“The harbour.”") == 40


@pytest.mark.parametrize("name", ["a.docx", "a.zip"])
def test_other_formats_are_read_by_a_process_of_their_own(name: str, tmp_path: Path) -> None:
    found = read_outside(f"/x/{name}", made.FILES[name](), Settings())
    assert [one.article.title for one in found.articles] == [made.TITLE] * len(found.articles)
    assert {one.article.path.startswith("/x/a.") for one in found.articles} == {True}
    assert len(found.articles[0].statements) >= 1


def test_standard_input_is_read_by_its_first_bytes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(made.docx())))
    assert main(["screen", "-", *desk.words]) in {0, 1}
    assert made.TITLE in capfd.readouterr().out


def test_what_cannot_be_read_is_one_line(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, raw in (("empty.txt", b""), ("bad.docx", b"PK\x03\x04 no zip")):
        (tmp_path / name).write_bytes(raw)
        done = command("screen", tmp_path / name)
        assert (done.status, done.out, len(done.err.splitlines())) == (2, "", 1), done
    done = command("screen", tmp_path / "gone.txt")
    assert (done.status, len(done.err.splitlines())) == (2, 1)
    with pytest.raises(ReadFailure, match="larger than 1 MiB"):
        read_outside("x.txt", b"x" * (1 << 21), Settings(limits=Limits(megabytes=1)))
    monkeypatch.setattr(outside, "_GRACE", -1e9)
    with pytest.raises(ReadFailure, match="took longer than"):
        read_outside("x.docx", made.docx(), Settings())


def test_nothing_of_the_text_stays(
    command: Command, desk: Desk, draft: Path, own_folders: Path
) -> None:
    before = {path: path.read_bytes() for path in desk.library.rglob("*") if path.is_file()}
    assert command("screen", draft).status == 0
    after = {path: path.read_bytes() for path in desk.library.rglob("*") if path.is_file()}
    assert {path for path in after if b"Newcomer" in after[path]} == set()
    assert before.keys() == after.keys()
    kept = [path for path in own_folders.rglob("*") if path.is_file()]
    assert not [path for path in kept if b"Newcomer" in path.read_bytes()]
    assert command("status", "--json").rows[0]["articles"] == len(ARTICLES)


def test_a_text_that_nobody_knows(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "far.txt"
    path.write_text("Xylem\n\nZebras graze.\n", encoding="utf-8")
    done = command("screen", path)
    assert done.status == 1
    assert "The library knows nothing of it" in done.err


def test_a_screen_in_a_terminal(desk: Desk, draft: Path) -> None:
    with Terminal("screen", str(draft), *desk.words) as terminal:
        terminal.wait_for("Draft on the harbour", "Articles most like it")
        assert terminal.end() == 0
