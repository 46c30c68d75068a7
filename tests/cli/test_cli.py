"""The command line as DESIGN.md section 5 has it: field names, streams, exit status."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from filelock import FileLock

from index import locations
from tests.support.articles import Write
from tests.support.cli import rows, run
from tests.support.paths import ROOT, SEED
from tests.support.terminal import COMMAND


def test_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout.split()[0]) == (0, "pressmark")


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["read"],
        ["index"],
        ["search"],
        ["kwic"],
        ["actors"],
        ["quotes"],
        ["sources"],
        ["show"],
        ["status"],
    ],
)
def test_help_teaches_by_example(command: list[str]) -> None:
    done = run(*command, "--help")
    assert done.returncode == 0
    assert "  pressmark" in done.stdout
    assert done.stderr == ""


def test_index() -> None:
    (row,) = rows("index", SEED.parent)
    assert list(row) == [
        "articles",
        "added",
        "changed",
        "removed",
        "failed",
        "passed_over",
        "seconds",
        "bytes",
    ]
    assert (row["articles"], row["added"], row["changed"], row["removed"], row["failed"]) == (
        1,
        1,
        0,
        0,
        0,
    )
    assert row["bytes"] > 10_000
    assert rows("index", SEED.parent)[0]["added"] == 0
    assert rows("index", SEED.parent, "--rebuild", "--jobs", 1)[0]["changed"] == 1
    done = run("index", SEED.parent)
    assert done.stdout.startswith("1 articles (nothing new)")


def test_a_dossier() -> None:
    (row,) = rows("actors", "--dossier", "Sergei Ivanov", SEED.parent)
    assert {
        "name",
        "kind",
        "aliases",
        "roles",
        "articles",
        "mentions",
        "activity",
        "company",
        "outlets",
        "quotations",
    } == set(row)
    assert (row["name"], row["articles"]) == ("Sergei Ivanov", 1)
    assert {quotation["speaker"] for quotation in row["quotations"]} == {"Sergei Ivanov"}
    assert row["outlets"] == [
        {"outlet": "Russian news agencies", "quotations": len(row["quotations"])}
    ]
    assert "Kadyr Gulomov" in {one["name"] for one in row["company"]}
    assert sum(period["articles"] for period in row["activity"]) == 1
    done = run("actors", "--dossier", "ivanov", SEED.parent)
    assert "Named together with" in done.stdout
    assert "Said (2)" in done.stdout
    assert run("actors", "--dossier", "nobody", SEED.parent).returncode == 1


def test_search_by_time(write: Write, articles: Path) -> None:
    for number, date in enumerate(["2004-03-01", "2004-03-09", "2004-06-01", ""]):
        write(
            f"{number}.txt",
            f"River {number}",
            "The river is high." + " The bank holds." * (number % 2),
            date=date,
        )
    assert rows("search", "river", articles, "--by", "month") == [
        {"period": "2004-03", "articles": 2},
        {"period": "2004-04", "articles": 0},
        {"period": "2004-05", "articles": 0},
        {"period": "2004-06", "articles": 1},
        {"period": None, "articles": 1},
    ]
    assert rows("search", "river", articles, "--by", "year", "--over", "bank") == [
        {"period": "2004", "articles": 3, "over": 1},
        {"period": None, "articles": 1, "over": 1},
    ]
    done = run("search", "river", articles, "--by", "month", "--over", "bank", "--no-refresh")
    lines = done.stdout.splitlines()
    assert (done.returncode, [line.split()[0] for line in lines[1:]]) == (
        0,
        ["2004-03", "2004-04", "2004-05", "2004-06", "undated"],
    )
    assert "█" in lines[1]
    assert run("search", "nowhere", articles, "--by", "year", "--json").returncode == 1
    assert run("search", "river", articles, "--by", "week").returncode == 2


def test_kwic(write: Write, articles: Path) -> None:
    write(
        "a.txt",
        "One",
        "The high river bank.\n\n“A river [bold]flows[/bold],” said Anna Bell.",
        date="2004-03-01",
    )
    write(
        "b.txt",
        "Two",
        f"A river and a river bank. {'Nothing else was heard of in all these weeks. ' * 20}",
        publication="The Times",
    )
    found = rows("kwic", "river", articles, "--sort", "right")
    assert [(row["match"], row["right"].split()[0].strip(".")) for row in found] == [
        ("river", "and"), ("river", "bank"), ("river", "bank"), ("river", "[bold]flows[/bold],”"),
    ]  # fmt: skip
    assert found[3]["speaker"] == "Anna Bell"
    text = rows("show", found[3]["id"], articles)[0]["text"]
    assert text[found[3]["start"] : found[3]["end"]] == "river"
    done = run("kwic", "river", articles, "--limit", 2)
    assert done.stdout.count("river") >= 2
    assert len(done.stdout.splitlines()) == 2
    table = run("kwic", "river", articles, "--csv").stdout.splitlines()
    assert table[0].startswith("left,match,right,speaker,title,publication,date,id,start,end,path")
    assert len(table) == 5
    (word, *_) = rows("kwic", "river", articles, "--words")
    assert word["count"] == word["left"] + word["right"] >= 2
    assert word["log_likelihood"] > 0
    assert run("kwic", "nowhere", articles).returncode == 1


def test_search() -> None:
    (row,) = rows("search", '"military-technical cooperation"', SEED.parent)
    assert list(row) == [
        "id",
        "path",
        "title",
        "publication",
        "date",
        "score",
        "matches",
        "snippet",
        "locator",
    ]
    assert (row["path"], row["publication"], row["date"]) == (
        str(SEED),
        "Eurasia Daily Monitor",
        "2004",
    )
    text = rows("show", row["id"], SEED.parent)[0]["text"]
    assert {text[m["start"] : m["end"]] for m in row["matches"]} == {
        "military-technical cooperation"
    }
    assert "military-technical cooperation" in row["snippet"]
    assert row["score"] > 0


def test_paths_may_stand_anywhere() -> None:
    for words in (
        ["search", "ivanov", "--json", SEED.parent],
        ["search", "--json", "ivanov", SEED.parent],
        ["search", "ivanov", SEED.parent, "--json"],
    ):
        assert json.loads(run(*words).stdout)["path"] == str(SEED)


def test_search_prints_for_people_too_and_notes_go_to_the_error_stream() -> None:
    done = run("search", "ivanov", SEED.parent)
    assert "Russian-Uzbek Rapprochement" in done.stdout
    assert "1 of 1 articles" in done.stderr
    assert "\x1b" not in done.stdout


def test_limit(write: Write, articles: Path) -> None:
    for number in range(60):
        write(f"{number}.txt", f"Number {number}", "the same body")
    assert len(rows("search", "body", articles)) == 50
    assert len(rows("search", "body", articles, "--limit", 3)) == 3
    assert len(rows("search", "body", articles, "--limit", 0)) == 60
    assert run("search", "body", "--limit", "x").returncode == 2


def test_actors() -> None:
    found = rows("actors", SEED.parent)
    assert all(
        list(row) == ["name", "kind", "aliases", "roles", "articles", "mentions"] for row in found
    )
    (ivanov,) = [row for row in found if row["name"] == "Sergei Ivanov"]
    assert ivanov["kind"] == "person"
    assert ivanov["roles"] == [{"title": "acting Russian Defense Minister", "date": "2004"}]
    assert list(ivanov["mentions"][0]) == ["id", "path", "start", "end", "surface"]
    text = SEED.read_text(encoding="utf-8")
    for row in found:
        for mention in row["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["surface"]
    assert {row["kind"] for row in rows("actors", SEED.parent, "--kind", "state")} == {"state"}
    assert run("actors", SEED.parent, "--kind", "planet").returncode == 2
    assert "Sergei Ivanov" in run("actors", SEED.parent).stdout


def test_quotes() -> None:
    found = rows("quotes", SEED.parent)
    assert all(
        list(row)
        == [
            "id",
            "path",
            "start",
            "end",
            "text",
            "kind",
            "speaker",
            "speaker_start",
            "speaker_end",
            "cue",
            "cue_start",
            "cue_end",
            "content",
            "addressee",
            "outlet",
            "source_date",
            "basis",
            "date",
            "said_date",
            "said_basis",
            "locator",
        ]
        for row in found
    )
    text = SEED.read_text(encoding="utf-8")
    assert all(text[row["start"] : row["end"]] == row["text"] for row in found)
    assert [row["speaker"] for row in found] == [
        "Sergei Ivanov",
        "Sergei Ivanov",
        "Konstantin Simonov",
        "Vyacheslav Trubnikov",
    ]
    assert {row["kind"] for row in found} == {"direct"}
    assert [
        row["text"] for row in rows("quotes", SEED.parent, "--all") if row["kind"] == "scare"
    ] == ["open its eyes"]
    assert len(rows("quotes", SEED.parent, "--speaker", "ivanov")) == 2
    assert len(rows("quotes", SEED.parent, "-q", "speaker:trubnikov")) == 1
    assert len(rows("quotes", SEED.parent, "-q", "said:interests")) == 1
    assert run("quotes", SEED.parent, "--speaker", "nobody").returncode == 1


def test_quotes_by_kind() -> None:
    text = SEED.read_text(encoding="utf-8")
    found = rows("quotes", SEED.parent, "--kind", "indirect,mixed")
    assert [(row["kind"], row["speaker"], row["outlet"], row["said_date"]) for row in found] == [
        ("indirect", "Sergei Ivanov", "Russian news agencies", "2004-05-12"),
        ("indirect", "Izvestia", "Izvestia", "2004-05-12"),
        ("indirect", "Vyacheslav Trubnikov", "Nezavisimaya gazeta", "2004-05-12"),
    ]
    for row in found:
        assert text[row["cue_start"] : row["cue_end"]] == row["cue"]
        assert row["content"] == [[row["start"], row["end"]]]
    assert len(rows("quotes", SEED.parent, "--kind", "direct,mixed,indirect")) == 7
    assert len(rows("quotes", SEED.parent, "--kind", "direct", "--all")) == 5
    wrong = run("quotes", SEED.parent, "--kind", "whispered")
    assert wrong.returncode == 2
    assert "direct, mixed, indirect" in wrong.stderr


def test_sources(write: Write, articles: Path) -> None:
    (articles / "seed.txt").write_bytes(SEED.read_bytes())
    (articles / "edm.txt").write_text(
        "Other\n\nPublication: EDM Volume: 1 Issue: 8\nDate: May 12, 2004\n\nOlder.\n",
        encoding="utf-8",
    )
    found = rows("sources", articles)
    assert all(
        list(row)
        == [
            "id",
            "path",
            "start",
            "end",
            "outlet",
            "date_text",
            "date",
            "refers_to",
            "basis",
            "locator",
        ]
        for row in found
    )
    assert [(row["outlet"], row["date_text"], row["date"]) for row in found] == [
        ("Russian news agencies", "May 12", "2004-05-12"),
        ("EDM", "May 12", "2004-05-12"),
        ("Izvestia", "May 12, 2004", "2004-05-12"),
        ("Nezavisimaya gazeta", "May 12", "2004-05-12"),
    ]
    (other,) = list(rows("search", "older", articles))
    assert [row["refers_to"] for row in found] == [None, other["id"], None, None]


def test_show() -> None:
    (row,) = rows("show", SEED, SEED.parent)
    assert list(row) == [
        "id",
        "path",
        "title",
        "publication",
        "volume",
        "issue",
        "author",
        "authors",
        "section",
        "date",
        "date_basis",
        "text",
        "removed",
        "omitted",
    ]
    assert row["text"] == SEED.read_text(encoding="utf-8")
    assert (row["volume"], row["issue"], row["author"]) == ("1", "10", None)
    assert "On May 12, acting" in run("show", row["id"], SEED.parent).stdout
    done = run("show", "nonesuch", SEED.parent)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_status(articles: Path, write: Write) -> None:
    write("a.txt", "Alpha", "Body.")
    (articles / "empty.txt").write_bytes(b"")
    (row,) = rows("status", articles)
    assert (row["articles"], row["files"]) == (1, 2)
    assert row["roots"] == [str(articles)]
    assert row["failed"] == [{"path": str(articles / "empty.txt"), "reason": "no text in it"}]
    write("b.txt", "Beta", "Body.")
    (row,) = rows("status", articles, "--no-refresh")
    assert row["stale"] == {"new": 1, "changed": 0, "removed": 0}


def test_exit_status_and_streams() -> None:
    done = run("search", "zzzz", SEED.parent)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Nothing found" in done.stderr
    done = run("search", "ivanow", SEED.parent)
    assert "Did you mean: ivanov" in done.stderr
    for words in (
        ["search", "spaeker:x", SEED.parent],
        ["search"],
        ["search", "x", "--frob"],
        ["search", "x", "/nowhere/at/all"],
        ["frobnicate"],
    ):
        done = run(*words)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), words
        assert "Traceback" not in done.stderr


def test_without_a_path_the_library_used_last(write: Write, articles: Path) -> None:
    assert "Ivanov" in run("search", "ivanov").stdout, (
        "at first the articles that come with Pressmark"
    )
    write("a.txt", "Alpha", "Body of alpha.")
    run("index", articles)
    assert rows("search", "alpha")[0]["title"] == "Alpha"


def test_a_library_in_a_folder_of_its_own(write: Write, articles: Path, tmp_path: Path) -> None:
    write("a.txt", "Alpha", "Body of alpha.")
    run("index", articles, "--library", tmp_path / "lib")
    assert (tmp_path / "lib" / locations.CATALOG).exists()
    assert not locations.cache_folder().joinpath("libraries").exists()
    assert rows("search", "alpha", "--library", tmp_path / "lib")[0]["title"] == "Alpha"
    done = run("search", "alpha", "--library", tmp_path / "other")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_every_command_brings_the_library_up_to_date_unless_told_not_to(
    write: Write, articles: Path
) -> None:
    done = run("search", "alpha", articles, "--no-refresh")
    assert done.returncode == 2
    assert "not been indexed" in done.stderr
    write("a.txt", "Alpha", "Body.")
    assert rows("search", "alpha", articles)
    write("b.txt", "Beta", "Body of alpha.")
    assert len(rows("search", "alpha", articles, "--no-refresh")) == 1
    assert len(rows("search", "alpha", articles)) == 2


def test_an_empty_folder(articles: Path) -> None:
    for command in (["index"], ["search", "x"], ["quotes"], ["status"]):
        done = run(*command, articles)
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1
        assert "There are no articles" in done.stderr


def test_while_another_builds_one_reads_on(write: Write, articles: Path) -> None:
    write("a.txt", "Alpha", "Body.")
    run("index", articles)
    with FileLock(locations.library_folder([articles]) / locations.LOCK):
        done = run("search", "alpha", articles)
    assert done.returncode == 0
    assert "Another Pressmark is building" in done.stderr


def test_output_that_nobody_reads_to_the_end(write: Write, articles: Path) -> None:
    for number in range(60):
        write(f"{number}.txt", f"Number {number}", "the same body " * 200)
    run("index", articles)
    for words in (
        "search --limit 0 body",
        "search --limit 0 --json body",
        "quotes",
        "show 1.txt",
        "actors",
    ):
        done = subprocess.run(
            f"{COMMAND} {words} {articles} | head -1",
            shell=True,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        assert "Broken" not in done.stderr
        assert "Exception" not in done.stderr


def test_a_damaged_index_repairs_itself_and_says_so(write: Write, articles: Path) -> None:
    write("a.txt", "Alpha", "Body.")
    run("index", articles)
    folder = locations.library_folder([articles])
    for path in (folder / locations.INVERTED).iterdir():
        path.write_bytes(b"\0" * 10)
    done = run("search", "alpha", articles)
    assert (done.returncode, len(done.stderr.splitlines())) == (0, 2), done.stderr
    (folder / locations.CATALOG).write_bytes(b"nonsense" * 100)
    done = run("search", "alpha", articles)
    assert done.returncode == 0
    assert "is built again" in done.stderr


def test_names_that_are_no_text(articles: Path) -> None:
    name = os.fsdecode(b"na\xffme\x1b[5m.txt")
    (articles / name).write_text("Title\n\nOdd body.\n", encoding="utf-8")
    (row,) = rows("search", "odd", articles)
    assert row["path"] == str(articles / name)
    done = run("search", "odd", articles)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr


def test_markup_and_escapes_in_articles_are_printed_as_text(write: Write, articles: Path) -> None:
    write("a.txt", "[red]Title[/red]", "He [the man] said: “[/foo] we \x1b[31mgo there today.”")
    for command in (["search", "man"], ["show", "a.txt"], ["quotes"]):
        done = run(*command, articles, env={**os.environ, "FORCE_COLOR": "1"})
        assert done.returncode == 0, done.stderr
        assert "[/foo]" in done.stdout
        assert "\x1b[31m" not in done.stdout


def test_a_locale_without_the_letters() -> None:
    done = subprocess.run(
        [COMMAND, "show", str(SEED), str(SEED.parent)], capture_output=True, env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    done = subprocess.run(
        [COMMAND, "show", str(SEED), str(SEED.parent), "--json"], capture_output=True, env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, check=True
    )  # fmt: skip
    assert "“" in done.stdout.decode("utf-8")


def test_a_fault_of_our_own_is_one_line_with_the_details_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nimport index.engine.local.engine\ndef bad(*a, **k): raise ZeroDivisionError('x')\nindex.engine.local.engine.LocalEngine.answer = bad\n",
        encoding="utf-8",
    )
    done = run(
        "search",
        "x",
        SEED.parent,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert "Traceback" in (locations.state_folder() / "fault.log").read_text(encoding="utf-8")


def test_a_folder_named_like_our_packages_is_no_trap(
    write: Write, articles: Path, tmp_path: Path
) -> None:
    for number in range(30):
        write(f"{number}.txt", f"Number {number}", "the same body")
    trap = tmp_path / "trap"
    (trap / "index").mkdir(parents=True)
    (trap / "index" / "__init__.py").write_text("raise SystemExit('trapped')", encoding="utf-8")
    done = run("index", articles, "--json", "--jobs", 2, cwd=trap)
    assert (
        done.returncode,
        json.loads(done.stdout)["articles"],
        json.loads(done.stdout)["failed"],
    ) == (0, 30, 0)
