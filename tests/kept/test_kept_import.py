"""Import of marks: every field is checked, refused lines are named, the others are imported."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.kept import Mark, from_jsonl, write
from index.kept.export.json_lines import to_jsonl
from index.kept.records import mark_body
from index.model import EXPORT_FORMATS
from index.text import one_line, safe
from tests.support.cli import run
from tests.support.marks import make_passage_of

GOOD = Mark("good", make_passage_of(1), "n", ("t",), "2026-01-01T00:00:00", "2026-01-01T00:00:00")
BAD: list[tuple[tuple[str, ...], object]] = [
    (("created",), None),
    (("created",), 5),
    (("created",), "yesterday"),
    (("id",), "\x1b]0;title\x07"),
    (("id",), ""),
    (("id",), "x" * 500),
    (("tags",), "tag"),
    (("tags",), [3]),
    (("note",), "x" * 2_000_000),
    (("passage", "kind"), None),
    (("passage", "kind"), "a\x9bb"),
    (("passage", "occurrence"), 0),
    (("passage", "source_date"), "soon"),
    (("passage", "anchor", "exact"), " "),
    (("passage", "anchor", "start"), -1),
    (("passage", "anchor", "end"), True),
    (("passage", "source", "article"), ["x"]),
    (("passage", "source", "author"), 3),
    (("passage", "source", "date"), "not a date"),
    (("passage", "source", "digest"), None),
    (("passage", "source", "paragraph"), "x\x1b[31m"),
    (("passage", "source", "paragraph"), -1),
    (("passage", "source", "publication"), {"a": 1}),
    (("passage", "source", "path"), "/a\0b"),
    (("passage", "source", "path"), ""),
    (("passage", "source", "path"), "/\ud800"),
]


def line_with(path: tuple[str, ...], value: object) -> str:
    body: Any = json.loads(json.dumps(mark_body(GOOD)))
    inner = body
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    return json.dumps(body)


@pytest.mark.parametrize(("path", "value"), BAD, ids=lambda part: str(part)[:40])
def test_a_bad_field_refuses_its_line_only(path: tuple[str, ...], value: object) -> None:
    found = from_jsonl([to_jsonl([GOOD]), line_with(path, value), "", to_jsonl([GOOD])])
    assert found.marks == (GOOD, GOOD)
    assert [row.line for row in found.refused] == [2]
    assert found.refused[0].reason.isprintable()


@pytest.mark.parametrize("line", [b"\xff\xfe", b"[" * 100_000, b"1" * 5_000, b'{"id": NaN}'])
def test_a_line_that_is_no_json_object_is_refused(line: bytes) -> None:
    found = from_jsonl([line, to_jsonl([GOOD]).encode()])
    assert found.marks == (GOOD,)
    assert [row.line for row in found.refused] == [1]


def test_free_text_loses_control_characters_and_stays() -> None:
    (mark,) = from_jsonl([line_with(("note",), "one\x9b31m\u202etwo\n")]).marks
    assert mark.note == "onetwo\n"


texts = st.text(max_size=30).map(safe)
names = st.none() | texts.filter(str.strip)
tag_names = st.text(max_size=30).map(one_line).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(texts, st.lists(tag_names, max_size=3, unique=True), names, names)
def test_export_then_import_is_identity(
    note: str, tags: list[str], speaker: str | None, author: str | None
) -> None:
    from msgspec.structs import replace

    passage = replace(
        GOOD.passage,
        speaker=speaker,
        source=replace(GOOD.passage.source, author=author, path="/a\udcff.txt"),
        occurrence=2,
    )
    mark = replace(GOOD, note=note, tags=tuple(tags), passage=passage)
    found = from_jsonl(to_jsonl([mark]).encode().splitlines(keepends=True))
    assert (found.marks, found.refused) == ((mark,), ())


def test_the_command_imports_the_good_lines_and_names_the_others(tmp_path: Path) -> None:
    lines = [line_with(path, value) for path, value in BAD]
    file = tmp_path / "marks.jsonl"
    file.write_text("\n".join([*lines, json.dumps(mark_body(GOOD))]), encoding="utf-8")
    done = run("import", file, "--json")
    assert done.returncode == 2
    row = json.loads(done.stdout)
    assert row["added"] == 1
    assert [one["line"] for one in row["refused"]] == list(range(1, len(BAD) + 1))
    assert "\x1b" not in done.stderr
    for form in EXPORT_FORMATS:
        exported = run("export", "--format", form)
        assert (exported.returncode, "words that were said" in exported.stdout) == (0, True)


hostile = "\x1b]0;x\x07\x9b31m\u202e\x7f"


@pytest.mark.parametrize("form", EXPORT_FORMATS)
def test_no_field_brings_control_characters_into_an_export(form: str) -> None:
    from msgspec.structs import replace

    source = replace(
        GOOD.passage.source, article=f"a{hostile}", volume=hostile, issue=f"1{hostile}",
        title=f"T{hostile}", path=f"/x{hostile}.txt", author=f"A{hostile}", publication=hostile,
    )  # fmt: skip
    passage = replace(GOOD.passage, source=source, kind=hostile, speaker=f"S{hostile}")
    text = write([replace(GOOD, id=f"i{hostile}", tags=(hostile,), passage=passage)], form)
    assert not [c for c in text if safe(c) != c and c not in "\r"]
    if form == "csl":
        assert json.loads(text)[0]["id"].isascii()


def test_bibtex_paths_are_as_they_are_and_keys_are_unique() -> None:
    from msgspec.structs import replace

    source = replace(GOOD.passage.source, path="/my_files/50%_#1 & more.txt")
    passage = replace(GOOD.passage, source=source)
    twins = [replace(GOOD, id=f"{n}-same-start"[2:] + str(n), passage=passage) for n in (1, 2)]
    text = write(twins, "bibtex")
    assert "  file = {/my_files/50%_#1 & more.txt}," in text
    keys = [line for line in text.splitlines() if line.startswith("@")]
    assert len(set(keys)) == 2
    unbalanced = replace(passage, source=replace(source, path="/a}b.txt"))
    assert "  file = {file:///a%7Db.txt}," in write([replace(GOOD, passage=unbalanced)], "bibtex")
