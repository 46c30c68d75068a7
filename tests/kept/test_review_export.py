"""Marks in every export format, read back by other parsers, and merged without duplicates."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from index.corrections.anchors import Anchor
from index.kept.export import (
    cite,
    clipping,
    from_jsonl,
)
from index.kept.export import write as write_marks
from index.kept.export.bibtex_export import to_bibtex
from index.kept.export.csl import to_csl
from index.kept.export.csv_export import to_csv
from index.kept.export.json_lines import to_jsonl
from index.kept.export.markdown_export import to_markdown
from index.kept.export.ris import to_ris
from index.kept.records import Mark, Passage, PassageSource, mark_body, mark_from
from index.kept.review import Review
from index.model import EXPORT_FORMATS
from tests.support.marks import make_passage_of as passage
from tests.support.paths import ROOT


class TestMerging:
    def test_marks_of_two_people_without_duplicates(self, review: Review, tmp_path: Path) -> None:
        mine = review.add_mark(passage(1), "Mine", ["a"])
        review.add_mark(passage(2))
        other = Review(tmp_path / "other" / "review.sqlite")
        other.add_mark(passage(1), "Theirs", ["b"])
        other.add_mark(passage(3), "New", ["c"])
        handed = from_jsonl(to_jsonl(other.marks()).splitlines()).marks
        assert review.merge(handed) == (1, 1, 0)
        assert review.merge(handed) == (0, 0, 2)
        marks = {mark.passage.source.article: mark for mark in review.marks()}
        assert set(marks) == {"art1", "art2", "art3"}
        assert (marks["art1"].note, marks["art1"].tags, marks["art1"].id) == (
            "Mine\n\nTheirs",
            ("a", "b"),
            mine.id,
        )
        assert review.undo() == "import"
        assert len(review.marks()) == 2

    def test_the_later_change_of_the_same_mark_wins(self, review: Review, tmp_path: Path) -> None:
        mark = review.add_mark(passage(1), "Old")
        other = Review(tmp_path / "other" / "review.sqlite")
        other.merge([mark])
        other.set_note(mark.id, "New")
        assert review.merge(other.marks()) == (0, 1, 0)
        assert review.marks()[0].note == "New"
        assert other.merge([mark]) == (0, 0, 1)

    @pytest.mark.parametrize(
        "line", ["nonsense", "[]", "{}", '{"id": 5}', "null", '{"id": "x", "passage": {}}']
    )
    def test_what_is_no_mark_is_named_by_its_line(self, line: str) -> None:
        good = to_jsonl([Mark("m", passage())])
        found = from_jsonl([*good.splitlines(), line, *good.splitlines()])
        assert [row.line for row in found.refused] == [2]
        assert len(found.marks) == 2


awkward = st.text(st.sampled_from(list("abc {}\\%&$#_~^\"'“”éЯ漢\n,;=@-[]*<>|`")), max_size=40)


def any_mark(words: str, title: str, note: str, speaker: str | None, number: int) -> Mark:
    source = PassageSource(
        "a1", "/a b/[x].txt", title, "Mo & Co", "1", None, "O’Neil, Á.", "2004-05", 2, "d"
    )
    anchor = Anchor(0, len(words), words, "", "")
    kept = Passage(anchor, source, "quotation", speaker, "said", "Izvestia", "2004-05-12")
    return Mark(f"{number:012d}", kept, note, ("tag one", "zwei"), "2026-01-01", "2026-01-01")


some = awkward.filter(str.strip)
numbers = st.integers(0, 10**6).map(lambda n: n * 10**6)
marks_of_any_kind = st.lists(
    st.builds(any_mark, some, some, awkward, st.one_of(st.none(), some), numbers),
    min_size=1,
    max_size=4,
    unique_by=lambda mark: mark.id[:6],
)


class TestFormats:
    @given(marks_of_any_kind)
    def test_json_lines_come_back_whole(self, marks: list[Mark]) -> None:
        assert list(from_jsonl(to_jsonl(marks).splitlines()).marks) == marks

    @given(marks_of_any_kind)
    def test_csv_is_read_by_a_csv_reader(self, marks: list[Mark]) -> None:
        rows = list(csv.DictReader(io.StringIO(to_csv(marks), newline="")))
        assert [row["quote"].removeprefix("'") for row in rows] == [
            mark.passage.anchor.exact.removeprefix("'") for mark in marks
        ]
        assert all(
            row["locator"] == mark.passage.locator for row, mark in zip(rows, marks, strict=True)
        )
        assert not any(cell[:1] in {"=", "@", "+"} for row in rows for cell in row.values())

    @given(marks_of_any_kind)
    def test_bibtex_is_read_by_a_bibtex_parser(self, marks: list[Mark]) -> None:
        import bibtexparser
        from bibtexparser.middlewares import LatexDecodingMiddleware

        parse: Any = bibtexparser
        if hasattr(parse, "parse_string"):
            library = parse.parse_string(
                to_bibtex(marks), append_middleware=[LatexDecodingMiddleware()]
            )
            assert not library.failed_blocks
            entries = [{"ID": e.key, **{f.key: f.value for f in e.fields}} for e in library.entries]
        else:
            entries = parse.loads(to_bibtex(marks)).entries
        assert len(entries) == len(marks)
        for entry, mark in zip(entries, marks, strict=True):
            assert mark.passage.locator in entry["ID"]
            assert entry["year"] == "2004"
            assert entry["pages"].endswith("2")
            assert "Izvestia" in entry["note"]

    @given(marks_of_any_kind)
    def test_ris_is_read_by_a_ris_parser(self, marks: list[Mark]) -> None:
        import rispy

        entries = rispy.loads(to_ris(marks))
        assert len(entries) == len(marks)
        for entry, mark in zip(entries, marks, strict=True):
            assert entry["type_of_reference"] == "NEWS"
            assert " ".join(entry["abstract"].split()) == " ".join(
                mark.passage.anchor.exact.split()
            )
            assert entry["start_page"] == "para. 2"
            assert entry["keywords"] == ["tag one", "zwei"]
            assert mark.passage.locator in "".join(entry["notes"])

    @given(marks_of_any_kind)
    def test_csl_fits_the_schema_and_is_taken_by_a_processor(self, marks: list[Mark]) -> None:
        import jsonschema
        from citeproc.source.json import CiteProcJSON

        items = json.loads(to_csl(marks))
        schema = json.loads(
            (ROOT / "tests" / "support" / "data" / "csl-data-subset.json").read_text(
                encoding="utf-8"
            )
        )
        jsonschema.validate(items, schema)
        source = CiteProcJSON(items)
        assert len(source) == len(items)

    def test_markdown(self) -> None:
        text = to_markdown(
            [Mark("m", passage(words="He said [sic] *that*\n\nand # this"), "My _note_", ("tag",))]
        )
        listed = to_markdown([Mark("m", passage(words="1. $5~ <b>\n- no list"), "+ this", ())])
        assert "> 1\\. \\$5\\~ \\<b\\>\n> \\- no list" in listed and "\n\\+ this\n" in listed
        assert "> He said \\[sic\\] \\*that\\*\n>\n> and \\# this" in text
        assert (
            "Ivan Petrov (Izvestia, 2004-05-11), in: A. Writer, “Title 1”, Monitor, vol. "
            "1, no. 2, 2004-05-12, para. 3"
        ) in text
        assert "Tags: tag" in text

    @pytest.mark.parametrize("form", EXPORT_FORMATS)
    def test_no_format_lets_escape_sequences_through(self, form: str) -> None:
        text = write_marks(
            [Mark("m", passage(words="a \x1b[31mred\x9b word"), "no\x1bte", ("t",))], form
        )
        assert "\x1b" not in text
        assert "\x9b" not in text

    @pytest.mark.parametrize("form", EXPORT_FORMATS)
    @pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\v", "\f", "\r"])
    def test_no_sign_but_a_newline_breaks_a_line(self, form: str, sign: str) -> None:
        body = mark_body(Mark("id", passage(), f"one{sign}two", (f"gas{sign}oil", sign)))
        mark = mark_from(json.loads(json.dumps(body)))
        assert mark.note == "one\ntwo"
        assert len(mark.tags) == 1 and len(mark.tags[0].splitlines()) == 1
        written = write_marks([mark], form)
        lines = (written.decode() if isinstance(written, bytes) else written).split("\n")
        assert all(len(line.removesuffix("\r").splitlines()) <= 1 for line in lines)

    def test_every_citation_has_a_locator(self) -> None:
        assert cite(passage()).endswith(f"[{passage().locator}]")
        bare = Passage(Anchor(0, 1, "x", "", ""), PassageSource("a", "/a", "T"))
        assert cite(bare) == f"“T”, title, [{bare.locator}]"


def test_a_mark_is_plain_data_and_back() -> None:
    mark = Mark("m", passage(), "note", ("a", "b"), "x", "y")
    assert mark_from(json.loads(json.dumps(mark_body(mark)))) == mark


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("It grows", "“It grows”"),
        ("“It grows,” Bell said.", "“It grows,” Bell said."),
        ("Bell said: “It grows.”", "Bell said: “It grows.”"),
        ('He "grows" it', '“He "grows" it”'),
        ("", "“”"),
    ],
)
def test_copied_words_never_have_two_marks_in_a_row(words: str, shown: str) -> None:
    anchor = Anchor(0, len(words), words, "", "")
    copied = clipping(replace(passage(1), anchor=anchor))
    assert copied.split("\n")[0] == shown
