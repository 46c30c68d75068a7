"""The library: built, kept fresh, repaired; searched as the query language says."""

import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from index import locations
from index.catalog.catalog import Catalog
from index.engine import Budget
from index.engine.local import whoosh_index
from index.engine.local.article_tables import actor_table, article_days
from index.errors import Cancelled, IndexDamaged, LibraryBusy, PressmarkError
from index.explore.dossier import make_dossier
from index.ingest.build import Progress, Summary, build_library
from index.ingest.builder import Builder, BuilderFailed
from index.ingest.watch import _is_news, changes
from index.library import Library
from index.model.article import Span
from index.model.identity import actor_key, text_digest
from index.ownership import remove_library
from index.query.parser import parse
from index.settings import Settings
from tests.support.articles import Open, Write
from tests.support.waiting import eventually, is_running


def titles(library: Library, text: str, typing: bool = False) -> list[str]:
    found = library.search(text, typing=typing)
    return [row.card.title for row in library.rows(found, 0, len(found.hits))]


@pytest.fixture
def three(write: Write, articles: Path, opened: Open) -> Library:
    write(
        "a.txt",
        "Visit to Tashkent",
        "Minister Ivan Petrov said: “Cooperation will grow quickly.” It was May 12.",
        date="May 14, 2004",
    )
    write(
        "b.txt",
        "Cooperation talks",
        "The white house is big. Pavel Orlov met O’Reilly (Izvestia, May 11).",
        date="June 1, 2004",
    )
    write(
        "c.txt",
        "Other news",
        "A house that is white stood there. T-80 tanks and Élysée.",
        "Daily Post",
        date="2005-01-02",
    )
    return opened(articles)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {"Visit to Tashkent", "Cooperation talks", "Other news"}),
        ("cooperating", {"Visit to Tashkent", "Cooperation talks"}),
        ("cooperation tashkent", {"Visit to Tashkent"}),
        ("tashkent OR t-80", {"Visit to Tashkent", "Other news"}),
        ("house -orlov", {"Other news"}),
        ('"white house"', {"Cooperation talks"}),
        ("“White House”", {"Cooperation talks"}),
        ('"white house"~5', {"Cooperation talks", "Other news"}),
        ("May 12", {"Visit to Tashkent"}),
        ("oreilly", {"Cooperation talks"}),
        ("O'Reilly", {"Cooperation talks"}),
        ("elysee", {"Other news"}),
        ("t80", {"Other news"}),
        ("cooper*", {"Visit to Tashkent", "Cooperation talks"}),
        ("ho?se", {"Cooperation talks", "Other news"}),
        ("tashkant~", {"Visit to Tashkent"}),
        ("title:cooperation", {"Cooperation talks"}),
        ("text:cooperation", {"Visit to Tashkent"}),
        ("said:cooperation", {"Visit to Tashkent"}),
        ("said:minister", set()),
        ("speaker:petrov", {"Visit to Tashkent"}),
        ("actor:orlov", {"Cooperation talks"}),
        ('actor:"Pavel Orlov"', {"Cooperation talks"}),
        ("source:izvestia", {"Cooperation talks"}),
        ("publication:monitor", {"Visit to Tashkent", "Cooperation talks"}),
        ("publication:RM", {"Visit to Tashkent", "Cooperation talks"}),
        ("path:c.txt", {"Other news"}),
        ("date:2004", {"Visit to Tashkent", "Cooperation talks"}),
        ("date:2004-05..2004-06", {"Visit to Tashkent", "Cooperation talks"}),
        ("after:2004-06", {"Cooperation talks", "Other news"}),
        ("before:2004-06", {"Visit to Tashkent"}),
        ("house date:2004", {"Cooperation talks"}),
        ("is:unread", {"Visit to Tashkent", "Cooperation talks", "Other news"}),
        ("is:marked", set()),
        ("nowhere -house", set()),
    ],
)
def test_what_a_query_finds(three: Library, text: str, found: set[str]) -> None:
    assert set(titles(three, text)) == found


