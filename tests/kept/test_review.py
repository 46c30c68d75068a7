"""What a person keeps: never lost, always undone, merged without duplicates, handed on so that others can read it."""

import csv
import io
import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.corrections.anchors import Anchor
from index.errors import PressmarkError
from index.kept.answers import KeptAnswers
from index.kept.export import (
    cite,
    from_jsonl,
)
from index.kept.export import write as write_marks
from index.kept.export.bibtex_export import to_bibtex
from index.kept.export.csl import to_csl
from index.kept.export.csv_export import to_csv
from index.kept.export.json_lines import to_jsonl
from index.kept.export.markdown_export import to_markdown
from index.kept.export.ris import to_ris
from index.kept.passages import hit_marks, make_passage, source_of
from index.kept.placing import place_marks, reading_states
from index.kept.records import Mark, Passage, PassageSource, Queue, mark_body, mark_from
from index.kept.review import Review, restore
from index.kept.store_errors import ReviewDamaged
from index.kept.store_schema import MIGRATIONS
from index.kept.verification import verify_marks
from index.library import Library
from index.model import EXPORT_FORMATS
from index.model.article import Span
from tests.support.articles import Open, Write
from tests.support.marks import make_passage_of as passage
from tests.support.paths import ROOT, SEED
from tests.support.terminal import COMMAND


@pytest.fixture
def review() -> Iterator[Review]:
    store = Review()
    yield store
    store.close()


class TestStore:
    def test_a_mark_with_note_and_tags(self, review: Review) -> None:
        mark = review.add_mark(passage())
        review.set_note(mark.id, "One line\nand another")
        review.set_tags(mark.id, ["russia", "policy", "russia"])
        review.close()
        (kept,) = Review().marks()
        assert (kept.note, kept.tags, kept.passage) == (
            "One line\nand another",
            ("russia", "policy"),
            passage(),
        )

    def test_it_is_private_and_in_the_data_folder(self, review: Review, own_folders: Path) -> None:
        assert review.path == own_folders / "data" / "pressmark" / "review.sqlite"
        assert review.path.stat().st_mode & 0o777 == 0o600
        assert review.path.parent.stat().st_mode & 0o777 == 0o700

    def test_every_change_can_be_undone_and_done_again(self, review: Review) -> None:
        mark = review.add_mark(passage())
        review.set_note(mark.id, "A note")
        review.set_tags(mark.id, ["tag"])
        review.set_state(passage().source, "read")
        review.remove_marks([mark])
        assert [review.undo() for _ in range(6)] == [
            "mark removed",
            "read",
            "tags",
            "note",
            "mark",
            None,
        ]
        assert review.marks() == []
        assert [review.redo() for _ in range(4)] == ["mark", "note", "tags", "read"]
        (kept,) = review.marks()
        assert (kept.note, kept.tags, review.state("art1")) == ("A note", ("tag",), "read")
        review.set_note(mark.id, "Another")
        assert review.redo() is None, "a new change ends what could be done again"

    def test_undo_never_overwrites_another_session(self, review: Review) -> None:
        other = Review()
        mark = review.add_mark(passage())
        review.set_note(mark.id, "Mine")
        other.set_note(mark.id, "Theirs")
        with pytest.raises(PressmarkError, match="Another session"):
            review.undo()
        assert review.mark(mark.id).note == "Theirs"  # type: ignore[union-attr]
        assert other.undo() == "note"
        assert other.mark(mark.id).note == "Mine"  # type: ignore[union-attr]

    def test_two_sessions_see_each_other(self, review: Review) -> None:
        other = Review()
        before = review.data_version()
        other.add_mark(passage())
        assert review.data_version() != before
        assert len(review.marks()) == 1

    def test_many_writers_lose_nothing(self, review: Review) -> None:
        def write(number: int) -> None:
            store = Review()
            for step in range(20):
                store.add_mark(passage(number * 100 + step))
            store.close()

        threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(review.marks()) == 80
        assert review.check() is None

    def test_reading_states_follow_a_moved_file(self, review: Review) -> None:
        review.set_state(passage(1).source, "read")
        assert review.state("art1") == "read"
        assert review.state("elsewhere", "digest1") == "read"
        assert review.state("art2", "digest2") == "unread"
        review.set_state(passage(2).source, "skipped", "agency copy")
        assert review.reason("art2") == "agency copy"
        review.set_state(passage(1).source, "unread")
        assert review.state("art1", "digest1") == "unread"

    def test_history_and_searches_and_queue(self, review: Review) -> None:
        for text in ("a", "b", "a", "  "):
            review.add_history(text)
        assert review.history() == ["a", "b"]
        review.save_search("a", ["1", "2"])
        review.save_search("a", ["1", "2", "3"])
        assert [(s.query, s.seen) for s in review.searches()] == [("a", frozenset({"1", "2", "3"}))]
        review.forget_search("a")
        assert review.searches() == []
        review.set_queue("x", Queue("a", ("1", "2")))
        assert review.queue("x") == Queue("a", ("1", "2"))
        review.set_queue("x", None)
        assert review.queue("x") is None

    def test_a_draft_outlives_the_session(self, review: Review) -> None:
        mark = review.add_mark(passage())
        review.set_draft(mark.id, "Half a no")
        review.close()
        assert Review().draft(mark.id) == "Half a no"

    @settings(max_examples=20)
    @given(st.lists(st.sampled_from(["add", "note", "tag", "remove", "undo", "redo"]), max_size=25))
    def test_undoing_everything_leads_back_to_the_beginning(self, steps: list[str]) -> None:
        folder = Path(tempfile.mkdtemp())
        store = Review(folder / "review.sqlite")
        for step in steps:
            marks = store.marks()
            if step == "add":
                store.add_mark(passage(len(marks)))
            elif step == "undo":
                store.undo()
            elif step == "redo":
                store.redo()
            elif marks and step == "note":
                store.set_note(marks[0].id, f"note {random.random()}")
            elif marks and step == "tag":
                store.set_tags(marks[-1].id, [f"t{random.random()}"])
            elif marks:
                store.remove_marks(marks[:1])
        walk(store.redo)
        end = {mark.id: mark for mark in store.marks()}
        walk(store.undo)
        assert store.marks() == []
        walk(store.redo)
        assert {mark.id: mark for mark in store.marks()} == end
        store.close()
        shutil.rmtree(folder)


