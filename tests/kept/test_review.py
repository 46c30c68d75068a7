"""The store of what a person keeps: never lost, always undone."""

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import PressmarkError
from index.kept.records import Mark, Queue, mark_body
from index.kept.review import Review, restore
from index.kept.store_errors import ReviewDamaged
from index.kept.store_schema import MIGRATIONS
from tests.support.marks import make_passage_of as passage
from tests.support.paths import ROOT


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
        review.save_search("a", ["3"])  # opened in another library
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
        for turn in range(6):
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


class TestNoteDraft:
    def test_a_draft_that_comes_late_is_not_stored(self, review: Review) -> None:
        mark = review.add_mark(passage(1))
        draft = review.note_draft(mark)
        draft.text = "Half"
        draft.store()
        assert review.draft(mark.id) == "Half"
        draft.keep("Half a note")
        draft.store()
        assert review.draft(mark.id) is None
        stored = review.mark(mark.id)
        assert stored is not None
        assert stored.note == "Half a note"
        assert review.note_draft(stored).text == "Half a note"

    def test_a_note_that_cannot_be_kept_stays_a_draft(self, review: Review) -> None:
        mark = review.add_mark(passage(1))
        draft = review.note_draft(mark)
        review.remove_marks([mark])
        with pytest.raises(PressmarkError):
            draft.keep("A note")
        draft.text = "A note"
        draft.store()
        assert review.draft(mark.id) == "A note"

    def test_note_and_draft_change_together(
        self, review: Review, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mark = review.add_mark(passage(1))
        review.set_draft(mark.id, "draft")

        def fail(*_: object) -> None:
            raise OSError("no space")

        monkeypatch.setattr("index.kept.marks.drop_draft", fail)
        with pytest.raises(OSError, match="no space"):
            review.set_note(mark.id, "note")
        assert review.marks() == [mark]
        assert review.draft(mark.id) == "draft"
