"""Scripts: every line is checked first, and a trail that was written plays again."""

import errno
import os
from pathlib import Path

import pytest

from index import PressmarkError
from index.desk import SCRIPT_COMMANDS, ScriptPlayer, parse_script, trail_script, way_to
from index.kept import Mark, Review, Step, StepKind
from index.library import Library
from tests.support.cli import run
from tests.support.paths import ROOT
from tests.support.room import reading, run_from_palette
from tests.support.terminal import Terminal
from tests.support.waiting import eventually_async
from tui.cli import main
from tui.session import Session
from tui.session_scripts import play_at_start


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review(tmp_path / "review.sqlite")


def played(library: Library, review: Review, text: str) -> list[tuple[str, str | None]]:
    """The search and the title of the open article after each line."""
    player = ScriptPlayer("s", library, review)
    places = [player.play(line) for line in parse_script(text, "s")]
    return [(one.query, one.analysis.article.title if one.analysis else None) for one in places]


# --- lines ---


def test_comments_and_blank_lines_are_skipped_and_lines_are_numbered() -> None:
    lines = parse_script("# a\n\nsearch #5 river\r\n  # b\n\tFILTER date:2005 \nsearch", "s")
    assert [(one.number, str(one)) for one in lines] == [
        (3, "search #5 river"), (5, "filter date:2005"), (6, "search"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("serach river", "there is no command serach (did you mean search?)"),
        ("\x1b[31m", "there is no command"),
        ("filter", "filter needs CONDITION"),
        ("back 3", "back takes nothing after it"),
        ("search nofield:x", "no field nofield"),
        ("filter date:never", "date"),
        ("sort title", "there is no order title: date, -date, relevance"),
        ("export river.pdf", "end the name in .md"),
        ("mark 3bd5", "3bd5 is no locator"),
        ("note a", "`mark` comes first"),
        ("tag a", "`mark` comes first"),
        ("back", "no search before"),
        ("filter date:2005\nback\nback", "no search before"),
        ("mark", "no article is open"),
        ("open a 3\nsearch x\nmark", "no article is open"),
    ],
)
def test_a_wrong_line_is_named_with_its_number(line: str, said: str) -> None:
    with pytest.raises(PressmarkError) as caught:
        parse_script(f"search river\n# comment\n{line}\nfrob", "trail.txt")
    number = 3 + line.count("\n")
    assert str(caught.value).startswith(f"trail.txt, line {number}: ")
    assert said in str(caught.value)
    assert not set(str(caught.value)) & {"\n", "\x1b"}


def test_a_script_without_commands_is_refused() -> None:
    for text in ("", "# only a comment\n\n"):
        with pytest.raises(PressmarkError, match="has no commands"):
            parse_script(text, "s")


def test_an_unknown_command_names_those_there_are() -> None:
    with pytest.raises(PressmarkError) as caught:
        parse_script("frob", "s")
    assert all(name in str(caught.value) for name in SCRIPT_COMMANDS)


# --- playing ---


def test_lines_narrow_the_search_and_go_back(library: Library, review: Review) -> None:
    script = (
        "search river OR harbour\nfilter date:2005\nactor Anna Bell\nfilter date:2005\nsort -date\n"
        "unfilter date:2005\nback\nspeaker bell\nsearch\n"
    )
    assert [query for query, _ in played(library, review, script)] == [
        "river OR harbour",
        "(river OR harbour) date:2005",
        '(river OR harbour) date:2005 actor:"Anna Bell"',
        '(river OR harbour) date:2005 actor:"Anna Bell"',
        '(river OR harbour) date:2005 actor:"Anna Bell" sort:-date',
        '(river OR harbour) actor:"Anna Bell" sort:-date',
        '(river OR harbour) date:2005 actor:"Anna Bell" sort:-date',
        '(river OR harbour) date:2005 actor:"Anna Bell" speaker:"bell" sort:-date',
        "",
    ]
    review.close()


def test_passages_are_kept_once_and_exported(
    library: Library, review: Review, tmp_path: Path
) -> None:
    num = library.find_article("r3.txt")
    analysis = library.analysis(num)
    assert analysis is not None
    at = analysis.statements[0].start
    target = tmp_path / "found.jsonl"
    script = (
        f"open r3.txt {at}\nmark\nnote Look # here\ntag river, high\nsearch bank\nexport {target}"
    )
    for _ in range(2):
        played(library, review, script)
        (mark,) = review.marks()
        assert mark.passage.anchor.exact == "The river 3 is high."
        assert (mark.note, mark.tags) == ("Look # here", ("river", "high"))
        assert len(target.read_text(encoding="utf-8").splitlines()) == 9
    assert played(library, review, f"open {mark.passage.locator}") == [("", "River news 3")]
    review.close()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("open nowhere.txt", "no article nowhere.txt"),
        ("mark", "no article is open"),
        ("back", "no search before"),
        ("unfilter sea", "no condition sea"),
        ("open 000000000000-p1-00000000", "no article 000000000000"),
    ],
)
def test_what_cannot_be_done_names_the_line(
    line: str, said: str, library: Library, review: Review
) -> None:
    with pytest.raises(PressmarkError, match=f"s, line 2: .*{said}"):
        played(library, review, f"search river\n{line}")
    review.close()


# --- the trail as a script ---


def step(ident: str, query: str, before: str | None = None, **more: str) -> Step:
    kind: StepKind = "open" if "article" in more else "search"
    return Step(
        ident, f"2004-05-12T10:0{ident}:00+00:00", kind, query, more.get("article"),
        12 if "article" in more else 0, more.get("title", ""), before,
    )  # fmt: skip