def test_the_last_word_matches_as_a_prefix_while_typing(three: Library) -> None:
    assert titles(three, "tash", typing=True) == ["Visit to Tashkent"]
    assert titles(three, "tash") == []


def test_order(three: Library) -> None:
    assert titles(three, "cooperation")[0] == "Cooperation talks", "the title counts for more"
    assert titles(three, "sort:date") == ["Visit to Tashkent", "Cooperation talks", "Other news"]
    assert titles(three, "sort:-date") == ["Other news", "Cooperation talks", "Visit to Tashkent"]


def test_when_no_article_has_all_words_those_with_most_come_first(three: Library) -> None:
    found = three.search("tashkent cooperation elephants")
    assert [row.card.title for row in three.rows(found, 0, 9)] == [
        "Visit to Tashkent",
        "Cooperation talks",
    ]
    assert found.note is not None
    assert "all of these words" in found.note


def test_did_you_mean(three: Library) -> None:
    found = three.search("tashkennt")
    assert len(found.hits) == 0
    assert found.suggestion == "tashkent"


def test_counts_follow_the_result(three: Library) -> None:
    counts = {row.name: row.articles for row in three.actor_counts(three.search("tashkent"))}
    assert counts["Ivan Petrov"] == 1
    assert "Pavel Orlov" not in counts


def test_matches_are_the_phrase_not_its_words(three: Library) -> None:
    (row,) = three.rows(three.search('"white house"'), 0, 9)
    analysis = three.analysis(three.find_article(row.card.id))
    assert analysis is not None
    assert [analysis.article.text[slice(*span)] for span in row.matches] == ["white house"]
    assert [row.snippet.text[slice(*span)] for span in row.snippet.matches] == ["white house"]


def test_matches_far_down_are_found(write: Write, articles: Path, opened: Open) -> None:
    write("long.txt", "Long", "word " * 40_000 + "needle at the end")
    library = opened(articles)
    (row,) = library.rows(library.search("needle"), 0, 1)
    assert row.matches[0].start > 150_000
    assert "needle" in row.snippet.text


def test_kwic(three: Library) -> None:
    analysis = three.analysis(three.find_article("b.txt"))
    assert analysis is not None
    (line,) = three.kwic(analysis, three.matches(parse("orlov").node, analysis))
    assert (line.match, line.left.endswith("Pavel "), line.right.startswith(" met O’Reilly")) == (
        "Orlov",
        True,
        True,
    )


def test_a_search_can_be_dropped(three: Library) -> None:
    with pytest.raises(Cancelled):
        three.search("house", budget=Budget(cancelled=lambda: True))


def test_only_what_changed_is_read_again(write: Write, articles: Path, opened: Open) -> None:
    write("a.txt", "Alpha", "First body here.")
    path = write("b.txt", "Beta", "Second body here.")
    library = opened(articles)
    assert library.refresh().added == 0
    path.write_text(path.read_text(encoding="utf-8").replace("Second", "Altered"), encoding="utf-8")
    write("sub/c.txt", "Gamma", "Third body.")
    summary = library.refresh()
    assert (summary.articles, summary.added, summary.changed, summary.removed) == (3, 1, 1, 0)
    assert titles(library, "altered") == ["Beta"]
    assert titles(library, "second") == []
    (articles / "a.txt").unlink()
    shutil.move(articles / "b.txt", articles / "moved.txt")
    summary = library.refresh()
    assert (summary.articles, summary.added, summary.removed) == (2, 1, 2)
    assert titles(library, "first") == []
    assert titles(library, "altered") == ["Beta"]


def test_many_small_changes_leave_few_segments(write: Write, articles: Path, opened: Open) -> None:
    library = opened(articles)
    for number in range(20):
        write(f"{number}.txt", f"Number {number}", "The same body.")
        library.refresh()
    assert len(titles(library, "body")) == 20
    assert len(whoosh_index.open_index(library.folder / locations.INVERTED)._segments()) <= 17


