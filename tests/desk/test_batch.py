"""Batches: a table of names checked in one go, a bad row reported in its own line."""

import csv
import errno
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.catalog.held_names import HeldNames
from index.desk import read_table
from index.errors import PressmarkError
from index.library import Library
from tests.desk.conftest import Command, Desk
from tests.support.cli import run
from tests.support.terminal import Terminal
from tui.cli import main

TABLE = """\
Name,Aliases,Query,Date,Ref
"Bell, Anna",A. Bell,,,R1
Carl Dorn,,,2004,R2
Nobody Known,,,,R3
,,nofield:x,,R4

,,bridge harbour nonsense words,,R6
Anna Bell,,,31.02.2004,R7
,,bridge -Bell,,R8
"""


def table(tmp_path: Path, text: str | bytes, name: str = "names.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_each_row_says_what_it_finds(command: Command, tmp_path: Path) -> None:
    done = command("batch", table(tmp_path, TABLE), "--json")
    assert done.status == 0
    bell, dorn, nobody, unknown, empty, loose, dated, bridge = done.rows
    assert [row["row"] for row in done.rows] == list(range(2, 10))
    assert (bell["name"], bell["hits"], bell["actors"]) == ("Bell, Anna", 3, ["Anna Bell"])
    assert (bell["first_date"], bell["last_date"]) == ("2004-05-03", "2005-02-01")
    assert (bell["statements_by"], bell["statements_about"]) == (2, 2)
    assert bell["columns"] == {"Ref": "R1"}
    assert bell["publications"][0] == {"name": "Port Herald", "articles": 2}
    assert (dorn["hits"], dorn["outlets"]) == (2, [{"name": "Interfax", "articles": 1}])
    assert (nobody["hits"], nobody["problem"]) == (0, None)
    assert "There is no field nofield" in unknown["problem"]
    assert empty["problem"] == "the row is empty"
    assert loose["hits"] == 0, "articles with most of the words are no hits here"
    assert "31.02.2004" in dated["problem"]
    assert (bridge["hits"], bridge["statements_by"], bridge["title"]) == (1, None, "Bridge opened")
    assert "row 5: the query fails" in done.err


def test_counts_and_locators_are_those_of_other_commands(command: Command, tmp_path: Path) -> None:
    (row,) = command("batch", table(tmp_path, "name\nCarl Dorn\n"), "--json").rows
    said = command("quotes", "--speaker", "Carl Dorn", "--kind", "direct,mixed,indirect", "--json")
    assert row["statements_by"] == len(said.rows)
    assert row["hits"] == len(command("search", row["query"], "--json").rows)
    (cited,) = command("cite", row["locator"], "--json").rows
    assert row["passage"] in cited.values()


def test_csv_keeps_formulas_and_lines_harmless(command: Command, tmp_path: Path) -> None:
    path = table(tmp_path, "name;ref\n=HYPERLINK(1);@x\n'Anna Bell';-1\n")
    done = command("batch", path)
    assert done.status == 0, done.err
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert [row["name"] for row in rows] == ["'=HYPERLINK(1)", "'Anna Bell'"]
    assert [row["ref"] for row in rows] == ["'@x", "'-1"]


def test_markdown_is_one_table(command: Command, tmp_path: Path) -> None:
    path = table(tmp_path, "name\nAnna Bell\nCarl | Dorn\n")
    lines = command("batch", path, "--format", "md").out.splitlines()
    assert len(lines) == 4
    assert "| Carl \\| Dorn |" in lines[3]
    assert "harbour" in lines[2]


def test_exit_status_says_whether_anything_was_found(command: Command, tmp_path: Path) -> None:
    assert command("batch", table(tmp_path, "name\nNobody Known\n")).status == 1
    assert command("batch", table(tmp_path, "query\nnofield:x\n")).status == 1
    for text in (b"", b"name\n", b"colour\nred\n", b"name\n\0\1\2", b"PK\x03\x04rest"):
        done = command("batch", table(tmp_path, text))
        assert (done.status, done.out, len(done.err.splitlines())) == (2, "", 1), text
    done = command("batch", tmp_path / "missing.csv")
    assert (done.status, len(done.err.splitlines())) == (2, 1)


def test_the_report_is_whole_or_not_there(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, target = table(tmp_path, TABLE), tmp_path / "out" / "found.csv"
    target.parent.mkdir()
    assert command("batch", path, "--output", target).status == 0
    before = target.read_bytes()
    assert before.count(b"\r\n") >= 9

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    monkeypatch.setattr("os.fsync", full)
    done = command("batch", table(tmp_path, "name\nAnna Bell\n"), "--output", target)
    assert (done.status, len(done.err.splitlines())) == (2, 1)
    assert target.read_bytes() == before
    assert [one.name for one in target.parent.iterdir()] == ["found.csv"]


def test_the_table_itself_is_never_replaced(command: Command, tmp_path: Path) -> None:
    path = table(tmp_path, TABLE)
    done = command("batch", path, "--output", path)
    assert (done.status, len(done.err.splitlines())) == (2, 1)
    assert path.read_text(encoding="utf-8") == TABLE


def test_signs_of_the_query_language_in_a_name_are_none() -> None:
    rows = read_table(b'name\n"@bell ""x"" OR -a*"\n', "x").rows
    assert str(rows[0].query) == 'actor:"bell x OR -a*" OR "bell x OR -a*"'


def test_standard_input_and_a_folder_that_is_gone(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"name\nAnna Bell\n")))
    assert main(["batch", "-", *desk.words]) == 0
    assert "Anna Bell" in capfd.readouterr().out
    done = run("batch", table(tmp_path, "name\nx\n"), tmp_path / "gone")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_a_batch_in_a_terminal(desk: Desk, tmp_path: Path) -> None:
    with Terminal("batch", str(table(tmp_path, TABLE)), *desk.words, "--format", "md") as terminal:
        terminal.wait_for("8 rows: 3 found something", "row 5")
        assert terminal.end() == 0


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("name\nMüller\n".encode(), ["Müller"]),
        ("\ufeffname\nMüller\n".encode(), ["Müller"]),
        ("name\r\nMüller\r\nÑáñez\r\n".encode("cp1252"), ["Müller", "Ñáñez"]),
        (b"name\nAnna \0Bell\n", ["Anna Bell"]),
        ("name,date\nMüller,2004\0\nИванов,2005\n".encode(), ["Müller", "Иванов"]),
        ("name\nИванов\nПетров\n".encode("utf-16-le"), ["Иванов", "Петров"]),
        ("name\nMüller\n".encode("utf-16"), ["Müller"]),
        ("name;date\nMüller;2004\n".encode("utf-16-le"), ["Müller"]),
        ("name\nИванов\nПетров\n".encode(), ["Иванов", "Петров"]),
        (b"sep=;\nname;date\nBell, Anna;2004\n", ["Bell, Anna"]),
        (b"First name\tLast name\nAnna\tBell\n", ["Anna Bell"]),
        (b"name\nBell, Anna\n", ["Bell, Anna"]),
        ("name\nМакДональд\nПетров\nиванов\n".encode("cp1251"), ["МакДональд", "Петров", "иванов"]),
        ("name\nИванов\nПетров\n".encode("koi8-r"), ["Иванов", "Петров"]),
        ("name\nΓιάννης Παπάς\n".encode("cp1253"), ["Γιάννης Παπάς"]),
    ],
)
def test_encodings_and_dialects(raw: bytes, names: list[str]) -> None:
    rows = read_table(raw, "x").rows
    assert [row.name for row in rows] == names
    assert all(row.query is not None for row in rows)


