"""What was inferred is marked, gone through and settled; what is settled is never lost."""

from pathlib import Path

import pytest

from index.corrections.judgements import NOBODY, JudgedValue, tally
from index.explore.audit import candidates, claims_in, judgement_on
from index.kept.review import Review
from index.library import Library
from tests.support.articles import Open, Write
from tests.support.cli import rows
from tests.support.room import reading, screen_text
from tui.screens.audit_screen import AuditScreen

BODY = (
    "Minister Anna Bell met Carl Dorn in the old town hall. “The river is high this "
    "year,” said Anna Bell.\n\n"
    "She added: “The bridges are closed until the spring comes.”"
)


@pytest.fixture
def library(write: Write, articles: Path, opened: Open) -> Library:
    write("a.txt", "The River", BODY, date="May 12, 2004")
    return opened(articles)


def speakers(library: Library) -> list[tuple[str | None, str | None]]:
    return [
        (one.speaker.name if one.speaker else None, one.quotation.speaker_basis)
        for one in library.quotations()
    ]


def test_a_name_is_stated_and_a_pronoun_inferred(library: Library, articles: Path) -> None:
    assert speakers(library) == [("Anna Bell", "stated"), ("Anna Bell", "inferred")]
    assert [row["basis"]["speaker"] for row in rows("quotes", articles)] == ["stated", "inferred"]


def test_what_is_settled_counts_in_filters_and_survives_a_rebuild(library: Library) -> None:
    num = library.catalog.nums()[0]
    analysis = library.analysis(num)
    assert analysis is not None
    (claim,) = claims_in(num, analysis, "speaker")
    other = next(one for one in candidates(claim) if one.text == "Carl Dorn")
    assert not library.search('speaker:"Carl Dorn"').hits
    review = Review()
    review.judge(judgement_on(claim, other))
    library.judge(review.judgements())
    assert speakers(library) == [("Anna Bell", "stated"), ("Carl Dorn", "set")]
    assert len(library.search('speaker:"Carl Dorn"').hits) == 1
    library.refresh(jobs=1, rebuild=True)
    assert speakers(library)[1] == ("Carl Dorn", "set")
    assert str(tally(review.judgements())) == "1 checked, 0 % right"
    assert review.undo("judgement") == "judgement"
    library.judge(review.judgements())
    assert speakers(library)[1] == ("Anna Bell", "inferred")
    assert not library.search('speaker:"Carl Dorn"').hits


def test_a_judgement_finds_its_words_where_the_text_has_changed(
    library: Library, write: Write
) -> None:
    num = library.catalog.nums()[0]
    analysis = library.analysis(num)
    assert analysis is not None
    (claim,) = claims_in(num, analysis, "speaker")
    library.judge([judgement_on(claim, NOBODY)])
    write(
        "a.txt",
        "The River",
        f"A new first paragraph that was not there.\n\n{BODY}",
        date="May 12, 2004",
    )
    library.refresh(jobs=1)
    assert speakers(library) == [("Anna Bell", "stated"), (None, "set")]


def test_answers_are_the_same_by_kind_and_name() -> None:
    assert JudgedValue("Anna B. Bell", "person").same(JudgedValue("Anna Bell", "person"))
    assert not JudgedValue("Anna Bell", "person").same(NOBODY)
    assert NOBODY.same(JudgedValue(None, "person"))


class TestScreen:
    async def test_every_key(self, library: Library) -> None:
        async with reading(library) as (room, press):
            await press("A")
            screen = room.app.screen
            assert isinstance(screen, AuditScreen)
            assert screen.list.count == 1
            assert "The bridges are closed" in screen_text(screen)
            digit = next(n for n, one in enumerate(screen._others, 1) if one.text == "Carl Dorn")
            await press(str(digit))
            assert speakers(library)[1] == ("Carl Dorn", "set")
            assert "1 checked, 0 % right" in screen_text(screen)
            await press("u")
            assert speakers(library)[1] == ("Anna Bell", "inferred")
            await press("U")
            assert speakers(library)[1] == ("Carl Dorn", "set")
            await press("n")
            assert speakers(library)[1] == (None, "set")
            await press("enter")
            assert speakers(library)[1] == ("Anna Bell", "set")
            assert "1 checked, 100 % right" in screen_text(screen)
            await press("tab")
            assert screen.field == "outlet"
            await press("S", "S")
            fields = [screen.field]
            assert fields == ["speaker"]
            assert screen.list.count == 0
            await press("q")
            assert room.app.screen is room
            await press("4", "j")
            await press("A")
            again = room.app.screen
            assert isinstance(again, AuditScreen)
            await press("a", "o")
            assert room.app.screen is room
            assert room.focused is room.article

    async def test_a_gap_in_the_evidence_is_shown(
        self, write: Write, articles: Path, opened: Open
    ) -> None:
        streets = ", ".join(f"street {number}" for number in range(90))
        write(
            "a.txt",
            "The River",
            f"Minister Anna Bell came to the old bridge. She looked at {streets}."
            " “It stays closed,” she said.",
            date="May 12, 2004",
        )
        async with reading(opened(articles), size=(60, 20)) as (room, press):
            await press("A")
            lines = [line.strip() for line in screen_text(room.app.screen).split("\n")]
            gap = lines.index("…")
            assert any("Anna Bell came" in line for line in lines[gap - 3 : gap])
            assert any("It stays closed" in line for line in lines[gap + 1 : gap + 6])

    async def test_a_statement_is_listed_by_its_words_without_the_cue(
        self, write: Write, articles: Path, opened: Open
    ) -> None:
        write(
            "a.txt",
            "The River",
            "Minister Anna Bell came to the old bridge. The bridge, she said on Tuesday, would stay"
            " closed until spring.",
            date="May 12, 2004",
        )
        async with reading(opened(articles)) as (room, press):
            await press("A")
            assert "▸ The bridge … would stay closed" in screen_text(room.app.screen)
            await press("tab", "tab")
            assert "Dates of citations inferred: 0" in screen_text(room.app.screen)
