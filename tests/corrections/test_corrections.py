"""Actors that a person has put right."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corrections.actor_names import (
    corrections_file,
    read_corrections,
    toggle_ignored,
    toggle_same,
)
from index.errors import PressmarkError
from index.explore.dossier import make_dossier
from index.explore.explorer import Explorer
from index.library import Library
from index.model import ACTOR_KINDS
from tests.support.articles import Open, Write
from tests.support.cli import rows, run
from tests.support.room import reading, row_of

names = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12
).filter(lambda s: s.strip())


@given(
    st.lists(st.tuples(st.sampled_from(ACTOR_KINDS), names, names), max_size=6),
    st.lists(st.tuples(st.sampled_from(ACTOR_KINDS), names), max_size=4),
)
def test_what_is_written_is_read_and_taken_back(
    tmp_path_factory: pytest.TempPathFactory,
    same: list[tuple[str, str, str]],
    ignored: list[tuple[str, str]],
) -> None:
    path = tmp_path_factory.mktemp("c") / "actors.toml"
    for kind, name, other in dict.fromkeys(same):
        assert toggle_same(path, kind, name, other)  # type: ignore[arg-type]
    for kind, name in dict.fromkeys(ignored):
        assert toggle_ignored(path, kind, name)  # type: ignore[arg-type]
    corrections = read_corrections(path)
    assert len(corrections.ignored) <= len(set(ignored))
    assert all(
        corrections.same.get(target, target) == target for target in corrections.same.values()
    )
    for kind, name, other in dict.fromkeys(same):
        assert not toggle_same(path, kind, name, other)  # type: ignore[arg-type]
    for kind, name in dict.fromkeys(ignored):
        assert not toggle_ignored(path, kind, name)  # type: ignore[arg-type]
    assert not read_corrections(path).same
    assert not read_corrections(path).ignored


def test_what_a_person_wrote_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    path.write_text(
        '# mine\n[[same]]\nkind = "person"  # of course\nname = "Anna Bell"\nalso = ["A. Bell"]\n',
        encoding="utf-8",
    )
    toggle_same(path, "person", "Anna Bell", "Ann Bell")
    toggle_ignored(path, "person", "However")
    text = path.read_text(encoding="utf-8")
    assert "# mine" in text
    assert "# of course" in text
    assert ("person", "a. bell") in read_corrections(path).same or (
        "person",
        "a bell",
    ) in read_corrections(path).same


@pytest.mark.parametrize(
    "text",
    [
        "same = 3",
        "[[same]]\nname = 1",
        '[[same]]\nkind = "dog"\nname = "x"',
        "ignored = 1",
        '[ignored]\nperson = "x"',
        "nonsense",
    ],
)
def test_a_file_that_cannot_be_understood_is_told_in_a_line_and_left(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "actors.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PressmarkError) as caught:
        toggle_ignored(path, "person", "However")
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    assert path.read_text(encoding="utf-8") == text


@pytest.fixture
def doubled(write: Write, articles: Path, opened: Open) -> Library:
    """One woman under two names, and a name that is none."""
    write(
        "one.txt",
        "One",
        "Anna Bell, the minister, spoke. “The river of Carl Dorn is high,” said Anna Bell.",
        date="2004-05-01",
    )
    write(
        "two.txt",
        "Two",
        "Anya Bell, a politician, spoke. “Carl Dorn will fall,” said Anya Bell.",
        date="2004-05-02",
    )
    write(
        "three.txt",
        "Three",
        "Minister Tobias Wurst is a dish, said Carl Dorn, the cook. Tobias Wurst was eaten.",
        date="2004-05-03",
    )
    return opened(articles)


def test_one_actor_under_two_names_is_one_everywhere(doubled: Library) -> None:
    toggle_same(corrections_file(), "person", "Anna Bell", "Anya Bell")
    toggle_ignored(corrections_file(), "person", "Tobias Wurst")
    doubled.correct(read_corrections(corrections_file()))
    explorer = Explorer(doubled)
    counts = {row.name: row.articles for row in doubled.actor_counts(doubled.search(""))}
    assert counts["Anna Bell"] == 2
    assert not counts.keys() & {"Anya Bell", "Tobias Wurst"}
    assert (
        len(doubled.search('speaker:"Anya Bell"').hits)
        == len(doubled.search('actor:"Anna Bell"').hits)
        == 2
    )
    numbers = {name: number for number, (name, _) in explorer.actor_names().items()}
    (pair,) = [
        pair for pair in explorer.pairs(doubled.search("")) if pair.actor == numbers["Anna Bell"]
    ]
    assert (pair.other, pair.times) == (numbers["Carl Dorn"], 2)
    dossier = make_dossier(doubled, numbers["Anna Bell"])
    assert dossier is not None
    assert (dossier.articles, len(dossier.quotations)) == (2, 2)
    entries = {entry.actor.name: entry for entry in doubled.actors()}
    assert entries["Anna Bell"].articles == 2
    assert "Anya Bell" in entries["Anna Bell"].actor.aliases
    assert "Tobias Wurst" not in entries
    assert {quoted.speaker.name for quoted in doubled.quotations() if quoted.speaker} == {
        "Anna Bell"
    }
    *_, lines = explorer.concordance(doubled.search("river OR fall"))
    assert [row.speaker for row in explorer.kwic_table(lines, range(2))] == [
        "Anna Bell",
        "Anna Bell",
    ]
    toggle_same(corrections_file(), "person", "Anna Bell", "Anya Bell")
    doubled.correct(read_corrections(corrections_file()))
    assert {row.name: row.articles for row in doubled.actor_counts(doubled.search(""))}[
        "Anya Bell"
    ] == 1


def test_the_command_line_takes_them_too(doubled: Library) -> None:
    toggle_same(corrections_file(), "person", "Anna Bell", "Anya Bell")
    folder = doubled.roots[0]
    found = {row["name"]: row["articles"] for row in rows("actors", folder)}
    assert found["Anna Bell"] == 2
    assert {row["speaker"] for row in rows("quotes", folder)} == {"Anna Bell"}
    corrections_file().write_text("broken", encoding="utf-8")
    done = run("actors", folder)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "is not TOML" in done.stderr


async def test_by_key(doubled: Library) -> None:
    async with reading(doubled) as (room, press):
        await press("3", "=")
        assert "Choose the actor with v" in room.status.notice
        room.actors.move_to(row_of(room, "Anna Bell"))
        await press("v")
        room.actors.move_to(row_of(room, "Anya Bell"))
        await press("=")
        await press("g")
        assert {row.name: row.articles for row in room.actors._actors}["Anna Bell"] == 2
        room.actors.move_to(row_of(room, "Tobias Wurst"))
        await press("!")
        await press("g")
        assert "Tobias Wurst" not in {row.name for row in room.actors._actors}
        await press("2", "m", "3")
        await press("u")
        assert "Tobias Wurst" not in {row.name for row in room.actors._actors}
        await press("u")
        assert "Undone: Tobias Wurst is no actor." in room.status.notice
        assert "Tobias Wurst" in {row.name for row in room.actors._actors}
        await press("u")
        assert "Anya Bell" in {row.name for row in room.actors._actors}
        await press("U")
        assert "Anya Bell" not in {row.name for row in room.actors._actors}
        toggle_same(corrections_file(), "person", "Anna Bell", "Anya Bell")
        await press("u")
        assert "Another session" in room.status.notice
        assert "Anya Bell" not in corrections_file().read_text(encoding="utf-8")


@pytest.fixture
def namesakes(write: Write, articles: Path, opened: Open) -> Library:
    """Two men of one name, and one name that two spell differently."""
    write(
        "one.txt",
        "One",
        "Ivan Petrov, the minister, spoke. “The river is high this year,” said Ivan Petrov.",
    )
    write(
        "two.txt",
        "Two",
        "Ivan Petrov, the keeper, spoke. “We have lost to Carl Dorn,” said Ivan Petrov.",
    )
    write("three.txt", "Three", "The two of them met the old minister Andrei Orlov there.")
    write("four.txt", "Four", "The two of them met the young writer Andrey Orlov there.")
    return opened(articles)


def counted(library: Library) -> dict[str, int]:
    return {row.name: row.articles for row in library.actor_counts(library.search(""))}


SPLIT = """
[[split]]
kind = "person"
name = "Ivan Petrov"
as = "Ivan Petrov, keeper"
articles = ["two.txt"]
"""


def test_one_name_is_two_people(namesakes: Library) -> None:
    assert counted(namesakes)["Ivan Petrov"] == 2
    corrections_file().parent.mkdir(parents=True, exist_ok=True)
    corrections_file().write_text(SPLIT, encoding="utf-8")
    namesakes.correct(read_corrections(corrections_file()))
    counts = counted(namesakes)
    assert (counts["Ivan Petrov"], counts["Ivan Petrov, keeper"]) == (1, 1)
    for text in (
        'speaker:"Ivan Petrov, keeper"',
        "actor:keeper",
        'actor:"Ivan Petrov, keeper" lost',
        '"lost @keeper"~9',
    ):
        assert [
            Path(row.card.path).name for row in namesakes.rows(namesakes.search(text), 0, 9)
        ] == ["two.txt"], text
    assert [
        Path(row.card.path).name
        for row in namesakes.rows(namesakes.search('actor:"Ivan Petrov"'), 0, 9)
    ] == ["one.txt"]
    entries = {entry.actor.name: entry.articles for entry in namesakes.actors()}
    assert entries["Ivan Petrov"] == entries["Ivan Petrov, keeper"] == 1
    assert {quoted.speaker.name for quoted in namesakes.quotations() if quoted.speaker} == {
        "Ivan Petrov",
        "Ivan Petrov, keeper",
    }
    explorer = Explorer(namesakes)
    numbers = {name: number for number, (name, _) in explorer.actor_names().items()}
    dossier = make_dossier(namesakes, numbers["Ivan Petrov, keeper"])
    assert dossier is not None
    assert (dossier.articles, len(dossier.quotations)) == (1, 1)
    (pair,) = [
        pair
        for pair in explorer.pairs(namesakes.search(""))
        if pair.actor == numbers["Ivan Petrov, keeper"]
    ]
    assert pair.other == numbers["Carl Dorn"]
    assert {row["name"] for row in rows("actors", namesakes.roots[0])} >= {
        "Ivan Petrov",
        "Ivan Petrov, keeper",
    }
    namesakes.refresh(jobs=1, rebuild=True)
    assert counted(namesakes)["Ivan Petrov, keeper"] == 1
    corrections_file().unlink()
    namesakes.correct(read_corrections(corrections_file()))
    assert counted(namesakes)["Ivan Petrov"] == 2


def test_names_that_are_alike_can_stay_apart(namesakes: Library) -> None:
    (name,) = {"Andrei Orlov", "Andrey Orlov"} & counted(namesakes).keys()
    called = {
        namesakes.catalog.canonical_name(actor)
        for _, one in namesakes.analyses()
        for actor in one.actors
    }
    assert {"Andrei Orlov", "Andrey Orlov"} & called == {name}
    corrections_file().parent.mkdir(parents=True, exist_ok=True)
    corrections_file().write_text(
        '[[apart]]\nkind = "person"\nnames = ["Andrei Orlov", "Andrey Orlov"]\n', encoding="utf-8"
    )
    namesakes.correct(read_corrections(corrections_file()))
    counts = counted(namesakes)
    assert counts["Andrei Orlov"] == counts["Andrey Orlov"] == 1
    assert {"Andrei Orlov", "Andrey Orlov"} <= {entry.actor.name for entry in namesakes.actors()}


@pytest.mark.parametrize(
    "broken",
    [
        '[[split]]\nkind = "person"\nname = "A B"\n',
        '[[apart]]\nkind = "x"\nnames = []\n',
        "split = 3\n",
    ],
)
def test_what_cannot_be_understood_is_said_in_a_line(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "actors.toml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(PressmarkError, match=r"correct it, or move it away\.$"):
        read_corrections(path)


def test_what_is_undone_leaves_nothing_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    toggle_same(path, "person", "Anna Bell", "Ann Bell")
    toggle_same(path, "person", "Cora Dean", "Cora")
    toggle_ignored(path, "person", "However")
    toggle_ignored(path, "organisation", "Monday")
    toggle_same(path, "person", "Anna Bell", "Ann Bell")
    toggle_ignored(path, "person", "However")
    kept = path.read_text("utf-8")
    assert "Anna Bell" not in kept and "Cora Dean" in kept
    assert "[]" not in kept and "Monday" in kept
    toggle_same(path, "person", "Cora Dean", "Cora")
    toggle_ignored(path, "organisation", "Monday")
    assert path.read_text("utf-8").strip() == ""


def test_a_comment_outlives_an_undone_merge(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    toggle_same(path, "person", "Anna Bell", "Ann Bell")
    path.write_text(path.read_text("utf-8") + "# My own words.\n", "utf-8")
    toggle_same(path, "person", "Cora Dean", "Cora")
    toggle_same(path, "person", "Anna Bell", "Ann Bell")
    assert "# My own words." in path.read_text("utf-8")