class TestFile:
    def test_backup_and_restore(self, review: Review, tmp_path: Path) -> None:
        review.add_mark(passage(1))
        review.backup(tmp_path / "kept.sqlite")
        with pytest.raises(PressmarkError, match="exists already"):
            review.backup(tmp_path / "kept.sqlite")
        review.add_mark(passage(2))
        before = restore(tmp_path / "kept.sqlite")
        assert [mark.passage.source.article for mark in review.marks()] == ["art1"], (
            "an open session goes on with what was restored"
        )
        assert before is not None
        assert len(Review(before).marks()) == 2

    def test_what_is_no_backup_changes_nothing(self, review: Review, tmp_path: Path) -> None:
        review.add_mark(passage(1))
        (tmp_path / "no.sqlite").write_bytes(b"nonsense " * 100)
        sqlite3.connect(tmp_path / "other.sqlite").execute("CREATE TABLE t (x)").connection.close()
        for name in ("no.sqlite", "other.sqlite"):
            with pytest.raises(PressmarkError, match="no backup"):
                restore(tmp_path / name)
        assert len(review.marks()) == 1

    @pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
    def test_an_older_file_is_brought_up_to_date_and_copied_aside(
        self, own_folders: Path, version: int
    ) -> None:
        path = own_folders / "data" / "pressmark" / "review.sqlite"
        path.parent.mkdir(parents=True)
        body = mark_body(Mark("m1", passage(), "A note", ("tag",), "2026-01-01", "2026-01-01"))
        with sqlite3.connect(path) as db:
            for step in MIGRATIONS[:version]:
                db.executescript(step)
            db.execute(
                "INSERT INTO marks VALUES (?, ?, ?, ?, ?)",
                ("m1", "art1", b"/articles/1.txt", "d", json.dumps(body)),
            )
            db.execute(f"PRAGMA user_version={version}")
        store = Review()
        assert store.marks()[0].note == "A note"
        store.add_history("works")
        store.set_draft("m1", "works too")
        copy = path.with_name(f"review-version{version}.sqlite")
        with sqlite3.connect(copy) as db:
            assert db.execute("PRAGMA user_version").fetchone() == (version,)
            assert db.execute("SELECT count(*) FROM marks").fetchone() == (1,)

    def test_a_newer_or_broken_file_is_left_alone(self, own_folders: Path) -> None:
        path = own_folders / "data" / "pressmark" / "review.sqlite"
        Review().close()
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA user_version=99")
        with pytest.raises(ReviewDamaged, match="newer Pressmark"):
            Review()
        for name in ("review.sqlite-wal", "review.sqlite-shm"):
            path.with_name(name).unlink(missing_ok=True)
        path.write_bytes(b"nonsense " * 1000)
        with pytest.raises(ReviewDamaged, match="nothing was changed"):
            Review()
        assert path.read_bytes() == b"nonsense " * 1000