def test_rebuild_reads_everything_again(three: Library) -> None:
    summary = three.refresh(rebuild=True)
    assert (summary.articles, summary.changed) == (3, 3)
    assert len(titles(three, "")) == 3


def test_hidden_files_links_and_other_kinds_are_left_alone(
    write: Write, articles: Path, opened: Open
) -> None:
    write("a.txt", "Alpha", "Body.")
    write(".hidden/b.txt", "Hidden", "Body.")
    (articles / "loop").symlink_to(articles)
    (articles / "picture.png").write_bytes(b"\x89PNG")
    os.mkfifo(articles / "pipe.txt")
    assert titles(opened(articles), "") == ["Alpha"]


def test_files_that_cannot_be_read_are_listed_with_the_reason(
    write: Write, articles: Path, opened: Open
) -> None:
    write("a.txt", "Alpha", "Body.")
    (articles / "empty.txt").write_bytes(b"")
    library = opened(articles)
    status = library.status()
    assert [(Path(path).name, reason) for path, reason in status.problems] == [
        ("empty.txt", "no text in it")
    ]
    assert library.refresh().failed == 0, "it is tried again only when it changes"
    assert (status.articles, status.files, status.new, status.changed) == (1, 2, 0, 0)


def test_odd_file_names(articles: Path, opened: Open) -> None:
    for name in (b"na\xffme.txt", "новости.txt".encode(), b"[bold]x[b].txt", b"a\nb.txt"):
        (articles / os.fsdecode(name)).write_text("Title\n\nOdd body.\n", encoding="utf-8")
    library = opened(articles)
    assert len(titles(library, "odd")) == 4
    for row in library.rows(library.search("odd"), 0, 9):
        assert library.find_article(row.card.id) == library.find_article(row.card.path)


def segments_of(folder: Path) -> list[Path]:
    found = list((folder / locations.INVERTED).glob("*.arrays"))
    assert found
    return found


@pytest.mark.parametrize("what", ["catalogue", "index", "segment", "both", "version"])
def test_a_damaged_or_older_library_is_built_anew(
    three: Library, articles: Path, what: str
) -> None:
    folder = three.folder
    three.close()
    if what in {"catalogue", "both"}:
        (folder / locations.CATALOG).write_bytes(b"not a database at all" * 100)
    if what in {"index", "both"}:
        for path in (folder / locations.INVERTED).glob("*.toc"):
            path.write_bytes(b"\0" * 30)
    if what == "segment":
        for path in segments_of(folder):
            path.write_bytes(path.read_bytes()[:100])
    if what == "version":
        with sqlite3.connect(folder / locations.CATALOG) as db:
            db.execute("PRAGMA user_version=1")
    library = Library.open([articles])
    library.refresh()
    assert len(titles(library, "house")) == 2
    library.close()


