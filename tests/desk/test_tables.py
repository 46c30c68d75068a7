"""Timelines and statements as tables and drawings."""

import builtins
import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.desk import write_timeline
from index.engine import Timeline
from tests.desk.conftest import Command
from tui.cli.report_output import write_report

ALL_KINDS = ("--kind", "direct,mixed,indirect")


def test_a_timeline_as_csv_counts_what_json_counts(command: Command) -> None:
    words = ("search", "harbour OR bridge", "--by", "year", "--over", "bridge")
    table = command(*words, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    told = command(*words, "--json").rows
    assert [(row["period"], int(row["articles"]), int(row["over"])) for row in rows] == [
        (row["period"], row["articles"], row["over"]) for row in told
    ]
    assert (rows[0]["first_day"], rows[0]["last_day"]) == ("2004-01-01", "2004-12-31")


def test_a_timeline_of_statements_goes_by_the_day_said(command: Command, tmp_path: Path) -> None:
    told = command("quotes", *ALL_KINDS, "-q", "harbour OR bridge", "--json").rows
    days = Counter(row["said_date"][:7] if row["said_date"] else None for row in told)
    words = ("search", "harbour OR bridge", "--by", "said-month")
    rows = command(*words, "--json").rows
    assert {row["period"]: row["statements"] for row in rows if row["statements"]} == days
    table = command(*words, "--format", "csv").out
    assert table.splitlines()[0] == "period,first_day,last_day,statements"
    assert " statements by month said" in command(*words, "--format", "svg").out
    assert sum(row["statements"] for row in command(*words[:-1], "said", "--json").rows) == sum(
        days.values()
    )


def test_a_timeline_as_a_drawing(command: Command, tmp_path: Path) -> None:
    target = tmp_path / "t.svg"
    words = ("search", "harbour <b>", "--by", "month", "--over", "bridge", "--output", target)
    done = command(*words)
    assert (done.status, done.out) == (0, "")
    told = done.err.splitlines()[-1]
    assert re.fullmatch(r"pressmark: Timeline of \d+ months? written to \S+t\.svg\.", told)
    drawn = ElementTree.parse(target).getroot()
    shapes = "{http://www.w3.org/2000/svg}"
    bars = [one for one in drawn.iter(f"{shapes}rect") if one.find(f"{shapes}title") is not None]
    assert len(bars) == len([
        row for row in command(*words[:-2], "--json").rows if row["period"]
        for name in ("articles", "over") if row[name]
    ])  # fmt: skip
    assert "harbour <b>: " in "".join(drawn.itertext())


@given(
    st.sampled_from(["day", "month", "year", "decade"]),
    st.lists(st.integers(0, 10**6), max_size=40),
    st.text(max_size=20),
)
def test_any_timeline_is_drawn_within_its_picture(unit: Any, counts: list[int], query: str) -> None:
    line = Timeline(unit, 12, (tuple(counts),), (3,))
    drawn = ElementTree.fromstring(write_timeline(line, [query], "svg"))
    for one in drawn.iter("{http://www.w3.org/2000/svg}rect"):
        x, y = float(one.get("x", 0)), float(one.get("y", 0))
        assert 0 <= x <= x + float(one.get("width", 0)) <= float(drawn.get("width", 0)) + 0.1
        assert 0 <= y <= y + float(one.get("height", 0)) <= float(drawn.get("height", 0)) + 0.1


def test_formats_of_a_timeline_need_its_unit(command: Command, tmp_path: Path) -> None:
    for words in (("--format", "csv"), ("--output", tmp_path / "t.svg")):
        done = command("search", "harbour", *words)
        assert (done.status, done.out, len(done.err.splitlines())) == (2, "", 1)
    done = command("search", "nothinglikeit", "--by", "year", "--output", tmp_path / "t.svg")
    assert (done.status, list(tmp_path.glob("*.svg"))) == (1, [])


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_statements_as_a_table(ending: str, command: Command, tmp_path: Path) -> None:
    target = tmp_path / f"said.{ending}"
    done = command("quotes", *ALL_KINDS, "-q", "harbour", "--output", target)
    assert (done.status, done.out) == (0, "")
    told = command("quotes", *ALL_KINDS, "-q", "harbour", "--json").rows
    if ending == "csv":
        with target.open(encoding="utf-8", newline="") as stream:
            rows: list[dict[str, Any]] = list(csv.DictReader(stream))
    elif ending == "jsonl":
        rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
        assert rows == told
    else:
        rows = pyarrow.parquet.read_table(target).to_pylist()
        assert [row["content"] for row in rows] == [json.dumps(row["content"]) for row in told]
        assert [row["start"] for row in rows] == [row["start"] for row in told]
    assert len(rows) >= 4
    assert done.err.strip() == f"pressmark: {len(rows)} statements written to {target}."
    for name in ("text", "kind", "locator", "said_date"):
        assert [row[name] or None for row in rows] == [row[name] for row in told]
    if ending != "jsonl":
        assert rows[0]["title"] == "Harbour plans"
        assert rows[0]["speaker_basis"] == told[0]["basis"]["speaker"]


def test_without_pyarrow_one_line_says_what_to_install(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "pyarrow":
            raise ImportError(name)
        return load(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    done = command("quotes", "--output", tmp_path / "said.parquet")
    assert (done.status, len(done.err.splitlines())) == (2, 1)
    assert "pressmark[parquet]" in done.err
    assert list(tmp_path.glob("said*")) == []


def test_a_table_of_nothing_is_not_written(command: Command, tmp_path: Path) -> None:
    assert command("quotes", "-q", "bridge", "--speaker", "dorn", "--output",
                   tmp_path / "said.csv").status == 1  # fmt: skip
    assert list(tmp_path.glob("said*")) == []
    done = command("quotes", "--format", "parquet")
    assert (done.status, len(done.err.splitlines())) == (2, 1)


def test_a_full_disk_in_the_middle_leaves_the_older_table(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "said.csv"
    target.write_text("older", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("os.fsync", full)
    done = command("quotes", "--output", target)
    assert (done.status, len(done.err.splitlines())) == (2, 1)
    assert target.read_text(encoding="utf-8") == "older"


def test_a_link_stays_and_the_file_it_names_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    link = tmp_path / "link.md"
    link.symlink_to("far/target.md")
    for words in ("first", "second"):
        write_report(words, str(link))
        assert link.is_symlink() and (tmp_path / "far" / "target.md").read_text() == words
    assert [path.name for path in (tmp_path / "far").iterdir()] == ["target.md"]
