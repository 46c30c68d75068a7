"""Damage to the store of marks: one bad row or page never hides the others."""

import json
import os
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.kept import Mark, Queue, Review, write
from index.kept.records import mark_body
from index.kept.trail import Step
from index.model import EXPORT_FORMATS
from tests.support.cli import run
from tests.support.marks import damage_row, make_passage_of

EXAMPLES = int(os.environ.get("PRESSMARK_FAULTS", "40"))
COUNT = 6

bodies = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


def fields_of(body: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """The paths of all fields of a JSON object."""
    found: list[tuple[str, ...]] = []
    for name, value in body.items():
        found.append((*path, name))
        if isinstance(value, dict):
            found += fields_of(value, (*path, name))
    return found


def changed_field(body: dict[str, Any], path: tuple[str, ...], value: object) -> str:
    """The JSON of `body` with one field replaced."""
    copy: Any = json.loads(json.dumps(body))
    inner = copy
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    return json.dumps(copy)


def filled(path: Path) -> Review:
    """A store with six marks, states and steps."""
    review = Review(path)
    for number in range(COUNT):
        review.add_mark(make_passage_of(number), f"note {number}", [f"tag{number}"])
        review.set_state(make_passage_of(number).source, "read")
        review.put_step("library", Step(f"s{number}", f"2026-01-0{number + 1}", "open", "q"), None)
        review.save_search(f"query {number}", ["a"])
        review.set_queue(f"library {number}", Queue("q", ("a", "b")))
    return review


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.data())
def test_a_mark_with_any_field_replaced_hides_no_other(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.sqlite"
        review = filled(path)
        marks = review.marks()
        bad = data.draw(st.sampled_from(marks))
        body = json.loads(json.dumps(mark_body(bad)))
        damaged = data.draw(
            st.one_of(
                st.binary(max_size=30),
                bodies.map(json.dumps),
                st.builds(
                    lambda field, value: changed_field(body, field, value),
                    st.sampled_from(fields_of(body)),
                    bodies,
                ),
                st.just("[" * 100_000),
            )
        )
        damage_row(path, "marks", "body", ("id", bad.id), damaged)
        found = {mark.id: mark for mark in review.marks()}
        for mark in marks:
            if mark.id != bad.id:
                assert found[mark.id] == mark
        hidden = bad.id not in found
        assert [row.key for row in review.damaged()] == ([bad.id] if hidden else [])
        for form in EXPORT_FORMATS:
            text = write(list(found.values()), form)
            assert all(mark.note in text for mark in marks if mark.id != bad.id) or form == "ris"
        review.backup(Path(folder) / "copy.sqlite")
        with sqlite3.connect(path) as db:
            kept = db.execute("SELECT body FROM marks WHERE id = ?", (bad.id,)).fetchone()[0]
        assert kept == damaged, "a damaged row stays for repair"
        review.close()


@pytest.mark.parametrize(
    ("table", "column", "key"),
    [
        ("states", "body", ("article", "art2")),
        ("states", "digest", ("article", "art2")),
        ("trail", "place", ("id", "s2")),
        ("trail", "kind", ("id", "s2")),
        ("searches", "seen", ("query", "query 2")),
        ("queue", "articles", ("name", "library 2")),
        ("marks", "body", ("id", None)),
    ],
)
@pytest.mark.parametrize("value", [b"\xff\xfe", "nonsense", 7, b"", "[1]"])
def test_each_table_reads_past_a_damaged_row(
    tmp_path: Path, table: str, column: str, key: tuple[str, object], value: object
) -> None:
    path = tmp_path / "review.sqlite"
    review = filled(path)
    if table == "marks":
        key = ("id", review.marks()[2].id)
    damage_row(path, table, column, key, value)
    least = COUNT - 1
    assert len(review.marks()) >= least
    assert len(review.states()) >= least
    assert len(review.trail("library").steps) >= least
    assert len(review.searches()) >= least
    assert sum(review.queue(f"library {n}") is not None for n in range(COUNT)) >= least
    assert len(review.damaged()) <= 1
    assert review.history() == []
    review.close()


def test_an_import_over_a_damaged_row_can_be_undone_to_the_same_bytes(tmp_path: Path) -> None:
    review = filled(tmp_path / "review.sqlite")
    mark = review.marks()[0]
    damage_row(review.path, "marks", "body", ("id", mark.id), b"\xff half a row")
    review.merge([mark])
    assert mark in review.marks()
    assert review.undo() == "import"
    with sqlite3.connect(review.path) as db:
        (body,) = db.execute("SELECT body FROM marks WHERE id = ?", (mark.id,)).fetchone()
    assert body == b"\xff half a row"


def test_a_damaged_page_hides_only_its_own_rows(tmp_path: Path) -> None:
    path = tmp_path / "review.sqlite"
    review = Review(path)
    review.merge(
        Mark(f"{number:04}", make_passage_of(number, "some words " * 60), "", (), "", "")
        for number in range(200)
    )
    review.close()
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM changes")
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    raw = bytearray(path.read_bytes())
    place = raw.index(b'"id": "0100"')
    page = place // 4096 * 4096
    raw[page : page + 8] = b"\xff" * 8
    path.write_bytes(raw)
    damaged = Review(path)
    found = {mark.id for mark in damaged.marks()}
    assert len(found) >= 150
    assert {"0000", "0199"} <= found
    assert any("damaged" in row.reason for row in damaged.damaged())
    assert damaged.check() is not None


def test_commands_go_on_and_name_the_damaged_row(own_folders: Path, tmp_path: Path) -> None:
    review = Review()
    good = review.add_mark(make_passage_of(1), "a good note")
    bad = review.add_mark(make_passage_of(2), "a bad note")
    damage_row(review.path, "marks", "body", ("id", bad.id), "{")
    done = run("export", "--format", "csv")
    assert (done.returncode, "a good note" in done.stdout) == (0, True)
    assert bad.id in done.stderr
    assert "Traceback" not in done.stderr
    status = json.loads(run("status", "--json").stdout)["review"]
    assert (status["marks"], status["sound"]) == (1, False)
    assert [row["key"] for row in status["damaged"]] == [bad.id]
    assert run("backup", tmp_path / "copy.sqlite").returncode == 0
    assert run("cite", f"[{good.passage.locator}]").returncode == 0
    assert run("search", "is:marked").returncode == 1
