"""Watches: what is new since the last committed run, reported once and never lost."""

import errno
import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from index.kept import Review, ToldNews, Watch
from index.kept.store_schema import statements
from tests.support.articles import Write
from tests.support.cli import rows, run
from tests.support.terminal import COMMAND, Terminal
from tui.cli import main


@pytest.fixture
def harbour(write: Write, articles: Path) -> Path:
    """Two articles in which Anna Bell speaks of a harbour."""
    write("a.txt", "Harbour plans", "Minister Anna Bell said: “The harbour will grow.”")
    write("b.txt", "Harbour costs", "Carl Dorn said: “The harbour is too dear for us.”")
    return articles


def told(*words: object) -> list[tuple[str, str]]:
    """What a run reports: the kind of news, and the title or the words."""
    done = run("watch", "run", *words, "--json")
    assert done.returncode in {0, 1}, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode == 0) == bool(found)
    return [(row["new"], row["title"] if row["new"] == "article" else row["text"]) for row in found]


def test_news_are_told_once(harbour: Path, write: Write) -> None:
    assert run("watch", "add", "port", "harbour", harbour).returncode == 0
    both = [("article", "Harbour costs"), ("article", "Harbour plans")]
    assert sorted(told()) == both
    assert sorted(told()) == both, "nothing was committed"
    assert sorted(told("port", "--commit")) == both
    done = run("watch", "run", "port")
    assert (done.returncode, done.stdout) == (1, "")
    write("c.txt", "Harbour opened", "The harbour was opened today.")
    assert told("port", "--commit") == [("article", "Harbour opened")]
    assert told() == []


def test_new_statements_by_the_speaker_asked_for(harbour: Path, write: Write) -> None:
    run("watch", "add", "bell", "speaker:bell", harbour, "--from-now")
    assert told("--commit") == []
    body = (
        "Minister Anna Bell said: “The harbour will grow.” Carl Dorn said: “Never.”\n\n"
        "She told reporters that the bridge would be closed."
    )
    write("a.txt", "Harbour plans", body)
    found = told("--commit")
    assert found, "an indirect statement in an article that was known"
    assert all(kind == "statement" and "bridge" in words for kind, words in found)
    assert told() == []


def test_a_moved_file_is_no_news_and_a_copy_is(harbour: Path) -> None:
    run("watch", "add", "port", "harbour", harbour)
    told("--commit")
    (harbour / "a.txt").rename(harbour / "z.txt")
    assert told("--commit") == []
    shutil.copy(harbour / "b.txt", harbour / "y.txt")
    assert told("--commit") == [("article", "Harbour costs")]


@pytest.mark.parametrize("form", ["text", "md", "html", "json"])
def test_each_format_has_title_and_locator_and_no_markup_of_the_article(
    form: str, write: Write, articles: Path
) -> None:
    write(
        "a.txt",
        "A <b>bold</b> title",
        "Minister Anna Bell said: “The harbour\x1b[31m <i>grows</i>.”",
    )
    run("watch", "add", "bell", "speaker:bell", articles)
    done = run("watch", "run", "--format", form)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert ("<b>" in done.stdout) == (form in {"text", "json"})
    assert "-p1-" in done.stdout
    assert "Anna Bell" in done.stdout


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_the_day_of_a_statement_says_what_it_rests_on(
    form: str, write: Write, articles: Path
) -> None:
    write("a.txt", "Plans", "“The harbour grows,” Anna Bell said on Tuesday.", date="2004-05-12")
    run("watch", "add", "bell", "speaker:bell", articles)
    shown = run("watch", "run", "--format", form).stdout.replace("\\", "")
    assert "2004-05-12 · said 2004-05-11 [inferred] · [" in shown


def test_a_report_in_a_file_is_whole_or_absent(harbour: Path, tmp_path: Path) -> None:
    run("watch", "add", "port", "harbour", harbour)
    target = tmp_path / "news.html"
    assert run("watch", "run", "--format", "html", "--output", target, "--commit").returncode == 0
    assert target.read_text(encoding="utf-8").rstrip().endswith("</html>")
    target.unlink()
    assert run("watch", "run", "--output", target).returncode == 1
    assert not target.exists()