MARKING = """
import sys, pathlib
from index.kept.review import Review
from tests.support.marks import make_passage_of as passage
store = Review(pathlib.Path(sys.argv[1]))
for number in range(100000):
    mark = store.add_mark(passage(number))
    print("mark", number, flush=True)
    store.set_note(mark.id, f"note {number}")
    print("note", number, flush=True)
    if number % 3 == 0:
        store.undo()
        print("undo", number, flush=True)
"""


def walk(step: Callable[[], object]) -> None:
    """Undo or redo until there is nothing left, in at most 100 steps."""
    for _ in range(100):
        if not step():
            return
    raise AssertionError("it does not end")


class TestFaults:
    def test_killed_at_random_points_nothing_confirmed_is_lost(self, tmp_path: Path) -> None:
        rng = random.Random(7)
        for turn in range(12):
            path = tmp_path / f"{turn}" / "review.sqlite"
            child = subprocess.Popen(
                [sys.executable, "-c", MARKING, str(path)],
                stdout=subprocess.PIPE,
                text=True,
                cwd=ROOT,
            )
            assert child.stdout is not None
            confirmed = [child.stdout.readline().split()]
            for _ in range(rng.randrange(400)):
                confirmed.append(child.stdout.readline().split())
            child.send_signal(signal.SIGKILL)
            confirmed += [
                line.split() for line in child.stdout.read().splitlines() if len(line.split()) == 2
            ]
            child.wait()
            store = Review(path)
            assert store.check() is None
            notes = {mark.passage.source.article: mark.note for mark in store.marks()}
            last = int(confirmed[-1][1])
            for what, number in confirmed:
                if int(number) == last:
                    continue  # what was under way may be there or not
                assert f"art{number}" in notes
                assert notes[f"art{number}"] == (
                    "" if int(number) % 3 == 0 else f"note {number}"
                ), what
            assert f"art{last}" in notes, "confirmed on screen"
            store.close()

    def test_a_full_disk_is_said_and_what_was_there_stays(self, tmp_path: Path) -> None:
        store = Review(tmp_path / "review.sqlite")
        # SQLite reports a page limit as it reports a full disk
        store._database.connection.execute("PRAGMA max_page_count = 75")
        kept = 0
        with pytest.raises(OSError, match="No space left for your marks"):
            for number in range(10_000):
                store.add_mark(passage(number, "words " * 200))
                kept += 1
        assert kept > 3
        assert len(store.marks()) == kept
        assert store.check() is None
        store.close()
        assert len(Review(tmp_path / "review.sqlite").marks()) == kept


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
        assert "> He said \\[sic\\] \\*that\\*\n>\n> and \\# this" in text
        assert (
            "Ivan Petrov (Izvestia, 2004-05-11), in: A. Writer, “Title 1”, Monitor, vol. 1, no. 2, 2004-05-12, para. 3"
            in text
        )
        assert "Tags: tag" in text

    @pytest.mark.parametrize("form", EXPORT_FORMATS)
    def test_no_format_lets_escape_sequences_through(self, form: str) -> None:
        text = write_marks(
            [Mark("m", passage(words="a \x1b[31mred\x9b word"), "no\x1bte", ("t",))], form
        )
        assert "\x1b" not in text
        assert "\x9b" not in text

    def test_every_citation_has_a_locator(self) -> None:
        assert cite(passage()).endswith(f"[{passage().locator}]")
        bare = Passage(Anchor(0, 1, "x", "", ""), PassageSource("a", "/a", "T"))
        assert cite(bare) == f"“T”, title, [{bare.locator}]"