def test_a_fault_found_while_searching_is_repaired_from_the_catalogue(three: Library) -> None:
    for path in segments_of(three.folder):
        raw = bytearray(path.read_bytes())
        raw[50 : len(raw) // 2] = b"\xff" * (len(raw) // 2 - 50)
        path.write_bytes(raw)
    three.close()
    library = Library.open(three.roots)
    with pytest.raises(IndexDamaged):
        titles(library, "house")
    library.repair()
    assert len(titles(library, "house")) == 2
    library.close()


def test_a_crash_between_index_and_catalogue_repairs_itself(
    write: Write, articles: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.txt", "Alpha", "Body alpha.")
    library = opened(articles)
    write("b.txt", "Beta", "Body beta.")
    (articles / "a.txt").write_text("Alpha\n\nBody changed entirely.\n", encoding="utf-8")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Catalog, "put_files", die)
    with pytest.raises(KeyboardInterrupt):
        library.refresh()
    assert set(titles(library, "body")) <= {"Alpha"}, (
        "what the catalogue does not know is not shown"
    )
    monkeypatch.undo()
    library.refresh()
    assert sorted(titles(library, "body")) == ["Alpha", "Beta"]
    assert titles(library, '"body alpha"') == []
    assert titles(library, '"body changed"') == ["Alpha"]


def test_a_second_builder_gets_a_clear_line(three: Library) -> None:
    with (
        FileLock(three.folder / locations.LOCK),
        pytest.raises(LibraryBusy, match="Another Pressmark"),
    ):
        three.refresh()
    assert len(titles(three, "house")) == 2


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    library = Library.open([tmp_path / "nowhere"])
    with pytest.raises(PressmarkError, match="No such file or folder"):
        library.refresh()


def test_nothing_is_written_beside_the_articles_and_all_of_it_is_private(
    three: Library, articles: Path
) -> None:
    assert sorted(path.name for path in articles.iterdir()) == ["a.txt", "b.txt", "c.txt"]
    assert three.folder.stat().st_mode & 0o777 == 0o700
    assert (three.folder / locations.CATALOG).stat().st_mode & 0o777 == 0o600


def test_the_library_of_another_user_is_refused_unless_trusted(
    three: Library, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three.close()
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(PressmarkError, match="--trust"):
        Library.open([articles])
    Library.open([articles], trust=True).close()


def test_no_pickle_of_the_schema_is_read(three: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    import whoosh.index

    monkeypatch.setattr(
        whoosh.index.pickle, "loads", lambda *_: pytest.fail("the schema was unpickled")
    )
    whoosh_index.open_index(three.folder / locations.INVERTED).reader().close()


class TestBuilderProcess:
    def test_it_tells_how_far_it_is(self, write: Write, articles: Path, tmp_path: Path) -> None:
        for number in range(40):
            write(f"{number}.txt", f"Number {number}", "Some body of text.")
        *progress, summary = list(Builder(tmp_path / "library", [articles], Settings()))
        assert isinstance(summary, Summary)
        assert summary.articles == 40
        done = [step.done for step in progress if isinstance(step, Progress)]
        assert len(done) == len(progress)
        assert done == sorted(done)

    def test_it_fails_in_one_line(self, tmp_path: Path) -> None:
        with pytest.raises(BuilderFailed, match="No such file"):
            list(Builder(tmp_path / "library", [tmp_path / "nowhere"], Settings()))

    def test_it_ends_with_whoever_started_it(
        self, write: Write, articles: Path, tmp_path: Path
    ) -> None:
        for number in range(300):
            write(f"{number}.txt", f"Number {number}", "Some body of text. " * 300)
        code = (
            "from pathlib import Path; from threading import Event\n"
            "from index.ingest.builder import Builder\n"
            "from index.settings import Settings\n"
            f"b = Builder(Path({str(tmp_path / 'lib')!r}), [Path({str(articles)!r})], Settings())\n"
            "print(b._process.pid, flush=True); Event().wait()"
        )
        parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        eventually((tmp_path / "lib").exists)
        parent.kill()
        parent.wait()
        eventually(lambda: not is_running(child))

    def test_killed_at_any_moment_nothing_is_lost_for_the_next(
        self, write: Write, articles: Path, tmp_path: Path
    ) -> None:
        for number in range(60):
            write(f"{number}.txt", f"Number {number}", f"Some body of text number{number}.")
        for steps in range(4):
            builder = Builder(tmp_path / "library", [articles], Settings())
            for _ in itertools.islice(builder, steps):
                pass
            builder._process.kill()
            builder.stop()
        assert build_library(tmp_path / "library", [articles], jobs=2).articles == 60
        library = Library([articles], tmp_path / "library")
        assert len(library.search("body").hits) == 60
        assert [len(library.search(f"number{n}").hits) for n in range(60)] == [1] * 60
        library.close()


def test_a_file_that_ends_its_process_is_named_and_the_others_are_read(
    write: Write, articles: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for number in range(30):
        write(f"{number}.txt", f"Number {number}", "Some body of text.")
    write("deadly.txt", "Deadly", "Some body of text.")
    (tmp_path / "site").mkdir()
    hook = "import os, index.readers as r\n_read = r.read_file\ndef read_file(p, s):\n    os._exit(9) if p.name == 'deadly.txt' else None\n    return _read(p, s)\nr.read_file = read_file\n"
    (tmp_path / "site" / "sitecustomize.py").write_text(hook, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    summary = build_library(tmp_path / "library", [articles], jobs=2)
    assert (summary.articles, summary.failed) == (30, 1)
    library = Library([articles], tmp_path / "library")
    assert [
        (Path(path).name, "ended the process" in reason)
        for path, reason in library.status().problems
    ] == [("deadly.txt", True)]
    library.close()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Donald Trump", "Donald J. Trump", True),
        ("Sergei Ivanov", "SERGEI IVANOV", True),
        ("Bill Clinton", "Hillary Clinton", False),
        ("George Bush", "George Bush Jr", False),
    ],
)
def test_which_names_are_one_person_across_articles(one: str, other: str, same: bool) -> None:
    assert (actor_key(one, "person") == actor_key(other, "person")) is same


WORDS = ["alpha", "beta", "gamma", "delta", "the", "may"]
bodies = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join), min_size=1, max_size=6
)
queries = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(
        lambda words: f'"{" ".join(words)}"'
    ),
    st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(
        lambda pair: f"{pair[0]} -{pair[1]}"
    ),
    st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(
        lambda pair: f"{pair[0]} OR {pair[1]}"
    ),
)