def test_a_row_with_broken_bytes_is_the_only_one_left_out() -> None:
    raw = "name\nMüller\nÉmile Août\n".encode() + b"Br\xfcn\n"
    assert [row.problem is None for row in read_table(raw, "x").rows] == [True, True, False]


def test_rows_in_utf8_are_not_read_in_the_encoding_of_other_rows() -> None:
    raw = "name\nMüller\n".encode() + "Brün\nÉmile\nAnna\n".encode("cp1252")
    rows = read_table(raw, "x").rows
    assert [row.name for row in rows if row.problem is None] == ["Müller", "Anna"]
    (lone,) = read_table("name\nСёмин\n".encode("cp1251"), "x").rows
    assert lone.name == "Сёмин"


def test_bytes_that_no_encoding_makes_words_are_named_in_their_row() -> None:
    (row,) = read_table(b"name\n\xff\xfe\x81\n", "x").rows
    assert "bytes" in (row.problem or "")


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe\x81", "\ufeffname\nA".encode("utf-16-be")[:-1], b"\xff\xfename\nAnn\n"]
)
def test_a_mark_of_utf16_before_other_bytes_is_refused(raw: bytes) -> None:
    with pytest.raises(PressmarkError, match=r"^names\.csv begins as UTF-16"):
        read_table(raw, "names.csv")


