"""`said:` and `speaker:` in a library: one and the same statement, quoted or reported."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engine.local.statement_places import between_blanks, between_spaces
from index.library import Library
from index.model import Span
from index.text import parts_in, tokenise
from tests.support.articles import Open, Write


@pytest.fixture
def talks(write: Write, articles: Path, opened: Open) -> Library:
    write(
        "dam.txt",
        "Talks on the dam",
        "Anna Bell said on Tuesday that the sanctions hurt the dam. Carl Dorn said: “We lift"
        " them soon.” Ivan Petrov said that the council would “lift the ban and the sanctions.”",
        date="May 14, 2004",
    )
    write(
        "harbour.txt",
        "Talks on the harbour",
        "“The sanctions stay,” said Carl Dorn. “But we lift the ship,” said Anna Bell.\n\n"
        "The council met at the harbour. According to Anna Bell, nobody sails.",
        date="May 15, 2004",
    )
    return opened(articles)


def titles(library: Library, text: str) -> list[str]:
    found = library.search(f"{text} sort:date")
    return [row.card.title.split()[-1] for row in library.rows(found, 0, 9)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("said:sanctions", ["dam", "harbour"]),
        ("said:(sanctions AND lift)", ["dam"]),
        ("said:(sanctions AND lift) speaker:petrov", ["dam"]),
        ("said:(sanctions AND lift) speaker:bell", []),
        ("said:sanctions speaker:dorn", ["harbour"]),
        ("said:lift speaker:bell", ["harbour"]),
        ("said:(lift -sanctions)", ["dam", "harbour"]),
        ("said:(lift -sanctions) speaker:petrov", []),
        ("speaker:dorn -said:lift", ["harbour"]),
        ('said:"lift the ban"', ["dam"]),
        ('said:"hurt the dam" speaker:bell', ["dam"]),
        ('said:"soon ivan"', []),
        ('said:"stay lift"~3', []),
        ("said:sail* speaker:bell", ["harbour"]),
        ("said:sancions~ speaker:dorn", ["harbour"]),
        ("said:* speaker:petrov", ["dam"]),
        ("said:council", ["dam"]),
        ("said:(sanctions OR sails) speaker:bell talks", ["dam", "harbour"]),
        ("said:sanctions speaker:dorn OR said:hurt speaker:bell", ["dam", "harbour"]),
    ],
)
def test_conditions_on_one_statement(talks: Library, text: str, found: list[str]) -> None:
    assert titles(talks, text) == found


def test_more_words_in_statements_come_first(write: Write, articles: Path, opened: Open) -> None:
    for name, times in (("one", 1), ("three", 3)):
        said = " ".join(["“The treaty is good,” said Anna Bell."] * times)
        rest = "The treaty. " * (4 - times) + "It rains. " * 2 * (3 - times)
        write(f"{name}.txt", f"About {name}", f"{said}\n\n{rest}")
    library = opened(articles)
    found = library.search("said:treaty")
    assert [row.card.title for row in library.rows(found, 0, 2)] == ["About three", "About one"]


_WORDS = st.lists(
    st.sampled_from(
        ["The", "“We", "T-80", "long-term", "go.”", "war's", "—", "l'eau", "x\ty", "a\nb"]
    ),
    max_size=25,
)


@given(_WORDS, st.sampled_from([" ", "  ", "\n\n", "\t"]), st.data())
def test_positions_of_offsets_are_those_of_the_words_before(
    words: list[str], space: str, data: st.DataObject
) -> None:
    text = space.join(words)
    offsets = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    take = parts_in(None)
    tokens = tokenise(text)
    ends = [(token.position + 1) for token in tokens]

    def expected(offset: int) -> int:
        later = [token.position for token in tokens if token.start >= offset]
        return min(later) if later else max(ends, default=0)

    whole = Span(0, len(text))
    for pieces, places in (
        (text.split(), between_spaces(text, whole, take)),
        (text.split(" "), between_blanks(text, [whole], take)),
    ):
        before = [0]
        for piece in pieces:
            before.append(before[-1] + take(piece)[0])
        found = [before[number] + position for number, position in places(offsets)]
        assert found == [expected(offset) for offset in offsets]