def fits(text: str, body: str) -> bool:
    """By brute force: whether a body has what the query asks for."""
    words = body.split()
    if text.startswith('"'):
        return f" {text[1:-1]} " in f" {body} "
    if " OR " in text:
        return bool(set(text.split(" OR ")) & set(words))
    if " -" in text:
        wanted, unwanted = text.split(" -")
        return wanted in words and unwanted not in words
    return set(text.split()) <= set(words)


@settings(max_examples=25)
@given(bodies=bodies, asked=st.lists(queries, min_size=1, max_size=6))
def test_hits_and_matches_agree_with_brute_force(
    bodies: list[str], asked: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("articles")
    for number, body in enumerate(bodies):
        (folder / f"{number}.txt").write_text(f"T{number}\n\n{body}\n", encoding="utf-8")
    library = Library.open([folder])
    library.refresh(jobs=1)
    for text in asked:
        found = library.search(text)
        rows = library.rows(found, 0, 99)
        if not found.note:
            assert {row.card.title for row in rows} == {
                f"T{n}" for n, body in enumerate(bodies) if fits(text, body)
            }, text
        for row in rows:
            assert row.matches, text
            analysis = library.analysis(library.find_article(row.card.id))
            assert analysis is not None
            for span in row.matches:
                assert isinstance(span, Span)
                assert set(analysis.article.text[slice(*span)].split()) <= set(WORDS)
            for span in row.snippet.matches:
                assert set(row.snippet.text[slice(*span)].split()) <= set(WORDS)
    library.close()


def test_among_articles_without_all_words_the_telling_ones_count(
    write: Write, articles: Path, opened: Open
) -> None:
    for number in range(12):
        write(
            f"c{number}.txt",
            f"Common {number}",
            "the talks of the ministers went on and on in the city",
        )
    write("rare.txt", "Rare", "uranium was found")
    found = opened(articles).search("the talks on uranium elephants")
    assert found.note is not None
    assert found.hits[0].score > found.hits[1].score
    library = opened(articles)
    assert library.rows(found, 0, 1)[0].card.title == "Rare"


def test_one_name_in_several_romanisations_is_one_actor(
    write: Write, articles: Path, opened: Open
) -> None:
    for number in range(3):
        write(
            f"one{number}.txt",
            f"One {number}",
            "We heard that Minister Kadyr Gulomov spoke. “We will go there,” said Gulomov.",
        )
    write("two.txt", "Two", "They met the minister Kadyr Ghulomov in the old town.")
    write("alone.txt", "Alone", "They met Mr. Ghulomov in the old town.")
    write(
        "bryan.txt", "Bryan", "They met the writers Brian Martin and Bryan Martin in the old town."
    )
    write(
        "both.txt", "Both", "They met the ministers Andrei Petrov and Oleg Petrov in the old town."
    )
    write("third.txt", "Third", "They met the minister Andrey Petrov in the old town.")
    library = opened(articles)
    counts = {row.name: row.articles for row in library.actor_counts(library.search(""))}
    assert counts["Kadyr Gulomov"] == 5
    assert not [name for name in counts if "Ghulomov" in name]
    assert counts["Brian Martin"] == counts["Bryan Martin"] == 1
    assert counts["Oleg Petrov"] == 1
    assert counts.get("Andrei Petrov", counts.get("Andrey Petrov")) == 2
    assert len(library.search('actor:"Kadyr Ghulomov"').hits) == 5
    # in a romanisation that no article has
    assert len(library.search('actor:"Qadyr Gulomov"').hits) == 5
    assert len(library.search("speaker:gulomow").hits) == 3
    assert not library.search('actor:"Oleh Petrov"').hits
    (entry,) = [entry for entry in library.actors() if entry.actor.name == "Kadyr Gulomov"]
    assert "Kadyr Ghulomov" in entry.actor.aliases


def test_a_surname_alone_means_the_one_person_who_is_known_by_it(
    write: Write, articles: Path, opened: Open
) -> None:
    for number in range(4):
        write(
            f"full{number}.txt",
            f"Full {number}",
            "President Boris Barov spoke. “We will go there,” said Barov.",
        )
    write("alone.txt", "Alone", "Mr. Barov said: “It is enough by now.” Mr. Twin agreed.")
    write("twin1.txt", "Twin one", "President Adam Twin spoke.")
    write("twin2.txt", "Twin two", "President Eva Twin spoke.")
    library = opened(articles)
    counts = {row.name: row.articles for row in library.actor_counts(library.search(""))}
    assert counts["Boris Barov"] == 5
    assert "Barov" not in counts
    assert counts["Twin"] == counts["Adam Twin"] == 1
    for text in ('actor:"Boris Barov"', "speaker:barov", 'speaker:"Boris Barov"'):
        assert len(library.search(text).hits) == 5, text
    (entry,) = [entry for entry in library.actors() if entry.actor.name == "Boris Barov"]
    assert entry.articles == 5
    assert sum(1 for _ in library.quotations(speaker="Boris Barov")) == 5
    (number,) = library.catalog.find_actors("barov")
    dossier = make_dossier(library, number)
    assert dossier is not None
    assert (dossier.entry.articles, len(dossier.quotations)) == (5, 5)
    analysis = library.analysis(library.find_article("alone.txt"))
    assert analysis is not None
    assert number in library.actor_numbers(analysis)


def actors_of(library: Library) -> dict[int, list[tuple[int, bool]]]:
    table = actor_table(library.catalog)
    return {
        int(num): list(
            zip(table.actors[first:last].tolist(), table.speaks[first:last].tolist(), strict=True)
        )
        for num, first, last in zip(
            table.nums, table.starts[:-1].tolist(), table.starts[1:].tolist(), strict=True
        )
    }


class TestTables:
    """What every article names and when it is from, as arrays beside the catalogue."""

    def test_they_say_what_the_rows_say(self, three: Library) -> None:
        kept, days = actors_of(three), article_days(three.catalog)
        (three.folder / locations.TABLES).unlink()
        assert actors_of(three) == kept
        assert len(kept) == 3
        rows = article_days(three.catalog)
        for name in ("nums", "first", "last"):
            assert getattr(days, name).tolist() == getattr(rows, name).tolist()
        assert all(rows.first)

    def test_they_are_written_again_with_each_change(self, three: Library, write: Write) -> None:
        before = actors_of(three)
        write("d.txt", "Fourth", "Oleg Smirnov said: “Nothing has changed here so far.”")
        three.refresh()
        after = actors_of(three)
        assert set(before) < set(after)
        (three.folder / locations.TABLES).unlink()
        assert actors_of(three) == after

    @pytest.mark.parametrize(
        "harm", ["of another revision", "cut short", "not arrays at all", "zeros in it", "gone"]
    )
    def test_others_are_left_aside(self, three: Library, harm: str) -> None:
        file, right = three.folder / locations.TABLES, actors_of(three)
        match harm:
            case "of another revision":
                catalog = Catalog.create(three.folder / locations.CATALOG)
                with catalog.transaction():
                    catalog.count_change()
                catalog.close()
            case "cut short":
                file.write_bytes(file.read_bytes()[:-40])
            case "not arrays at all":
                file.write_bytes(b"x" * 4096)
            case "zeros in it":
                raw = file.read_bytes()
                file.write_bytes(raw[:64] + bytes(256) + raw[320:])
            case "gone":
                file.unlink()
        assert actors_of(three) == right
        assert titles(three, 'speaker:"Ivan Petrov"') == ["Visit to Tashkent"]

    def test_those_of_a_library_that_was_wiped_are_not_taken_for_the_new_ones(
        self, three: Library, opened: Open, write: Write
    ) -> None:
        old = (three.folder / locations.TABLES).read_bytes()
        folder, roots = three.folder, three.roots
        three.close()
        remove_library(folder)
        write(
            "a.txt",
            "Visit to Tashkent",
            "Minister Oleg Smirnov said: “Cooperation will not grow at all.”",
            date="May 14, 2004",
        )
        library = Library.open(roots, folder)
        library.refresh()
        right = actors_of(library)
        (folder / locations.TABLES).write_bytes(old)
        assert actors_of(library) == right
        library.close()

    def test_a_full_disk_leaves_the_rows(
        self, three: Library, monkeypatch: pytest.MonkeyPatch, write: Write
    ) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("index.engine.local.table_file.ArrayWriter", full)
        write("d.txt", "Fourth", "Oleg Smirnov said: “Nothing has changed here so far.”")
        three.refresh()
        assert titles(three, 'speaker:"Oleg Smirnov"') == ["Fourth"]
        assert not list(three.folder.glob("*.new"))


def test_articles_are_known_by_id_and_by_their_text(three: Library) -> None:
    cards = three.catalog.cards(three.catalog.nums())
    digests = [text_digest(three.analysis(card.num).article.text) for card in cards]  # type: ignore[union-attr]
    known = three.catalog.nums_of([card.id for card in cards] + digests + ["nothing"])
    assert known == {
        **{card.id: card.num for card in cards},
        **dict(zip(digests, (card.num for card in cards), strict=True)),
    }
    assert three.catalog.nums_of([]) == {}


def test_changes_are_told_by_a_process_that_ends_with_the_watch(
    articles: Path, write: Write
) -> None:
    stop, heard = threading.Event(), threading.Event()

    def listen() -> None:
        for _ in changes([articles], stop):
            heard.set()

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        versions = itertools.count()
        eventually(
            lambda: heard.wait(0.3),
            meanwhile=lambda: write("new.txt", "New", f"Version {next(versions)} of it."),
        )
    finally:
        stop.set()
        thread.join(10)
    assert not thread.is_alive()


def test_a_file_of_no_known_kind_is_no_news(articles: Path) -> None:
    assert _is_news(str(articles / "a.txt"))
    assert _is_news(str(articles / "folder"))
    assert not _is_news(str(articles / ".a.txt"))
    assert not _is_news(str(articles / "a.zzz"))


def test_what_is_freed_can_be_given_back() -> None:
    script = "import numpy as np; from index.platform.allocator import return_freed_memory, mapped_bytes; return_freed_memory(); [np.ones(n) for n in (10, 10**6)]; print(mapped_bytes())"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) > 0