@pytest.mark.parametrize(
    ("cells", "query"),
    [
        ("x,2004..2005,,", "date:2004..2005"),
        ("x,,2004-05,", "date:2004-05.."),
        ("x,,12.05.2004,2005-01-01 00:00:00", "date:2004-05-12.. date:..2005-01-01"),
        ('x,"May 12, 2004",,', "date:2004-05-12"),
        ("x,,2006,2004", None),
        ("x,soon,,", None),
        ("x,2004-13,,", None),
    ],
)
def test_dates_of_a_row(cells: str, query: str | None) -> None:
    (row,) = read_table(f"name,date,from,to\n{cells}\n".encode(), "x").rows
    assert (row.problem is None) == (query is not None), row.problem
    if query:
        assert str(row.query).endswith(query) or query in str(row.query)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader_of_tables(raw: bytes) -> None:
    for head in (b"", b"name,aliases,query,date\n"):
        try:
            rows = read_table(head + raw, "x").rows
        except PressmarkError as error:
            assert "\n" not in str(error)
        else:
            assert all((row.query is None) == (row.problem is not None) for row in rows)


@given(st.lists(st.text("ab %_", min_size=1, max_size=5), max_size=8), st.text("ab ", max_size=3))
def test_held_names_are_found_as_by_a_scan(names: list[str], wanted: str) -> None:
    held = HeldNames([(name, at) for at, name in enumerate(names)])
    text = f" {wanted}"
    assert held.containing(text) == {at for at, name in enumerate(names) if text in f" {name} "}
    assert held.called(wanted) == {at for at, name in enumerate(names) if name == wanted}


def test_held_names_change_no_look_up(desk: Desk) -> None:
    library = Library.open([desk.articles], desk.library)
    asked = [(name, exact) for name in ("Bell", "anna bell", "Dor", "Qvist", "x", "", "%")
             for exact in (False, True)]  # fmt: skip
    before = [library.find_actors(*one) for one in asked]
    assert any(before)
    library.catalog.hold_names()
    assert [library.find_actors(*one) for one in asked] == before
    library.close()


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
@pytest.mark.parametrize(
    "after", ["Maria Quist,", '"Quist, Maria",', '"Maria ""Mia"" Quist",', '"Maria" Quist,']
)
def test_a_quotation_mark_that_is_never_closed_costs_its_row_alone(end: str, after: str) -> None:
    table_read = read_table(
        f'name,query\nAnna Bell,\n"Carl Dorn,\n{after}\nOto Lind,{end}'.encode(), "t"
    )
    good, bad, *rest = table_read.rows
    assert (good.name, good.problem) == ("Anna Bell", None)
    assert (bad.number, bad.name, bad.query) == (3, '"Carl Dorn,', None)
    assert bad.problem == "a quotation mark is never closed"
    assert [(row.number, row.problem) for row in rest] == [(4, None), (5, None)]
    assert "Quist" in rest[0].name and rest[1].name == "Oto Lind"


def test_cells_of_several_lines_and_loose_marks_are_no_problem() -> None:
    raw = b'name,note\n"Bell, Anna","one\ntwo"\n"Carl" Dorn,5" long\n'
    assert [(row.name, row.problem) for row in read_table(raw, "t").rows] == [
        ("Bell, Anna", None),
        ("Carl Dorn", None),
    ]
    with pytest.raises(PressmarkError, match="no rows"):
        read_table(b"name\n", "t")


def test_a_cell_that_is_too_long_costs_its_row_alone() -> None:
    first, second = read_table(b"name\n" + b"a" * 1_000_001 + b"\nAnna Bell\n", "t").rows
    assert "longer" in (first.problem or "")
    assert (second.name, second.problem) == ("Anna Bell", None)


def test_the_ending_of_the_output_names_the_format(command: Command, tmp_path: Path) -> None:
    source = table(tmp_path, "name\nAnna Bell\n")
    assert command("batch", source, "--output", tmp_path / "found.md").status == 0
    assert (tmp_path / "found.md").read_text().startswith("|")
    wrong = {
        "batch": (source, "--output", tmp_path / "found.xlsx"),
        "network": ("--output", tmp_path / "who.dot"),
        "quotes": ("--output", tmp_path / "said.xls"),
        "search": ("harbour", "--by", "year", "--output", tmp_path / "line.png"),
    }
    for name, words in wrong.items():
        done = command(name, *words)
        assert (done.status, done.out) == (2, "")
        assert "end its name in" in done.err and done.err.count("\n") == 1
    assert command("network", "--output", tmp_path / "who.json").status == 0
    assert (tmp_path / "who.json").read_text().startswith("{")
    written = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert written == {"names.csv", "found.md", "who.json"}


def test_a_folder_is_no_output_and_no_temporary_name_is_shown(
    command: Command, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        command("network", "--output", tmp_path)
    said = capfd.readouterr().err
    assert f"{tmp_path} is a folder" in said and said.count("\n") == 1
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit):
        command("network", "--output", tmp_path / "file" / "who.gexf")
    assert f"There is no folder {tmp_path / 'file'}:" in capfd.readouterr().err


def test_over_without_by_is_refused(command: Command) -> None:
    done = command("search", "harbour", "--over", "bridge")
    assert (done.status, done.out) == (2, "") and "add --by" in done.err
