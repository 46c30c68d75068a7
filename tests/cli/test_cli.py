"""The results of each command: the field names of DESIGN.md section 5."""

from pathlib import Path

from index.locations import FRONT_PAGE, library_folder
from tests.support.articles import Write
from tests.support.cli import rows, run
from tests.support.paths import SEED


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
    assert done.stdout.startswith("1 article (nothing new)")


def test_index_stores_what_the_first_screen_shows(articles: Path, write: Write) -> None:
    write("a.txt", "The river", "The river is high, said Anna Bell.")
    assert run("index", articles).returncode == 0
    page = library_folder([articles]) / FRONT_PAGE
    assert page.exists()
    before = page.read_bytes()
    assert run("index", articles).returncode == 0
    assert page.read_bytes() == before
    write("b.txt", "The harbour", "The harbour is closed, said Carl Dorn.")
    assert run("index", articles).returncode == 0
    assert page.read_bytes() != before


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
        "said_by_year",
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
    assert "Said (3)" in done.stdout  # two quoted, one reported
    assert run("actors", "--dossier", "nobody", SEED.parent).returncode == 1


def test_a_long_dossier_is_cut_unless_all_is_asked_for(write: Write, articles: Path) -> None:
    said = "\n\n".join(f"Anna Bell said: “Sentence number {n} is here.”" for n in range(150))
    write("long.txt", "Talks", said, date="May 14, 2004")
    short = run("actors", "--dossier", "Anna Bell", articles)
    assert len(short.stdout.splitlines()) == 200
    assert "more lines: --all prints them" in short.stderr
    whole = run("actors", "--dossier", "Anna Bell", "--all", articles)
    assert len(whole.stdout.splitlines()) > 300
    assert whole.stdout.startswith(short.stdout)


def test_dossiers_of_several_actors_share_the_lines(write: Write, articles: Path) -> None:
    for number, name in enumerate(("Anna Bell", "Boris Bell", "Carl Bell")):
        write(f"a{number}.txt", "Title", f"{name} said: “Yes.”\n\n" * 120)
    done = run("actors", "--dossier", "bell", articles)
    assert len(done.stdout.splitlines()) == 200
    assert "of 3 actors so called: --all prints them" in done.stderr
    assert "in 1 article\n" in done.stdout


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
    nothing = run("search", "nowhere", articles, "--by", "year", "--over", "neither")
    assert (nothing.returncode, nothing.stdout) == (1, "")
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
    said = [(row["said_date"], row["said_basis"]) for row in found]
    assert said == [(None, None)] * 3 + [("2004-03-01", "article")]
    text = rows("show", found[3]["id"], articles)[0]["text"]
    assert text[found[3]["start"] : found[3]["end"]] == "river"
    done = run("kwic", "river", articles, "--limit", 2)
    assert done.stdout.count("river") >= 2
    assert len(done.stdout.splitlines()) == 2
    table = run("kwic", "river", articles, "--csv").stdout.splitlines()
    assert table[0].startswith("left,match,right,speaker,title,publication,date,id,start,end,path")
    assert table[0].endswith("path,said_date,said_basis")
    assert len(table) == 5
    assert [line.split(",")[-1] for line in table].count("article") == 1
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


def test_search_prints_for_people_too_and_notes_go_to_the_error_stream() -> None:
    done = run("search", "ivanov", SEED.parent)
    assert "Russian-Uzbek Rapprochement" in done.stdout
    assert "1 of 1 article," in done.stderr
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
            "other_speakers",
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
    asked = ("quotes", SEED.parent, "--kind", "direct", "-q")
    assert len(rows(*asked, "by:said date:2004-05-12")) == 4
    assert run(*asked, "by:said after:2004-05-13").returncode == 1
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
    nameless = run("show", "", SEED.parent)
    assert (nameless.returncode, nameless.stdout) == (2, "")
    assert "Name the article" in nameless.stderr
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