def test_the_way_leaves_out_what_was_left_by_going_back() -> None:
    steps = [step("1", "a"), step("2", "b", "1"), step("3", "c", "1"), step("4", "d", "3")]
    assert [one.id for one in way_to(steps, steps[3])] == ["1", "3", "4"]
    assert [one.id for one in way_to(steps, steps[3], "3")] == ["3", "4"]
    assert [one.id for one in way_to(steps, steps[3], "2")] == ["1", "3", "4"]


def test_a_trail_is_written_as_lines_that_are_understood(library: Library, review: Review) -> None:
    analysis = next(analysis for _, analysis in library.analyses())
    played(library, review, f"open {analysis.article.id} 400\nmark\ntag x")
    (mark,) = review.marks()
    late = Mark(mark.id, mark.passage, "two\nlines", mark.tags, "2004-05-12T10:02:30+00:00")
    steps = [
        step("1", "river"),
        step("2", 'river actor:"Anna Bell"', "1"),
        step("3", 'river actor:"Anna Bell"', "2", article=analysis.article.id, title="A\nB"),
        step("4", "harbour\n", "3"),
    ]
    text = trail_script(steps, [late], "/a/folder")
    assert [str(line) for line in parse_script(text, "s")] == [
        "search river",
        'filter actor:"Anna Bell"',
        f"mark {mark.passage.locator}",
        "note two lines",
        "tag x",
        f"open {analysis.article.id} 12",
        "search harbour",
    ]
    assert "# 2004-05-12" in text
    assert "# A B" in text
    review.close()


async def test_the_room_writes_its_trail_and_starts_with_it(
    library: Library, tmp_path: Path
) -> None:
    first, second = tmp_path / "one.txt", tmp_path / "two.txt"
    async with reading(library, "river") as (room, press):
        await press("2", "J", "B", "e", "ctrl+u", *str(first), "enter")
        await eventually_async(first.exists)
        assert "2 steps written to" in room.status.notice
        here = room.article.opened.analysis.article.id
        await run_from_palette(room, press, "script")
        await press("ctrl+u", *str(second), "enter")
        await eventually_async(second.exists)
        await run_from_palette(room, press, "script")
        await press("ctrl+u", *str(second), "enter")
        await eventually_async(lambda: "is there already" in room.status.notice)
    lines = parse_script(first.read_text(encoding="utf-8"), "one.txt")
    assert [line.command.name for line in lines] == ["search", "open"]
    assert parse_script(second.read_text(encoding="utf-8"), "") == lines
    review = Review()
    session = Session(library, review)
    place = play_at_start(session, "one.txt", lines)
    assert (place.query, place.article, place.pane) == ("river", here, "article")
    here_now = session.trail.here
    assert here_now is not None
    assert (here_now.kind, here_now.article) == ("open", here)
    review.close()


# --- the commands ---


def test_run_prints_as_the_command_line_does(
    library: Library, articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "s.txt"
    script.write_text("search river sort:date\nspeaker bell\nquotes\nkwic\nactors\nopen r0.txt")

    def printed(*words: str) -> str:
        capsys.readouterr()
        assert main([*words, str(articles), "--json"]) == 0
        return capsys.readouterr().out

    query = 'river speaker:"bell" sort:date'
    expected = [
        printed("search", "river sort:date", "--limit", "3"),
        printed("search", query, "--limit", "3"),
        printed("quotes", "-q", query),
        printed("kwic", query),
        printed("actors", "-q", query),
        printed("show", "r0.txt"),
    ]
    assert printed("run", str(script), "--limit", "3") == "".join(expected)
    script.write_text("search nothingsuch")
    assert main(["run", str(script), str(articles)]) == 1


def test_a_wrong_script_does_nothing(library: Library, articles: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    script = tmp_path / "s.txt"
    script.write_text(f"search river\nexport {target}\nserach tax\n")
    done = run("run", script, articles)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"pressmark: {script}, line 3: there is no command serach")
    assert len(done.stderr.splitlines()) == 1
    assert not target.exists()
    for words in (
        ["run", tmp_path / "none.txt", articles],
        ["--start-with", tmp_path / "none.txt", articles, "-q", "river"],
        ["--start-with", tmp_path / "none.txt", articles, "--plain"],
    ):
        done = run(*words)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_the_reader_opens_where_a_script_ends(
    library: Library, articles: Path, tmp_path: Path
) -> None:
    script = tmp_path / "s.txt"
    script.write_text("search river\nfilter date:2005-01-05\nopen r4.txt\n")
    with Terminal("--start-with", str(script), str(articles)) as terminal:
        terminal.wait_for("river date:2005-01-05", "1 of 11", "Paragraph 0 of article 4")
        terminal.press("H", "H")
        terminal.wait_for("9 of 11")
        terminal.press("q")
        terminal.end()


def test_every_command_is_in_the_help_and_in_the_document() -> None:
    shown = run("run", "--help").stdout
    document = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8")
    for name in SCRIPT_COMMANDS:
        assert name in shown
        assert f"| `{name}" in document


def test_a_full_disk_is_named_with_the_line_and_leaves_the_older_file(
    library: Library, review: Review, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "found.csv"
    target.write_text("older")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PressmarkError, match=r"^s, line 2: No space left on device: .*found\.csv"):
        played(library, review, f"search river\nexport {target}")
    assert target.read_text() == "older"
