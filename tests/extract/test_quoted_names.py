"""Titles, events and terms in quotation marks against signs, chants and short speech."""

import pytest

from tests.support.extraction import study

FIRST = "Anna Bell met Carl Dorn in May. "


@pytest.mark.parametrize(
    "body",
    [
        "Anna Bell blasted the hit film “Thaw” for its tone.",
        "Anna Bell, who starred in “Mills and Dams,” left the town.",
        "At a seminar on “Trade and Peace in the Northern Valley,” Bell charged that it is late.",
        "The theme for the session was “Rule of Law: The Town and the Dam.”",
        "Carl Dorn is curator of “Anna Bell: Prints from the Town Hall” in Bergen.",
        "To “route out” in the jargon of the mill refers to a worker who leaves, Bell said.",
    ],
)
def test_names_are_no_quotations(body: str) -> None:
    rows = study(FIRST + body).quotations
    assert [one.kind for one in rows] == ["scare"]


@pytest.mark.parametrize(
    "body",
    [
        "“This is fantastic!” beamed Anna Bell of Bergen.",
        "Carl Dorn is no farmer, Bell said. “He's a miller!”",
        "Carl Dorn wore a hat reading, “Make Bergen Wet Again,” on Monday.",
        "The mayor was met by chants of “No Dam!” from the farmers.",
        "The road, the gate and the hill, as in the old days: “The dam that the town built in the"
        " year of the flood has leaked on every day since then.”",
    ],
)
def test_words_are_quotations(body: str) -> None:
    rows = study(FIRST + body).quotations
    assert [one.kind for one in rows] == ["direct"]


def test_author_who_tells_a_talk() -> None:
    found = study(
        "I grew up by the dam, and I left it when I was nine. I came back and I saw my old house."
        " I met Carl Dorn at the gate. “Okay,” I said. I went in. I asked, “Why now?” I had no"
        " answer."
    )
    assert [one.kind for one in found.quotations] == ["direct", "direct"]


def test_addressee_before_the_clause_with_a_quoted_piece() -> None:
    found = study(
        "I read polls, and I like them; I think they help me to see what I do not see."
        " Carl Dorn told Fox that the loss began among “rural, old” farmers last year."
    )
    assert [one.kind for one in found.quotations] == ["direct"]