class TestWithALibrary:
    def test_marks_survive_edits_and_moves_and_what_is_lost_is_listed(
        self, write: Write, articles: Path, opened: Open, review: Review
    ) -> None:
        path = write(
            "a.txt",
            "Alpha",
            "Minister Ivan Petrov said: “We will go there tomorrow with all we have.”\n\nA second paragraph follows here.",
        )
        write("b.txt", "Beta", "Something that will be deleted altogether, for ever and ever.")
        library = opened(articles)
        for name in ("a.txt", "b.txt"):
            analysis = library.analysis(library.find_article(name))
            assert analysis is not None
            quotation = analysis.quotations[0] if analysis.quotations else None
            span = (
                Span(quotation.start, quotation.end)
                if quotation
                else analysis.article.paragraphs[0]
            )
            review.add_mark(make_passage(analysis, span, "quotation"))
        first = review.marks()[0]
        assert (first.passage.speaker, first.passage.source.paragraph) == ("Ivan Petrov", 1)

        def how() -> list[str | None]:
            library.refresh()
            return [placed.how for placed in place_marks(library, review.marks())]

        assert how() == ["stands", "stands"]
        assert [v.status for v in verify_marks(review.marks())] == ["stands", "stands"]
        path.write_text(
            path.read_text(encoding="utf-8").replace("Minister", "The well-known Minister"),
            encoding="utf-8",
        )
        assert how() == ["moved", "stands"]
        path.write_text(
            path.read_text(encoding="utf-8").replace("with all we have", "with everything we have"),
            encoding="utf-8",
        )
        assert how() == ["changed", "stands"]
        assert [v.status for v in verify_marks(review.marks())] == ["changed", "stands"]
        path.write_text(
            path.read_text(encoding="utf-8").replace("with everything we have", "with all we have"),
            encoding="utf-8",
        )
        (articles / "sub").mkdir()
        path.rename(articles / "sub" / "renamed.txt")
        assert how() == ["moved", "stands"]
        (articles / "b.txt").unlink()
        assert how() == ["moved", None]
        assert [v.status for v in verify_marks(review.marks())] == ["missing", "missing"], (
            "neither stands in the file that it was kept from"
        )
        assert len(review.marks()) == 2

    def test_queries_about_what_is_kept(
        self, write: Write, articles: Path, opened: Open, review: Review
    ) -> None:
        for name in ("a", "b", "c"):
            write(f"{name}.txt", f"Title {name}", f"The body of article {name} is here.")
        library = opened(articles)
        library.answer_from(KeptAnswers(review, library))

        def found(text: str) -> set[str]:
            hits = library.search(text).hits
            return {card.title[-1] for card in library.catalog.cards(hit.num for hit in hits)}

        analysis = library.analysis(library.find_article("a.txt"))
        other = library.analysis(library.find_article("b.txt"))
        assert analysis is not None
        assert other is not None
        review.add_mark(make_passage(analysis, analysis.article.paragraphs[0]), tags=["Policy"])
        review.set_state(source_of(other.article), "read")
        assert found("is:marked") == {"a"}
        assert found("tag:policy") == {"a"}
        assert found("is:read") == {"b"}
        assert found("is:unread body") == {"a", "c"}
        assert found("body -is:marked") == {"b", "c"}
        (articles / "b.txt").rename(articles / "moved.txt")
        library.refresh()
        assert found("is:read") == {"b"}
        assert set(reading_states(review, library).values()) == {"read"}

    def test_hits_are_handed_on_with_the_quotation_that_was_found(self, seed: Library) -> None:
        (mark,) = hit_marks(seed, seed.search("said:interests"))
        assert mark.passage.speaker == "Vyacheslav Trubnikov"
        assert mark.passage.anchor.exact.startswith("I think that the presence")