def test_what_could_not_be_written_is_not_committed(harbour: Path) -> None:
    run("watch", "add", "port", "harbour", harbour)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [COMMAND, "watch", "run", "--commit"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert len(told()) == 2


def test_what_could_not_be_committed_is_told_again(
    harbour: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("watch", "add", "port", "harbour", harbour)

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left for your marks")

    monkeypatch.setattr(Review, "add_reported", refuse)
    assert main(["watch", "run", "--commit"]) == 2
    assert "No space left" in capsys.readouterr().err
    assert len(told()) == 2


def test_a_folder_that_is_gone_is_named_and_the_others_run(harbour: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(harbour, other)
    run("watch", "add", "gone", "harbour", other)
    run("watch", "add", "port", "harbour", harbour)
    shutil.rmtree(other)
    done = run("watch", "run", "--commit")
    assert done.returncode == 2
    assert [line for line in done.stderr.splitlines() if "gone" in line] == [done.stderr.strip()]
    assert "port: new: 2 articles" in done.stdout
    assert told("port") == []


def test_wrong_use_is_one_line(harbour: Path) -> None:
    run("watch", "add", "port", "harbour", harbour)
    for words in (
        ["add", "port", "harbour", harbour],
        ["add", "other", "nofield:x", harbour],
        ["add", "other", "x", "/nowhere/at/all"],
        ["run", "nothing"],
        ["remove", "nothing"],
        ["add", "", "x", harbour],
        ["frob"],
    ):
        done = run("watch", *words)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), words
    assert [row["name"] for row in rows("watch", "list")] == ["port"]


def test_a_watch_for_every_article_says_so_in_the_list(harbour: Path) -> None:
    run("watch", "add", "news", "", harbour)
    assert run("watch", "list").stdout.startswith("news  every article  ")


def test_running_a_watch_leaves_the_library_used_last(harbour: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.txt").write_text("Other\n\nA quiet day.\n", encoding="utf-8")
    run("watch", "add", "port", "harbour", harbour)
    run("index", other)
    assert told("--commit")
    assert rows("search", "quiet")[0]["title"] == "Other"


# --- one list with the searches of the reading room ---


def test_the_saved_searches_of_the_room_are_watches(
    harbour: Path, write: Write, tmp_path: Path
) -> None:
    with Terminal(str(harbour), "-q", "harbour") as terminal:
        terminal.wait_for("2 of 2")
        terminal.press("*")
        terminal.wait_for("Search saved")
        terminal.press("q")
        terminal.end()
    (row,) = rows("watch", "list")
    assert (row["name"], row["query"], row["paths"]) == ("harbour", "harbour", [str(harbour)])
    assert told() == [], "what was seen when it was saved is not told again"
    write("c.txt", "Harbour opened", "The harbour was opened today.")
    assert told("--commit") == [("article", "Harbour opened")]


def test_a_watch_is_in_the_list_of_the_room_and_is_kept_there(harbour: Path) -> None:
    run("watch", "add", "port", "harbour", harbour)
    with Terminal(str(harbour), "-q", "harbour") as terminal:
        terminal.wait_for("2 of 2")
        terminal.press(";")
        terminal.wait_for("Saved searches", "2 new of 2")
        terminal.press("q", "*")
        terminal.wait_for("This search is the watch port")
        terminal.press("q")
        terminal.end()
    assert [row["name"] for row in rows("watch", "list")] == ["port"]
    assert len(told()) == 2


def test_a_search_of_the_room_takes_the_name_of_a_watch(tmp_path: Path) -> None:
    review = Review(tmp_path / "review.sqlite")
    review.save_search("harbour", ["1"], ["/a"])
    review.add_watch(Watch("port", "harbour", paths=("/b",)))
    (watch,) = review.watches()
    assert (watch.name, watch.paths, dict(watch.reported.articles)) == ("port", ("/b",), {"1": ""})
    review.add_reported({"port": ToldNews({"2": "d"}, frozenset({"s"})), "gone": ToldNews()})
    (watch,) = review.watches()
    assert watch.reported == ToldNews({"1": "", "2": "d"}, frozenset({"s"}))
    assert review.remove_watch("port")
    assert (review.watches(), review.searches()) == ([], [])
    review.close()


def test_searches_of_an_older_store_become_watches(tmp_path: Path) -> None:
    path = tmp_path / "review.sqlite"
    review = Review(path)
    review.save_search("harbour", ["1", "2"])
    review.close()
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE watches")
        db.execute("PRAGMA user_version=5")
    db.close()
    assert len(statements(5)) == 2
    review = Review(path)
    (watch,) = review.watches()
    assert (watch.name, watch.paths, set(watch.reported.articles)) == ("harbour", (), {"1", "2"})
    review.close()


def test_a_damaged_watch_is_reported_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "review.sqlite"
    review = Review(path)
    for name in "ab":
        review.add_watch(Watch(name, f"query {name}"))
    with review._database.transaction() as db:
        db.execute("UPDATE watches SET reported = x'00' WHERE name = 'a'")
    assert [watch.name for watch in review.watches()] == ["b"]
    assert [(row.table, row.key) for row in review.damaged()] == [("watches", "a")]
    review.close()


def test_news_in_a_terminal(harbour: Path) -> None:
    run("watch", "add", "port", "speaker:bell", harbour)
    with Terminal("watch", "run", "port", "--commit") as terminal:
        terminal.wait_for("port: new: 1 article and 1 statement", "Harbour plans", "Anna Bell")
        assert terminal.end() == 0
    with Terminal("watch", "run", "port", "--commit") as terminal:
        terminal.wait_for("Nothing new")
        assert terminal.end() == 1


def test_statements_have_the_fields_of_quotes(harbour: Path) -> None:
    run("watch", "add", "bell", "speaker:bell", harbour)
    done = run("watch", "run", "--json")
    statement = json.loads(done.stdout.splitlines()[-1])
    (quote,) = rows("quotes", "--speaker", "bell", harbour)
    assert set(statement) == set(quote) | {"watch", "new"}