class TestCommands:
    @staticmethod
    def run(*words: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [COMMAND, *map(str, words)],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    @pytest.mark.parametrize("form", EXPORT_FORMATS)
    def test_export_of_a_search_and_a_dossier(self, form: str) -> None:
        done = self.run("export", "--format", form, "-q", "interests", SEED.parent)
        assert done.returncode == 0, done.stderr
        assert "Trubnikov" in done.stdout
        assert "vital interests" in done.stdout
        done = self.run("export", "--format", form, "--dossier", "ivanov", SEED.parent)
        assert "solvent partner" in done.stdout

    def test_nothing_to_export(self) -> None:
        done = self.run("export")
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
        assert self.run("export", "--format", "word").returncode == 2

    def test_export_import_cite_verify_backup_restore(
        self, seed: Library, review: Review, tmp_path: Path
    ) -> None:
        analysis = seed.analysis(seed.find_article(str(SEED)))
        assert analysis is not None
        quotation = analysis.quotations[0]
        mark = review.add_mark(
            make_passage(analysis, Span(quotation.start, quotation.end), "quotation"),
            "A note",
            ["tag"],
        )
        exported = self.run("export", "--format", "jsonl")
        (tmp_path / "marks.jsonl").write_text(exported.stdout, encoding="utf-8")
        assert json.loads(self.run("import", tmp_path / "marks.jsonl", "--json").stdout) == {
            "added": 0,
            "changed": 0,
            "same": 1,
            "refused": [],
        }
        assert self.run("export", SEED.parent, "--format", "md").stdout.count("A note") == 1
        done = self.run("cite", mark.passage.locator)
        assert "The annual military-technical cooperation" in done.stdout
        assert "Sergei Ivanov (Russian news agencies, 2004-05-12), in:" in done.stdout
        assert json.loads(self.run("cite", mark.passage.locator, "--json").stdout)["paragraph"] == 1
        assert self.run("cite", "no-such-locator").returncode == 2
        done = self.run("verify", "--json")
        assert (done.returncode, json.loads(done.stdout)["status"]) == (0, "stands")
        assert self.run("backup", tmp_path / "kept.sqlite").returncode == 0
        assert self.run("backup", tmp_path / "kept.sqlite").returncode == 2
        review.remove_marks([mark])
        assert self.run("restore", tmp_path / "kept.sqlite").returncode == 0
        assert [kept.note for kept in review.marks()] == ["A note"]
        assert self.run("restore", tmp_path / "marks.jsonl").returncode == 2
        status = json.loads(self.run("status", SEED.parent, "--json").stdout)
        assert (status["review"]["marks"], status["review"]["sound"]) == (1, True)

    def test_an_import_names_the_lines_that_it_refuses(self, tmp_path: Path) -> None:
        (tmp_path / "bad.jsonl").write_text(
            to_jsonl([Mark("m", passage())]) + "nonsense\n", encoding="utf-8"
        )
        done = self.run("import", tmp_path / "bad.jsonl")
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
        assert "line 2" in done.stderr
        assert self.run("import", tmp_path / "nowhere.jsonl").returncode == 2
        assert [mark.id for mark in Review().marks()] == ["m"]


def test_a_mark_is_plain_data_and_back() -> None:
    mark = Mark("m", passage(), "note", ("a", "b"), "x", "y")
    assert mark_from(json.loads(json.dumps(mark_body(mark)))) == mark
